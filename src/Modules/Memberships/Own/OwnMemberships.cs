using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Memberships.Access;
using Guildhall.Memberships.Explaining;
using Guildhall.Memberships.Tiers;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Own;

/// <summary>What somebody holds in one community.</summary>
/// <param name="Until">UTC, exclusive; <c>null</c> when it has no end or nothing is held.</param>
/// <param name="RenewPath">Where to prolong it; <c>null</c> when there is nothing to prolong.</param>
public sealed record OwnMembership(
    string Community, string CommunitySlug, long? TierId, string? Tier, DateTime? Until, IReadOnlyList<string> Roles, string? RenewPath,
    IReadOnlyList<OwnGrant> Grants)
{
    /// <summary>What the things that are held one by one are called.</summary>
    internal IReadOnlyDictionary<Thing, NamedThing> Titles { get; init; } = new Dictionary<Thing, NamedThing>();
}

public sealed record OwnGrant(long Id, string? Tier, string? Role, DateTime StartsAt, DateTime? EndsAt, DateTime? RevokedAt, Thing Source)
{
    /// <summary>The one thing that it opens; <c>null</c> for a tier or a role.</summary>
    public Thing? Thing { get; init; }
}

/// <summary>A member's own standing, across communities.</summary>
internal sealed class OwnMemberships(AppDb db, ICommunities communities, IThings titles, TimeProvider time)
{
    private const int MostGrants = 500;

    public async Task<IReadOnlyList<OwnMembership>> ReadAsync(long memberId, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var grants = await db.Set<Grant>().IgnoreQueryFilters().AsNoTracking().Include(g => g.Revocation)
            .Where(g => g.MemberId == memberId).OrderByDescending(g => g.Id).Take(MostGrants).ToListAsync(cancel);
        var communityIds = grants.Select(g => g.CommunityId).Distinct().ToList();
        var tiers = await db.Set<Tier>().IgnoreQueryFilters().AsNoTracking().Where(t => communityIds.Contains(t.CommunityId))
            .Select(t => new { t.CommunityId, t.IsFree, Tier = new LedgerTier(t.Id, t.Name, t.Rank) }).ToListAsync(cancel);

        var memberships = new List<OwnMembership>();
        foreach (var theirs in grants.GroupBy(g => g.CommunityId))
        {
            if (await communities.FindAsync(theirs.Key, cancel) is not { } community)
                continue;
            var ledger = new MemberLedger(theirs.Key, null, [.. theirs],
                [.. tiers.Where(t => t.CommunityId == theirs.Key).Select(t => t.Tier)]);
            var holdings = ledger.HoldingsAt(now, null);
            var paid = tiers.Where(t => t.CommunityId == theirs.Key && !t.IsFree).Select(t => t.Tier.Id).ToHashSet();
            memberships.Add(new OwnMembership(
                community.Name, community.Slug, holdings.HighestTierId, ledger.Tier(holdings.HighestTierId)?.Name, holdings.Until,
                holdings.Roles,
                RenewPath(community, ledger, holdings, paid),
                [.. theirs.Select(g =>
                    new OwnGrant(
                        g.Id, ledger.Tier(g.TierId)?.Name, g.Role, g.StartsAt, g.EndsAt, g.Revocation?.EffectiveAt, g.Source)
                    {
                        Thing = g.Thing,
                    })])
            {
                Titles = await titles.NamesAsync(community.Id, [.. theirs.Select(g => g.Thing).OfType<Thing>().Distinct()], cancel),
            });
        }
        return memberships;
    }

    /// <summary>Of the tier held, or, when that is the free one, of the paid one that ended last.</summary>
    private static string? RenewPath(CommunityInfo community, MemberLedger ledger, Holdings holdings, HashSet<long> paid)
    {
        var tier = holdings.HighestTierId is { } held && paid.Contains(held)
            ? (holdings.Until is null ? null : holdings.HighestTierId)
            : ledger.Grants.FirstOrDefault(g => g.TierId is { } id && paid.Contains(id))?.TierId;
        return tier is null ? null : $"/c/{community.Slug}/checkout?tier={tier}";
    }
}
