using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Gifts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Visitors;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Coupons;

/// <summary>
/// What of a coupon depends on who uses it. Nobody knows that of a visitor until the money is here: only then is it looked at whom the
/// address belongs to, for an answer before would tell a stranger what the holder of an address has bought. What this browser itself has
/// bought it may be told at once.
/// </summary>
internal sealed class MemberCoupons(AppDb db, IVisitorAccounts visitors, Buyer buyer, TimeProvider time)
{
    /// <summary>Whether a member may use it once more.</summary>
    /// <param name="except">An order that does not count, since it is the one in question.</param>
    /// <returns><c>null</c> if so.</returns>
    public async Task<Refused?> RefusalAsync(Coupon coupon, long memberId, long? except, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        // A use stays one after a refund: else one could buy, use, and give back for ever.
        if (coupon.MemberLimit is { } limit)
        {
            var taken = await db.Set<CouponUse>()
                .Where(u => u.CouponId == coupon.Id && u.MemberId == memberId && u.OrderId != except).Where(CouponUse.CountsAt(now))
                .Select(u => u.TakenAt != null).ToListAsync(cancel);
            if (taken.Count >= limit)
                return taken.Count(isPaid => isPaid) >= limit ? Used(coupon) : Pending(coupon);
        }
        return coupon.FirstPurchaseOnly && await HasBoughtAsync(memberId, except, cancel) ? NotFirst(coupon) : null;
    }

    /// <summary>Whether another order of the member's that waits for its payment is their first purchase with a coupon already.</summary>
    /// <param name="except">As above.</param>
    public async Task<Refused?> PendingRefusalAsync(Coupon coupon, long memberId, long? except, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return coupon.FirstPurchaseOnly && await db.Set<CouponUse>()
            .Where(u => u.MemberId == memberId && u.OrderId != except && u.TakenAt == null).Where(CouponUse.CountsAt(now))
            .AnyAsync(u => db.Set<Coupon>().Any(c => c.Id == u.CouponId && c.FirstPurchaseOnly), cancel)
            ? Refused.AtField("coupon", "coupon_first_pending", "The coupon {0} is for a first purchase, and another order of yours with such a coupon is still to be paid. Pay or cancel that one first.", coupon.Code)
            : null;
    }

    /// <summary>The same of a visitor: what this browser paid before. What it left unpaid is no reason to refuse the next.</summary>
    public async Task<Refused?> VisitorRefusalAsync(Coupon coupon, CancellationToken cancel)
    {
        if (buyer.VisitorId is not { } visitor)
            return null;
        if (coupon.MemberLimit is { } limit && await db.Set<CouponUse>()
            .Where(u => u.CouponId == coupon.Id && u.MemberId == visitor && u.TakenAt != null && u.GivenBackAt == null)
            .CountAsync(cancel) >= limit)
            return Used(coupon);
        return coupon.FirstPurchaseOnly && await HasBoughtAsync(visitor, null, cancel) ? NotFirst(coupon) : null;
    }

    /// <summary>A visitor's money is here. Inside the settlement's transaction.</summary>
    /// <returns>The code that the holder of the address has used up; <c>null</c> where all may be used.</returns>
    public async Task<string?> SpentByHolderAsync(Order order, CancellationToken cancel)
    {
        if (await HolderAsync(order, cancel) is not { } holder)
            return null;
        return (await SpentAsync(order, holder, cancel))?.Coupon.Code;
    }

    /// <summary>A visitor's order is paid: from now on the use is that of whoever has the address.</summary>
    public async Task BindAsync(Order order, CancellationToken cancel)
    {
        if (await HolderAsync(order, cancel) is not { } holder || await SpentAsync(order, holder, cancel) is not null)
            return;
        foreach (var use in await db.Set<CouponUse>().Where(u => u.OrderId == order.Id).ToListAsync(cancel))
            use.HandOver(holder);
    }

    /// <summary>Somebody claims what a visitor bought: the uses become theirs.</summary>
    /// <exception cref="Refused">409: they have used it up.</exception>
    public async Task HandOverAsync(Order order, long memberId, CancellationToken cancel)
    {
        if (await SpentAsync(order, memberId, cancel) is { } spent)
            throw new Refused("coupon_used", 409, "You have already used the coupon {0}, with which this was bought. If it was bought for another account of yours, sign in with that one.", spent.Coupon.Code);
        foreach (var use in await db.Set<CouponUse>().Where(u => u.OrderId == order.Id).ToListAsync(cancel))
            use.HandOver(memberId);
    }

    private async Task<(Coupon Coupon, Refused Why)?> SpentAsync(Order order, long memberId, CancellationToken cancel)
    {
        var coupons = await db.Set<CouponUse>().Where(u => u.OrderId == order.Id)
            .Join(db.Set<Coupon>(), u => u.CouponId, c => c.Id, (u, c) => c).AsNoTracking().OrderBy(c => c.Id).ToListAsync(cancel);
        foreach (var coupon in coupons.Where(c => c.NeedsAccount))
        {
            // Whoever else takes this coupon waits: two orders for one address find each other.
            await Coupon.HoldAsync(db, coupon.Id, cancel);
            if (await RefusalAsync(coupon, memberId, order.Id, cancel) is { } why)
                return (coupon, why);
        }
        return null;
    }

    /// <returns><c>null</c> where the order used no coupon, or nobody has the address yet.</returns>
    private async Task<long?> HolderAsync(Order order, CancellationToken cancel)
    {
        if (order.Kind != OrderKind.Visitor || !await db.Set<CouponUse>().AnyAsync(u => u.OrderId == order.Id, cancel))
            return null;
        var email = await db.Set<OrderClaim>().Where(c => c.OrderId == order.Id).Select(c => c.Email).SingleAsync(cancel);
        return email is null ? null : await visitors.HolderOfAsync(email, cancel);
    }

    private Task<bool> HasBoughtAsync(long memberId, long? except, CancellationToken cancel) =>
        db.Set<Order>().AnyAsync(o => o.MemberId == memberId && o.PaidAt != null && o.Id != except, cancel);

    /// <summary>The use is not lost: it comes back with the order.</summary>
    private static Refused Pending(Coupon coupon) => Refused.AtField("coupon", "coupon_pending",
        "Another order of yours with the coupon {0} is still to be paid. Pay or cancel that one first.", coupon.Code);

    private static Refused Used(Coupon coupon) =>
        Refused.AtField("coupon", "coupon_used", "You have already used the coupon {0}.", coupon.Code);

    private static Refused NotFirst(Coupon coupon) =>
        Refused.AtField("coupon", "coupon_first_purchase", "The coupon {0} is for a first purchase.", coupon.Code);
}
