using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Coupons;

/// <summary>
/// Takes off what coupons of earlier orders promised for this period: of a subscription that is paid by hand, and of one that is changed at
/// once. What a processor charges by itself is settled elsewhere.
/// </summary>
internal sealed class ContinueCoupons(AppDb db, TimeProvider time)
{
    /// <param name="upgradeOf">The subscription whose plan the order replaces.</param>
    /// <returns>The living subscriptions that the lines go on with.</returns>
    public async Task<IReadOnlyList<Subscription>> ApplyAsync(
        IReadOnlyList<OrderLine> lines, string currency, long memberId, long? upgradeOf, CancellationToken cancel)
    {
        var living = new List<Subscription>();
        foreach (var line in lines.Where(l => l.PlanInterval is not null && l.TrialDays == 0))
        {
            if (await LivingAsync(line, currency, memberId, upgradeOf, cancel) is not { } subscription)
                continue;
            living.Add(subscription);
            // Their schedule goes on whatever is paid by hand.
            if (subscription.KeepsSchedule && upgradeOf is null || subscription.Discounts.Count == 0)
                continue;
            var left = subscription.Discounts.After(await PendingAsync(line, memberId, null, cancel))
                .Where(d => d.AppliesTo(line.ItemId)).ToList();
            if (left.Count > 0)
                line.TakeRunning(line.UnitAmount - left.Net(line.UnitAmount, line.ItemId), left.After());
        }
        return living;
    }

    /// <summary>The buyer pays after all: another order of theirs may have used it meanwhile.</summary>
    /// <exception cref="Refused">409.</exception>
    public async Task KeepAgainAsync(Order order, CancellationToken cancel)
    {
        foreach (var line in order.Lines.Where(l => l.RunningOff > 0))
        {
            var subscription = await LivingAsync(line, order.Currency, order.MemberId, order.SubscriptionId, cancel);
            var left = subscription?.Discounts.After(await PendingAsync(line, order.MemberId, order.Id, cancel)) ?? [];
            if (line.UnitAmount - left.Net(line.UnitAmount, line.ItemId) < line.RunningOff)
                throw new Refused("discount_used", 409, "This discount was used in the meantime. Start a new order.");
        }
    }

    private async Task<Subscription?> LivingAsync(OrderLine line, string currency, long memberId, long? upgradeOf, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var all = db.Set<Subscription>().AsNoTracking().Where(s => s.MemberId == memberId && s.EndedAt == null && s.Currency == currency);
        all = upgradeOf is { } id ? all.Where(s => s.Id == id)
            : all.Where(s => s.ItemKind == line.ItemKind
                && (s.ItemId == line.ItemId || s.NextItemId == line.ItemId && s.Processor == null));
        return (await all.OrderByDescending(s => s.Id).ToListAsync(cancel)).Find(s => s.StateAt(now) != SubscriptionStanding.Ended);
    }

    /// <summary>Orders that may still be paid and hold a period of it each.</summary>
    private async Task<int> PendingAsync(OrderLine line, long memberId, long? but, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return await db.Set<Order>().CountAsync(o => o.MemberId == memberId && o.Id != but && o.PaidAt == null && o.CancelledAt == null
            && o.ExpiresAt > now && o.Lines.Any(l => l.ItemKind == line.ItemKind && l.ItemId == line.ItemId && l.RunningOff > 0), cancel);
    }
}
