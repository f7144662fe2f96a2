namespace Guildhall.Kernel.Contracts.Content;

/// <summary>Questions about articles.</summary>
public interface IArticles
{
    /// <summary>A public article; <c>null</c> for a draft, one that was withdrawn, and one of another community.</summary>
    Task<PublicArticle?> FindPublicAsync(long communityId, long id, CancellationToken cancel = default);

    /// <summary>
    /// Publishes an article that is open as far as its space is (for demos and importers of other modules) and saves it. Repeating with the
    /// same slug changes nothing.
    /// </summary>
    /// <returns>The article's id.</returns>
    /// <exception cref="Http.Refused">404: no such community; 422: title, address or text cannot stand.</exception>
    Task<long> PublishAsync(NewArticle article, CancellationToken cancel = default);
}

/// <summary>An article that everybody may know of.</summary>
/// <param name="Path">Begins with a slash; percent-encoded.</param>
public sealed record PublicArticle(long Id, long SpaceId, long AuthorId, string Title, string Path);

/// <summary>An article to be published.</summary>
/// <param name="Language">"zh" or "en".</param>
/// <param name="PublishedAt">UTC.</param>
public sealed record NewArticle(
    long CommunityId, long SpaceId, long AuthorId, string Slug, string Title, string Markdown, string Language, DateTime PublishedAt);
