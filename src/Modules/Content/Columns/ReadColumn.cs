using System.Data.Common;
using System.Globalization;
using Guildhall.Content.Articles;
using Guildhall.Content.Reading;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;

namespace Guildhall.Content.Columns;

/// <summary>A place in a column: its contents go on after it. In addresses: position and id.</summary>
public readonly record struct EntryKey(int Position, long ArticleId)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Position}-{ArticleId}");

    /// <returns><c>null</c> for what is no key; the contents then begin at their head.</returns>
    public static EntryKey? Parse(string? text) =>
        text?.Split('-') is [var position, var id]
        && int.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new EntryKey(at, number) : null;
}

/// <summary>What a column amounts to.</summary>
/// <param name="Count">Public articles.</param>
/// <param name="Words">Of all their texts.</param>
/// <param name="Finished">How many of them the member has read to the end.</param>
/// <param name="IsBegun">Whether the member has read in it at all.</param>
internal sealed record ColumnFacts(int Count, long Words, int Finished, bool IsBegun)
{
    /// <summary>Reading time of all of it; at least a minute where there is anything.</summary>
    public int Minutes => ArticleView.MinutesOf(Words);
}

/// <summary>A line of the contents.</summary>
/// <param name="Locked">Whether this viewer needs a tier to read all of it.</param>
/// <param name="IsFree">Whether everyone may read all of it.</param>
/// <param name="Minutes">Only for whom it is open.</param>
/// <param name="Fraction">How far the member has come, 0 to 1; <c>null</c> where they have not begun.</param>
public sealed record ContentsLine(
    long ArticleId, string Title, string Path, string Language, bool Locked, bool IsFree, int? Minutes, double? Fraction, bool IsFinished,
    EntryKey Key);

/// <summary>Where a member goes on in a column.</summary>
/// <param name="Number">The how-manieth article it is, from 1.</param>
internal sealed record NextLecture(
    long ArticleId, string Title, string Slug, int Number, double? Fraction, string Language, string? Cover);

/// <summary>Reads columns in their author's order. A member's progress comes along with the same queries.</summary>
internal sealed class ReadColumn(PreparedReads reads)
{
    private const string Behind = "(e.position > @position OR (e.position = @position AND e.article_id > @article))";

    private const string Facts =
        """
        SELECT count(*), CAST(coalesce(sum(e.words), 0) AS bigint), count(r.finished_at), count(r.article_id)
        FROM column_entries e LEFT JOIN reading_progress r ON r.article_id = e.article_id AND r.member_id = @member
        WHERE e.space_id = @space AND e.is_shown = TRUE
        """;

    private const string Lines =
        $"""
        SELECT a.id, a.title, a.slug, a.language, a.access, a.tier_id, a.offer_id, e.words, e.position, r.per_mille, r.finished_at
        FROM column_entries e JOIN articles a ON a.id = e.article_id
            LEFT JOIN reading_progress r ON r.article_id = e.article_id AND r.member_id = @member
        WHERE e.space_id = @space AND e.is_shown = TRUE AND e.position >= @position AND {Behind}
        ORDER BY e.position, e.article_id LIMIT @count
        """;

    private const string Number =
        """
        CAST((SELECT count(*) FROM column_entries b WHERE b.space_id = e.space_id AND b.is_shown = TRUE
            AND (b.position < e.position OR (b.position = e.position AND b.article_id <= e.article_id))) AS bigint)
        """;

    private const string Before =
        """
        SELECT count(*) FROM column_entries e WHERE e.space_id = @space AND e.is_shown = TRUE
            AND (e.position < @position OR (e.position = @position AND e.article_id <= @article))
        """;

    private const string Last =
        $"""
        SELECT a.id, a.title, a.slug, {Number}, r.per_mille, r.finished_at, e.position, a.language, a.cover
        FROM reading_progress r JOIN column_entries e ON e.article_id = r.article_id JOIN articles a ON a.id = e.article_id
        WHERE r.member_id = @member AND e.space_id = @space AND e.is_shown = TRUE ORDER BY r.at DESC, r.article_id LIMIT 1
        """;

    private const string NextUnread =
        $"""
        SELECT a.id, a.title, a.slug, {Number}, r.per_mille, r.finished_at, e.position, a.language, a.cover
        FROM column_entries e JOIN articles a ON a.id = e.article_id
            LEFT JOIN reading_progress r ON r.article_id = e.article_id AND r.member_id = @member
        WHERE e.space_id = @space AND e.is_shown = TRUE AND e.position >= @position AND {Behind} AND r.finished_at IS NULL
        ORDER BY e.position, e.article_id LIMIT 1
        """;

    public Task<ColumnFacts> FactsAsync(long spaceId, long? memberId, CancellationToken cancel) => reads.RunAsync(
        Facts, [("space", spaceId), ("member", memberId ?? 0L)], async (row, stop) =>
        {
            await row.ReadAsync(stop);
            return new ColumnFacts((int)row.GetInt64(0), row.GetInt64(1), (int)row.GetInt64(2), row.GetInt64(3) > 0);
        }, cancel);

    /// <param name="after">Where the page before ended; <c>null</c> for the first.</param>
    public async Task<Page<ContentsLine, EntryKey>> PageAsync(
        CommunityInfo community, Holdings holdings, long spaceId, long? memberId, EntryKey? after, int count, CancellationToken cancel)
    {
        var key = after ?? new EntryKey(0, 0);
        var lines = await reads.RunAsync(Lines,
            [("space", spaceId), ("member", memberId ?? 0L), ("position", key.Position), ("article", key.ArticleId), ("count", count + 1)],
            async (row, stop) =>
            {
                var found = new List<ContentsLine>(count + 1);
                while (await row.ReadAsync(stop))
                    found.Add(LineOf(row, community, holdings, spaceId));
                return found;
            }, cancel);
        return Paging.Cut(lines, count, l => l.Key);
    }

    /// <summary>How many articles stand up to and at a place.</summary>
    public Task<int> CountToAsync(long spaceId, EntryKey key, CancellationToken cancel) => reads.RunAsync(
        Before, [("space", spaceId), ("position", key.Position), ("article", key.ArticleId)], async (row, stop) =>
        {
            await row.ReadAsync(stop);
            return (int)row.GetInt64(0);
        }, cancel);

    /// <summary>
    /// The article that the member read last, or, where that is finished, the next one behind it that is not; <c>null</c> where nothing is
    /// begun or nothing is left.
    /// </summary>
    public async Task<NextLecture?> GoOnAsync(long spaceId, long memberId, CancellationToken cancel)
    {
        var last = await reads.RunAsync(Last, [("member", memberId), ("space", spaceId)], LectureAsync, cancel);
        if (last is not { IsFinished: true } done)
            return last?.Lecture;
        var next = await reads.RunAsync(NextUnread,
            [("member", memberId), ("space", spaceId), ("position", done.Position), ("article", done.Lecture.ArticleId)], LectureAsync, cancel);
        return next?.Lecture;
    }

    private static async Task<(NextLecture Lecture, bool IsFinished, int Position)?> LectureAsync(
        DbDataReader row, CancellationToken cancel) =>
        !await row.ReadAsync(cancel) ? null
        : (new NextLecture(row.GetInt64(0), row.GetString(1), row.GetString(2), (int)row.GetInt64(3),
            row.IsDBNull(4) ? null : row.GetInt32(4) / 1000d, row.GetString(7), row.IsDBNull(8) ? null : row.GetString(8)),
            !row.IsDBNull(5), row.GetInt32(6));

    private static ContentsLine LineOf(DbDataReader row, CommunityInfo community, Holdings holdings, long spaceId)
    {
        var terms = new ArticleTerms(row.GetInt64(0), spaceId, Enum.Parse<ArticleAccess>(row.GetString(4)),
            row.IsDBNull(5) ? null : row.GetInt64(5), row.IsDBNull(6) ? null : row.GetInt64(6));
        var opens = holdings.Opens(community, terms);
        return new ContentsLine(
            terms.ArticleId, row.GetString(1), ArticlePaths.Of(community.Slug, row.GetString(2)), row.GetString(3), !opens,
            ArticleGate.IsOpen(terms.Access, terms.TierId, community.Space(spaceId)), opens ? ArticleView.MinutesOf(row.GetInt32(7)) : null,
            row.IsDBNull(9) ? null : row.GetInt32(9) / 1000d, !row.IsDBNull(10), new EntryKey(row.GetInt32(8), terms.ArticleId));
    }
}
