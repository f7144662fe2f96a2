using System.Data.Common;
using Guildhall.Kernel.Data;

namespace Guildhall.Content.Articles;

/// <summary>What lists of things tell of an article.</summary>
internal sealed record ArticleFact(
    ArticleTerms Terms, string Title, string Slug, string Language, string Excerpt, string FullExcerpt, long AuthorId, string Author,
    DateTime RevisedAt, DateTime? PublishedAt, DateTime? WithdrawnAt, string? Cover);

/// <summary>The same by hand, for those that a search has found.</summary>
internal sealed class ArticleFacts(PreparedReads reads)
{
    private readonly string _query =
        $"""
        SELECT a.id, a.space_id, a.access, a.tier_id, a.offer_id, a.title, a.slug, a.language, a.excerpt, a.full_excerpt,
            a.author_id, m.name, a.revised_at, a.published_at, a.withdrawn_at, a.cover
        FROM articles a JOIN members m ON m.id = a.author_id
        WHERE a.community_id = @community AND {reads.IsOneOf("a.id", "ids")}
        """;

    public Task<List<ArticleFact>> ReadAsync(long communityId, IEnumerable<long> ids, CancellationToken cancel) =>
        reads.RunAsync(_query, [("community", communityId), ("ids", reads.Ids(ids))], ReadAsync, cancel);

    private static async Task<List<ArticleFact>> ReadAsync(DbDataReader row, CancellationToken cancel)
    {
        var facts = new List<ArticleFact>();
        while (await row.ReadAsync(cancel))
            facts.Add(new ArticleFact(
                new ArticleTerms(
                    row.GetInt64(0), row.GetInt64(1), Enum.Parse<ArticleAccess>(row.GetString(2)), Id(row, 3), Id(row, 4)),
                row.GetString(5), row.GetString(6), row.GetString(7), row.GetString(8), row.GetString(9), row.GetInt64(10),
                row.GetString(11),
                PreparedReads.Utc(row, 12), Instant(row, 13), Instant(row, 14), row.IsDBNull(15) ? null : row.GetString(15)));
        return facts;
    }

    private static long? Id(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private static DateTime? Instant(DbDataReader row, int column) => row.IsDBNull(column) ? null : PreparedReads.Utc(row, column);
}
