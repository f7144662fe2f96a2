using System.Data.Common;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;

namespace Guildhall.Discussions.Reactions;

/// <summary>What one viewer sees of the reactions to a thing.</summary>
/// <param name="Mine">Whether the viewer is among them.</param>
public readonly record struct ReactionTally(string Name, int Members, bool Mine);

/// <summary>Reads the reactions to the things of a page in a query a kind, however many they are.</summary>
internal sealed class ReactionLists(PreparedReads reads) : IReactions
{
    private static readonly IReadOnlyList<ReactionName> Known =
        [.. ReactionNames.All.Select(r => new ReactionName(r.Name, r.Emoji, ReactionNames.Text(r.Name)))];

    public IReadOnlyList<ReactionName> Names => Known;

    async Task<ILookup<Thing, ReactionCounted>> IReactions.OfAsync(
        IReadOnlyCollection<Thing> things, long? memberId, CancellationToken cancel) =>
        (await OfAsync(things, memberId, cancel)).SelectMany(of => of.Select(t => (Thing: of.Key, Tally: t)))
            .ToLookup(t => t.Thing, t => new ReactionCounted(
                t.Tally.Name, ReactionNames.Emoji(t.Tally.Name), t.Tally.Members, t.Tally.Mine));

    /// <param name="memberId"><c>null</c> for a visitor.</param>
    public async Task<ILookup<Thing, ReactionTally>> OfAsync(
        IReadOnlyCollection<Thing> things, long? memberId, CancellationToken cancel)
    {
        var found = new List<(Thing Thing, ReactionTally Tally)>();
        foreach (var ofKind in things.GroupBy(t => t.Kind))
            found.AddRange(await reads.RunAsync(
                Query(reads), [("kind", ofKind.Key), ("ids", reads.Ids(ofKind.Select(t => t.Id).Distinct())), ("member", memberId ?? 0)],
                ReadAsync, cancel));
        return found.ToLookup(f => f.Thing, f => f.Tally);
    }

    private static string Query(PreparedReads reads) =>
        $"""
        SELECT c.thing_kind, c.thing_id, c.name, c.members, EXISTS (SELECT 1 FROM reactions r
            WHERE r.thing_kind = c.thing_kind AND r.thing_id = c.thing_id AND r.member_id = @member AND r.name = c.name)
        FROM reaction_counts c WHERE c.thing_kind = @kind AND {reads.IsOneOf("c.thing_id", "ids")} AND c.members > 0 ORDER BY c.name
        """;

    private static async Task<List<(Thing, ReactionTally)>> ReadAsync(DbDataReader row, CancellationToken cancel)
    {
        var found = new List<(Thing, ReactionTally)>();
        while (await row.ReadAsync(cancel))
            found.Add((new Thing(row.GetString(0), row.GetInt64(1)),
                new ReactionTally(row.GetString(2), row.GetInt32(3), row.GetBoolean(4))));
        return found;
    }
}
