using System.Data.Common;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Reading;

/// <summary>All that an article's page may need, whatever the gate will say. Only <see cref="ReadArticle"/> holds it.</summary>
internal sealed class ArticleRow
{
    private const string ByDate =
        $"FROM articles o WHERE o.community_id = a.community_id AND o.space_id = a.space_id AND o.{Publication.IsPublished} AND o.{Publication.IsStanding}";

    private const string ByPlace =
        "FROM column_entries o JOIN articles n ON n.id = o.article_id WHERE o.space_id = a.space_id AND o.is_shown = TRUE";

    private const string IsDated = "@dated LIKE '%,' || a.space_id || ',%'";

    /// <summary>
    /// Its neighbours are the one to read before and the one to read next: in the column's order, or, in the columns that @dated names, the
    /// newer one and the older one. How far the member has come is read along.
    /// </summary>
    public const string Query =
        $"""
        SELECT a.id, a.space_id, a.author_id, m.name, a.title, a.language, a.access, a.tier_id, a.published_at, a.withdrawn_at, a.revised_at,
            a.excerpt, a.word_count, a.preview_headings, a.headings, a.preview_html, a.full_html,
            CASE WHEN {IsDated} THEN
                (SELECT o.slug || '/' || o.title {ByDate} AND o.published_at >= a.published_at AND (o.published_at > a.published_at OR o.id > a.id)
                    ORDER BY o.published_at, o.id LIMIT 1)
            ELSE (SELECT n.slug || '/' || n.title {ByPlace} AND o.position <= e.position AND (o.position < e.position OR o.article_id < a.id)
                    ORDER BY o.position DESC, o.article_id DESC LIMIT 1) END,
            CASE WHEN {IsDated} THEN
                (SELECT o.slug || '/' || o.title {ByDate} AND o.published_at <= a.published_at AND (o.published_at < a.published_at OR o.id < a.id)
                    ORDER BY o.published_at DESC, o.id DESC LIMIT 1)
            ELSE (SELECT n.slug || '/' || n.title {ByPlace} AND o.position >= e.position AND (o.position > e.position OR o.article_id > a.id)
                    ORDER BY o.position, o.article_id LIMIT 1) END,
            a.version, a.full_excerpt, a.offer_id, a.cover, r.per_mille, r.finished_at,
            a.rest_words, a.rest_code_blocks, a.rest_pictures, m.face,
            EXISTS (SELECT 1 FROM shown_headings h WHERE h.space_id = a.space_id)
        FROM articles a JOIN members m ON m.id = a.author_id
            LEFT JOIN column_entries e ON e.article_id = a.id
            LEFT JOIN reading_progress r ON r.article_id = a.id AND r.member_id = @member
        WHERE a.community_id = @community AND a.slug = @slug
        """;

    public required long Id { get; init; }
    public required long SpaceId { get; init; }
    public required long AuthorId { get; init; }
    public required string Author { get; init; }
    public required string? Face { get; init; }
    public required string Title { get; init; }
    public required string Language { get; init; }
    public required ArticleAccess Access { get; init; }
    public required long? TierId { get; init; }
    public required long? OfferId { get; init; }
    public required DateTime? PublishedAt { get; init; }
    public required DateTime? WithdrawnAt { get; init; }
    public required DateTime RevisedAt { get; init; }
    public required string Excerpt { get; init; }
    public required string FullExcerpt { get; init; }
    public required int WordCount { get; init; }

    /// <summary>What its closed part holds.</summary>
    public required TextFigures Rest { get; init; }

    /// <summary>Whether its column lets the wall name the headings behind it.</summary>
    public required bool ShowsHeadings { get; init; }

    public required string PreviewHeadings { get; init; }
    public required string Headings { get; init; }
    public required string PreviewHtml { get; init; }
    public required string FullHtml { get; init; }
    public required string? Previous { get; init; }
    public required string? Next { get; init; }
    public required string? Cover { get; init; }

    /// <summary>Where the member is; <c>null</c> where they have not begun.</summary>
    public required int? PerMille { get; init; }

    public required bool IsFinished { get; init; }
    public required int Version { get; init; }

    public ArticleTerms Terms => new(Id, SpaceId, Access, TierId, OfferId);

    public bool IsPublic => Publication.Of(PublishedAt, WithdrawnAt);

    public static async Task<ArticleRow?> ReadAsync(DbDataReader row, CancellationToken cancel) =>
        !await row.ReadAsync(cancel) ? null : new()
    {
        Id = row.GetInt64(0),
        SpaceId = row.GetInt64(1),
        AuthorId = row.GetInt64(2),
        Author = row.GetString(3),
        Title = row.GetString(4),
        Language = row.GetString(5),
        Access = Enum.Parse<ArticleAccess>(row.GetString(6)),
        TierId = row.IsDBNull(7) ? null : row.GetInt64(7),
        PublishedAt = row.IsDBNull(8) ? null : PreparedReads.Utc(row, 8),
        WithdrawnAt = row.IsDBNull(9) ? null : PreparedReads.Utc(row, 9),
        RevisedAt = PreparedReads.Utc(row, 10),
        Excerpt = row.GetString(11),
        WordCount = row.GetInt32(12),
        PreviewHeadings = row.GetString(13),
        Headings = row.GetString(14),
        PreviewHtml = row.GetString(15),
        FullHtml = row.GetString(16),
        Previous = row.IsDBNull(17) ? null : row.GetString(17),
        Next = row.IsDBNull(18) ? null : row.GetString(18),
        Version = row.GetInt32(19),
        FullExcerpt = row.GetString(20),
        OfferId = row.IsDBNull(21) ? null : row.GetInt64(21),
        Cover = row.IsDBNull(22) ? null : row.GetString(22),
        PerMille = row.IsDBNull(23) ? null : row.GetInt32(23),
        IsFinished = !row.IsDBNull(24),
        Rest = new TextFigures(row.GetInt32(25), row.GetInt32(26), row.GetInt32(27)),
        Face = row.IsDBNull(28) ? null : row.GetString(28),
        ShowsHeadings = row.GetBoolean(29),
    };
}
