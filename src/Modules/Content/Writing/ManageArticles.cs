using Guildhall.Content.Articles;
using Guildhall.Content.Reading;
using Guildhall.Kernel.Data;
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

/// <summary>Everything that was written in the community, for those who write: the last changed first.</summary>
internal sealed class ManageArticles(AppDb db)
{
    public const int PageSize = 30;

    public Task<Page<ManagedArticle, ListKey>> PageAsync(ArticleState state, long? spaceId, ListKey? after, CancellationToken cancel)
    {
        var articles = db.Set<Article>().AsNoTracking();
        articles = state switch
        {
            ArticleState.Draft => articles.Where(a => a.PublishedAt == null && a.ScheduledAt == null),
            ArticleState.Scheduled => articles.Where(a => a.ScheduledAt != null),
            ArticleState.Published => articles.Where(Publication.IsPublic),
            ArticleState.Withdrawn => articles.Where(a => a.WithdrawnAt != null),
            _ => articles,
        };
        if (spaceId is { } space)
            articles = articles.Where(a => a.SpaceId == space);
        if (after is { } key)
            articles = articles.Where(a => a.RevisedAt <= key.At && (a.RevisedAt < key.At || a.Id < key.Id));
        return articles.OrderByDescending(a => a.RevisedAt).ThenByDescending(a => a.Id)
            .Select(a => new ManagedArticle(a.Id, a.Title, a.Slug, a.Language, a.SpaceId, a.Access, a.TierId, a.PublishedAt, a.WithdrawnAt,
                a.RevisedAt, a.ScheduledAt))
            .PageAsync(PageSize, a => new ListKey(a.RevisedAt, a.Id), cancel);
    }
}
