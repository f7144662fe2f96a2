using Guildhall.Content.Articles;
using Guildhall.Content.Columns;
using Guildhall.Content.Progress;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Reading;

/// <summary>What the front pages tell of the articles. Visitors' pages are kept in memory; a member's asks once or twice.</summary>
internal sealed class FrontPageArticles(AppDb db, ReadProgress progress, ArticleLists lists, ReadColumn columns) : IFrontArticles
{
    public async Task<FrontArticles> ReadAsync(CommunityInfo community, Holdings viewer, int mostRead, CancellationToken cancel = default)
    {
        var counts = await db.Set<ColumnEntry>().AsNoTracking().Where(e => e.CommunityId == community.Id && e.IsShown)
            .GroupBy(e => e.SpaceId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        if (counts.Count == 0)
            return new FrontArticles(0, null, null, [], counts);
        var articles = db.Set<Article>().AsNoTracking().Where(a => a.CommunityId == community.Id).Where(Publication.IsPublic);
        var updated = await articles.MaxAsync(a => a.PublishedAt, cancel);
        var author = await articles.GroupBy(a => a.AuthorId).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key)
            .FirstAsync(cancel);
        var most = await db.Set<ArticleReads>().AsNoTracking().Where(r => r.CommunityId == community.Id)
            .Join(articles, r => r.ArticleId, a => a.Id, (r, a) => new { a.Id, r.Count })
            .OrderByDescending(r => r.Count).ThenByDescending(r => r.Id).Take(mostRead).Select(r => r.Id).ToListAsync(cancel);
        var cards = (await lists.ManyAsync(community, viewer, most, cancel)).ToDictionary(c => c.Id);
        return new FrontArticles(counts.Values.Sum(), updated,
            await db.Members.AsNoTracking().Where(m => m.Id == author).Select(m => new FrontAuthor(m.Id, m.Name, m.Face))
                .SingleAsync(cancel),
            [.. most.Where(cards.ContainsKey).Select(id => cards[id])], counts);
    }

    public async Task<IReadOnlyList<ReadingCard>> GoOnAsync(
        CommunityInfo community, long memberId, int count, CancellationToken cancel = default)
    {
        var last = await progress.LastAsync(community.Id, memberId, count * 3, cancel);
        var cards = last.Where(r => !r.IsFinished).Take(count)
            .Select(r => Card(community, r.SpaceId, r.Title, r.Slug, r.Language, r.Cover, r.PerMille / 1000d)).ToList();
        if (last is [{ IsFinished: true } done, ..] && community.Space(done.SpaceId) is { Sorting: SpaceSorting.Arranged }
            && await columns.GoOnAsync(done.SpaceId, memberId, cancel) is { Fraction: null } next)
            cards.Insert(0, Card(community, done.SpaceId, next.Title, next.Slug, next.Language, next.Cover, null));
        return [.. cards.Take(count)];
    }

    public async Task RememberAsync(
        long communityId, long memberId, long articleId, double fraction, DateTime at, CancellationToken cancel = default)
    {
        var place = await db.Set<ReadingProgress>()
            .SingleOrDefaultAsync(p => p.MemberId == memberId && p.ArticleId == articleId, cancel);
        if (place is null)
            db.Add(place = ReadingProgress.Of(communityId, memberId, articleId));
        place.Reach(fraction, at);
        await db.SaveChangesAsync(cancel);
    }

    private static ReadingCard Card(
        CommunityInfo community, long spaceId, string title, string slug, string language, string? cover, double? fraction)
    {
        var path = ArticlePaths.Of(community.Slug, slug);
        return new ReadingCard(title, fraction is null ? path : path + "#continue", CoverPaths.Article(community, path, title, cover), language,
            spaceId, fraction);
    }
}
