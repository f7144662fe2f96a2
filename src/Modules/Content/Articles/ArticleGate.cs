using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Articles;

/// <summary>What decides who may read all of an article.</summary>
/// <param name="OfferId">Set where it is, or was, sold by itself: then a grant of the article alone opens it too.</param>
internal readonly record struct ArticleTerms(long ArticleId, long SpaceId, ArticleAccess Access, long? TierId, long? OfferId);

/// <summary>What an article asks of who wants all of it: its own word first, else its space's.</summary>
internal static class ArticleGate
{
    public const string Kind = "article";

    /// <summary>Whether everyone may read all of it.</summary>
    public static bool IsOpen(ArticleAccess access, long? tierId, SpaceInfo? space) => Asked(access, tierId, space) is Requirement.Open;

    public static Requirement RequirementOf(ArticleTerms terms, SpaceInfo? space)
    {
        var asked = Asked(terms.Access, terms.TierId, space);
        return terms.OfferId is null || asked is Requirement.Open
            ? asked
            : new Requirement.AnyOf([asked, new Requirement.OfThing(new Thing(Kind, terms.ArticleId))]);
    }

    public static Need ToRead(CommunityInfo community, ArticleTerms terms) =>
        Need.ToRead(community.Id, new Thing(Kind, terms.ArticleId), RequirementOf(terms, community.Space(terms.SpaceId)));

    /// <summary>The same answer for a list, from what the viewer holds.</summary>
    public static bool Opens(this Holdings holdings, CommunityInfo community, ArticleTerms terms) =>
        holdings.Opens(RequirementOf(terms, community.Space(terms.SpaceId)));

    private static Requirement Asked(ArticleAccess access, long? tierId, SpaceInfo? space) => access switch
    {
        ArticleAccess.Open => new Requirement.Open(),
        ArticleAccess.Tier => Requirement.OfTier(tierId),
        // A space that is not known cannot say who may read: then nobody but those who manage may.
        _ => space is null ? new Requirement.Permission(Permissions.ReadEverything) : Requirement.OfTier(space.TierId),
    };

    /// <summary>Of the free part, or of the whole for whom it is open.</summary>
    /// <param name="whole">Empty too where the article was not rendered anew since this is kept.</param>
    public static string ExcerptFor(bool opens, string free, string whole) => opens && whole.Length > 0 ? whole : free;

    /// <summary>How many blocks of its articles are free where they have no divider.</summary>
    public static int PreviewBlocksOf(this CommunityInfo community, long spaceId) =>
        community.Space(spaceId)?.PreviewBlocks ?? MarkdownOptions.Default.PreviewBlocks;

    public static SpaceInfo? Space(this CommunityInfo community, long spaceId)
    {
        foreach (var space in community.Spaces)
            if (space.Id == spaceId)
                return space;
        return null;
    }

    public static SpaceInfo? Space(this CommunityInfo community, string slug)
    {
        foreach (var space in community.Spaces)
            if (string.Equals(space.Slug, slug, StringComparison.Ordinal))
                return space;
        return null;
    }
}
