using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Coupons;

/// <summary>Coupons that give days for nothing: the order that uses one is tried first, whoever buys.</summary>
internal sealed class TrialCoupons(AppDb db)
{
    /// <summary>Days that the codes give; 0 for none. Whether they hold at all is said when they are taken.</summary>
    public async Task<int> DaysAsync(IReadOnlyList<string> codes, CancellationToken cancel)
    {
        var folded = codes.Select(CouponCode.Fold).Where(c => c.Length is > 0 and <= CouponCode.MaxLength).ToList();
        return folded.Count == 0 ? 0 : (int)(await db.Set<Coupon>()
            .Where(c => folded.Contains(c.FoldedCode) && c.Kind == CouponKind.TrialDays).MaxAsync(c => (long?)c.Value, cancel) ?? 0);
    }

    /// <summary>The wish as it is quoted. The longer of these days and the seller's own wins.</summary>
    /// <exception cref="Refused">422: it is not one thing that is bought anew.</exception>
    public async Task<OrderWish> ApplyAsync(OrderWish wish, CancellationToken cancel)
    {
        if (await DaysAsync(wish.Coupons, cancel) is not (> 0 and var days))
            return wish;
        return wish is { Lines: [var line], Upgrade: null }
            ? wish with { Lines = [line with { Trial = true, TrialDays = days }] }
            : throw NotFit();
    }

    public static Refused NotFit() =>
        Refused.AtField("coupon", "coupon_needs_renewal", "This coupon gives free days before a new monthly, quarterly or yearly subscription. Order that on its own.");
}
