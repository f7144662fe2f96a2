using System.Data.Common;
using Guildhall.Kernel.Data;

namespace Guildhall.Content.Progress;

/// <summary>Where a member is in an article.</summary>
/// <param name="Fraction">0 to 1.</param>
internal readonly record struct PlaceInArticle(double Fraction, bool IsFinished);

/// <summary>Where a member is in the articles of a list, by hand: every front page of a member asks for it.</summary>
internal sealed class ReadProgress(PreparedReads reads)
{
    public static readonly IReadOnlyDictionary<long, PlaceInArticle> None = new Dictionary<long, PlaceInArticle>();

    private readonly string _query =
        $"""
        SELECT article_id, per_mille, finished_at IS NOT NULL FROM reading_progress
        WHERE member_id = @member AND {reads.IsOneOf("article_id", "articles")}
        """;

    /// <summary>Without those that the member has not begun.</summary>
    public Task<IReadOnlyDictionary<long, PlaceInArticle>> OfAsync(long memberId, IEnumerable<long> articleIds, CancellationToken cancel) =>
        reads.RunAsync(_query, [("member", memberId), ("articles", reads.Ids(articleIds))], ReadAsync, cancel);

    private static async Task<IReadOnlyDictionary<long, PlaceInArticle>> ReadAsync(DbDataReader row, CancellationToken cancel)
    {
        var places = new Dictionary<long, PlaceInArticle>();
        while (await row.ReadAsync(cancel))
            places[row.GetInt64(0)] = new PlaceInArticle(row.GetInt32(1) / 1000d, row.GetBoolean(2));
        return places;
    }
}
