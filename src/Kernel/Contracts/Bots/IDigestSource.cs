namespace Guildhall.Kernel.Contracts.Bots;

/// <summary>
/// Answered by modules whose things a digest tells of. It decides nothing: whoever writes the digest asks
/// <see cref="Things.IThings"/> what its readers may know.
/// </summary>
public interface IDigestSource
{
    /// <summary>What was said, asked and published within this time, the most telling first.</summary>
    /// <param name="from">UTC, inclusive.</param>
    /// <param name="until">UTC, exclusive.</param>
    /// <param name="count">Of each section at most so many.</param>
    Task<IReadOnlyList<DigestThing>> WithinAsync(
        long communityId, DateTime from, DateTime until, int count, CancellationToken cancel = default);
}

/// <summary>Why a digest tells of something.</summary>
public enum DigestSection
{
    /// <summary>It was talked about.</summary>
    Discussed,

    /// <summary>A question without an answer.</summary>
    Unanswered,

    /// <summary>It was published.</summary>
    Published,
}

/// <summary>Something that a digest may tell of.</summary>
/// <param name="Replies">Within the time.</param>
public sealed record DigestThing(DigestSection Section, Thing Thing, long SpaceId, int Replies);
