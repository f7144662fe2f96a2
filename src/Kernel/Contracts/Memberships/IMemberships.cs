namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>Questions about the members of a community as a whole.</summary>
public interface IMemberships
{
    /// <summary>
    /// The ids, each once, of those who hold a tier of the community at an instant. It is a query on the same database context as the
    /// caller's and can be composed into one, so that nobody needs another module's tables to ask "how many of these are members?".
    /// </summary>
    IQueryable<long> MembersAt(long communityId, DateTime at);

    /// <summary>
    /// Paid or given times that end in this span (UTC, from inclusive, until exclusive) and that nothing prolongs: the member holds the
    /// tier until then, and no other grant of it that ends later.
    /// </summary>
    Task<IReadOnlyList<EndingMembership>> EndingAsync(long communityId, DateTime from, DateTime until, CancellationToken cancel = default);

    /// <summary>
    /// How many hold each tier as their highest one, by rank; tiers without holders included, so that the sum is the number of members.
    /// </summary>
    Task<IReadOnlyList<TierHolders>> HoldersAsync(long communityId, DateTime at, CancellationToken cancel = default);
}

/// <summary>How many hold a tier as their highest one.</summary>
/// <param name="Rank">A tier opens what every tier of a lower or the same rank opens.</param>
/// <param name="Members">People, each counted at one tier only.</param>
public sealed record TierHolders(long TierId, string Name, int Rank, bool IsFree, int Members);

/// <summary>A membership that ends.</summary>
/// <param name="GrantId">The grant whose end it is.</param>
/// <param name="Until">UTC.</param>
public sealed record EndingMembership(long GrantId, long MemberId, long TierId, string TierName, DateTime Until);
