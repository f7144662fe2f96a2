using Guildhall.Discussions.Drafts;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;

namespace Guildhall.Discussions.Comments;

/// <summary>
/// Whether anybody has said anything about a thing, by hand and in one question: every article asks, and of most nobody has.
/// </summary>
internal static class UnderThing
{
    private const string Query =
        """
        SELECT EXISTS (SELECT 1 FROM topics WHERE about_kind = @kind AND about_id = @thing),
            EXISTS (SELECT 1 FROM reaction_counts WHERE thing_kind = @kind AND thing_id = @thing),
            (SELECT markdown FROM drafts WHERE member_id = @member AND community_id = @community AND place = @place)
        """;

    /// <returns>Whether there are any, and what the viewer has begun to comment.</returns>
    /// <param name="memberId"><c>null</c> for a visitor.</param>
    public static Task<(bool Comments, bool Reactions, string? Draft)> AsksAsync(
        PreparedReads reads, Thing thing, long communityId, long? memberId, CancellationToken cancel) =>
        reads.RunAsync(Query,
            [("kind", thing.Kind), ("thing", thing.Id), ("member", memberId ?? 0), ("community", communityId),
                ("place", KeepDraft.Comments(thing))],
            async (row, stop) => await row.ReadAsync(stop)
                ? (row.GetBoolean(0), row.GetBoolean(1), row.IsDBNull(2) ? null : row.GetString(2)) : default, cancel);
}
