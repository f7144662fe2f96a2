using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Coupons;
using Guildhall.Payments.Gifts;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Shares;
using Guildhall.Payments.Subscriptions;
using Microsoft.Extensions.Logging;

namespace Guildhall.Payments.Settlement;

/// <summary>
/// Books one captured payment, unless that has happened already; <see cref="BookReturns"/> books what of it goes back. Runs inside the
/// caller's transaction and the buyer's turn.
/// </summary>
internal sealed partial class BookMoney(
    AppDb db, Sales sales, RedeemCoupons coupons, KeepSubscriptions subscriptions, BookShares shares, KeepClaims claims,
    ILogger<BookMoney> log)
{
    public async Task PaymentAsync(OrderFile file, Checkout checkout, PaymentRecord record, DateTime now, CancellationToken cancel)
    {
        if (file.Payments.Any(p => p.Processor == checkout.Processor && p.Reference == record.Reference))
            return;

        var order = file.Order;
        var payment = Payment.Record(checkout, record, now);
        HeldReason? unfit =
            order.PaidAt is not null || await subscriptions.IsSpentAsync(order, cancel) ? HeldReason.PaidTwice
            : await subscriptions.IsOverAsync(order, record.PaidAt, cancel) ? HeldReason.AfterEnd
            : record.Currency != order.Currency ? HeldReason.WrongCurrency
            : record.Amount != order.Total ? HeldReason.WrongAmount
            : null;
        var spent = unfit is null ? await coupons.SpentByHolderAsync(order, cancel) : null;
        if (spent is not null)
            unfit = HeldReason.CouponSpent;
        if (unfit is null)
            payment.Apply(now);
        file.Payments.Add(payment);
        db.Add(payment);
        await db.SaveChangesAsync(cancel);
        db.Add(Books.Capture(payment, order, now));

        if (unfit is { } reason)
        {
            order.Hold(reason, now);
            if (reason is HeldReason.PaidTwice or HeldReason.AfterEnd)
                SendBack(file, payment, checkout, reason == HeldReason.AfterEnd ? Refund.AfterEndReason : Refund.TwiceReason, now);
            else if (spent is not null)
                await SendBackAsync(file, payment, checkout, spent, now, cancel);
            else
                db.Publish(() => new OrderHeld(order.CommunityId, order.MemberId, order.Id));
            Held(order.Id, payment.Id, reason);
        }
        else
        {
            await HonourAsync(order, payment, order.MemberId, now, cancel);
            db.CloseOthersOf(order, file.Checkouts, checkout);
        }
    }

    /// <summary>The money fits, or an operator says that it does: what was bought is theirs.</summary>
    /// <param name="by">The buyer or that operator.</param>
    public async Task HonourAsync(Order order, Payment payment, long by, DateTime now, CancellationToken cancel)
    {
        await FulfilAsync(order, by, payment.PaidAt, now, cancel);
        await shares.EarnAsync(order, payment, now, cancel);
        db.Publish(() => new OrderPaid(order.CommunityId, order.MemberId, order.Id, payment.Amount, payment.Currency));
        Paid(order.Id, payment.Id);
    }

    /// <summary>An order that costs nothing is paid when it is placed, without a processor and without an entry in the books.</summary>
    public async Task HonourFreeAsync(Order order, DateTime now, CancellationToken cancel)
    {
        if (order.Total != 0)
            throw new InvalidOperationException($"Order {order.Id} costs something.");
        await FulfilAsync(order, order.MemberId, now, now, cancel);
        db.Publish(() => new OrderPaid(order.CommunityId, order.MemberId, order.Id, 0, order.Currency));
        PaidByNothing(order.Id);
    }

    private async Task FulfilAsync(Order order, long by, DateTime paidAt, DateTime now, CancellationToken cancel)
    {
        var from = await subscriptions.PrepareAsync(order, paidAt, now, cancel);
        order.Pay(now);
        await coupons.TakeAsync(order, now, cancel);
        if (order.WaitsForClaim)
        {
            await claims.PaidAsync(order, now, cancel);
            return;
        }
        foreach (var line in order.Lines)
        {
            line.Cover(await sales.Of(line).FulfilAsync(line.ToSold(order, from), by, now, cancel));
            await subscriptions.PaidAsync(order, line, now, cancel);
        }
    }

    /// <summary>The price was promised to somebody else than who has the address: the use is free again, and the money goes back.</summary>
    private async Task SendBackAsync(
        OrderFile file, Payment payment, Checkout checkout, string coupon, DateTime now, CancellationToken cancel)
    {
        await coupons.ReleaseAsync(file.Order, now, cancel);
        SendBack(file, payment, checkout, Refund.CouponReason, now);
        db.CloseOthersOf(file.Order, file.Checkouts, checkout);
        db.Enqueue(() => TellOfSpentCoupon.Of(file.Order, coupon));
    }

    /// <summary>
    /// Nobody meant to pay this: it goes back by itself, and nothing more is charged. Should that fail for good, an operator is told.
    /// </summary>
    private void SendBack(OrderFile file, Payment payment, Checkout checkout, string reason, DateTime now)
    {
        // Of an order that is paid the checkout tells which of its agreements lives.
        if (file.Order is { PaidAt: null } and ({ Renews: true } or { Kind: OrderKind.Renewal })
            && checkout.SubscriptionReference is { } agreed)
            db.Enqueue(() => EndAtProcessor.Of(checkout.Processor, agreed));
        var refund = Refund.Request(payment, Codes.Secret("gr_"), $"twice:{payment.Id}", payment.Amount,
            reason, endsAccess: false, requestedById: null, now);
        file.Refunds.Add(refund);
        db.Add(refund);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Order {OrderId} is paid by payment {PaymentId}")]
    private partial void Paid(long orderId, long paymentId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Order {OrderId} costs nothing and is paid")]
    private partial void PaidByNothing(long orderId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Order {OrderId} is held: payment {PaymentId} does not fit it ({Reason})")]
    private partial void Held(long orderId, long paymentId, HeldReason reason);
}
