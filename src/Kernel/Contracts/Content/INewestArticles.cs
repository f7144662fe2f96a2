using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Kernel.Contracts.Content;

/// <summary>What a community's home page shows of its columns.</summary>
public interface INewestArticles
{
    /// <summary>
    /// The newest published articles of every space of the community, at most <paramref name="countPerSpace"/> each, newest first;
    /// spaces in no particular order. Titles and excerpts of locked articles are shown too: the excerpt ends where the free preview does.
    /// </summary>
    /// <param name="memberId">Whose progress comes along; <c>null</c> for visitors.</param>
    Task<IReadOnlyList<ArticleCard>> NewestAsync(
        long communityId, Holdings viewer, long? memberId, int countPerSpace, CancellationToken cancel = default);
}

/// <summary>A published article as a list shows it to one viewer.</summary>
/// <param name="Path">Begins with a slash; percent-encoded.</param>
/// <param name="Excerpt">Plain text of at most about 200 characters, from what the viewer may read.</param>
/// <param name="Language">"zh" or "en", for the lang attribute.</param>
/// <param name="PublishedAt">UTC.</param>
/// <param name="Locked">Whether this viewer needs a tier to read all of it.</param>
public sealed record ArticleCard(
    long Id, long SpaceId, string Title, string Path, string Excerpt, string AuthorName, string Language, DateTime PublishedAt,
    bool Locked)
{
    /// <summary>Address of its picture in lists: the one that its author chose, else one that is drawn.</summary>
    public string Picture { get; init; } = "";

    /// <summary>Address of the author's picture; <c>null</c> without one.</summary>
    public string? AuthorFace { get; init; }

    /// <summary>How far the member has come in it, 0 to 1; <c>null</c> where they have not begun, and for visitors.</summary>
    public double? Fraction { get; init; }

    /// <summary>Whether the member has read it to the end.</summary>
    public bool IsFinished { get; init; }
}
