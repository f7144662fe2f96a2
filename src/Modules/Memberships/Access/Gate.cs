using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Memberships.Roles;
using Guildhall.Memberships.Tiers;

namespace Guildhall.Memberships.Access;

/// <summary>
/// The gate. Lists and single things are judged by the same <see cref="Holdings.Opens(Requirement)"/>; the reasons only tell what it
/// weighed, and are told only when somebody asks. Whatever is not known (member, tier, permission, scope) is closed.
/// </summary>
internal sealed class Gate(AccessLedger ledger, TierCatalogue tiers, CommunityRoles roles) : IAccess
{
    public async ValueTask<Holdings> HoldingsAsync(Viewer viewer, long communityId, DateTime at, CancellationToken cancel = default) =>
        viewer.MemberId is { } member
            ? (await ledger.RunningAsync(member, communityId, at, cancel)).HoldingsAt(at, viewer.Scopes) with { MemberId = member }
            : Holdings.None;

    public async ValueTask<Decision> DecideAsync(Viewer viewer, Need need, DateTime at, CancellationToken cancel = default)
    {
        if (need is { Requirement: Requirement.Open, Action: not Need.Post })
            return Decision.Yes;
        var holdings = await HoldingsAsync(viewer, need.CommunityId, at, cancel);
        if (Allow(holdings, need))
            return Decision.Yes;
        // Nothing that is bought helps who is restricted.
        return holdings.Restriction is null && AsksForTier(need.Requirement)
            ? new Decision(false, [], OpenedBy(need.Requirement, holdings, await tiers.AllAsync(need.CommunityId, cancel)))
            : Decision.No;
    }

    public async ValueTask<IReadOnlyList<Viewer>> WhoMayAsync(
        IReadOnlyCollection<Viewer> viewers, Need need, DateTime at, CancellationToken cancel = default)
    {
        if (need is { Requirement: Requirement.Open, Action: not Need.Post })
            return [.. viewers];
        var ledgers = await ledger.RunningAsync([.. viewers.Select(v => v.MemberId).OfType<long>()], need.CommunityId, at, cancel);
        return [.. viewers.Where(v => Allow(v.MemberId is { } member ? ledgers[member].HoldingsAt(at, v.Scopes) : Holdings.None, need))];
    }

    private static bool Allow(Holdings holdings, Need need) =>
        holdings.Opens(need.Requirement) && (need.Action != Need.Post || holdings.MayPost);

    public async ValueTask<Decision> ExplainAsync(Viewer viewer, Need need, DateTime at, CancellationToken cancel = default)
    {
        var decision = await DecideAsync(viewer, need, at, cancel);
        if (viewer.MemberId is not { } member)
        {
            var offers = await tiers.AllAsync(need.CommunityId, cancel);
            var nobody = new MemberLedger(need.CommunityId, null, [], [.. offers.Select(o => new LedgerTier(o.TierId, o.Name, o.Rank))]);
            return decision with { Reasons = new Chain(need, viewer, nobody, [], at).Tell() };
        }
        // A role that ended is named with what it carries, so all of them are needed here.
        var running = (await ledger.RunningAsync(member, need.CommunityId, at, cancel)) with
        {
            Roles = await roles.ListAsync(need.CommunityId, cancel),
        };
        // What is closed may have been open once: then the chain says what ended.
        var grants = decision.Allowed ? running.Grants
            : await ledger.HistoryAsync(member, need.CommunityId, Chain.MostGrants, cancel);
        return decision with { Reasons = new Chain(need, viewer, running, grants, at).Tell() };
    }

    private static bool AsksForTier(Requirement requirement) => requirement switch
    {
        Requirement.Tier or Requirement.AnyTier => true,
        Requirement.AnyOf any => any.Of.Any(AsksForTier),
        Requirement.AllOf all => all.Of.Any(AsksForTier),
        _ => false,
    };

    /// <summary>The offers with which, beside what is held already, it would open.</summary>
    private static IReadOnlyList<TierOffer> OpenedBy(Requirement requirement, Holdings holdings, IReadOnlyList<TierOffer> offers)
    {
        return [.. offers.Where(o => !o.Archived && With(o).Opens(requirement)).OrderBy(o => o.Rank).ThenBy(o => o.TierId)];

        Holdings With(TierOffer bought) => holdings with
        {
            TierIds = offers.Where(o => o.Rank <= bought.Rank).Select(o => o.TierId).Concat(holdings.TierIds).ToHashSet(),
        };
    }
}
