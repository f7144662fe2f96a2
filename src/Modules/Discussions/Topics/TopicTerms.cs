using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Discussions.Topics;

/// <summary>What a topic asks: its space's tier, or whatever the thing asks that its comments are about.</summary>
/// <param name="About">The thing that comments are about, as its owner knows it.</param>
internal sealed record TopicAsks(Requirement ToRead, Requirement ToPost, ThingFacts? About);

/// <summary>Finds out what topics ask. It decides nothing.</summary>
/// <param name="services">Owners of things are asked for late: this module is one of them.</param>
internal sealed class TopicTerms(IServiceProvider services)
{
    private static readonly Requirement Nobody = new Requirement.Permission(Permissions.ReadEverything);

    /// <summary>A space that is not known cannot say who may read: then nobody but those who manage may.</summary>
    public static Requirement ToReadIn(CommunityInfo community, long? spaceId) =>
        community.TopicSpace(spaceId) is { } space ? Requirement.OfTier(space.TierId) : Nobody;

    public async Task<TopicAsks> OfAsync(CommunityInfo community, long? spaceId, Thing? about, CancellationToken cancel)
    {
        if (about is { } thing)
            return OfThing((await AboutAsync(community, [thing], cancel)).GetValueOrDefault(thing));
        var toRead = ToReadIn(community, spaceId);
        return new TopicAsks(toRead,
            community.TopicSpace(spaceId) is { IsArchived: false } space ? new Requirement.AllOf([toRead, space.ToPost]) : Nobody, null);
    }

    /// <summary>The same of what comments are about; what is gone asks for what nobody holds.</summary>
    public static TopicAsks OfThing(ThingFacts? facts)
    {
        if (facts is null)
            return new TopicAsks(Nobody, Nobody, null);
        var toRead = facts.ToRead is { } whole && facts.ToKnow is not Requirement.Open ? new Requirement.AllOf([facts.ToKnow, whole])
            : facts.ToRead ?? facts.ToKnow;
        return new TopicAsks(toRead, new Requirement.AllOf([toRead, new Requirement.AnyTier()]), facts);
    }

    /// <summary>Things of other modules as their owners know them.</summary>
    public async Task<IReadOnlyDictionary<Thing, ThingFacts>> AboutAsync(
        CommunityInfo community, IReadOnlyCollection<Thing> things, CancellationToken cancel)
    {
        var found = new Dictionary<Thing, ThingFacts>();
        if (things.Count == 0)
            return found;
        foreach (var owner in services.GetServices<IOwnThings>().Where(o => o is not DiscussionThings))
        {
            List<Thing> own = [.. things.Where(t => owner.Kinds.Contains(t.Kind))];
            if (own.Count == 0)
                continue;
            foreach (var facts in await owner.FindAsync(community, own, cancel))
                found[facts.Thing] = facts;
        }
        return found;
    }
}
