namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>What members hold of tiers, grant by grant, for those who reckon with all of them at once.</summary>
public interface IHeldTiers
{
    /// <summary>The grants of tiers in force at an instant, by id. What restrictions take from a member is not taken off.</summary>
    Task<IReadOnlyList<HeldTier>> InForceAsync(long communityId, DateTime at, CancellationToken cancel = default);
}

/// <summary>One grant of a tier.</summary>
/// <param name="Until">UTC, exclusive; <c>null</c> for no end.</param>
/// <param name="Source">What it rests on: a line of an order, a gift, joining.</param>
public sealed record HeldTier(long GrantId, long MemberId, long TierId, DateTime? Until, Thing Source);
