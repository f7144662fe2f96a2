using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Reactions;

/// <summary>What one viewer sees of the reactions to a thing.</summary>
/// <param name="Mine">Whether the viewer is among them.</param>
public readonly record struct ReactionTally(string Name, int Members, bool Mine);

/// <summary>Reads the reactions to the things of a page in two queries, however many they are.</summary>
internal sealed class ReactionLists(AppDb db) : IReactions
{
    private static readonly IReadOnlyList<ReactionName> Known =
        [.. ReactionNames.All.Select(r => new ReactionName(r.Name, r.Emoji, ReactionNames.Text(r.Name)))];

    public IReadOnlyList<ReactionName> Names => Known;

    async Task<ILookup<Thing, ReactionCounted>> IReactions.OfAsync(
        IReadOnlyCollection<Thing> things, long? memberId, CancellationToken cancel) =>
        (await OfAsync(things, memberId, cancel)).SelectMany(of => of.Select(t => (Thing: of.Key, Tally: t)))
            .ToLookup(t => t.Thing, t => new ReactionCounted(
                t.Tally.Name, ReactionNames.All.First(r => r.Name == t.Tally.Name).Emoji, t.Tally.Members, t.Tally.Mine));

    /// <param name="memberId"><c>null</c> for a visitor.</param>
    public async Task<ILookup<Thing, ReactionTally>> OfAsync(
        IReadOnlyCollection<Thing> things, long? memberId, CancellationToken cancel)
    {
        var (kinds, ids) = (things.Select(t => t.Kind).Distinct().ToList(), things.Select(t => t.Id).Distinct().ToList());
        // Kinds have ids of their own, so a pair may bring a row too many, which nobody asks for.
        var counts = await db.Set<ReactionCount>().AsNoTracking()
            .Where(c => kinds.Contains(c.ThingKind) && ids.Contains(c.ThingId) && c.Members > 0).ToListAsync(cancel);
        var mine = memberId is not { } me || counts.Count == 0 ? []
            : (await db.Set<Reaction>().AsNoTracking()
                .Where(r => r.MemberId == me && kinds.Contains(r.ThingKind) && ids.Contains(r.ThingId))
                .Select(r => new { r.ThingKind, r.ThingId, r.Name }).ToListAsync(cancel))
                .Select(r => (new Thing(r.ThingKind, r.ThingId), r.Name)).ToHashSet();
        return counts.Select(c => (Thing: new Thing(c.ThingKind, c.ThingId), Count: c)).ToLookup(
            c => c.Thing, c => new ReactionTally(c.Count.Name, c.Count.Members, mine.Contains((c.Thing, c.Count.Name))));
    }
}
