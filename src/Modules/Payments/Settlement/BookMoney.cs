using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Refunds;
using Microsoft.Extensions.Logging;

namespace Guildhall.Payments.Settlement;

/// <summary>Books one captured payment or its refunds, unless that has happened already. Runs inside the caller's transaction and the buyer's turn.</summary>
internal sealed partial class BookMoney(AppDb db, IGrants grants, ICommunities communities, ILogger<BookMoney> log)
{
    public async Task PaymentAsync(OrderFile file, Checkout checkout, PaymentRecord record, DateTime now, CancellationToken cancel)
    {
        if (file.Payments.Any(p => p.Processor == checkout.Processor && p.Reference == record.Reference))
            return;

        var order = file.Order;
        var payment = Payment.Record(checkout, record, now);
        HeldReason? unfit =
            order.PaidAt is not null ? HeldReason.PaidTwice
            : record.Currency != order.Currency ? HeldReason.WrongCurrency
            : record.Amount != order.Total ? HeldReason.WrongAmount
            : null;
        if (unfit is null)
            payment.Apply(now);
        file.Payments.Add(payment);
        db.Add(payment);
        await db.SaveChangesAsync(cancel);
        db.Add(Books.Capture(payment, now));

        if (unfit is { } reason)
        {
            order.Hold(reason, now);
            db.Publish(() => new OrderHeld(order.CommunityId, order.MemberId, order.Id));
            Held(order.Id, payment.Id, reason);
        }
        else
        {
            await HonourAsync(order, payment, order.MemberId, now, cancel);
        }
    }

    /// <summary>The money fits, or an operator says that it does: what was bought is theirs.</summary>
    /// <param name="by">The buyer or that operator.</param>
    public async Task HonourAsync(Order order, Payment payment, long by, DateTime now, CancellationToken cancel)
    {
        order.Pay(now);
        var zone = TimeZoneInfo.FindSystemTimeZoneById((await communities.FindAsync(order.CommunityId, cancel))!.TimeZone);
        foreach (var line in order.Lines)
        {
            var held = await grants.PeriodsAsync(order.CommunityId, order.MemberId, line.TierId, cancel);
            // Held for ever meanwhile, as a gift: money is honoured from now on.
            var (from, until) = NextPeriod.Find(held, line.Interval, now, zone) ?? (now, line.Interval.After(now, zone));
            line.Cover(from, until);
            await grants.GrantTierAsync(order.CommunityId, order.MemberId, line.TierId, from, until, line.Source(), by, now, cancel);
        }
        db.Publish(() => new OrderPaid(order.CommunityId, order.MemberId, order.Id, payment.Amount, payment.Currency));
        Paid(order.Id, payment.Id);
    }

    public async Task RefundsAsync(OrderFile file, string processor, PaymentRecord record, DateTime now, CancellationToken cancel)
    {
        var payment = file.Payments.Single(p => p.Processor == processor && p.Reference == record.Reference);
        foreach (var returned in record.Refunds)
        {
            var refund = file.Refunds.FirstOrDefault(r => r.RequestId == returned.RequestId || r.Reference == returned.Reference);
            if (refund is null)
            {
                refund = Refund.Found(payment, returned, now);
                file.Refunds.Add(refund);
                db.Add(refund);
            }
            var before = refund.Outcome;
            refund.See(returned, now);
            if (before != RefundOutcome.Succeeded && refund.Outcome == RefundOutcome.Succeeded)
                await ReturnAsync(file, payment, refund, now, cancel);
        }
    }

    private async Task ReturnAsync(OrderFile file, Payment payment, Refund refund, DateTime now, CancellationToken cancel)
    {
        var order = file.Order;
        await db.SaveChangesAsync(cancel);
        db.Add(Books.Return(refund, payment, now));
        order.Refund(refund.Amount, file.Payments.Sum(p => p.Amount), now);
        if (order.IsHeld && !file.HoldsMoney)
            order.Release(now);

        // Only what was paid with this money ends: giving a second payment back leaves the first one's membership alone.
        if (payment.AppliedAt is not null && (refund.EndsAccess || file.ReturnedOf(payment) >= payment.Amount))
        {
            foreach (var line in order.Lines)
                await grants.RevokeAsync(order.CommunityId, line.Source(), "The order was refunded.", new Thing("refund", refund.Id), refund.RequestedById, now, cancel);
        }
        db.Publish(() => new OrderRefunded(order.CommunityId, refund.RequestedById, order.MemberId, order.Id, refund.Amount, payment.Currency));
        Refunded(order.Id, refund.Id);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Order {OrderId} is paid by payment {PaymentId}")]
    private partial void Paid(long orderId, long paymentId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Order {OrderId}: refund {RefundId} went through")]
    private partial void Refunded(long orderId, long refundId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Order {OrderId} is held: payment {PaymentId} does not fit it ({Reason})")]
    private partial void Held(long orderId, long paymentId, HeldReason reason);
}
