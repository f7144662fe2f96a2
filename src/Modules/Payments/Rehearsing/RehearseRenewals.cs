using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Payments.Coupons;
using Guildhall.Payments.Subscriptions;

namespace Guildhall.Payments.Rehearsing;

/// <summary>What each living subscription would cost, under both policies: subscribers keep their price, or pay the new one.</summary>
internal static class RehearseRenewals
{
    public static RenewalChange Run(Proposal proposal, Subscription s, IReadOnlyDictionary<long, TierOffer> tiers)
    {
        var plan = s.NextPlan ?? s.Plan;
        List<RunningDiscount> left = [.. s.Discounts.Where(d => !proposal.EndsCoupons.Contains(d.CouponId))];
        // Who is charged keeps the price of the plan; who pays by hand pays the price of the day.
        var full = s.IsRecurring ? plan.Amount : Sold(plan.ItemId, plan, tiers) ?? plan.Amount;
        var counts = s.Counted != 0;
        return new RenewalChange(s.Id, s.MemberId, plan.Title, plan.Interval, s.Currency, s.IsRecurring, s.DueAt,
            Less(s, s.Discounts, full, plan.ItemId), Less(s, left, full, plan.ItemId),
            Less(s, left, Raised(proposal, plan, tiers) ?? full, plan.ItemId),
            counts ? s.Counted : 0,
            counts ? Monthly(s.Plan, left, s.Amount) : 0,
            counts ? Monthly(s.Plan, left, Raised(proposal, s.Plan, tiers) ?? s.Amount) : 0,
            !s.IsRecurring && !s.IsCancelled && IsBlocked(proposal, plan, tiers));
    }

    /// <summary>The proposed price of a plan; <c>null</c> where the proposal leaves it, or would no longer sell it.</summary>
    private static long? Raised(Proposal proposal, Plan plan, IReadOnlyDictionary<long, TierOffer> tiers)
    {
        var item = ItemAfter(proposal, plan);
        return plan.ItemKind != "tier" ? null
            : proposal.Prices.TryGetValue((item, plan.Interval, plan.Currency), out var amount) ? amount
            : item != plan.ItemId ? Sold(item, plan, tiers) : null;
    }

    private static bool IsBlocked(Proposal proposal, Plan plan, IReadOnlyDictionary<long, TierOffer> tiers)
    {
        var item = ItemAfter(proposal, plan);
        return plan.ItemKind == "tier" && (proposal.Closes.Contains(item)
            || (proposal.Prices.TryGetValue((item, plan.Interval, plan.Currency), out var amount) ? amount
                : Sold(item, plan, tiers)) is null);
    }

    private static long ItemAfter(Proposal proposal, Plan plan) => proposal.Merges.GetValueOrDefault(plan.ItemId, plan.ItemId);

    private static long? Sold(long itemId, Plan plan, IReadOnlyDictionary<long, TierOffer> tiers) =>
        plan.ItemKind == "tier" && tiers.GetValueOrDefault(itemId) is { } tier
            ? tier.Prices.FirstOrDefault(p => p.Interval == plan.Interval && p.Currency == plan.Currency)?.Amount : null;

    private static long Less(Subscription s, IReadOnlyList<RunningDiscount> discounts, long amount, long itemId) =>
        Proration.Less(discounts.Net(amount, itemId), s.NextPercentOff ?? 0);

    private static long Monthly(Plan plan, List<RunningDiscount> discounts, long amount) =>
        (plan with { Amount = discounts.Net(amount, plan.ItemId) }).Monthly;
}
