using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Memberships.Tiers;

namespace Guildhall.Memberships.Access;

/// <summary>
/// The gate. Lists and single things are judged by the same <see cref="MemberLedger.HoldingsAt"/>; the reasons only tell what it
/// weighed. Whatever is not known (member, tier, permission, scope) is closed.
/// </summary>
internal sealed class Gate(AccessLedger ledger, TierCatalogue tiers) : IAccess
{
    public async ValueTask<Holdings> HoldingsAsync(Viewer viewer, long communityId, DateTime at, CancellationToken cancel = default) =>
        viewer.MemberId is { } member
            ? (await ledger.RunningAsync(member, communityId, at, cancel)).HoldingsAt(at, viewer.Scopes)
            : Holdings.None;

    public async ValueTask<Decision> DecideAsync(Viewer viewer, Need need, DateTime at, CancellationToken cancel = default)
    {
        if (need.Requirement is Requirement.Open)
            return new Decision(true, [Chain.IsOpen(need.Thing)], []);

        var running = viewer.MemberId is { } member ? await ledger.RunningAsync(member, need.CommunityId, at, cancel) : null;
        var holdings = running?.HoldingsAt(at, viewer.Scopes) ?? Holdings.None;
        var allowed = need.Requirement switch
        {
            Requirement.Tier asked => holdings.TierIds.Contains(asked.TierId),
            Requirement.Permission asked => holdings.Permissions.Contains(asked.Name),
            _ => false,
        };
        return allowed
            ? new Decision(true, Chain.Of(need, viewer, running!, running!.Grants, at), [])
            : await RefuseAsync(viewer, need, running, at, cancel);
    }

    private async Task<Decision> RefuseAsync(Viewer viewer, Need need, MemberLedger? running, DateTime at, CancellationToken cancel)
    {
        var offers = need.Requirement is Requirement.Tier ? await tiers.AllAsync(need.CommunityId, cancel) : [];
        var known = running ?? new MemberLedger(need.CommunityId, null, [], [.. offers.Select(o => new LedgerTier(o.TierId, o.Name, o.Rank))]);
        var history = viewer.MemberId is { } member ? await ledger.HistoryAsync(member, need.CommunityId, Chain.MostGrants, cancel) : [];
        return new Decision(false, Chain.Of(need, viewer, known, history, at), OpenedBy(need, offers));
    }

    private static IReadOnlyList<TierOffer> OpenedBy(Need need, IReadOnlyList<TierOffer> offers)
    {
        var asked = need.Requirement is Requirement.Tier tier ? offers.FirstOrDefault(o => o.TierId == tier.TierId) : null;
        return asked is null ? [] : [.. offers.Where(o => o.Rank >= asked.Rank && !o.Archived).OrderBy(o => o.Rank).ThenBy(o => o.TierId)];
    }
}
