using System.Globalization;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Ui.Lists;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Writing;

/// <summary>Which articles an author's list shows.</summary>
internal enum ArticleState
{
    All,
    Draft,
    Scheduled,
    Published,
    Withdrawn,
}

/// <summary>A row of the author's list.</summary>
internal sealed record ManagedArticle(
    long Id, string Title, string Slug, string Language, long SpaceId, ArticleAccess Access, long? TierId, DateTime? PublishedAt,
    DateTime? WithdrawnAt, DateTime RevisedAt,
    DateTime? ScheduledAt)
{
    public ArticleState State =>
        ScheduledAt is not null ? ArticleState.Scheduled : WithdrawnAt is not null ? ArticleState.Withdrawn : PublishedAt is not null
        ? ArticleState.Published : ArticleState.Draft;
}

/// <summary>What narrows and orders the author's list.</summary>
/// <param name="Words">Of the title; <c>null</c> or empty for all.</param>
/// <param name="ByTitle">Else the last changed come first.</param>
internal sealed record ArticleListing(ArticleState State, long? SpaceId, string? Words, bool ByTitle);

/// <summary>Everything that was written in the community, for those who write.</summary>
internal sealed class ManageArticles(AppDb db)
{
    public const int PageSize = 30;

    public Task<Page<ManagedArticle, SortedKey>> PageAsync(ArticleListing listing, SortedKey? after, CancellationToken cancel) =>
        Rows(Narrowed(listing), listing.ByTitle, after).PageAsync(PageSize, a => KeyOf(a, listing.ByTitle), cancel);

    /// <summary>The whole list, page by page, so that memory does not grow with it.</summary>
    public async IAsyncEnumerable<ManagedArticle> AllAsync(
        ArticleListing listing, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        SortedKey? after = null;
        do
        {
            var page = await PageAsync(listing, after, cancel);
            foreach (var row in page.Items)
                yield return row;
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>Those of them that are here, in the order of the list.</summary>
    public async Task<IReadOnlyList<ManagedArticle>> FindAsync(IReadOnlyCollection<long> ids, CancellationToken cancel) =>
        await Rows(db.Set<Article>().AsNoTracking().Where(a => ids.Contains(a.Id)), byTitle: true, null).Take(PageSize).ToListAsync(cancel);

    /// <summary>How many match, how many of them are public, and the highest id of them.</summary>
    public async Task<(int Matching, int Public, long Through)> CountAsync(ArticleListing listing, CancellationToken cancel) => (
        await Narrowed(listing).CountAsync(cancel), await Narrowed(listing).CountAsync(Publication.IsPublic, cancel),
        await Narrowed(listing).MaxAsync(a => (long?)a.Id, cancel) ?? 0);

    /// <summary>The next ones of a deed for all that match, by their ids.</summary>
    public async Task<IReadOnlyList<ManagedArticle>> StepAsync(ArticleListing listing, DeedStep step, CancellationToken cancel) =>
        await Rows(Narrowed(listing).Where(a => a.Id > step.After && a.Id <= step.Through).OrderBy(a => a.Id)).Take(DeedStep.Size)
            .ToListAsync(cancel);

    /// <summary>How many of them are still to come.</summary>
    public Task<int> RemainingAsync(ArticleListing listing, DeedStep step, CancellationToken cancel) =>
        Narrowed(listing).CountAsync(a => a.Id > step.After && a.Id <= step.Through, cancel);

    private IQueryable<Article> Narrowed(ArticleListing listing)
    {
        var articles = db.Set<Article>().AsNoTracking();
        articles = listing.State switch
        {
            ArticleState.Draft => articles.Where(a => a.PublishedAt == null && a.ScheduledAt == null),
            ArticleState.Scheduled => articles.Where(a => a.ScheduledAt != null),
            ArticleState.Published => articles.Where(Publication.IsPublic),
            ArticleState.Withdrawn => articles.Where(a => a.WithdrawnAt != null),
            _ => articles,
        };
        if (listing.SpaceId is { } space)
            articles = articles.Where(a => a.SpaceId == space);
        if (listing.Words?.Trim().ToLowerInvariant() is { Length: > 0 } words)
            articles = articles.Where(a => a.Title.ToLower().Contains(words));
        return articles;
    }

    private static IQueryable<ManagedArticle> Rows(IQueryable<Article> articles, bool byTitle, SortedKey? after)
    {
        if (byTitle && after is { } title)
            articles = articles.Where(a => string.Compare(a.Title, title.Value) > 0 || (a.Title == title.Value && a.Id > title.Id));
        else if (after is { } changed && TimeOf(changed) is { } at)
            articles = articles.Where(a => a.RevisedAt <= at && (a.RevisedAt < at || a.Id < changed.Id));
        var ordered = byTitle ? articles.OrderBy(a => a.Title).ThenBy(a => a.Id)
            : articles.OrderByDescending(a => a.RevisedAt).ThenByDescending(a => a.Id);
        return Rows(ordered);
    }

    private static IQueryable<ManagedArticle> Rows(IOrderedQueryable<Article> articles) => articles.Select(a => new ManagedArticle(
        a.Id, a.Title, a.Slug, a.Language, a.SpaceId, a.Access, a.TierId, a.PublishedAt, a.WithdrawnAt, a.RevisedAt, a.ScheduledAt));

    private static SortedKey KeyOf(ManagedArticle row, bool byTitle) =>
        new(byTitle ? row.Title : row.RevisedAt.Ticks.ToString(CultureInfo.InvariantCulture), row.Id);

    private static DateTime? TimeOf(SortedKey key) =>
        long.TryParse(key.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            ? new DateTime(ticks, DateTimeKind.Utc) : null;
}
