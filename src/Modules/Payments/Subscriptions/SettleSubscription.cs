using System.Security.Cryptography;
using System.Text;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Inbox;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Subscriptions;

/// <summary>
/// Reads a subscription from its processor and books what is new there: each charge becomes an order with payment, ledger entries and the
/// next period, once, however often and in whatever order it is told. Like <see cref="SettleCheckout"/> it only adds facts.
/// </summary>
internal sealed class SettleSubscription(
    AppDb db, PaymentProcessors processors, CommunityScope community, BookMoney book, BookReturns returns, KeepSubscriptions keep,
    StraySubscriptions strays, TimeProvider time)
{
    /// <param name="deliveryIds">Webhooks that asked for it; they count as processed in the same transaction.</param>
    /// <exception cref="ProcessorFailure">The processor does not answer, or the subscription is not one of ours.</exception>
    public async Task RunAsync(string processor, string reference, IReadOnlyCollection<long> deliveryIds, CancellationToken cancel)
    {
        if (processors.Get(processor) is not IRecurringProcessor recurring)
            throw new ProcessorFailure("not_recurring", final: true);
        var record = await recurring.FetchSubscriptionAsync(reference, cancel);
        var order = await FirstOrderAsync(processor, reference, record, cancel) ?? throw new ProcessorFailure("subscription_unknown");
        community.Enter(order.CommunityId);

        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.TakeCustomerTurnAsync(order.CommunityId, order.MemberId, now, cancel);
        await BeginAsync(order.Id, processor, reference, record, now, cancel);
        var orderId = order.Id;
        if (!await strays.RunAsync(order.Id, processor, reference, record, now, cancel))
        {
            await SeePlanAsync(processor, reference, record, now, cancel);
            foreach (var charge in record.Charges)
                orderId = await ChargeAsync(processor, reference, charge, now, cancel) ?? orderId;
            await MirrorAsync(processor, reference, record, now, cancel);
        }
        await db.SaveChangesAsync(cancel);
        await SeeLooksAsync(processor, reference, now, cancel);
        await db.SaveChangesAsync(cancel);
        await WebhookDelivery.ProcessAsync(db, deliveryIds, orderId, now, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Some order of it: a processor does not know communities, and neither do we until then.</summary>
    private async Task<Order?> FirstOrderAsync(string processor, string reference, SubscriptionRecord record, CancellationToken cancel)
    {
        // The reference, or the code that we gave them, is unique in the whole installation.
        var orders = db.Set<Order>().IgnoreQueryFilters().AsNoTracking();
        // As above.
        var known = await db.Set<Subscription>().IgnoreQueryFilters().Where(s => s.Processor == processor && s.Reference == reference)
            .Select(s => (long?)s.Id).SingleOrDefaultAsync(cancel);
        return known is { } id ? await orders.Where(o => o.SubscriptionId == id).OrderBy(o => o.Id).FirstOrDefaultAsync(cancel)
            : record.OrderCode is { } code ? await orders.SingleOrDefaultAsync(o => o.Code == code && o.Renews, cancel) : null;
    }

    /// <summary>The buyer has agreed: the first order is paid by the first charge, or by nothing where it is a trial.</summary>
    private async Task BeginAsync(
        long orderId, string processor, string reference, SubscriptionRecord record, DateTime now, CancellationToken cancel)
    {
        if (record.State == SubscriptionState.Incomplete)
            return;
        var file = await OrderFile.LoadAsync(db, orderId, cancel);
        var checkout = file.Checkouts.LastOrDefault(c => c.Processor == processor
            && (c.SubscriptionReference is null || c.SubscriptionReference == reference));
        if (!file.Order.Renews || checkout is null || file.Order.PaidAt is not null)
            return;
        checkout.Subscribe(reference);
        if (file.Order.Total == 0)
        {
            await book.HonourFreeAsync(file.Order, now, cancel);
            db.CloseOthersOf(file.Order, file.Checkouts, checkout);
        }
        else if (record.Charges is [var first, ..])
            await book.PaymentAsync(file, checkout, first.Payment, now, cancel);
        await db.SaveChangesAsync(cancel);
    }

    /// <returns>Its order; <c>null</c> while there is no subscription of ours to charge.</returns>
    private async Task<long?> ChargeAsync(string processor, string reference, ChargeRecord charge, DateTime now, CancellationToken cancel)
    {
        var paid = charge.Payment;
        var orderId = await db.Set<Payment>().Where(p => p.Processor == processor && p.Reference == paid.Reference)
            .Select(p => (long?)p.OrderId).SingleOrDefaultAsync(cancel);
        if (orderId is null)
        {
            await db.SaveChangesAsync(cancel);
            if (await db.Set<Subscription>().SingleOrDefaultAsync(s => s.Processor == processor && s.Reference == reference,
                cancel) is not { } charged)
                return null;
            orderId = await OrderAsync(charged, paid, now, cancel);
            var renewal = await OrderFile.LoadAsync(db, orderId.Value, cancel);
            await book.PaymentAsync(renewal, renewal.Checkouts[^1], paid, now, cancel);
            if (charged is { KeepsSchedule: true, NextPercentOff: { } percent })
                GiveBack(renewal, percent, now);
            await db.SaveChangesAsync(cancel);
        }
        if (paid.Refunds.Count > 0 || paid.Disputes.Count > 0)
        {
            var file = await OrderFile.LoadAsync(db, orderId.Value, cancel);
            await returns.RunAsync(file, processor, paid, now, cancel);
            await db.SaveChangesAsync(cancel);
        }
        return orderId;
    }

    /// <summary>What was promised for staying, of one period: another price would need the buyer's consent, and the old one
    /// too.</summary>
    private void GiveBack(OrderFile renewal, int percent, DateTime now)
    {
        if (renewal.Payments.Find(p => p.AppliedAt is not null) is not { } payment
            || payment.Amount - Proration.Less(payment.Amount, percent) is not (> 0 and var back))
            return;
        var refund = Refund.Request(payment, Codes.Secret("gr_"), $"stay:{payment.Id}", back, Refund.StayReason, endsAccess: false,
            requestedById: null, now);
        renewal.Refunds.Add(refund);
        db.Add(refund);
        renewal.Checkouts.Single(c => c.Id == payment.CheckoutId).Watch(now);
    }

    private async Task<long> OrderAsync(Subscription charged, PaymentRecord paid, DateTime now, CancellationToken cancel)
    {
        var (plan, amount) = ChargeOf(charged, paid);
        var line = OrderLine.Renewal(charged.CommunityId, plan);
        line.TakeOff(plan.Amount - amount);
        var key = "charge:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{charged.Processor}:{paid.Reference}")))[..40];
        var order = Order.Place(charged.CommunityId, charged.MemberId, Codes.Order(), [line], charged.Currency, key, "renewal", "", now);
        order.Renewing(charged.Id);
        db.Add(order);
        await db.SaveChangesAsync(cancel);
        db.Add(Checkout.Charged(order, charged.Processor!, charged.Reference!, Codes.Secret("gc_"), now));
        await db.SaveChangesAsync(cancel);
        return order.Id;
    }

    /// <summary>
    /// Of which plan a charge was, and what it should have been. They may charge the price before a change that the buyer has yet to agree
    /// to, or the one that they were told last.
    /// </summary>
    private static (Plan Plan, long Amount) ChargeOf(Subscription charged, PaymentRecord paid)
    {
        // Nobody has agreed to the next one.
        if (charged.AwaitsConsent && (paid.Amount == charged.NextCharge || paid.Amount == charged.Amount))
            return (charged.Plan, paid.Amount);
        var next = charged.NextPlan ?? charged.Plan;
        if (charged.AwaitsConsent)
            return (next, charged.Net(next));
        if (paid.Amount == charged.NextCharge)
            return (next, charged.NextCharge);
        if (paid.Amount == charged.Net(charged.Plan) || paid.Amount == charged.Amount)
            return (charged.Plan, paid.Amount);
        // A plan for another length of time pays for that, not for this one.
        return Plan.AmountOf(charged.PlanTold) is { } told && told == paid.Amount && told <= next.Amount && next.IsLike(charged.PlanTold)
            ? (next, told) : (next, charged.NextCharge);
    }

    /// <summary>Before the charges, which are of the plan that the buyer had agreed to.</summary>
    private async Task SeePlanAsync(string processor, string reference, SubscriptionRecord record, DateTime now, CancellationToken cancel)
    {
        if (record.PlanKey is null || record.State == SubscriptionState.Incomplete
            || await db.Set<Subscription>().SingleOrDefaultAsync(s => s.Processor == processor && s.Reference == reference, cancel)
                is not { } seen)
            return;
        seen.SeePlan(record.PlanKey, now);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Charges of it that were to be looked at again.</summary>
    private async Task SeeLooksAsync(string processor, string reference, DateTime now, CancellationToken cancel)
    {
        var due = await db.Set<Checkout>()
            .Where(c => c.Processor == processor && c.SubscriptionReference == reference && c.Reference == null && c.NextLookAt != null)
            .Select(c => new
            {
                Checkout = c,
                Awaits = db.Set<Refund>().Any(r => r.SucceededAt == null && r.FailedAt == null
                    && db.Set<Payment>().Any(p => p.Id == r.PaymentId && p.CheckoutId == c.Id)),
            }).ToListAsync(cancel);
        foreach (var one in due)
            one.Checkout.See(CheckoutState.Paid, one.Awaits, now);
    }

    private async Task MirrorAsync(string processor, string reference, SubscriptionRecord record, DateTime now, CancellationToken cancel)
    {
        if (await db.Set<Subscription>().SingleOrDefaultAsync(s => s.Processor == processor && s.Reference == reference,
            cancel) is not { } subscription)
            return;
        subscription.Mirror(record.EndsAtPeriodEnd, record.State == SubscriptionState.Paused, record.State == SubscriptionState.Ended, now);
        if (record.State == SubscriptionState.PastDue && subscription.Fail(record.NextTryAt, now))
            db.Publish(() => new RenewalFailed(subscription.CommunityId, subscription.MemberId, subscription.Id, subscription.Item,
                subscription.Title, subscription.LapsesAt ?? now));
        // Ended here while a charge was on its way: they are to know.
        if (subscription.IsTelling)
            keep.Tend(subscription);
    }
}
