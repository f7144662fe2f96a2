using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Content.Search;

/// <summary>
/// Who may find an entry, as a word in the index: so the gate is part of the query itself, and a search costs no more where much
/// is closed. The words name what opens a text (its space, its tier, a grant of itself, everyone), not who holds it: when a space
/// changes hands, the index stays as it is. They begin with letters that no term of a text begins with by chance.
/// </summary>
internal static class SearchScopes
{
    private const string Mark = "zzq";

    /// <summary>On every entry of a text that has several: its words may stand in different ones.</summary>
    public const string Long = Mark + "l";

    /// <summary>Titles and free parts of a community that everyone may know.</summary>
    public static string Free(long communityId) => $"{Mark}p{communityId}";

    /// <summary>Every entry of a whole, whoever may find it: to count what is closed.</summary>
    public static string AnyWhole(long communityId) => $"{Mark}w{communityId}";

    /// <summary>Every entry of a kind.</summary>
    public static string OfKind(string kind) => $"{Mark}k{SearchEntry.NumberOf(kind)}";

    /// <summary>Every entry of what somebody made.</summary>
    public static string By(long authorId) => $"{Mark}u{authorId}";

    /// <summary>The whole of an article; two words where it is sold by itself, since either way in is enough.</summary>
    public static string Whole(long communityId, ArticleTerms terms)
    {
        var asked = terms.Access switch
        {
            ArticleAccess.Open => Open(communityId),
            ArticleAccess.Tier => Tier(terms.TierId ?? 0),
            _ => Space(terms.SpaceId),
        };
        return terms.OfferId is null ? asked : $"{asked} {OfThing(new Thing(ArticleGate.Kind, terms.ArticleId))}";
    }

    /// <summary>A title and free part that asks this of who may know it.</summary>
    public static string ToKnow(long communityId, Requirement asked) =>
        asked is Requirement.Open ? Free(communityId) : ToRead(communityId, asked);

    /// <summary>A whole that asks this. What no word can say is found by those alone who read everything.</summary>
    public static string ToRead(long communityId, Requirement asked) => asked switch
    {
        Requirement.Open => Open(communityId),
        Requirement.Tier tier => Tier(tier.TierId),
        Requirement.AnyTier => AnyTier(communityId),
        Requirement.OfThing one => OfThing(one.Thing),
        Requirement.Permission permission => Permission(communityId, permission.Name),
        Requirement.AnyOf any => string.Join(' ', any.Of.Select(r => ToRead(communityId, r)).Distinct()),
        _ => Permission(communityId, Permissions.ReadEverything),
    };

    /// <summary>All that the viewer may find.</summary>
    public static IReadOnlyList<string> Of(CommunityInfo community, Holdings holdings) =>
    [
        Free(community.Id),
        Open(community.Id),
        .. community.Spaces.Where(s => holdings.Opens(s.TierId)).Select(s => Space(s.Id)),
        .. holdings.TierIds.Select(Tier),
        .. holdings.Opens(new Requirement.AnyTier()) ? [AnyTier(community.Id)] : Array.Empty<string>(),
        .. holdings.Permissions.Order(StringComparer.Ordinal).Select(p => Permission(community.Id, p)),
        .. holdings.Things.Where(t => SearchEntry.Knows(t.Kind)).Select(OfThing),
    ];

    private static string Open(long communityId) => $"{Mark}o{communityId}";

    private static string Space(long spaceId) => $"{Mark}s{spaceId}";

    private static string OfThing(Thing thing) => $"{Mark}a{SearchEntry.NumberOf(thing.Kind)}x{thing.Id}";

    private static string Tier(long tierId) => $"{Mark}t{tierId}";

    private static string AnyTier(long communityId) => $"{Mark}m{communityId}";

    private static string Permission(long communityId, string name) =>
        $"{Mark}r{communityId}x{string.Concat(name.Where(char.IsAsciiLetter)).ToLowerInvariant()}";
}
