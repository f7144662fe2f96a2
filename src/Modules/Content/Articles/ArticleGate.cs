using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Articles;

/// <summary>What an article asks of who wants all of it: its own word first, else its space's.</summary>
internal static class ArticleGate
{
    public const string Kind = "article";

    public static Requirement RequirementOf(ArticleAccess access, long? tierId, SpaceInfo? space) => access switch
    {
        ArticleAccess.Open => new Requirement.Open(),
        ArticleAccess.Tier => Requirement.OfTier(tierId),
        // A space that is not known cannot say who may read: then nobody but those who manage may.
        _ => space is null ? new Requirement.Permission(Permissions.ReadEverything) : Requirement.OfTier(space.TierId),
    };

    public static Need ToRead(CommunityInfo community, long articleId, long spaceId, ArticleAccess access, long? tierId) =>
        Need.ToRead(community.Id, new Thing(Kind, articleId), RequirementOf(access, tierId, community.Space(spaceId)));

    /// <summary>The same answer for a list, from what the viewer holds.</summary>
    public static bool Opens(this Holdings holdings, CommunityInfo community, long spaceId, ArticleAccess access, long? tierId) =>
        RequirementOf(access, tierId, community.Space(spaceId)) switch
        {
            Requirement.Open => true,
            Requirement.Tier tier => holdings.Opens(tier.TierId),
            Requirement.Permission permission => holdings.Permissions.Contains(permission.Name),
            _ => false,
        };

    /// <summary>Of the free part, or of the whole for whom it is open.</summary>
    /// <param name="whole">Empty too where the article was not rendered anew since this is kept.</param>
    public static string ExcerptFor(bool opens, string free, string whole) => opens && whole.Length > 0 ? whole : free;

    /// <summary>How many blocks of its articles are free where they have no divider.</summary>
    public static int PreviewBlocksOf(this CommunityInfo community, long spaceId) => community.Space(spaceId)?.PreviewBlocks ?? MarkdownOptions.Default.PreviewBlocks;

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
