using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;

namespace Guildhall.Memberships.Things;

/// <summary>Which things their owners keep from a viewer to whom the gate has opened them: lessons that open later.</summary>
internal sealed class HeldBack(IEnumerable<IHeldBackThings> owners, ICommunities communities, TimeProvider time)
{
    /// <summary>UTC.</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Of those that the viewer would have whole.</summary>
    public async Task<IReadOnlyList<Thing>> OfAsync(
        long communityId, IReadOnlyCollection<KnownThing> known, Viewer viewer, CancellationToken cancel)
    {
        var held = new List<Thing>();
        foreach (var owner in owners)
        {
            List<Thing> theirs = [.. known.Where(k => k.IsWhole && owner.Kinds.Contains(k.Thing.Kind)).Select(k => k.Thing)];
            if (theirs.Count > 0 && await communities.FindAsync(communityId, cancel) is { } community)
                held.AddRange((await owner.HeldBackAsync(community, theirs, viewer, cancel)).Keys);
        }
        return held;
    }

    /// <summary>Why one thing is held back; <c>null</c> where it is not.</summary>
    public async Task<Reason?> WhyAsync(long communityId, Thing thing, Viewer viewer, CancellationToken cancel)
    {
        foreach (var owner in owners.Where(o => o.Kinds.Contains(thing.Kind)))
            if (await communities.FindAsync(communityId, cancel) is { } community
                && (await owner.HeldBackAsync(community, [thing], viewer, cancel)).TryGetValue(thing, out var why))
                return why;
        return null;
    }
}
