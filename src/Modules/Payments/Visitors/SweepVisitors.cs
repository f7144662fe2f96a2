using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Payments.Bank;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Coupons;
using Guildhall.Payments.Gifts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Visitors;

/// <summary>
/// Once a night, across communities, what visitors ordered and never paid goes, with name, address and the member that was made for it:
/// as soon as nobody asks a processor about it any more, since money that comes late is honoured until then.
/// </summary>
internal sealed class SweepVisitors(AppDb db, IVisitorAccounts visitors, TimeProvider time) : IClockJob
{
    private const int Batch = 200;

    public static ClockTime At => ClockTime.OfInstallation("20 3 * * *");

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var before = now - Checkout.WatchedFor;
        var last = 0L;
        // Orders of visitors in every community: the job is the installation's.
        while (await db.Set<Order>().IgnoreQueryFilters()
            .Where(o => o.Id > last && o.Kind == OrderKind.Visitor && o.PaidAt == null && o.HeldAt == null && o.ExpiresAt < before
                && !db.Set<Payment>().IgnoreQueryFilters().Any(p => p.OrderId == o.Id))
            .OrderBy(o => o.Id).Take(Batch).Select(o => new { o.Id, o.CommunityId, o.MemberId }).ToListAsync(cancel) is { Count: > 0 } old)
        {
            foreach (var order in old)
                await RemoveAsync(order.Id, order.CommunityId, order.MemberId, now, cancel);
            last = old[^1].Id;
        }
    }

    private async Task RemoveAsync(long orderId, long communityId, long memberId, DateTime now, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.TakeCustomerTurnAsync(communityId, memberId, now, cancel);
        // Rows of this one order and of its buyer.
        if (await db.Set<Order>().IgnoreQueryFilters().AnyAsync(o => o.Id == orderId && (o.PaidAt != null || o.HeldAt != null), cancel))
            return;
        await db.Set<CouponUse>().IgnoreQueryFilters().Where(u => u.OrderId == orderId).ExecuteDeleteAsync(cancel);
        await db.Set<OrderClaim>().IgnoreQueryFilters().Where(c => c.OrderId == orderId).ExecuteDeleteAsync(cancel);
        await db.Set<BankTransfer>().IgnoreQueryFilters().Where(t => t.OrderId == orderId).ExecuteDeleteAsync(cancel);
        await db.Set<Checkout>().IgnoreQueryFilters().Where(c => c.OrderId == orderId).ExecuteDeleteAsync(cancel);
        await db.Set<OrderLine>().IgnoreQueryFilters().Where(l => l.OrderId == orderId).ExecuteDeleteAsync(cancel);
        await db.Set<Order>().IgnoreQueryFilters().Where(o => o.Id == orderId).ExecuteDeleteAsync(cancel);
        if (!await db.Set<Order>().IgnoreQueryFilters().AnyAsync(o => o.MemberId == memberId, cancel))
        {
            await db.Set<Customer>().IgnoreQueryFilters().Where(c => c.MemberId == memberId).ExecuteDeleteAsync(cancel);
            await visitors.RemoveAsync([memberId], cancel);
        }
        await transaction.CommitAsync(cancel);
    }
}
