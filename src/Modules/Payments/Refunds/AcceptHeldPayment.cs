using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Refunds;

/// <summary>An operator takes money that did not fit as the price of the order after all. The other way out is to refund it.</summary>
internal sealed class AcceptHeldPayment(AppDb db, Guard guard, BookMoney book, TimeProvider time)
{
    /// <exception cref="Refused">409: nothing is held, or the order is paid already.</exception>
    public async Task RunAsync(long orderId, long operatorId, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.Refund, cancel);
        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        var memberId = await db.Set<Order>().Where(o => o.Id == orderId).Select(o => (long?)o.MemberId).SingleOrDefaultAsync(cancel)
            ?? throw Refused.NotFound();
        await db.TakeCustomerTurnAsync(db.CommunityId, memberId, now, cancel);
        var file = await OrderFile.LoadAsync(db, orderId, cancel);

        var held = file.Payments.FirstOrDefault(p => p.AppliedAt is null && file.LeftOf(p) > 0);
        if (held is null)
            throw new Refused("nothing_held", 409, "No payment of this order is held.");
        if (file.Refunds.Any(r => r.PaymentId == held.Id && r.Outcome == RefundOutcome.Pending))
            throw new Refused("refund_pending", 409, "A refund of this payment is in progress. Wait for the result.");
        if (file.Order.PaidAt is not null)
            throw new Refused("already_paid", 409, "This order is already paid: refund the second payment.");

        db.Add(Books.Accept(held, file.Order, file.LeftOf(held), now));
        held.Apply(now);
        // With another payment still held, the order stays in sight: that one is a second payment from now on.
        if (file.HoldsMoney)
            file.Order.Hold(HeldReason.PaidTwice, now);
        else
            file.Order.Release(now);
        await book.HonourAsync(file.Order, held, operatorId, now, cancel);
        db.CloseOthersOf(file.Order, file.Checkouts, file.Checkouts.Single(c => c.Id == held.CheckoutId));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
