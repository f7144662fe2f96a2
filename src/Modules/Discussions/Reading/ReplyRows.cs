using System.Data.Common;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Data;

namespace Guildhall.Discussions.Reading;

/// <summary>Replies with their authors and whom they answer, by hand: every page of a topic asks.</summary>
internal static class ReplyRows
{
    private const string Of =
        """
        SELECT r.id, r.number, r.author_id, m.name, m.face, r.html, r.created_at, r.edited_at, r.deleted_at, r.deleted_by, r.standing,
            r.reply_to_id, o.number, CASE WHEN o.is_anonymous THEN NULL ELSE n.name END, r.score,
            r.is_anonymous
        FROM replies r JOIN members m ON m.id = r.author_id
            LEFT JOIN replies o ON o.id = r.reply_to_id LEFT JOIN members n ON n.id = o.author_id
        WHERE r.community_id = @community AND r.topic_id = @topic AND
        """;

    private const string Answers = $"{Of} r.reply_to_id IS NULL AND r.number IS NOT NULL AND";

    private const string ByScore = "ORDER BY r.score DESC, r.id LIMIT @most";

    /// <summary>Those behind the number <c>@after</c> up to <c>@last</c>.</summary>
    public const string ByTime = $"{Of} r.number > @after AND r.number <= @last ORDER BY r.number";

    /// <summary>Those of <c>@member</c> that wait for a moderator, the newest <c>@most</c>.</summary>
    public const string Held =
        $"{Of} r.number IS NULL AND r.author_id = @member AND r.deleted_at IS NULL ORDER BY r.id DESC LIMIT @most";

    /// <summary>The best answers without the one <c>@accepted</c>.</summary>
    public const string BestAnswers = $"{Answers} r.id <> @accepted {ByScore}";

    /// <summary>The same after the score <c>@score</c> and the id <c>@id</c>.</summary>
    public const string NextAnswers = $"{Answers} r.id <> @accepted AND (r.score < @score OR (r.score = @score AND r.id > @id)) {ByScore}";

    /// <summary>The answer <c>@accepted</c>.</summary>
    public const string Accepted = $"{Answers} r.id = @accepted";

    /// <summary>What was said about the <c>@answers</c>, by time, the first <c>@most</c> of each.</summary>
    public static string Comments(PreparedReads reads) =>
        $"""
        {Of} r.id IN (SELECT c.id FROM (
            SELECT b.id, ROW_NUMBER() OVER (PARTITION BY b.reply_to_id ORDER BY b.number) AS place FROM replies b
            WHERE b.topic_id = @topic AND b.number IS NOT NULL AND {reads.IsOneOf("b.reply_to_id", "answers")}) c WHERE c.place <= @most)
        ORDER BY r.number
        """;

    public static async Task<List<ReplyRow>> ReadAsync(DbDataReader row, CancellationToken cancel)
    {
        var rows = new List<ReplyRow>();
        while (await row.ReadAsync(cancel))
            rows.Add(new ReplyRow(
                row.GetInt64(0), row.IsDBNull(1) ? null : row.GetInt32(1), row.GetInt64(2), row.GetString(3),
                row.IsDBNull(4) ? null : row.GetString(4), row.GetString(5), PreparedReads.Utc(row, 6), At(row, 7), At(row, 8),
                row.IsDBNull(9) ? null : row.GetInt64(9), Enum.Parse<Standing>(row.GetString(10)),
                row.IsDBNull(11) ? null : row.GetInt64(11),
                row.IsDBNull(12) ? null : row.GetInt32(12), row.IsDBNull(13) ? null : row.GetString(13), row.GetInt32(14))
            {
                IsAnonymous = row.GetBoolean(15),
            });
        return rows;
    }

    private static DateTime? At(DbDataReader row, int column) => row.IsDBNull(column) ? null : PreparedReads.Utc(row, column);
}
