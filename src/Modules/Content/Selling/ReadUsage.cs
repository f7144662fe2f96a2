using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Selling;

/// <summary>
/// What a buyer has read of what they bought: of an article whether they opened it, of a tier how many articles that are not open to
/// everyone. It knows what <see cref="Reading.CountRead"/> has counted.
/// </summary>
internal sealed class ReadUsage(AppDb db, ICommunities communities) : IUsage
{
    private const string Tier = "tier";

    private static readonly string Kind = Activity.KindOf(typeof(ArticleRead));

    public async Task<Usage?> OfAsync(SoldLine line, DateTime from, DateTime now, CancellationToken cancel = default)
    {
        var read = db.Activities.AsNoTracking()
            .Where(a => a.CommunityId == line.CommunityId && a.ActorId == line.MemberId && a.Kind == Kind && a.At >= from);
        if (line.Item.Kind == ArticleGate.Kind)
            return await read.AnyAsync(a => a.SubjectId == line.Item.Id, cancel)
                ? new Usage(1, "You have opened it.") : new Usage(0, "You have not opened it.");
        return line.Item.Kind == Tier && await communities.FindAsync(line.CommunityId, cancel) is { } community
            ? new Usage(await ClosedAsync(community, read, cancel), "You have read {0} members-only {0:article|articles}.")
            : null;
    }

    private async Task<int> ClosedAsync(CommunityInfo community, IQueryable<Activity> read, CancellationToken cancel)
    {
        // Grouped by what decides who may read, so that the answer is a few rows however much somebody reads.
        var groups = await db.Set<Article>().AsNoTracking().Where(a => read.Any(r => r.SubjectId == a.Id))
            .GroupBy(a => new { a.SpaceId, a.Access, a.TierId }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        return groups.Where(g => !ArticleGate.IsOpen(g.Key.Access, g.Key.TierId, community.Space(g.Key.SpaceId))).Sum(g => g.Count);
    }
}
