using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Bots;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Articles;

/// <summary>Articles that were published within a time, the newest first.</summary>
internal sealed class ArticlesInDigest(AppDb db) : IDigestSource
{
    public async Task<IReadOnlyList<DigestThing>> WithinAsync(
        long communityId, DateTime from, DateTime until, int count, CancellationToken cancel = default)
    {
        var articles = await db.Set<Article>().IgnoreQueryFilters().AsNoTracking().Where(a => a.CommunityId == communityId)
            .Where(Publication.IsPublic).Where(a => a.PublishedAt >= from && a.PublishedAt < until)
            .OrderByDescending(a => a.PublishedAt).ThenByDescending(a => a.Id).Take(count).Select(a => new { a.Id, a.SpaceId })
            .ToListAsync(cancel);
        return articles.ConvertAll(a => new DigestThing(DigestSection.Published, new Thing("article", a.Id), a.SpaceId, 0));
    }
}
