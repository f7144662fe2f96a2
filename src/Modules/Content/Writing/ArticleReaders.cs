using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Ui;

namespace Guildhall.Content.Writing;

/// <summary>Says of rows of the author's list what they are, in words.</summary>
internal static class ArticleReaders
{
    /// <summary>Who can read it.</summary>
    public static string Of(ManagedArticle row, CommunityInfo community, IReadOnlyList<TierOffer> tiers, Texts t)
    {
        var tier = row.Access == ArticleAccess.Space ? community.Space(row.SpaceId)?.TierId : row.TierId;
        return row.Access == ArticleAccess.Open || tier is null ? t["Everyone"]
            : tiers.FirstOrDefault(o => o.TierId == tier)?.Name ?? t["A tier no longer on sale"];
    }

    public static string State(ManagedArticle row, Texts t) => row.State switch
    {
        ArticleState.Published => t["Published"],
        ArticleState.Withdrawn => t["Unpublished"],
        ArticleState.Scheduled => t["Scheduled"],
        _ => t["Draft"],
    };
}
