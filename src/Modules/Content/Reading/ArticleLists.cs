using System.Globalization;
using Guildhall.Content.Articles;
using Guildhall.Content.Progress;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Reading;

/// <summary>A place in a list, newest first: the list goes on after it. In addresses: ticks and id.</summary>
internal readonly record struct ListKey(DateTime At, long Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.Ticks:x}-{Id:x}");

    /// <returns><c>null</c> for what is no key; the list then begins at its head.</returns>
    public static ListKey? Parse(string? text) =>
        text?.Split('-') is [var ticks, var id]
        && long.TryParse(ticks, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var at) && at >= 0
            && at <= DateTime.MaxValue.Ticks
        && long.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? new ListKey(new DateTime(at, DateTimeKind.Utc), number) : null;
}

/// <summary>Lists of public articles: titles and excerpts, which everyone may see, and a lock where the viewer needs a tier.</summary>
internal sealed class ArticleLists(AppDb db, ICommunities communities, KeptAnswers kept, ReadProgress progress) : INewestArticles
{
    // "At most, and less or a smaller id": the first half lets the index begin at the key instead of at the newest article.
    private static readonly Func<AppDb, long, long, DateTime, long, int, IAsyncEnumerable<CardRow>> InSpace = EF.CompileAsyncQuery(
        (AppDb db, long community, long space, DateTime before, long beforeId, int count) => db.Set<Article>().AsNoTracking()
            .Where(a => a.CommunityId == community && a.SpaceId == space).Where(Publication.IsPublic)
            .Where(a => a.PublishedAt <= before && (a.PublishedAt < before || a.Id < beforeId))
            .OrderByDescending(a => a.PublishedAt).ThenByDescending(a => a.Id).Take(count)
            .Select(a => new CardRow(a.Id, a.SpaceId, a.Title, a.Slug, a.Excerpt, a.FullExcerpt,
                db.Members.Where(m => m.Id == a.AuthorId).Select(m => m.Name).First(),
                db.Members.Where(m => m.Id == a.AuthorId).Select(m => m.Face).First(), a.Language, a.PublishedAt!.Value,
                new ArticleTerms(a.Id, a.SpaceId, a.Access, a.TierId, a.OfferId), a.Cover)));

    private static readonly Func<AppDb, long, DateTime, long, int, IAsyncEnumerable<CardRow>> InCommunity = EF.CompileAsyncQuery(
        (AppDb db, long community, DateTime before, long beforeId, int count) => db.Set<Article>().AsNoTracking()
            .Where(a => a.CommunityId == community).Where(Publication.IsPublic)
            .Where(a => a.PublishedAt <= before && (a.PublishedAt < before || a.Id < beforeId))
            .OrderByDescending(a => a.PublishedAt).ThenByDescending(a => a.Id).Take(count)
            .Select(a => new CardRow(a.Id, a.SpaceId, a.Title, a.Slug, a.Excerpt, a.FullExcerpt,
                db.Members.Where(m => m.Id == a.AuthorId).Select(m => m.Name).First(),
                db.Members.Where(m => m.Id == a.AuthorId).Select(m => m.Face).First(), a.Language, a.PublishedAt!.Value,
                new ArticleTerms(a.Id, a.SpaceId, a.Access, a.TierId, a.OfferId), a.Cover)));

    /// <param name="spaceId"><c>null</c> for all spaces.</param>
    /// <param name="after">Where the page before ended; <c>null</c> for the first.</param>
    public async Task<Page<ArticleCard, ListKey>> PageAsync(
        CommunityInfo community, Holdings holdings, long? spaceId, ListKey? after, int count, CancellationToken cancel = default)
    {
        var (at, id) = after is { } key ? (key.At, key.Id) : (DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc), long.MaxValue);
        var rows = spaceId is { } space ? InSpace(db, community.Id, space, at, id, count + 1)
            : InCommunity(db, community.Id, at, id, count + 1);
        var cards = new List<ArticleCard>(count + 1);
        await foreach (var row in rows.WithCancellation(cancel))
            cards.Add(row.ToCard(community, holdings));
        return Paging.Cut(cards, count, c => new ListKey(c.PublishedAt, c.Id));
    }

    public async Task<IReadOnlyList<ArticleCard>> NewestAsync(
        long communityId, Holdings viewer, long? memberId, int countPerSpace, CancellationToken cancel = default)
    {
        if (await communities.FindAsync(communityId, cancel) is not { } community)
            return [];
        var rows = await kept.GetAsync("newest_articles", (communityId, countPerSpace),
            [VisitorPages.CommunityTag(communityId), VisitorPages.ListsTag(communityId)],
            () => NewestRowsAsync(community, countPerSpace, cancel));
        var places = memberId is { } me ? await progress.OfAsync(me, rows.Select(r => r.Id), cancel) : ReadProgress.None;
        return [.. rows.Select(r => r.ToCard(community, viewer) with
        {
            Fraction = places.TryGetValue(r.Id, out var place) ? place.Fraction : null,
            IsFinished = place.IsFinished,
        })];
    }

    private async Task<IReadOnlyList<CardRow>> NewestRowsAsync(CommunityInfo community, int countPerSpace, CancellationToken cancel)
    {
        // A seek per space, then the rows by their ids: in one statement SQLite would walk all articles in their order instead.
        IQueryable<long>? newest = null;
        foreach (var space in community.OpenSpaces.Where(s => s.HoldsArticles))
        {
            var ids = Public(community.Id).Where(a => a.SpaceId == space.Id)
                .OrderByDescending(a => a.PublishedAt).ThenByDescending(a => a.Id).Take(countPerSpace).Select(a => a.Id);
            newest = newest is null ? ids : newest.Concat(ids);
        }
        if (newest is null)
            return [];
        var found = await newest.ToListAsync(cancel);
        return await RowsAsync(Public(community.Id).Where(a => found.Contains(a.Id)), cancel);
    }

    /// <summary>Those of these articles that are public, newest first.</summary>
    public Task<IReadOnlyList<ArticleCard>> ManyAsync(
        CommunityInfo community, Holdings viewer, List<long> ids, CancellationToken cancel) =>
        CardsAsync(community, viewer, Public(community.Id).Where(a => ids.Contains(a.Id)), cancel);

    /// <summary>How many articles an author's page shows.</summary>
    public const int MostOfAuthor = 20;

    public Task<IReadOnlyList<ArticleCard>> OfAuthorAsync(
        CommunityInfo community, Holdings viewer, long authorId, CancellationToken cancel = default) =>
        CardsAsync(community, viewer, Public(community.Id).Where(a => a.AuthorId == authorId)
            .OrderByDescending(a => a.PublishedAt).ThenByDescending(a => a.Id).Take(MostOfAuthor), cancel);

    private async Task<IReadOnlyList<ArticleCard>> CardsAsync(
        CommunityInfo community, Holdings viewer, IQueryable<Article> articles, CancellationToken cancel) =>
        [.. (await RowsAsync(articles, cancel)).Select(r => r.ToCard(community, viewer))];

    /// <summary>Newest first.</summary>
    private async Task<IReadOnlyList<CardRow>> RowsAsync(IQueryable<Article> articles, CancellationToken cancel)
    {
        var rows = await articles.Select(a => new CardRow(a.Id, a.SpaceId, a.Title, a.Slug, a.Excerpt, a.FullExcerpt,
            db.Members.Where(m => m.Id == a.AuthorId).Select(m => m.Name).First(),
            db.Members.Where(m => m.Id == a.AuthorId).Select(m => m.Face).First(), a.Language, a.PublishedAt!.Value,
            new ArticleTerms(a.Id, a.SpaceId, a.Access, a.TierId, a.OfferId), a.Cover))
            .ToListAsync(cancel);
        return [.. rows.OrderByDescending(r => r.PublishedAt).ThenByDescending(r => r.Id)];
    }

    private IQueryable<Article> Public(long communityId) =>
        db.Set<Article>().AsNoTracking().Where(a => a.CommunityId == communityId).Where(Publication.IsPublic);

    private sealed record CardRow(
        long Id, long SpaceId, string Title, string Slug, string Excerpt, string FullExcerpt, string Author, string? Face, string Language,
        DateTime PublishedAt, ArticleTerms Terms, string? Cover)
    {
        public ArticleCard ToCard(CommunityInfo community, Holdings holdings)
        {
            var opens = holdings.Opens(community, Terms);
            return new(
                Id, SpaceId, Title, ArticlePaths.Of(community.Slug, Slug), ArticleGate.ExcerptFor(opens, Excerpt, FullExcerpt),
                Author, Language,
                PublishedAt, !opens)
            {
                AuthorFace = Face,
                Picture = CoverPaths.Article(community, ArticlePaths.Of(community.Slug, Slug), Title, Cover),
            };
        }
    }
}
