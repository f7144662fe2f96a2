namespace Guildhall.Kernel.Contracts.Polls;

/// <summary>Whom the end of a poll concerns, for those who tell them. Whether they may know of it is the gate's answer.</summary>
public interface IPollNotices
{
    /// <summary>What is told; <c>null</c> for a poll that is held or removed, or of another community.</summary>
    Task<PollNotice?> FindAsync(long communityId, long pollId, CancellationToken cancel = default);

    /// <summary>
    /// Those who voted, by member, in secret ballots too: each is told for themselves alone, and what they chose is not said.
    /// </summary>
    /// <param name="after">The last member of the page before; 0 for the first.</param>
    Task<IReadOnlyList<long>> VotersAsync(long communityId, long pollId, long after, int count, CancellationToken cancel = default);
}

/// <summary>A poll as others are told of it.</summary>
/// <param name="Path">Begins with a slash; percent-encoded.</param>
public sealed record PollNotice(string Question, string Path, long AuthorId);
