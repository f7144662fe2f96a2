using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Ratings;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Ratings.Helpful;

internal sealed class HelpfulCounts(AppDb db) : IHelpfulness
{
    public async Task<IReadOnlyDictionary<Thing, HelpfulCount>> CountsAsync(
        long communityId, IReadOnlyCollection<Thing> things, CancellationToken cancel = default)
    {
        if (things.Count == 0)
            return new Dictionary<Thing, HelpfulCount>();
        var (kinds, ids) = (things.Select(t => t.Kind).Distinct().ToList(), things.Select(t => t.Id).Distinct().ToList());
        // The community is named: lists of the whole installation ask too.
        var rows = await db.Set<HelpfulVote>().IgnoreQueryFilters().AsNoTracking()
            .Where(v => v.CommunityId == communityId && kinds.Contains(v.ThingKind) && ids.Contains(v.ThingId))
            .GroupBy(v => new { v.ThingKind, v.ThingId })
            .Select(g => new { g.Key.ThingKind, g.Key.ThingId, Helpful = g.Count(v => v.Helpful), Total = g.Count() })
            .ToListAsync(cancel);
        return rows.ToDictionary(r => new Thing(r.ThingKind, r.ThingId), r => new HelpfulCount(r.Helpful, r.Total));
    }

    public async Task<HelpfulCount?> CountAsync(long communityId, Thing thing, CancellationToken cancel) =>
        (await CountsAsync(communityId, [thing], cancel)).TryGetValue(thing, out var count) ? count : null;

    /// <summary>What this member has answered; <c>null</c> when nothing.</summary>
    public Task<bool?> OfMemberAsync(Thing thing, long memberId, CancellationToken cancel) =>
        db.Set<HelpfulVote>().AsNoTracking().Where(v => v.ThingKind == thing.Kind && v.ThingId == thing.Id && v.MemberId == memberId)
            .Select(v => (bool?)v.Helpful).SingleOrDefaultAsync(cancel);
}
