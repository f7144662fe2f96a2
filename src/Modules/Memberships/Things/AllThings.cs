using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Http;

namespace Guildhall.Memberships.Things;

/// <summary>Asks the owners for facts and the gate, once for each list, for what of them this viewer may know.</summary>
internal sealed class AllThings(
    IEnumerable<IOwnThings> owners, HeldBack heldBack, ICommunities communities, IAccess access, KeptAnswers kept) : IThings
{
    private const int MostFound = 20, MostKept = 20;

    public async Task<IReadOnlyDictionary<Thing, KnownThing>> FindAsync(
        long communityId, IReadOnlyCollection<Thing> things, Viewer viewer, CancellationToken cancel = default)
    {
        var facts = await FactsAsync(communityId, things, cancel);
        if (facts.Count == 0)
            return new Dictionary<Thing, KnownThing>();
        var holdings = await access.HoldingsAsync(viewer, communityId, heldBack.Now, cancel);
        var known = facts.Where(f => holdings.Opens(f.ToKnow)).ToDictionary(f => f.Thing, f => Known(f, holdings));
        foreach (var thing in await heldBack.OfAsync(communityId, known.Values, viewer, cancel))
            known[thing] = Known(facts.First(f => f.Thing == thing), holdings, isHeldBack: true);
        return known;
    }

    public async Task<IReadOnlyList<KnownThing>> NewestAsync(
        long communityId, string butKind, int count, Viewer viewer, CancellationToken cancel = default)
    {
        if (await communities.FindAsync(communityId, cancel) is not { } community)
            return [];
        // Front pages ask for a few again and again; feeds and maps of the site for many, seldom.
        var facts = count > MostKept ? await NewestFactsAsync(community, butKind, count, cancel)
            : await kept.GetAsync($"newest_but_{butKind}", (communityId, count),
                [VisitorPages.CommunityTag(communityId), VisitorPages.ListsTag(communityId)],
                () => NewestFactsAsync(community, butKind, count, cancel));
        if (facts.Count == 0)
            return [];
        var holdings = await access.HoldingsAsync(viewer, communityId, heldBack.Now, cancel);
        return
        [
            .. facts.Where(f => f.Path is not null && holdings.Opens(f.ToKnow))
                .OrderByDescending(f => f.At).ThenByDescending(f => f.Thing.Id).Take(count).Select(f => Known(f, holdings)),
        ];
    }

    public async Task<IReadOnlyList<KnownThing>> NewestTalkAsync(
        long communityId, long? spaceId, int count, CancellationToken cancel = default)
    {
        if (await communities.FindAsync(communityId, cancel) is not { } community)
            return [];
        var facts = new List<ThingFacts>();
        foreach (var owner in owners)
            facts.AddRange(await owner.NewestTalkAsync(community, spaceId, count, cancel));
        var holdings = await access.HoldingsAsync(Viewer.Visitor, communityId, heldBack.Now, cancel);
        return
        [
            .. facts.Where(f => f.Path is not null && f.ToKnow is Requirement.Open && holdings.Opens(f.ToKnow))
                .OrderByDescending(f => f.At).ThenByDescending(f => f.Thing.Id).Take(count).Select(f => Known(f, holdings)),
        ];
    }

    private async Task<List<ThingFacts>> NewestFactsAsync(CommunityInfo community, string butKind, int count, CancellationToken cancel)
    {
        var facts = new List<ThingFacts>();
        foreach (var owner in owners)
            foreach (var kind in owner.Kinds.Where(k => k != butKind))
                facts.AddRange(await owner.NewestAsync(community, kind, count, cancel));
        return facts;
    }

    public async Task<IReadOnlyDictionary<Thing, NamedThing>> NamesAsync(
        long communityId, IReadOnlyCollection<Thing> things, CancellationToken cancel = default) =>
        (await FactsAsync(communityId, things, cancel)).ToDictionary(f => f.Thing, f => Named(communityId, f));

    public async Task<IReadOnlyList<NamedThing>> SearchAsync(long communityId, string text, CancellationToken cancel = default)
    {
        if (await communities.FindAsync(communityId, cancel) is not { } community)
            return [];
        var found = new List<NamedThing>();
        foreach (var owner in owners)
            found.AddRange((await owner.SearchAsync(community, text, cancel)).Select(f => Named(communityId, f)));
        return found.Count > MostFound ? found[..MostFound] : found;
    }

    private async Task<List<ThingFacts>> FactsAsync(long communityId, IReadOnlyCollection<Thing> things, CancellationToken cancel)
    {
        var facts = new List<ThingFacts>();
        if (things.Count == 0 || await communities.FindAsync(communityId, cancel) is not { } community)
            return facts;
        foreach (var owner in owners)
        {
            var theirs = things.Where(t => owner.Kinds.Contains(t.Kind)).Distinct().ToList();
            if (theirs.Count > 0)
                facts.AddRange(await owner.FindAsync(community, theirs, cancel));
        }
        return facts;
    }

    private static KnownThing Known(ThingFacts facts, Holdings holdings, bool isHeldBack = false)
    {
        var asked = facts.ToRead ?? facts.ToKnow;
        var whole = !isHeldBack && holdings.Opens(asked);
        return new KnownThing(
            facts.Thing, facts.Title, facts.Path, whole && facts.WholeExcerpt.Length > 0 ? facts.WholeExcerpt : facts.FreeExcerpt,
            facts.AuthorId, facts.Author, facts.At, facts.Language, asked, facts.ToKnow is Requirement.Open, whole)
        {
            Picture = facts.Picture,
        };
    }

    private static NamedThing Named(long communityId, ThingFacts facts) => new(
        facts.Thing, facts.Title, facts.Name, facts.Path, facts.ToRead is { } asked ? Need.ToRead(communityId, facts.Thing, asked) : null);
}
