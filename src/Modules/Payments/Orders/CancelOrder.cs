using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Coupons;

namespace Guildhall.Payments.Orders;

/// <summary>The buyer turned back: what was kept for the order is free for others. Inside the caller's transaction.</summary>
internal sealed class CancelOrder(Sales sales, RedeemCoupons coupons)
{
    public async Task RunAsync(Order order, DateTime now, CancellationToken cancel)
    {
        if (order.CancelledAt is not null || order.PaidAt is not null || order.HeldAt is not null)
            return;
        order.Cancel(now);
        await coupons.ReleaseAsync(order, now, cancel);
        foreach (var line in order.Lines)
            await sales.Of(line).ReleaseAsync(line.ToSold(order), now, cancel);
    }
}

/// <summary>
/// The buyer tries once more: keeps again what was let go, for as long as the order can be paid now. In the caller's transaction.
/// </summary>
internal sealed class ResumeOrder(Sales sales, RedeemCoupons coupons)
{
    /// <exception cref="Kernel.Http.Refused">409: it has been sold, or used up, meanwhile.</exception>
    public async Task RunAsync(Order order, DateTime now, CancellationToken cancel)
    {
        if (order.CancelledAt is not null)
        {
            await coupons.KeepAgainAsync(order, cancel);
            foreach (var line in order.Lines)
                await sales.Of(line).ReserveAsync(line.ToSold(order), order.ExpiresAt, now, cancel);
            order.Resume();
        }
        await coupons.ExtendAsync(order, cancel);
    }
}
