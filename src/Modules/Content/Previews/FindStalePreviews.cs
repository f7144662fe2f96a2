using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Values;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Previews;

/// <summary>
/// Looks, across communities, for articles that are cut otherwise than their space says: saved on a node that had not heard of the change
/// yet, or refused when it was their turn; and for those that an earlier version of the renderer made.
/// </summary>
internal sealed class FindStalePreviews(AppDb db, ICommunities communities) : IRecurringJob
{
    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancel)
    {
        var cuts = await db.Set<Article>().IgnoreQueryFilters()
            .Select(a => new { a.CommunityId, a.SpaceId, a.PreviewBlocks, a.RendererVersion }).Distinct().ToListAsync(cancel);
        var wanted = (await communities.ListAsync(cancel)).SelectMany(c => c.Spaces).ToDictionary(s => s.Id, s => s.PreviewBlocks);
        // What is asked for already is newer than what this node may know.
        var waiting = await db.Set<WorkItem>().Where(w => w.Kind == RecutPreviews.Kind).Select(w => w.Key).ToListAsync(cancel);
        var stales = cuts.Where(c => wanted.TryGetValue(c.SpaceId, out var blocks) && !waiting.Contains(RecutPreviews.KeyOf(c.SpaceId))
            && (blocks != c.PreviewBlocks || c.RendererVersion != MarkdownRenderer.Version));
        foreach (var stale in stales.DistinctBy(c => c.SpaceId))
            db.Enqueue(() => RecutPreviews.Order(stale.CommunityId, stale.SpaceId, wanted[stale.SpaceId]));
        await db.SaveChangesAsync(cancel);
    }
}
