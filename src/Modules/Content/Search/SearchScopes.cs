using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Content.Search;

/// <summary>
/// Who may find an entry, as a word in the index: so the gate is part of the query itself, and a search costs no more where much
/// is closed. The words name what opens a text (its space, its tier, everyone), not who holds it: when a space changes hands, the
/// index stays as it is. They begin with letters that no term of a text begins with by chance.
/// </summary>
internal static class SearchScopes
{
    private const string Mark = "zzq";

    /// <summary>Titles and free parts of a community.</summary>
    public static string Free(long communityId) => $"{Mark}p{communityId}";

    /// <summary>The whole of an article.</summary>
    public static string Whole(long communityId, long spaceId, ArticleAccess access, long? tierId) => access switch
    {
        ArticleAccess.Open => Open(communityId),
        ArticleAccess.Tier => Tier(tierId ?? 0),
        _ => Space(spaceId),
    };

    /// <summary>All that the viewer may find.</summary>
    public static IReadOnlyList<string> Of(CommunityInfo community, Holdings holdings) =>
    [
        Free(community.Id),
        Open(community.Id),
        .. community.Spaces.Where(s => holdings.Opens(s.TierId)).Select(s => Space(s.Id)),
        .. holdings.TierIds.Select(Tier),
    ];

    private static string Open(long communityId) => $"{Mark}o{communityId}";

    private static string Space(long spaceId) => $"{Mark}s{spaceId}";

    private static string Tier(long tierId) => $"{Mark}t{tierId}";
}
