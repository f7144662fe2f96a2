using System.Globalization;
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
        if (await reads.RunAsync(ArticleRow.Query,
            [("dated", Dated(community)), ("member", viewer.MemberId ?? 0L), ("community", community.Id), ("slug", slug)],
            ArticleRow.ReadAsync, cancel) is not { } row)
            return null;
        var now = time.GetUtcNow().UtcDateTime;
        if (!row.IsPublic && !(
            await access.DecideAsync(viewer, Need.Permission(community.Id, Permissions.WriteContent), now, cancel)).Allowed)
            return null;

        var decision = await access.DecideAsync(viewer, ArticleGate.ToRead(community, row.Terms), now, cancel);
        return ArticleView.Of(community, slug, row, decision);
    }

    /// <summary>The same for programs, which know an article by its id from when they made it. A slug of digits goes first.</summary>
    public async Task<ArticleView?> BySlugOrIdAsync(
        CommunityInfo community, string slugOrId, Viewer viewer, CancellationToken cancel)
    {
        if (await RunAsync(community, slugOrId, viewer, cancel) is { } article)
            return article;
        return long.TryParse(slugOrId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && await SlugOfAsync(id, cancel) is { } slug ? await RunAsync(community, slug, viewer, cancel) : null;
    }

    /// <summary>What it is called in addresses; <c>null</c> where this community has no such article.</summary>
    public Task<string?> SlugOfAsync(long id, CancellationToken cancel) =>
        db.Set<Article>().AsNoTracking().Where(a => a.Id == id).Select(a => a.Slug).SingleOrDefaultAsync(cancel);

    /// <summary>The columns that stand by date, as the query looks for them.</summary>
    private static string Dated(CommunityInfo community) =>
        "," + string.Concat(community.Spaces.Where(s => s.Sorting == SpaceSorting.NewestFirst).Select(s => $"{s.Id},"));

    /// <returns>The slug that a former slug now has; <c>null</c> when it never was one, or its article is not public.</returns>
    public Task<string?> FindMovedAsync(CommunityInfo community, string formerSlug, CancellationToken cancel = default) =>
        db.Set<Redirect>().AsNoTracking()
        .Where(r => r.CommunityId == community.Id && r.Slug == formerSlug)
        .Join(db.Set<Article>().Where(Publication.IsPublic), r => r.ArticleId, a => a.Id, (r, a) => a.Slug)
        .FirstOrDefaultAsync(cancel);
}

/// <summary>An article as one viewer may see it.</summary>
/// <param name="IsWhole">Whether <paramref name="Html"/> and <paramref name="Headings"/> are of the whole text or of its free part.</param>
/// <param name="IsFree">Whether everyone may read the whole.</param>
/// <param name="Setting">For those who write only: a version tells how often the closed part has changed.</param>
/// <param name="Minutes">Reading time of the whole; <c>null</c> for whom it is closed: they are told what is left, <see cref="Rest"/>.</param>
internal sealed record ArticleView(
    long Id, string Slug, string Title, string Language, long SpaceId, SpaceInfo? Space, long AuthorId, string Author,
    DateTime? PublishedAt, DateTime? WithdrawnAt,
    DateTime RevisedAt, string Excerpt, bool IsWhole, bool IsFree, string Html, IReadOnlyList<HeadingEntry> Headings, int? Minutes,
    Decision Access,
    Neighbour? Previous, Neighbour? Next, ArticleSetting Setting)
{
    // Chinese readers take 300 to 500 characters a minute, and a Latin word stands for about two characters of reading.
    private const int WordsPerMinute = 350;

    /// <summary>Headings that a wall names; of a longer text the others are counted.</summary>
    public const int MostAhead = 8;

    /// <summary>Reading time of so many words, at least a minute.</summary>
    public static int MinutesOf(long words) => (int)Math.Max(1, (words + WordsPerMinute - 1) / WordsPerMinute);

    /// <summary>For whom it is closed: what stands behind the free part, in figures that tell nothing of the words.</summary>
    public TextFigures? Rest { get; init; }

    /// <summary>For whom it is closed: how many headings the contents would list behind the free part.</summary>
    public int Sections { get; init; }

    /// <summary>The first of these, where the column lets its walls name them (decision 44); else none leaves this class.</summary>
    public IReadOnlyList<HeadingEntry> Ahead { get; init; } = [];

    /// <summary>Address of its author's picture; <c>null</c> without one.</summary>
    public string? AuthorFace { get; init; }

    /// <summary>Address of its own picture; <c>null</c> without one.</summary>
    public string? Cover { get; init; }

    /// <summary>Its free part, to find in the whole where that ended.</summary>
    public string Free { get; init; } = "";

    /// <summary>Where the member is, 0 to 1; <c>null</c> where they have not begun, and for visitors.</summary>
    public double? Fraction { get; init; }

    /// <summary>Whether the member has read it to the end.</summary>
    public bool IsFinished { get; init; }

    /// <summary>A grant of the article alone opens it, too.</summary>
    public bool IsSoldAlone { get; init; }

    public bool IsPublic => Publication.Of(PublishedAt, WithdrawnAt);

    /// <summary>
    /// What evicts the pages that show it: they name its neighbours in its column, and what its author says of themselves.
    /// </summary>
    public string[] TagsIn(CommunityInfo community) =>
    [
        VisitorPages.CommunityTag(community.Id), VisitorPages.ThingTag(ArticleGate.Kind, Id), VisitorPages.SpaceTag(SpaceId),
        VisitorPages.ThingTag("member", AuthorId),
    ];

    public static ArticleView Of(CommunityInfo community, string slug, ArticleRow row, Decision decision)
    {
        var space = community.Space(row.SpaceId);
        var whole = decision.Allowed;
        var all = HeadingList.Read(row.Headings);
        IReadOnlyList<HeadingEntry> free = whole ? [] : HeadingList.Read(row.PreviewHeadings);
        IReadOnlyList<HeadingEntry> behind = whole ? [] : HeadingList.Behind(free, all);
        return new(
            row.Id, slug, row.Title, row.Language, row.SpaceId, space, row.AuthorId, row.Author, row.PublishedAt, row.WithdrawnAt,
            // When the closed part changes is for its readers to know.
            whole ? row.RevisedAt : row.PublishedAt ?? row.RevisedAt,
            ArticleGate.ExcerptFor(whole, row.Excerpt, row.FullExcerpt), whole,
            ArticleGate.IsOpen(row.Access, row.TierId, space),
            whole ? row.FullHtml : row.PreviewHtml,
            whole ? all : free,
            whole ? MinutesOf(row.WordCount) : null,
            decision, Neighbour.Of(row.Previous), Neighbour.Of(row.Next), new ArticleSetting(row.Access, row.TierId, row.Version))
        {
            IsSoldAlone = row.Terms.OfferId is not null,
            AuthorFace = row.Face,
            Cover = row.Cover,
            Free = row.PreviewHtml,
            Rest = whole ? null : row.Rest,
            Sections = behind.Count,
            Ahead = row.ShowsHeadings ? [.. behind.Take(MostAhead)] : [],
            Fraction = whole ? row.PerMille / 1000d : null,
            IsFinished = whole && row.IsFinished,
        };
    }
}

/// <summary>What its own setting says of who may read, and the version that a save must name.</summary>
internal sealed record ArticleSetting(ArticleAccess Access, long? TierId, int Version);

/// <summary>The article before or after in its column.</summary>
internal sealed record Neighbour(string Slug, string Title)
{
    public static Neighbour? Of(string? row) => row?.Split('/', 2) is [var slug, var title] ? new Neighbour(slug, title) : null;
}
