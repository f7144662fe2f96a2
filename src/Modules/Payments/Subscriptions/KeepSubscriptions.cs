using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Work;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Subscriptions;

/// <summary>
/// Begins and prolongs subscriptions as orders of them are paid; <see cref="SubscriptionEffects"/> ends them as the money goes back. Runs
/// inside the settlement's transaction and the buyer's turn.
/// </summary>
internal sealed class KeepSubscriptions(AppDb db, Sales sales, PaymentProcessors processors)
{
    // What the buyer of one order has that has not ended: asked for once, before the order is paid and after it.
    private (long OrderId, List<Subscription> All)? _living;

    /// <summary>Before the line is fulfilled: ends what a period that joins on must not be counted behind.</summary>
    /// <returns>Where the period begins; <c>null</c> for now, or behind what runs.</returns>
    public async Task<DateTime?> PrepareAsync(Order order, DateTime paidAt, DateTime now, CancellationToken cancel)
    {
        if (order.SubscriptionId is not { } id || order.Kind is not (OrderKind.Renewal or OrderKind.Upgrade))
            return await NextPlanFromAsync(order, now, cancel);
        var subscription = await FindAsync(id, cancel);
        var from = order.Kind == OrderKind.Renewal && subscription.EndedAt is null ? subscription.NextFrom(paidAt, now) : null;
        await CloseGraceAsync(subscription, "It was paid.", now, cancel);
        if (order.Kind == OrderKind.Upgrade)
            await EndLinesAsync(subscription, "Changed to another plan.", new Thing("order", order.Id), order.MemberId, now, cancel);
        // Periods are read from the access ledger.
        await db.SaveChangesAsync(cancel);
        return from;
    }

    /// <summary>Whoever pays by hand for the plan that they have changed to gets it when what they paid before is over.</summary>
    private async Task<DateTime?> NextPlanFromAsync(Order order, DateTime now, CancellationToken cancel)
    {
        if (order.Lines is not [{ PlanInterval: not null } line])
            return null;
        var changing = (await LivingAsync(order, cancel)).Find(s => s.ItemKind == line.ItemKind
            && s.NextItemId == line.ItemId && s.ItemId != line.ItemId && s.EndedAt == null && s.Processor == null);
        return changing?.DueAt > now ? changing.DueAt : null;
    }

    /// <summary>Whether another upgrade has been paid before this one: its credit is spent.</summary>
    public async Task<bool> IsSpentAsync(Order order, CancellationToken cancel) =>
        order is { Kind: OrderKind.Upgrade, PaidAt: null, SubscriptionId: { } id }
        && await db.Set<Subscription>().AnyAsync(s => s.Id == id && s.EndReason == EndReason.Replaced, cancel);

    /// <summary>A line that can go on was paid and given.</summary>
    public async Task PaidAsync(Order order, OrderLine line, DateTime now, CancellationToken cancel)
    {
        if (line.PlanInterval is null || line.CoversUntil is not { } until)
            return;
        var plan = Plan.Of(line, order.Currency);
        var kept = order.Kind switch
        {
            OrderKind.Renewal => await RenewAsync(order, plan, until, now, cancel),
            OrderKind.Upgrade => await BeginAsync(order, line, plan, until, await FindAsync(order.SubscriptionId!.Value, cancel), now,
                cancel),
            _ => await BuyAsync(order, line, plan, until, now, cancel),
        };
        await CountAsync(kept, [now], cancel);
        // What has just been paid needs nobody to look after it before the next thing is due.
        Tend(kept, TendPlan.At(kept, now));
    }

    /// <summary>Paid lines of a subscription that still run, with what was really paid for each and has not gone back.</summary>
    public async Task<IReadOnlyList<(OrderLine Line, long Paid)>> LinesOfAsync(long subscriptionId, DateTime now, CancellationToken cancel)
    {
        var orders = await db.Set<Order>().Include(o => o.Lines)
            .Where(o => o.SubscriptionId == subscriptionId && o.PaidAt != null)
            .OrderBy(o => o.Id).ToListAsync(cancel);
        return [.. orders.SelectMany(o => o.Lines.Where(l => l.PlanInterval is not null && l.EndedAt is null && l.CoversUntil > now)
            .Select(l => (l, Math.Max(0, l.Total + l.Credit - Proration.Share(o.RefundedTotal, l.Total, o.Total)))))];
    }

    public async Task CountAsync(Subscription subscription, IEnumerable<DateTime> instants, CancellationToken cancel)
    {
        var returns = subscription.HasCounted || await db.Set<SubscriptionMovement>()
            .AnyAsync(m => m.CommunityId == subscription.CommunityId && m.MemberId == subscription.MemberId, cancel);
        foreach (var at in instants)
        {
            if (subscription.Count(at, returns) is { } movement)
                db.Add(movement);
        }
    }

    /// <summary>
    /// The processor has said, late perhaps, which subscription a checkout of a paid order began: the one that the order goes on with, or
    /// another to which the buyer agreed too, and which is to charge nothing more.
    /// </summary>
    /// <returns>Whether it is the order's own.</returns>
    public async Task<bool> AttachAsync(Order order, Checkout checkout, CancellationToken cancel)
    {
        if (order is not { Renews: true, SubscriptionId: { } id, PaidAt: not null } || checkout.SubscriptionReference is not { } reference)
            return true;
        await db.SaveChangesAsync(cancel);
        var own = await FindAsync(id, cancel);
        if (own is { Reference: null } && own.Processor == checkout.Processor && (order.Total == 0 || PaidBy(order) == checkout.Id))
            own.Attach(reference);
        if (own.Reference == reference && own.Processor == checkout.Processor)
            return true;
        db.Enqueue(() => EndAtProcessor.Of(checkout.Processor, reference));
        return false;
    }

    /// <summary>Whether money comes for what nobody wants to go on: another plan took its place, or it went back with its money.</summary>
    public async Task<bool> IsOverAsync(Order order, DateTime paidAt, CancellationToken cancel) =>
        order is { Kind: OrderKind.Renewal, PaidAt: null, SubscriptionId: { } id }
        && await db.Set<Subscription>().AnyAsync(s => s.Id == id && s.EndedAt <= paidAt
            && (s.EndReason == EndReason.Replaced || s.EndReason == EndReason.Refunded), cancel);

    public async Task CloseGraceAsync(Subscription subscription, string reason, DateTime now, CancellationToken cancel)
    {
        foreach (var grace in await db.Set<GracePeriod>().Where(g => g.SubscriptionId == subscription.Id && g.ClosedAt == null)
            .ToListAsync(cancel))
        {
            grace.Close(now);
            await sales.Of(subscription.ItemKind).CloseAsync(LineOf(subscription), grace.Source, reason, now, cancel);
        }
    }

    public async Task HoldOpenAsync(Subscription subscription, DateTime now, CancellationToken cancel)
    {
        if (await db.Set<GracePeriod>().AnyAsync(g => g.SubscriptionId == subscription.Id && g.From == subscription.DueAt, cancel))
            return;
        var grace = GracePeriod.Of(subscription);
        db.Add(grace);
        await db.SaveChangesAsync(cancel);
        await sales.Of(subscription.ItemKind).HoldOpenAsync(LineOf(subscription), grace.Source, grace.From, grace.Until, now, cancel);
    }

    /// <summary>Looks after it from the next save on.</summary>
    /// <param name="due">UTC; <c>null</c> for at once.</param>
    public void Tend(Subscription subscription, DateTime? due = null)
    {
        db.Enqueue(() => TendSubscription.Of(subscription.Id) with { Due = due });
        if (subscription.IsTelling)
            db.Enqueue(() => TellProcessor.Of(subscription.Id));
    }

    public Task<Subscription> FindAsync(long id, CancellationToken cancel) => db.Set<Subscription>().SingleAsync(s => s.Id == id, cancel);

    /// <summary>By age. The buyer's turn keeps everybody else from changing them.</summary>
    private async Task<List<Subscription>> LivingAsync(Order order, CancellationToken cancel)
    {
        if (_living is not { } known || known.OrderId != order.Id)
            _living = known = (order.Id, await db.Set<Subscription>().Where(s => s.MemberId == order.MemberId && s.EndedAt == null)
                .OrderBy(s => s.Id).ToListAsync(cancel));
        return known.All;
    }

    private async Task<Subscription> RenewAsync(Order order, Plan plan, DateTime until, DateTime now, CancellationToken cancel)
    {
        var renewed = await FindAsync(order.SubscriptionId!.Value, cancel);
        renewed.Renew(plan, until, now);
        return renewed;
    }

    private async Task<Subscription> BuyAsync(
        Order order, OrderLine line, Plan plan, DateTime until, DateTime now, CancellationToken cancel)
    {
        var living = (await LivingAsync(order, cancel)).FindLast(s =>
            s.ItemKind == line.ItemKind && s.EndedAt == null && s.Currency == order.Currency
            && (s.ItemId == line.ItemId || s.NextItemId == line.ItemId && s.Processor == null)
            && s.StateAt(now) != SubscriptionStanding.Ended);
        if (living is null)
            await EndOtherCurrencyAsync(order, line, now, cancel);
        if (living is null || order.Renews && !living.IsRecurring)
            return await BeginAsync(order, line, plan, until, null, now, cancel, paidByHand: living);
        living.Extend(plan, until, now, line.RunningOff > 0, line.Further);
        order.BelongTo(living.Id);
        // Agreed to in two tabs: the time is theirs, and the second one charges no more.
        if (order.Renews && await ReferenceOfAsync(order, cancel) is { } second && second.Reference != living.Reference)
            db.Enqueue(() => EndAtProcessor.Of(second.Processor, second.Reference));
        return living;
    }

    /// <summary>Bought by hand in another currency than before: that one is no longer looked after, and what it paid stays.</summary>
    private async Task EndOtherCurrencyAsync(Order order, OrderLine line, DateTime now, CancellationToken cancel)
    {
        foreach (var other in (await LivingAsync(order, cancel)).Where(s => s.ItemKind == line.ItemKind
            && s.ItemId == line.ItemId && s.EndedAt == null && s.Currency != order.Currency && s.Processor == null))
        {
            other.End(EndReason.Replaced, now);
            await CountAsync(other, [now], cancel);
        }
    }

    private async Task<Subscription> BeginAsync(
        Order order, OrderLine line, Plan plan, DateTime until, Subscription? replaced, DateTime now, CancellationToken cancel,
        Subscription? paidByHand = null)
    {
        var at = order.Renews ? await CheckoutOfAsync(order, cancel) : null;
        var begun = Subscription.Start(order.CommunityId, order.MemberId, plan, at?.Processor, at?.SubscriptionReference, until,
            line.TrialDays > 0,
            (await SubscriptionTerms.OfAsync(db, cancel)).GraceDays, now, line.Further,
            at is not null && processors.Find(at.Processor) is IRecurringProcessor { KeepsSchedule: true });
        // From paying by hand to being charged: what is paid stays, and the revenue goes on.
        if (replaced is not null)
            begun.Replace(replaced, now);
        else if (paidByHand is not null)
            begun.TakeOver(paidByHand, now);
        db.Add(begun);
        await db.SaveChangesAsync(cancel);
        order.BelongTo(begun.Id);
        if ((replaced ?? paidByHand) is { } old)
        {
            await MoveAsync(old.Id, begun.Id, replaced is null, cancel);
            Tend(old);
        }
        return begun;
    }

    /// <summary>Orders whose time goes on belong to the subscription that goes on.</summary>
    private async Task MoveAsync(long fromId, long toId, bool move, CancellationToken cancel)
    {
        if (!move)
            return;
        foreach (var order in await db.Set<Order>().Where(o => o.SubscriptionId == fromId && o.PaidAt != null).ToListAsync(cancel))
            order.BelongTo(toId);
    }

    /// <summary>Closes what was paid of it and still runs.</summary>
    public async Task EndLinesAsync(
        Subscription subscription, string reason, Thing because, long by, DateTime now, CancellationToken cancel)
    {
        foreach (var (line, _) in await LinesOfAsync(subscription.Id, now, cancel))
        {
            line.End(now);
            var order = db.Set<Order>().Local.Single(o => o.Id == line.OrderId);
            await sales.Of(line).TakeBackAsync(line.ToSold(order), reason, because, by, now, cancel);
        }
    }

    private async Task<(string Processor, string Reference)?> ReferenceOfAsync(Order order, CancellationToken cancel) =>
        await CheckoutOfAsync(order, cancel) is { SubscriptionReference: { } reference } checkout ? (checkout.Processor, reference) : null;

    /// <summary>The checkout at which the buyer agreed to be charged: the one that paid, also where they agreed at others too.</summary>
    private async Task<Checkout?> CheckoutOfAsync(Order order, CancellationToken cancel)
    {
        var checkouts = await db.Set<Checkout>().Where(c => c.OrderId == order.Id).OrderByDescending(c => c.Id).ToListAsync(cancel);
        var paid = PaidBy(order);
        return checkouts.Find(c => c.Id == paid) ?? checkouts.Find(c => c.SubscriptionReference is not null) ?? checkouts.FirstOrDefault();
    }

    /// <summary>The checkout whose money was taken as the price; the settlement has loaded all payments of the order.</summary>
    private long? PaidBy(Order order) =>
        db.Set<Payment>().Local.FirstOrDefault(p => p.OrderId == order.Id && p.AppliedAt is not null)?.CheckoutId;

    private static SoldLine LineOf(Subscription s) =>
        new(s.CommunityId, 0, 0, s.MemberId, s.Item, s.Interval, 1, 0, s.Currency, s.Title) { PriceId = s.PriceId };
}
