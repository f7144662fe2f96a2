using System.Globalization;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Processors;

namespace Guildhall.Payments.Coupons;

/// <summary>What a coupon of an earlier order takes off the further periods of a subscription.</summary>
/// <param name="Value">Per cent, or minor units of the subscription's currency.</param>
/// <param name="PeriodsLeft"><c>null</c> for ever.</param>
/// <param name="Items">The ids that it holds for, with commas between them; empty for all of the kind.</param>
internal sealed record RunningDiscount(long CouponId, string Code, CouponKind Kind, long Value, int? PeriodsLeft, string Items)
{
    public bool AppliesTo(long itemId) =>
        Items.Length == 0 || Items.Split(',').Contains(itemId.ToString(CultureInfo.InvariantCulture));

    /// <summary>Behind an order that is placed now; <c>null</c> where the coupon holds for this order alone.</summary>
    public static RunningDiscount? Behind(Coupon coupon, string itemKind, bool isTrial)
    {
        // Free days are no period: the first charge behind them is the first that the coupon holds for.
        int? left = coupon.Periods is { } periods ? periods - (isTrial ? 0 : 1) : null;
        if (coupon.Kind == CouponKind.TrialDays || left == 0)
            return null;
        var ids = coupon.Items.Contains(itemKind) ? []
            : coupon.Items.Where(i => i.StartsWith(itemKind + ":", StringComparison.Ordinal)).Select(i => i[(itemKind.Length + 1)..]);
        return new RunningDiscount(coupon.Id, coupon.Code, coupon.Kind, coupon.Value, left, string.Join(',', ids));
    }

    private string Line => string.Create(CultureInfo.InvariantCulture, $"{CouponId}|{Code}|{EnumWords.Of(Kind)}|{Value}|{PeriodsLeft}|{Items}");

    private static RunningDiscount Of(string line)
    {
        var parts = line.Split('|');
        return new RunningDiscount(long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1],
            EnumWords.Read<CouponKind>(parts[2])!.Value,
            long.Parse(parts[3], CultureInfo.InvariantCulture),
            parts[4].Length == 0 ? null : int.Parse(parts[4], CultureInfo.InvariantCulture), parts[5]);
    }

    /// <summary>Of the text in which a row keeps them, a line each.</summary>
    public const int MaxText = 4000;

    public static string Write(IEnumerable<RunningDiscount> discounts) => string.Join('\n', discounts.Select(d => d.Line));

    public static IReadOnlyList<RunningDiscount> Read(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Of)];
}

/// <summary>What several of them make of a price.</summary>
internal static class RunningDiscounts
{
    /// <summary>What is left of an amount: percentages first, each of what is left, then fixed amounts.</summary>
    public static long Net(this IEnumerable<RunningDiscount> discounts, long amount, long itemId)
    {
        foreach (var discount in discounts.Where(d => d.AppliesTo(itemId)).OrderBy(d => d.Kind).ThenBy(d => d.CouponId))
            amount -= CouponMath.Off(discount.Kind, discount.Value, amount);
        return amount;
    }

    /// <summary>Those that still hold when so many periods are paid.</summary>
    public static IReadOnlyList<RunningDiscount> After(this IEnumerable<RunningDiscount> discounts, int periods = 1) =>
        [.. discounts.Select(d => d with { PeriodsLeft = d.PeriodsLeft - periods }).Where(d => d.PeriodsLeft is null or > 0)];

    /// <summary>What the coming periods cost, until nothing changes any more.</summary>
    public static (IReadOnlyList<PriceStep> Steps, long Final) Course(
        this IReadOnlyList<RunningDiscount> discounts, long amount, long itemId)
    {
        List<PriceStep> steps = [];
        while (discounts.Min(d => d.PeriodsLeft) is { } periods)
        {
            PriceStep.Add(steps, periods, discounts.Net(amount, itemId));
            discounts = discounts.After(periods);
        }
        var final = discounts.Net(amount, itemId);
        if (steps.Count > 0 && steps[^1].Amount == final)
            steps.RemoveAt(steps.Count - 1);
        return (steps, final);
    }
}
