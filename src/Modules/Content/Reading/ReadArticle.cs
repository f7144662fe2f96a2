using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Reading;

/// <summary>
/// The only way to an article's words: page, API, machine-readable copy all come through here. One query, one question to the
/// gate; of what the gate refuses, nothing but the free part leaves this class.
/// </summary>
internal sealed class ReadArticle(AppDb db, PreparedReads reads, IAccess access, TimeProvider time)
{
    /// <returns><c>null</c> where there is no such article for this viewer.</returns>
    public async Task<ArticleView?> RunAsync(CommunityInfo community, string slug, Viewer viewer, CancellationToken cancel = default)
    {
        if (await reads.RunAsync(ArticleRow.Query, [("community", community.Id), ("slug", slug)], ArticleRow.ReadAsync, cancel) is not { } row)
            return null;
        var now = time.GetUtcNow().UtcDateTime;
        if (!row.IsPublic && !(await access.DecideAsync(viewer, Need.Permission(community.Id, Permissions.WriteContent), now, cancel)).Allowed)
            return null;

        var decision = await access.DecideAsync(viewer, ArticleGate.ToRead(community, row.Id, row.SpaceId, row.Access, row.TierId), now, cancel);
        return ArticleView.Of(community, slug, row, decision);
    }

    /// <returns>The slug that a former slug now has; <c>null</c> when it never was one, or its article is not public.</returns>
    public Task<string?> FindMovedAsync(CommunityInfo community, string formerSlug, CancellationToken cancel = default) => db.Set<Redirect>().AsNoTracking()
        .Where(r => r.CommunityId == community.Id && r.Slug == formerSlug)
        .Join(db.Set<Article>().Where(Publication.IsPublic), r => r.ArticleId, a => a.Id, (r, a) => a.Slug)
        .FirstOrDefaultAsync(cancel);
}

/// <summary>An article as one viewer may see it.</summary>
/// <param name="IsWhole">Whether <paramref name="Html"/> and <paramref name="Headings"/> are of the whole text or of its free part.</param>
/// <param name="IsFree">Whether everyone may read the whole.</param>
/// <param name="Setting">For those who write only: a version tells how often the closed part has changed.</param>
/// <param name="Minutes">Reading time of the whole; <c>null</c> for whom it is closed, since it would tell how long it is.</param>
internal sealed record ArticleView(
    long Id, string Slug, string Title, string Language, long SpaceId, SpaceInfo? Space, long AuthorId, string Author, DateTime? PublishedAt, DateTime? WithdrawnAt,
    DateTime RevisedAt, string Excerpt, bool IsWhole, bool IsFree, string Html, IReadOnlyList<HeadingEntry> Headings, int? Minutes, Decision Access,
    Neighbour? Before, Neighbour? After, ArticleSetting Setting)
{
    // Chinese readers take 300 to 500 characters a minute, and a Latin word stands for about two characters of reading.
    private const int WordsPerMinute = 350;

    public bool IsPublic => Publication.Of(PublishedAt, WithdrawnAt);

    /// <summary>What evicts the pages that show it: they name its neighbours in its column.</summary>
    public string[] TagsIn(CommunityInfo community) =>
    [
        VisitorPages.CommunityTag(community.Id), VisitorPages.ThingTag(ArticleGate.Kind, Id), VisitorPages.SpaceTag(SpaceId),
    ];

    public static ArticleView Of(CommunityInfo community, string slug, ArticleRow row, Decision decision)
    {
        var space = community.Space(row.SpaceId);
        var whole = decision.Allowed;
        return new(
            row.Id, slug, row.Title, row.Language, row.SpaceId, space, row.AuthorId, row.Author, row.PublishedAt, row.WithdrawnAt,
            // When the closed part changes is for its readers to know.
            whole ? row.RevisedAt : row.PublishedAt ?? row.RevisedAt,
            ArticleGate.ExcerptFor(whole, row.Excerpt, row.FullExcerpt), whole, ArticleGate.RequirementOf(row.Access, row.TierId, space) is Requirement.Open,
            whole ? row.FullHtml : row.PreviewHtml,
            HeadingList.Read(whole ? row.Headings : row.PreviewHeadings),
            whole ? Math.Max(1, (row.WordCount + WordsPerMinute - 1) / WordsPerMinute) : null,
            decision, Neighbour.Of(row.Before), Neighbour.Of(row.After), new ArticleSetting(row.Access, row.TierId, row.Version));
    }
}

/// <summary>What its own setting says of who may read, and the version that a save must name.</summary>
internal sealed record ArticleSetting(ArticleAccess Access, long? TierId, int Version);

/// <summary>The article before or after in its column.</summary>
internal sealed record Neighbour(string Slug, string Title)
{
    public static Neighbour? Of(string? row) => row?.Split('/', 2) is [var slug, var title] ? new Neighbour(slug, title) : null;
}
