using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Coupons;
using Guildhall.Payments.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Rehearsing;

/// <summary>
/// Runs a proposal over the real ledgers and says what it would do. It only reads, and reckons in memory: nothing is written, nobody waits.
/// </summary>
internal sealed class Rehearse(AppDb db, ITiers tiers, IHeldTiers held, IRoleHolders roles, CommunityScope scope, TimeProvider time)
{
    /// <exception cref="Refused">422: the proposal names what there is not.</exception>
    public async Task<RehearsalResult> RunAsync(Proposal wanted, CancellationToken cancel)
    {
        var (now, community) = (time.GetUtcNow().UtcDateTime, scope.Required);
        var offers = await TiersAsync(wanted, cancel);
        var proposal = wanted.Check(offers, community);
        var readAll = (await roles.WithPermissionAsync(community.Id, Permissions.ReadEverything, now, cancel)).ToHashSet();
        var (access, promises) = RehearseAccess.Run(proposal, community, offers,
            await held.InForceAsync(community.Id, now, cancel), readAll);

        var living = (await LivingAsync(cancel)).Where(s => s.StateAt(now) != SubscriptionStanding.Ended).ToList();
        var byId = offers.ToDictionary(t => t.TierId);
        var renewals = living.ConvertAll(s => RehearseRenewals.Run(proposal, s, byId));
        return new RehearsalResult(access, renewals, RevenueOf(renewals), [.. promises, .. PromisesOf(proposal, living, renewals)],
            [.. community.Spaces.Where(s => s.TierId is not null && RehearseAccess.TierAfter(proposal, s) is null).Select(s => s.Name)],
            [.. community.Spaces.Where(s => s.TierId is null && RehearseAccess.TierAfter(proposal, s) is not null).Select(s => s.Name)]);
    }

    /// <summary>Coupons that take something off running subscriptions now, with how many those are.</summary>
    public async Task<IReadOnlyList<RunningCoupon>> RunningAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return [.. (await LivingAsync(cancel)).Where(s => s.StateAt(now) != SubscriptionStanding.Ended).SelectMany(s => s.Discounts)
            .GroupBy(d => (d.CouponId, d.Code), (coupon, of) => new RunningCoupon(coupon.CouponId, coupon.Code, of.Count(),
                of.Count(d => d.PeriodsLeft is null))).OrderBy(c => c.CouponId)];
    }

    private Task<List<Subscription>> LivingAsync(CancellationToken cancel) =>
        db.Set<Subscription>().AsNoTracking().Where(s => s.EndedAt == null).OrderBy(s => s.Id).ToListAsync(cancel);

    /// <summary>Those on offer, and archived ones that the proposal or somebody's access names.</summary>
    private async Task<IReadOnlyList<TierOffer>> TiersAsync(Proposal wanted, CancellationToken cancel)
    {
        var offers = (await tiers.ListAsync(scope.Id, cancel)).ToList();
        var named = (await db.Set<Subscription>().Where(s => s.EndedAt == null && s.ItemKind == "tier").Select(s => s.ItemId).Distinct()
            .ToListAsync(cancel)).Concat(scope.Required.Spaces.Select(s => s.TierId).OfType<long>()).Concat(wanted.Merges.Keys)
            .Concat((await held.InForceAsync(scope.Id, time.GetUtcNow().UtcDateTime, cancel)).Select(h => h.TierId)).Distinct();
        foreach (var id in named.Where(id => offers.TrueForAll(o => o.TierId != id)).ToList())
        {
            if (await tiers.FindAsync(scope.Id, id, cancel) is { } archived)
                offers.Add(archived);
        }
        return offers;
    }

    private static IReadOnlyList<RevenueChange> RevenueOf(IEnumerable<RenewalChange> renewals) =>
    [
        .. renewals.Where(r => r.MonthlyBefore != 0).GroupBy(r => r.Currency).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new RevenueChange(g.Key, g.Count(), g.Sum(r => r.MonthlyBefore),
                g.Sum(r => r.MonthlyKept), g.Sum(r => r.MonthlyRaised))),
    ];

    private static IEnumerable<BrokenPromise> PromisesOf(
        Proposal proposal, IReadOnlyList<Subscription> living, IReadOnlyList<RenewalChange> renewals)
    {
        var ended = living.Where(s => s.Discounts.Any(d => proposal.EndsCoupons.Contains(d.CouponId))).Select(s => s.MemberId);
        var forEver = living.Zip(renewals).Where(p => p.Second.Raised > p.Second.Kept
            && p.First.Discounts.Any(d => d.PeriodsLeft is null && !proposal.EndsCoupons.Contains(d.CouponId)))
            .Select(p => p.First.MemberId);
        var blocked = renewals.Where(r => r.Blocked).Select(r => r.MemberId);
        return
        [
            .. RehearseAccess.Promise("coupon_ends", "Bought with a coupon that still runs, and would pay more.", [.. ended.Distinct()]),
            .. RehearseAccess.Promise("coupon_for_ever_raised", "Has a permanent coupon, and would still pay more if subscribers don't keep their price.",
                [.. forEver.Distinct()]),
            .. RehearseAccess.Promise("renewal_blocked", "Pays manually, and could not renew: their plan would no longer be sold.", [.. blocked.Distinct()]),
        ];
    }
}

/// <param name="Subscriptions">That it takes something off now.</param>
/// <param name="ForEver">Of them, for every further period.</param>
public sealed record RunningCoupon(long CouponId, string Code, int Subscriptions, int ForEver);
