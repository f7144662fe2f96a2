using System.Globalization;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Reading;

/// <summary>A place in a list, newest first: the list goes on after it. In addresses: ticks and id.</summary>
internal readonly record struct ListKey(DateTime At, long Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.Ticks:x}-{Id:x}");

    /// <returns><c>null</c> for what is no key; the list then begins at its head.</returns>
    public static ListKey? Parse(string? text) =>
        text?.Split('-') is [var ticks, var id]
        && long.TryParse(ticks, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var at) && at >= 0 && at <= DateTime.MaxValue.Ticks
        && long.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? new ListKey(new DateTime(at, DateTimeKind.Utc), number) : null;
}

/// <summary>Lists of public articles: titles and excerpts, which everyone may see, and a lock where the viewer needs a tier.</summary>
internal sealed class ArticleLists(AppDb db, ICommunities communities) : INewestArticles
{
    // "At most, and less or a smaller id": the first half lets the index begin at the key instead of at the newest article.
    private static readonly Func<AppDb, long, long, DateTime, long, int, IAsyncEnumerable<CardRow>> InSpace = EF.CompileAsyncQuery(
        (AppDb db, long community, long space, DateTime before, long beforeId, int count) => db.Set<Article>().AsNoTracking()
            .Where(a => a.CommunityId == community && a.SpaceId == space).Where(Publication.IsPublic)
            .Where(a => a.PublishedAt <= before && (a.PublishedAt < before || a.Id < beforeId))
            .OrderByDescending(a => a.PublishedAt).ThenByDescending(a => a.Id).Take(count)
            .Select(a => new CardRow(a.Id, a.SpaceId, a.Title, a.Slug, a.Excerpt, a.FullExcerpt, db.Members.Where(m => m.Id == a.AuthorId).Select(m => m.Name).First(),
                a.Language, a.PublishedAt!.Value, a.Access, a.TierId)));

    private static readonly Func<AppDb, long, DateTime, long, int, IAsyncEnumerable<CardRow>> InCommunity = EF.CompileAsyncQuery(
        (AppDb db, long community, DateTime before, long beforeId, int count) => db.Set<Article>().AsNoTracking()
            .Where(a => a.CommunityId == community).Where(Publication.IsPublic)
            .Where(a => a.PublishedAt <= before && (a.PublishedAt < before || a.Id < beforeId))
            .OrderByDescending(a => a.PublishedAt).ThenByDescending(a => a.Id).Take(count)
            .Select(a => new CardRow(a.Id, a.SpaceId, a.Title, a.Slug, a.Excerpt, a.FullExcerpt, db.Members.Where(m => m.Id == a.AuthorId).Select(m => m.Name).First(),
                a.Language, a.PublishedAt!.Value, a.Access, a.TierId)));

    /// <param name="spaceId"><c>null</c> for all spaces.</param>
    /// <param name="after">Where the page before ended; <c>null</c> for the first.</param>
    public async Task<Page<ArticleCard, ListKey>> PageAsync(CommunityInfo community, Holdings holdings, long? spaceId, ListKey? after, int count, CancellationToken cancel = default)
    {
        var (at, id) = after is { } key ? (key.At, key.Id) : (DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc), long.MaxValue);
        var rows = spaceId is { } space ? InSpace(db, community.Id, space, at, id, count + 1) : InCommunity(db, community.Id, at, id, count + 1);
        var cards = new List<ArticleCard>(count + 1);
        await foreach (var row in rows.WithCancellation(cancel))
            cards.Add(row.ToCard(community, holdings));
        return Paging.Cut(cards, count, c => new ListKey(c.PublishedAt, c.Id));
    }

    public async Task<IReadOnlyList<ArticleCard>> NewestAsync(long communityId, Holdings viewer, int countPerSpace, CancellationToken cancel = default)
    {
        if (await communities.FindAsync(communityId, cancel) is not { } community)
            return [];
        // A seek per space, then the rows by their ids: in one statement SQLite would walk all articles in their order instead.
        IQueryable<long>? newest = null;
        foreach (var space in community.OpenSpaces.Where(s => s.HoldsArticles))
        {
            var ids = Public(communityId).Where(a => a.SpaceId == space.Id)
                .OrderByDescending(a => a.PublishedAt).ThenByDescending(a => a.Id).Take(countPerSpace).Select(a => a.Id);
            newest = newest is null ? ids : newest.Concat(ids);
        }
        if (newest is null)
            return [];
        var found = await newest.ToListAsync(cancel);
        var rows = await Public(communityId).Where(a => found.Contains(a.Id))
            .Select(a => new CardRow(a.Id, a.SpaceId, a.Title, a.Slug, a.Excerpt, a.FullExcerpt, db.Members.Where(m => m.Id == a.AuthorId).Select(m => m.Name).First(),
                a.Language, a.PublishedAt!.Value, a.Access, a.TierId))
            .ToListAsync(cancel);
        return [.. rows.OrderByDescending(r => r.PublishedAt).ThenByDescending(r => r.Id).Select(r => r.ToCard(community, viewer))];
    }

    private IQueryable<Article> Public(long communityId) =>
        db.Set<Article>().AsNoTracking().Where(a => a.CommunityId == communityId).Where(Publication.IsPublic);

    private sealed record CardRow(
        long Id, long SpaceId, string Title, string Slug, string Excerpt, string FullExcerpt, string Author, string Language, DateTime PublishedAt,
        ArticleAccess Access, long? TierId)
    {
        public ArticleCard ToCard(CommunityInfo community, Holdings holdings)
        {
            var opens = holdings.Opens(community, SpaceId, Access, TierId);
            return new(
                Id, SpaceId, Title, ArticlePaths.Of(community.Slug, Slug), ArticleGate.ExcerptFor(opens, Excerpt, FullExcerpt), Author, Language,
                PublishedAt, !opens);
        }
    }
}
