using Guildhall.Communities.Checklists;
using Guildhall.Communities.Shells;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.Home;

/// <summary>What the front page of a community shows this viewer.</summary>
/// <param name="IsOnTeam">Reads everything by role, without a tier.</param>
/// <param name="Checklist">For who manages the community.</param>
/// <param name="Tier">What the member holds; <c>null</c> without any.</param>
internal sealed record FrontPage(
    CommunityInfo Info, string Positioning, bool IsVisitor, bool IsOnTeam, bool MayWrite, IReadOnlyList<Column> Columns, IReadOnlyList<TierOffer> Tiers,
    ChecklistState? Checklist, TierOffer? Tier, DateTime? Until)
{
    /// <summary>The tier to recommend: the lowest that costs something.</summary>
    public long? FeaturedTier => Tiers.FirstOrDefault(t => !t.IsFree)?.TierId;
}

public sealed record Column(SpaceInfo Space, bool Locked, IReadOnlyList<ArticleCard> Articles);

internal sealed class ReadHome(AppDb db, CurrentHoldings held, ITiers tiers, INewestArticles articles, ReadChecklist checklist)
{
    private const int ArticlesPerColumn = 4;

    public async Task<FrontPage> RunAsync(CommunityInfo community, CancellationToken cancel)
    {
        var holdings = await held.GetAsync(cancel);
        var positioning = await db.Set<Community>().AsNoTracking().Where(c => c.Id == community.Id).Select(c => c.Positioning).SingleAsync(cancel);
        var offers = await tiers.ListAsync(community.Id, cancel);
        var tier = holdings.HighestTierId is { } id ? offers.FirstOrDefault(t => t.TierId == id) ?? await tiers.FindAsync(community.Id, id, cancel) : null;
        return new FrontPage(
            community, positioning, held.IsVisitor, holdings.Permissions.Contains(Permissions.ReadEverything),
            holdings.Permissions.Contains(Permissions.WriteContent),
            await ColumnsAsync(community, holdings, cancel), offers,
            holdings.Permissions.Contains(Permissions.ManageCommunity) ? await checklist.RunAsync(community, cancel) : null, tier, holdings.Until);
    }

    private async Task<IReadOnlyList<Column>> ColumnsAsync(CommunityInfo community, Holdings holdings, CancellationToken cancel)
    {
        var newest = (await articles.NewestAsync(community.Id, holdings, ArticlesPerColumn, cancel)).ToLookup(a => a.SpaceId);
        return
        [
            .. community.OpenSpaces.Where(space => newest.Contains(space.Id))
                .Select(space => new Column(space, !holdings.Opens(space.TierId), [.. newest[space.Id]])),
        ];
    }
}
