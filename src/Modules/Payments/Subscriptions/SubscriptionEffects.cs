using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Subscriptions;

/// <summary>A subscription loses the time that was paid with the money, and ends where none is left.</summary>
internal sealed class SubscriptionEffects(AppDb db, KeepSubscriptions subscriptions) : IRefundEffects
{
    public RefundHeading Heading { get; } = new("Subscription", 20);

    public async Task<IReadOnlyList<RefundEffect>> PreviewAsync(MoneyBack back, DateTime now, CancellationToken cancel = default)
    {
        if (await FindAsync(back, cancel) is not { EndedAt: null } subscription)
            return [];
        var until = back.Ends ? await LeftAsync(subscription, back, now, cancel) : subscription.PaidUntil;
        if (until >= subscription.PaidUntil)
            return [new RefundEffect("The subscription to {0} continues. It is paid until {1}.", subscription.Title,
                subscription.PaidUntil)];
        if (until > now)
            return [new RefundEffect("The subscription to {0} continues, but is paid only until {1} instead of {2}.",
                subscription.Title, until, subscription.PaidUntil)];
        return [subscription.IsRecurring
            ? new RefundEffect("The subscription to {0} ends now, and nothing more is charged.", subscription.Title)
            : new RefundEffect("The subscription to {0} ends now.", subscription.Title)];
    }

    public async Task TakeBackAsync(MoneyBack back, DateTime now, CancellationToken cancel = default)
    {
        if (!back.Ends || await FindAsync(back, cancel) is not { } subscription)
            return;
        subscription.Shorten(await LeftAsync(subscription, back, now, cancel), now);
        if (subscription.EndedAt is not null)
            await subscriptions.CloseGraceAsync(subscription, back.Reason, now, cancel);
        await subscriptions.CountAsync(subscription, [now], cancel);
        subscriptions.Tend(subscription);
    }

    private async Task<Subscription?> FindAsync(MoneyBack back, CancellationToken cancel) =>
        await db.Set<Order>().Where(o => o.Id == back.OrderId).Select(o => o.SubscriptionId).SingleAsync(cancel) is { } id
            ? await subscriptions.FindAsync(id, cancel) : null;

    /// <summary>Until when other orders have paid for it; now where none has.</summary>
    private async Task<DateTime> LeftAsync(Subscription subscription, MoneyBack back, DateTime now, CancellationToken cancel) =>
        (await subscriptions.LinesOfAsync(subscription.Id, now, cancel)).Where(l => l.Line.OrderId != back.OrderId)
            .Select(l => l.Line.CoversUntil).Append(now).Max() ?? now;
}
