using Guildhall.Payments.Orders;

namespace Guildhall.App.Tests.Payments;

/// <summary>
/// What a shop's orders, refunds and one coupon should be, written down as plainly as possible: lists of what has happened, which are
/// counted anew whenever something is asked.
/// </summary>
internal sealed class PlainOrders(int days, long price, int totalLimit, int memberLimit)
{
    public static readonly TimeSpan TimeToPay = TimeSpan.FromHours(24);

    public List<PlainOrder> All { get; } = [];

    /// <summary>Uses of the coupon that are taken, or kept for an order that may still be paid.</summary>
    private IEnumerable<PlainOrder> UsesAt(DateTime now) => All.Where(o => o.HasCoupon
        && (o.PaidAt is not null ? !o.GaveCouponBack : o.CancelledAt is null && o.PlacedAt + TimeToPay > now));

    public bool MayUseCoupon(long buyer, DateTime now) =>
        UsesAt(now).Count() < totalLimit && UsesAt(now).Count(o => o.Buyer == buyer) < memberLimit;

    public PlainOrder Place(long id, long buyer, bool coupon, DateTime now, string key)
    {
        // A half of an odd price, taken off, is rounded up.
        var order = new PlainOrder(id, buyer, coupon ? price - (price + 1) / 2 : price, coupon, now) { Key = key };
        All.Add(order);
        return order;
    }

    /// <summary>The first days that are free of what the buyer holds, all of them in one piece.</summary>
    public void Open(PlainOrder order, DateTime now)
    {
        order.PaidAt = now;
        var from = now;
        foreach (var held in All.Where(o => o.Buyer == order.Buyer && o.From is not null && o.EndedAt is null).OrderBy(o => o.From))
        {
            if (held.From >= from.AddDays(days))
                break;
            if (held.Until > from)
                from = held.Until;
        }
        (order.From, order.Until) = (from, from.AddDays(days));
    }

    public void Refund(PlainOrder order, long amount, bool ends, DateTime now)
    {
        order.Refunded += amount;
        var whole = order.Refunded == order.Captured;
        if (order.PaidAt is null)
            return;
        if (whole || ends)
            order.EndedAt ??= now;
        order.GaveCouponBack |= whole;
    }

    /// <summary>Whether the buyer could read at an instant, as is known now.</summary>
    public bool IsOpen(long buyer, DateTime at) =>
        All.Exists(o => o.Buyer == buyer && o.From <= at && at < o.Until && (o.EndedAt is null || at < o.EndedAt) && o.PaidAt <= at);

    public long Captured => All.Sum(o => o.Captured);
    public long Refunded => All.Sum(o => o.Refunded);
    public long Earned => All.Where(o => o.PaidAt is not null).Sum(o => o.Captured);
    public long GivenBack => All.Where(o => o.PaidAt is not null).Sum(o => o.Refunded);
    public long Held => All.Where(o => o.PaidAt is null).Sum(o => o.Captured - o.Refunded);
}

internal sealed class PlainOrder(long id, long buyer, long total, bool hasCoupon, DateTime placedAt)
{
    public long Id => id;
    public long Buyer => buyer;
    public long Total => total;
    public bool HasCoupon => hasCoupon;
    public DateTime PlacedAt => placedAt;

    public string Key { get; init; } = "";
    public DateTime? CancelledAt { get; set; }
    public DateTime? PaidAt { get; set; }
    public DateTime? EndedAt { get; set; }
    public DateTime? From { get; set; }
    public DateTime Until { get; set; }
    public long Captured { get; set; }
    public long Refunded { get; set; }
    public bool GaveCouponBack { get; set; }

    public bool IsOpenAt(DateTime now) => Captured == 0 && CancelledAt is null && now < PlacedAt + PlainOrders.TimeToPay;

    public OrderState StateAt(DateTime now) =>
        Captured > 0 && Refunded == Captured ? OrderState.Refunded
        : PaidAt is not null ? OrderState.Paid
        : Captured > 0 ? OrderState.Held
        : CancelledAt is not null ? OrderState.Cancelled
        : now >= PlacedAt + PlainOrders.TimeToPay ? OrderState.Expired : OrderState.Pending;
}
