using System.Data.Common;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Data;

namespace Guildhall.Content.Progress;

/// <summary>Where a member is in an article.</summary>
/// <param name="Fraction">0 to 1.</param>
internal readonly record struct PlaceInArticle(double Fraction, bool IsFinished);

/// <summary>A public article that a member has begun or finished.</summary>
internal sealed record BegunArticle(
    long SpaceId, string Title, string Slug, string Language, string? Cover, int PerMille, bool IsFinished);

/// <summary>Where a member is in articles, by hand: every front page of a member asks for it.</summary>
internal sealed class ReadProgress(PreparedReads reads)
{
    private const string Last =
        $"""
        SELECT a.space_id, a.title, a.slug, a.language, a.cover, p.per_mille, p.finished_at IS NOT NULL
        FROM (SELECT article_id, per_mille, finished_at, at FROM reading_progress WHERE member_id = @member AND community_id = @community
            ORDER BY at DESC LIMIT @count) p
        JOIN articles a ON a.id = p.article_id AND a.{Publication.IsPublished} AND a.{Publication.IsStanding}
        ORDER BY p.at DESC
        """;

    public static readonly IReadOnlyDictionary<long, PlaceInArticle> None = new Dictionary<long, PlaceInArticle>();

    private readonly string _query =
        $"""
        SELECT article_id, per_mille, finished_at IS NOT NULL FROM reading_progress
        WHERE member_id = @member AND {reads.IsOneOf("article_id", "articles")}
        """;

    /// <summary>Without those that the member has not begun.</summary>
    public Task<IReadOnlyDictionary<long, PlaceInArticle>> OfAsync(long memberId, IEnumerable<long> articleIds, CancellationToken cancel) =>
        reads.RunAsync(_query, [("member", memberId), ("articles", reads.Ids(articleIds))], ReadAsync, cancel);

    /// <summary>Those in which the member was last, among so many, the latest first.</summary>
    public Task<List<BegunArticle>> LastAsync(long communityId, long memberId, int count, CancellationToken cancel) =>
        reads.RunAsync(Last, [("member", memberId), ("community", communityId), ("count", count)], ReadLastAsync, cancel);

    private static async Task<List<BegunArticle>> ReadLastAsync(DbDataReader row, CancellationToken cancel)
    {
        var begun = new List<BegunArticle>();
        while (await row.ReadAsync(cancel))
            begun.Add(new BegunArticle(
                row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4),
                row.GetInt32(5), row.GetBoolean(6)));
        return begun;
    }

    private static async Task<IReadOnlyDictionary<long, PlaceInArticle>> ReadAsync(DbDataReader row, CancellationToken cancel)
    {
        var places = new Dictionary<long, PlaceInArticle>();
        while (await row.ReadAsync(cancel))
            places[row.GetInt64(0)] = new PlaceInArticle(row.GetInt32(1) / 1000d, row.GetBoolean(2));
        return places;
    }
}
