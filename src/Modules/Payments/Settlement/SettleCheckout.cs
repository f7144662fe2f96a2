using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Inbox;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Settlement;

/// <summary>
/// Reads a checkout from its processor and books what is new there: order, payments and refunds, money ledger, access, activity,
/// in one transaction. It only ever adds facts, so it may run any number of times, in any order, on any number of nodes; a
/// webhook, a reconciliation and an operator's click all end here.
/// </summary>
internal sealed class SettleCheckout(
    AppDb db, PaymentProcessors processors, CommunityScope community, BookCheckout book, TimeProvider time)
{
    /// <param name="deliveryIds">Webhooks that asked for it; they count as processed in the same transaction.</param>
    /// <exception cref="ProcessorFailure">The processor does not answer, or the checkout is not one of ours.</exception>
    public async Task RunAsync(string processor, string reference, IReadOnlyCollection<long> deliveryIds, CancellationToken cancel)
    {
        // A processor does not know communities, and neither do we until the checkout is found.
        var found = await FindAsync(processor, reference, cancel) ?? throw new ProcessorFailure("checkout_unknown");
        community.Enter(found.CommunityId);

        // What is read here may be old by the time it is booked. That is harmless: captured money stays captured.
        var record = await processors.Get(processor).FetchAsync(reference, cancel);
        var subscription = record.State == CheckoutState.Paid && found.AwaitsSubscription
            && processors.Get(processor) is IRecurringProcessor recurring
                ? await recurring.CheckoutSubscriptionAsync(reference, cancel) : null;

        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.TakeTurnOfOrderAsync(found.CommunityId, found.OrderId, now, cancel);

        var file = await OrderFile.LoadAsync(db, found.OrderId, cancel);
        var checkout = file.Checkouts.Single(c => c.Id == found.Id);
        if (subscription is not null)
            checkout.Subscribe(subscription);
        await book.RunAsync(file, checkout, record, now, cancel);
        await db.SaveChangesAsync(cancel);
        await WebhookDelivery.ProcessAsync(db, deliveryIds, found.OrderId, now, cancel);
        await transaction.CommitAsync(cancel);
    }

    private Task<FoundCheckout?> FindAsync(string processor, string reference, CancellationToken cancel) => (
        // The community is known only once the checkout is found.
        from c in db.Set<Checkout>().IgnoreQueryFilters()
        join o in db.Set<Order>() on c.OrderId equals o.Id
        where c.Processor == processor && c.Reference == reference
        select new FoundCheckout(c.Id, c.CommunityId, c.OrderId, o.Renews && c.SubscriptionReference == null))
        .SingleOrDefaultAsync(cancel);

    /// <param name="AwaitsSubscription">Its processor has not said yet which subscription the buyer agreed to.</param>
    private sealed record FoundCheckout(long Id, long CommunityId, long OrderId, bool AwaitsSubscription);
}

/// <summary>An order with all that hangs on it.</summary>
internal sealed record OrderFile(Order Order, List<Checkout> Checkouts, List<Payment> Payments, List<Refund> Refunds)
{
    /// <summary>As it stands, to be shown.</summary>
    public static Task<OrderFile> ReadAsync(AppDb db, long orderId, CancellationToken cancel) =>
        FindAsync(db, orderId, QueryTrackingBehavior.NoTracking, cancel);

    /// <summary>What the books say of it, without the ways in which it was tried to pay.</summary>
    public static async Task<OrderFile> ReadBookedAsync(AppDb db, long orderId, CancellationToken cancel)
    {
        var order = await db.Set<Order>().AsNoTracking().Include(o => o.Lines).SingleAsync(o => o.Id == orderId, cancel);
        var payments = await db.Set<Payment>().AsNoTracking().Where(p => p.OrderId == orderId).OrderBy(p => p.Id).ToListAsync(cancel);
        return new OrderFile(order, [], payments, order.RefundedTotal == 0 ? []
            : await db.Set<Refund>().AsNoTracking().Where(r => r.OrderId == orderId && r.SucceededAt != null).OrderBy(r => r.Id)
                .ToListAsync(cancel));
    }

    /// <summary>To be changed, in the buyer's turn.</summary>
    public static Task<OrderFile> LoadAsync(AppDb db, long orderId, CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("What is to be changed is loaded in its transaction: open one first.");
        // A row that the context knows already keeps its old values when it is read again; the turn is for deciding on new ones.
        db.ChangeTracker.Clear();
        return FindAsync(db, orderId, QueryTrackingBehavior.TrackAll, cancel);
    }

    private static async Task<OrderFile> FindAsync(AppDb db, long orderId, QueryTrackingBehavior tracking, CancellationToken cancel)
    {
        var order = await db.Set<Order>().AsTracking(tracking).Include(o => o.Lines).SingleAsync(o => o.Id == orderId, cancel);
        var checkouts = await db.Set<Checkout>().AsTracking(tracking).Where(c => c.OrderId == orderId).OrderBy(c => c.Id)
            .ToListAsync(cancel);
        var payments = await db.Set<Payment>().AsTracking(tracking).Where(p => p.OrderId == orderId).OrderBy(p => p.Id).ToListAsync(cancel);
        // A refund is of a payment.
        return new OrderFile(order, checkouts, payments, payments.Count == 0 ? []
            : await db.Set<Refund>().AsTracking(tracking).Where(r => r.OrderId == orderId).OrderBy(r => r.Id).ToListAsync(cancel));
    }

    /// <summary>Minor units of a payment that have gone back.</summary>
    public long ReturnedOf(Payment payment) =>
        Refunds.Where(r => r.PaymentId == payment.Id && r.Outcome == RefundOutcome.Succeeded).Sum(r => r.Amount);

    /// <summary>The same without what went back while the payment was held, before it was taken as the price.</summary>
    public long ReturnedSince(Payment payment) => Refunds
        .Where(r => r.PaymentId == payment.Id && r.Outcome == RefundOutcome.Succeeded && r.SucceededAt >= payment.AppliedAt)
        .Sum(r => r.Amount);

    /// <summary>Minor units of a payment that are on their way back.</summary>
    public long PendingOf(Payment payment) =>
        Refunds.Where(r => r.PaymentId == payment.Id && r.Outcome == RefundOutcome.Pending).Sum(r => r.Amount);

    /// <summary>Whether anything is here that was not taken as the price and has not gone back.</summary>
    public bool HoldsMoney => Payments.Any(p => p.AppliedAt is null && ReturnedOf(p) < p.Amount);

    public bool AwaitsRefund(Checkout checkout) =>
        Payments.Any(p => p.CheckoutId == checkout.Id && Refunds.Any(r => r.PaymentId == p.Id && r.Outcome == RefundOutcome.Pending));

    /// <summary>Minor units of a payment that are neither back nor on their way back.</summary>
    public long LeftOf(Payment payment) =>
        payment.Amount - Refunds.Where(r => r.PaymentId == payment.Id && r.Outcome != RefundOutcome.Failed).Sum(r => r.Amount);
}
