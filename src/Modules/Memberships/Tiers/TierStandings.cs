using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Memberships.Access;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Tiers;

/// <summary>Counts holders where the rows are.</summary>
internal sealed class TierStandings(AppDb db) : IMemberships
{
    public IQueryable<long> MembersAt(long communityId, DateTime at) => InForce(communityId, at).Select(g => g.MemberId).Distinct();

    public async Task<IReadOnlyList<TierHolders>> HoldersAsync(long communityId, DateTime at, CancellationToken cancel = default)
    {
        var tiers = db.Set<Tier>().IgnoreQueryFilters().AsNoTracking().Where(t => t.CommunityId == communityId);
        // One number that orders tiers as the gate does, by rank and then the older one, so that a member counts once.
        var held = await InForce(communityId, at)
            .Join(tiers, g => g.TierId, t => t.Id, (g, t) => new { g.MemberId, Place = t.Rank * 1_000_000_000_000L - t.Id })
            .GroupBy(g => g.MemberId).Select(g => g.Max(x => x.Place))
            .GroupBy(place => place).Select(g => new { Place = g.Key, Members = g.Count() })
            .ToDictionaryAsync(g => g.Place, g => g.Members, cancel);
        return [.. (await tiers.OrderBy(t => t.Rank).ThenBy(t => t.Id).ToListAsync(cancel))
            .Select(t => new TierHolders(t.Id, t.Name, t.Rank, t.IsFree, held.GetValueOrDefault(t.Rank * 1_000_000_000_000L - t.Id)))];
    }

    public async Task<IReadOnlyList<EndingMembership>> EndingAsync(
        long communityId, DateTime from, DateTime until, CancellationToken cancel = default) =>
        await db.Set<Grant>().IgnoreQueryFilters().AsNoTracking()
            .Where(g => g.CommunityId == communityId && g.TierId != null && g.EndsAt >= from && g.EndsAt < until)
            .Where(GrantsInForce.At(from))
            // Another grant prolongs it: one that runs longer, or one that was bought to begin where this one ends.
            .Where(g => !db.Set<Grant>().IgnoreQueryFilters().Any(o =>
                o.CommunityId == communityId && o.MemberId == g.MemberId && o.TierId == g.TierId && o.Id != g.Id
                && o.StartsAt <= g.EndsAt && (o.EndsAt == null || o.EndsAt > g.EndsAt)
                && (o.Revocation == null || o.Revocation.EffectiveAt > g.EndsAt)))
            .OrderBy(g => g.Id)
            .Join(db.Set<Tier>().IgnoreQueryFilters(), g => g.TierId, t => t.Id,
                (g, t) => new EndingMembership(g.Id, g.MemberId, t.Id, t.Name, g.EndsAt!.Value))
            .ToListAsync(cancel);

    private IQueryable<Grant> InForce(long communityId, DateTime at) =>
        db.Set<Grant>().IgnoreQueryFilters().Where(g => g.CommunityId == communityId && g.TierId != null).Where(GrantsInForce.At(at))
            // A bot reads as far as a tier, but is no member who holds one.
            .Where(g => !db.Members.Any(m => m.Id == g.MemberId && m.IsBot));
}
