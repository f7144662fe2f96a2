using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Reading;

/// <summary>
/// The only way to an article's words: page, API, machine-readable copy all come through here. One query, one question to the
/// gate; of what the gate refuses, nothing but the free part leaves this class.
/// </summary>
internal sealed class ReadArticle(AppDb db, IAccess access, TimeProvider time)
{
    private static readonly Func<AppDb, long, string, Task<ArticleRow?>> BySlug = EF.CompileAsyncQuery((AppDb db, long community, string slug) =>
        db.Set<Article>().AsNoTracking()
            .Where(a => a.CommunityId == community && a.Slug == slug)
            .Select(a => new ArticleRow
            {
                Id = a.Id,
                SpaceId = a.SpaceId,
                AuthorId = a.AuthorId,
                Author = db.Members.Where(m => m.Id == a.AuthorId).Select(m => m.Name).First(),
                Title = a.Title,
                Language = a.Language,
                Access = a.Access,
                TierId = a.TierId,
                PublishedAt = a.PublishedAt,
                WithdrawnAt = a.WithdrawnAt,
                RevisedAt = a.RevisedAt,
                Excerpt = a.Excerpt,
                WordCount = a.WordCount,
                PreviewHeadings = a.PreviewHeadings,
                Headings = a.Headings,
                PreviewHtml = a.PreviewHtml,
                FullHtml = a.FullHtml,
                Before = db.Set<Article>()
                    .Where(o => o.CommunityId == community && o.SpaceId == a.SpaceId && o.PublishedAt != null && o.WithdrawnAt == null
                        && o.PublishedAt <= a.PublishedAt && (o.PublishedAt < a.PublishedAt || o.Id < a.Id))
                    .OrderByDescending(o => o.PublishedAt).ThenByDescending(o => o.Id)
                    .Select(o => o.Slug + "\n" + o.Title).FirstOrDefault(),
                After = db.Set<Article>()
                    .Where(o => o.CommunityId == community && o.SpaceId == a.SpaceId && o.PublishedAt != null && o.WithdrawnAt == null
                        && o.PublishedAt >= a.PublishedAt && (o.PublishedAt > a.PublishedAt || o.Id > a.Id))
                    .OrderBy(o => o.PublishedAt).ThenBy(o => o.Id)
                    .Select(o => o.Slug + "\n" + o.Title).FirstOrDefault(),
            })
            .FirstOrDefault());

    /// <returns><c>null</c> where there is no such article for this viewer.</returns>
    public async Task<ArticleView?> RunAsync(CommunityInfo community, string slug, Viewer viewer, CancellationToken cancel = default)
    {
        if (await BySlug(db, community.Id, slug) is not { } row)
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
        .Join(db.Set<Article>().Where(a => a.PublishedAt != null && a.WithdrawnAt == null), r => r.ArticleId, a => a.Id, (r, a) => a.Slug)
        .FirstOrDefaultAsync(cancel);
}

/// <summary>All that the page may need, whatever the gate will say. It stays inside this file.</summary>
internal sealed class ArticleRow
{
    public required long Id { get; init; }
    public required long SpaceId { get; init; }
    public required long AuthorId { get; init; }
    public required string Author { get; init; }
    public required string Title { get; init; }
    public required string Language { get; init; }
    public required ArticleAccess Access { get; init; }
    public required long? TierId { get; init; }
    public required DateTime? PublishedAt { get; init; }
    public required DateTime? WithdrawnAt { get; init; }
    public required DateTime RevisedAt { get; init; }
    public required string Excerpt { get; init; }
    public required int WordCount { get; init; }
    public required string PreviewHeadings { get; init; }
    public required string Headings { get; init; }
    public required string PreviewHtml { get; init; }
    public required string FullHtml { get; init; }
    public required string? Before { get; init; }
    public required string? After { get; init; }

    public bool IsPublic => PublishedAt is not null && WithdrawnAt is null;
}

/// <summary>An article as one viewer may see it.</summary>
/// <param name="IsWhole">Whether <paramref name="Html"/> and <paramref name="Headings"/> are of the whole text or of its free part.</param>
/// <param name="IsFree">Whether everyone may read the whole.</param>
/// <param name="Minutes">Reading time of the whole; <c>null</c> for whom it is closed, since it would tell how long it is.</param>
internal sealed record ArticleView(
    long Id, string Slug, string Title, string Language, SpaceInfo? Space, long AuthorId, string Author, DateTime? PublishedAt, DateTime? WithdrawnAt,
    DateTime RevisedAt, string Excerpt, bool IsWhole, bool IsFree, string Html, IReadOnlyList<HeadingEntry> Headings, int? Minutes, Decision Access,
    Neighbour? Before, Neighbour? After)
{
    // Chinese readers take 300 to 500 characters a minute, and a Latin word stands for about two characters of reading.
    private const int WordsPerMinute = 350;

    public bool IsPublic => PublishedAt is not null && WithdrawnAt is null;

    public static ArticleView Of(CommunityInfo community, string slug, ArticleRow row, Decision decision)
    {
        var space = community.Space(row.SpaceId);
        var whole = decision.Allowed;
        return new(
            row.Id, slug, row.Title, row.Language, space, row.AuthorId, row.Author, row.PublishedAt, row.WithdrawnAt,
            // When the closed part changes is for its readers to know.
            whole ? row.RevisedAt : row.PublishedAt ?? row.RevisedAt,
            row.Excerpt, whole, ArticleGate.RequirementOf(row.Access, row.TierId, space) is Requirement.Open,
            whole ? row.FullHtml : row.PreviewHtml,
            HeadingList.Read(whole ? row.Headings : row.PreviewHeadings),
            whole ? Math.Max(1, (row.WordCount + WordsPerMinute - 1) / WordsPerMinute) : null,
            decision, Neighbour.Of(row.Before), Neighbour.Of(row.After));
    }
}

/// <summary>The article before or after in its column.</summary>
internal sealed record Neighbour(string Slug, string Title)
{
    public static Neighbour? Of(string? row) => row?.Split('\n', 2) is [var slug, var title] ? new Neighbour(slug, title) : null;
}
