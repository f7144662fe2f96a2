using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Payments.RefundClaims;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Coupons;

/// <summary>
/// The use of a coupon stays used after a refund, else one could buy, use and give back for ever; unless the community's refund terms give
/// it back, and nothing of the price stays.
/// </summary>
internal sealed class CouponEffects(AppDb db) : IRefundEffects
{
    public RefundHeading Heading { get; } = new("Coupons", 30);

    public async Task<IReadOnlyList<RefundEffect>> PreviewAsync(MoneyBack back, DateTime now, CancellationToken cancel = default)
    {
        var codes = await UsesOf(back)
            .Join(db.Set<Coupon>(), u => u.CouponId, c => c.Id, (u, c) => new { u.Id, c.Code }).OrderBy(c => c.Id).ToListAsync(cancel);
        if (codes.Count == 0)
            return [];
        var given = await GivesBackAsync(back, cancel);
        return [.. codes.Select(c => given ? new RefundEffect("The coupon {0} can be used once more.", c.Code)
            : new RefundEffect("The coupon {0} remains used.", c.Code))];
    }

    public async Task TakeBackAsync(MoneyBack back, DateTime now, CancellationToken cancel = default)
    {
        if (!await GivesBackAsync(back, cancel))
            return;
        foreach (var use in await UsesOf(back).ToListAsync(cancel))
            use.GiveBack(now);
    }

    private IQueryable<CouponUse> UsesOf(MoneyBack back) =>
        db.Set<CouponUse>().Where(u => u.OrderId == back.OrderId && u.TakenAt != null && u.GivenBackAt == null);

    private async Task<bool> GivesBackAsync(MoneyBack back, CancellationToken cancel) =>
        back.IsWhole && (await RefundTerms.OfAsync(db, cancel)).GivesCouponsBack;
}
