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
            EXISTS (SELECT 1 FROM reaction_counts WHERE thing_kind = @kind AND thing_id = @thing)
        """;

    public static Task<(bool Comments, bool Reactions)> AsksAsync(PreparedReads reads, Thing thing, CancellationToken cancel) =>
        reads.RunAsync(Query, [("kind", thing.Kind), ("thing", thing.Id)],
            async (row, stop) => await row.ReadAsync(stop) ? (row.GetBoolean(0), row.GetBoolean(1)) : default, cancel);
}
