namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>Whose rights have become fewer: for connections that outlive a request.</summary>
public interface IEndedRights
{
    /// <summary>
    /// What was taken or ran out within this time, in all communities: restrictions that close reading, and grants that ended or were
    /// revoked. Whoever holds the same by another grant is named too.
    /// </summary>
    /// <param name="after">UTC, exclusive.</param>
    /// <param name="until">UTC, inclusive.</param>
    Task<IReadOnlyList<EndedRight>> WithinAsync(DateTime after, DateTime until, CancellationToken cancel = default);

    /// <summary>The restrictions that close reading to a member now, in all communities.</summary>
    /// <param name="at">UTC.</param>
    Task<IReadOnlyList<EndedRight>> ClosedAsync(long memberId, DateTime at, CancellationToken cancel = default);
}

/// <summary>Something that a member may no longer do.</summary>
/// <param name="Source">The restriction or the grant: one right ends once.</param>
/// <param name="CommunityId">0 for all communities of the installation.</param>
/// <param name="Restriction">What took it; <c>null</c> where a grant has ended.</param>
public sealed record EndedRight(Thing Source, long MemberId, long CommunityId, HeldRestriction? Restriction);
