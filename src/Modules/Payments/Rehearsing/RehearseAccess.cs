using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;

namespace Guildhall.Payments.Rehearsing;

/// <summary>Who would read what, by the gate's own rule: a tier opens what every tier of a lower or the same rank opens.</summary>
internal static class RehearseAccess
{
    /// <param name="readAll">Members whose roles read everything: nothing changes for them.</param>
    public static (IReadOnlyList<AccessChange> Changes, IReadOnlyList<BrokenPromise> Promises) Run(
        Proposal proposal, CommunityInfo community, IReadOnlyList<TierOffer> tiers, IReadOnlyList<HeldTier> held,
        IReadOnlySet<long> readAll)
    {
        var names = tiers.ToDictionary(t => t.TierId, t => t.Name);
        var ranks = tiers.ToDictionary(t => t.TierId, t => t.Rank);
        var spaces = community.Spaces
            .Select(s => (s.Name, Before: RankOf(s.TierId, ranks), After: RankOf(TierAfter(proposal, s), ranks))).ToList();
        List<AccessChange> changes = [];
        List<long> lifetime = [], paid = [], given = [];
        foreach (var grants in held.Where(h => !readAll.Contains(h.MemberId)).GroupBy(h => h.MemberId))
        {
            var before = grants.Max(g => ranks.GetValueOrDefault(g.TierId, -1));
            var after = grants.Max(g => ranks.GetValueOrDefault(proposal.Merges.GetValueOrDefault(g.TierId, g.TierId), -1));
            List<string> gains = [.. spaces.Where(s => s.Before > before && s.After <= after).Select(s => s.Name)];
            List<string> loses = [.. spaces.Where(s => s.Before <= before && s.After > after).Select(s => s.Name)];
            if (gains.Count + loses.Count == 0)
                continue;
            DateTime? until = grants.Any(g => g.Until is null) ? null : grants.Max(g => g.Until);
            changes.Add(new AccessChange(grants.Key,
                [.. grants.Select(g => names.GetValueOrDefault(g.TierId, "")).Distinct()], gains, loses, until));
            if (loses.Count > 0)
                // Of several reasons the strongest: what was paid for good, what was paid, what was given.
                (grants.Any(g => IsPaid(g) && g.Until is null) ? lifetime : grants.Any(IsPaid) ? paid : given).Add(grants.Key);
        }
        return (changes,
        [
            .. Promise("lifetime_loses", "Bought for good, and would lose access.", lifetime),
            .. Promise("paid_period_shrinks", "Paid for the running period, and would lose access in it.", paid),
            .. Promise("given_access_shrinks", "Got it as a gift, from an operator or by joining, and would lose access.", given),
        ]);
    }

    public static IEnumerable<BrokenPromise> Promise(
        string kind, [System.ComponentModel.Localizable(true)] string text, IReadOnlyList<long> members)
    {
        if (members.Count > 0)
            yield return new BrokenPromise(kind, text, members);
    }

    /// <summary>What asks for a tier that is merged asks for the other one then.</summary>
    public static long? TierAfter(Proposal proposal, SpaceInfo space)
    {
        var tier = proposal.Opens.TryGetValue(space.Id, out var wanted) ? wanted : space.TierId;
        return tier is { } id ? proposal.Merges.GetValueOrDefault(id, id) : null;
    }

    // Open to everybody is below every rank; a tier that is none opens to nobody.
    private static int RankOf(long? tierId, Dictionary<long, int> ranks) =>
        tierId is { } id ? ranks.GetValueOrDefault(id, int.MaxValue) : int.MinValue;

    private static bool IsPaid(HeldTier grant) => grant.Source.Kind == SoldLine.SourceKind;
}
