namespace Guildhall.Kernel.Contracts.Content;

/// <summary>Questions about articles.</summary>
public interface IArticles
{
    /// <summary>Titles and paths by id, for pages that already know that their viewer may see titles.</summary>
    Task<IReadOnlyDictionary<long, ArticleTitle>> TitlesAsync(long communityId, IReadOnlyCollection<long> ids, CancellationToken cancel = default);

    /// <summary>Publishes an article (for demos and importers of other modules) and saves it; gives its id. Repeating with the same slug changes nothing.</summary>
    Task<long> PublishAsync(NewArticle article, CancellationToken cancel = default);
}

public sealed record ArticleTitle(long Id, string Title, string Path);

public sealed record NewArticle(long CommunityId, long SpaceId, long AuthorId, string Slug, string Title, string Markdown, string Language, DateTime PublishedAt);
