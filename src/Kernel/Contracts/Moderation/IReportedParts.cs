namespace Guildhall.Kernel.Contracts.Moderation;

/// <summary>What of a member's profile is taken down by itself.</summary>
public enum ProfilePart
{
    /// <summary>The picture beside the name.</summary>
    Face,

    /// <summary>The picture across the top of the page.</summary>
    Cover,

    Bio,

    Links,
}

/// <summary>
/// Things that are taken down part by part: a moderator's verdict names the parts, all others stay. No gate is asked here, as by
/// <see cref="IReportable"/>. The methods save, inside the caller's transaction where there is one.
/// </summary>
public interface IReportedParts : IReportable
{
    /// <summary>Those that there are now, in their order.</summary>
    Task<IReadOnlyList<ProfilePart>> PartsAsync(Thing thing, CancellationToken cancel = default);

    /// <summary>Takes parts from everybody's sight and keeps them for <see cref="PutBackAsync"/>.</summary>
    /// <returns>Those that were there, and are taken down now.</returns>
    Task<IReadOnlyList<ProfilePart>> TakeDownAsync(Thing thing, PartsToTakeDown wanted, CancellationToken cancel = default);

    /// <summary>Undoes it: what a case took down is there again, but for parts of which their owner has another by now.</summary>
    /// <returns>Whether anything had been taken down.</returns>
    Task<bool> PutBackAsync(Thing thing, long caseId, long by, CancellationToken cancel = default);
}

/// <summary>What is taken down.</summary>
/// <param name="CommunityId">Whose moderators decide.</param>
/// <param name="ClosedUntil">UTC, exclusive: until then their owner can set no others; <c>null</c> where they can at once.</param>
public sealed record PartsToTakeDown(
    long CommunityId, long CaseId, IReadOnlyCollection<ProfilePart> Parts, DateTime? ClosedUntil, long By);
