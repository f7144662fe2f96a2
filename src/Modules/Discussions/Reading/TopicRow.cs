using System.Data.Common;
using Guildhall.Discussions.Answers;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Data;

namespace Guildhall.Discussions.Reading;

/// <summary>A topic with all that its page says of it, by hand and in one question: every page of a topic asks.</summary>
/// <param name="LastRead">Number of the last reply that the viewer has read; <c>null</c> for nothing.</param>
internal sealed record TopicRow(
    Topic Topic, string Author, string? Face, DateTime? ClosedAt, bool IsPinned, long? AcceptedId, int? LastRead,
    Following.Following Following, IReadOnlyList<string> Tags)
{
    /// <summary>Number of the first reply of somebody else that is shown and not read; <c>null</c> where all is read, or nothing.</summary>
    public int? FirstUnread { get; init; }

    public SeenExpert? Expert { get; init; }

    public DateTime? ArchivedAt { get; init; }

    private const string Query =
        $"""
        SELECT {Topic.Columns}, m.name, m.face, c.closed_at, EXISTS (SELECT 1 FROM topic_pins p WHERE p.topic_id = t.id),
            {SolvedQuestions.AnswerOfTopic},
            r.last_read, r.following, (SELECT string_agg(g.tag, ' ' ORDER BY g.tag) FROM topic_tags g WHERE g.topic_id = t.id),
            (SELECT u.number FROM replies u WHERE u.topic_id = t.id AND u.number > r.last_read AND u.author_id <> @member
                AND u.standing = 'Shown' AND u.deleted_at IS NULL ORDER BY u.number LIMIT 1),
            e.member_id, k.name, e.declined_at, v.archived_at
        FROM topics t JOIN members m ON m.id = t.author_id
            LEFT JOIN topic_closures c ON c.topic_id = t.id
            LEFT JOIN asked_experts e ON e.topic_id = t.id LEFT JOIN members k ON k.id = e.member_id
            LEFT JOIN topic_archives v ON v.topic_id = t.id
            LEFT JOIN topic_readers r ON r.topic_id = t.id AND r.member_id = @member
        WHERE t.community_id = @community
        """;

    /// <summary>The topic <c>@id</c>, for <c>@member</c> in <c>@community</c>.</summary>
    public const string ById = $"{Query} AND t.id = @id AND t.kind <> 'Comments'";

    /// <summary>The comments under the thing <c>@about</c> and <c>@id</c>.</summary>
    public const string ByThing = $"{Query} AND t.about_kind = @about AND t.about_id = @id";

    public static async Task<TopicRow?> ReadAsync(DbDataReader row, CancellationToken cancel)
    {
        if (!await row.ReadAsync(cancel))
            return null;
        var at = Topic.ColumnCount;
        return new TopicRow(
            Topic.Of(row), row.GetString(at), row.IsDBNull(at + 1) ? null : row.GetString(at + 1),
            row.IsDBNull(at + 2) ? null : PreparedReads.Utc(row, at + 2), row.GetBoolean(at + 3),
            row.IsDBNull(at + 4) ? null : row.GetInt64(at + 4),
            row.IsDBNull(at + 5) || row.GetInt32(at + 5) < 0 ? null : row.GetInt32(at + 5),
            row.IsDBNull(at + 6) ? Discussions.Following.Following.Normal : Enum.Parse<Following.Following>(row.GetString(at + 6)),
            row.IsDBNull(at + 7) ? [] : row.GetString(at + 7).Split(' '))
        {
            FirstUnread = row.IsDBNull(at + 8) || row.GetInt32(at + 5) < 0 ? null : row.GetInt32(at + 8),
            Expert = row.IsDBNull(at + 9) ? null : new SeenExpert(row.GetInt64(at + 9), row.GetString(at + 10), !row.IsDBNull(at + 11)),
            ArchivedAt = row.IsDBNull(at + 12) ? null : PreparedReads.Utc(row, at + 12),
        };
    }
}
