using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Previews;

/// <summary>
/// Once a day it looks, across communities, for articles that are cut otherwise than their space says: saved on a node that had not heard of the
/// change yet, or refused when it was their turn.
/// </summary>
internal sealed class FindStalePreviews(AppDb db, ICommunities communities, TimeProvider time) : IRecurringJob
{
    public TimeSpan Every => TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken cancel)
    {
        var cuts = await db.Set<Article>().IgnoreQueryFilters().Select(a => new { a.CommunityId, a.SpaceId, a.PreviewBlocks }).Distinct().ToListAsync(cancel);
        var wanted = (await communities.ListAsync(cancel)).SelectMany(c => c.Spaces).ToDictionary(s => s.Id, s => s.PreviewBlocks);
        var waiting = await db.Set<PreviewRecut>().IgnoreQueryFilters().Select(r => r.SpaceId).ToListAsync(cancel);
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var stale in cuts.Where(c => wanted.TryGetValue(c.SpaceId, out var blocks) && blocks != c.PreviewBlocks && !waiting.Contains(c.SpaceId)).DistinctBy(c => c.SpaceId))
            db.Add(PreviewRecut.Of(stale.CommunityId, stale.SpaceId, wanted[stale.SpaceId], now));
        await db.SaveChangesAsync(cancel);
    }
}
