using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Kernel.Contracts.Content;

/// <summary>What a community's home page shows of its columns.</summary>
public interface INewestArticles
{
    /// <summary>
    /// The newest published articles of every space of the community, at most <paramref name="countPerSpace"/> each, newest first;
    /// spaces in no particular order. Titles and excerpts of locked articles are shown too: the excerpt ends where the free preview does.
    /// </summary>
    Task<IReadOnlyList<ArticleCard>> NewestAsync(long communityId, Holdings viewer, int countPerSpace, CancellationToken cancel = default);
}

/// <summary>A published article as a list shows it to one viewer.</summary>
/// <param name="Path">Begins with a slash; percent-encoded.</param>
/// <param name="Excerpt">Plain text of at most about 200 characters, from what the viewer may read.</param>
/// <param name="Language">"zh" or "en", for the lang attribute.</param>
/// <param name="PublishedAt">UTC.</param>
/// <param name="Locked">Whether this viewer needs a tier to read all of it.</param>
public sealed record ArticleCard(
    long Id, long SpaceId, string Title, string Path, string Excerpt, string AuthorName, string Language, DateTime PublishedAt, bool Locked);
