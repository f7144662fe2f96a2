using System.Numerics;

namespace Guildhall.Payments.Coupons;

/// <summary>How much a coupon takes off, and from which lines, to the last minor unit.</summary>
internal static class CouponMath
{
    /// <summary>A part of what is left, rounded half up; a fixed amount, at most what is left.</summary>
    public static long Off(CouponKind kind, long value, long left) => kind switch
    {
        CouponKind.Percent => (long)((((Int128)left * value) + 50) / 100),
        CouponKind.Amount => Math.Min(value, left),
        _ => 0,
    };

    /// <summary>
    /// Shares an amount out by weights: what rounding leaves goes, a minor unit each, to those with the largest remainder. Each share is
    /// at most its weight where the amount is at most the sum of all.
    /// </summary>
    public static IReadOnlyList<long> Share(long amount, IReadOnlyList<long> weights)
    {
        var total = weights.Aggregate(BigInteger.Zero, (sum, w) => sum + w);
        if (total.IsZero)
            return [.. weights.Select(_ => 0L)];
        var shares = weights.Select(w => (long)(amount * (BigInteger)w / total)).ToArray();
        var byRemainder = Enumerable.Range(0, weights.Count)
            .OrderByDescending(i => amount * (BigInteger)weights[i] % total).ThenBy(i => i);
        var left = amount - shares.Sum();
        foreach (var i in byRemainder.Take((int)left))
            shares[i]++;
        return shares;
    }
}
