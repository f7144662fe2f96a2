using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Coupons;
using Guildhall.Payments.Gifts;
using Guildhall.Payments.Invoices;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Guildhall.Payments.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Checkouts;

/// <summary>
/// A member buys: the order, its first checkout and the request id are stored before anybody outside is asked. The same key
/// again, be it a double click or a retry after a crash, is the same order.
/// </summary>
internal sealed class PlaceOrder(
    AppDb db, Sales sales, RedeemCoupons coupons, PaymentProcessors processors, StartCheckout start, BookMoney book,
    RenewingOrders renewing, TrialCoupons trials, KeepPapers papers, TimeProvider time)
{
    public async Task<Placed> RunAsync(long memberId, OrderWish wish, string? key, CancellationToken cancel)
    {
        key = IdempotencyKey.Checked(key);
        wish.Check();
        if (await EarlierAsync(memberId, key, wish, cancel) is { } earlier)
            return new Placed(earlier, await start.RunAsync(earlier, cancel), IsNew: false);
        var (order, isNew, checkout) = await StoreAsync(memberId, wish, key, cancel);
        var started = checkout is null ? start.RunAsync(order, cancel) : start.RunAsync(order, checkout, cancel);
        return new Placed(order, await started, isNew);
    }

    private async Task<Order?> EarlierAsync(long memberId, string key, OrderWish wish, CancellationToken cancel)
    {
        var earlier = await db.Set<Order>().Include(o => o.Lines)
            .SingleOrDefaultAsync(o => o.MemberId == memberId && o.IdempotencyKey == key, cancel);
        return earlier is null || earlier.Asked == wish.Asked
            ? earlier
            : throw new Refused("idempotency_mismatch", 422, "This Idempotency-Key was used for another purchase. Use a new one.");
    }

    private async Task<(Order Order, bool IsNew, Checkout? Checkout)> StoreAsync(
        long memberId, OrderWish wish, string key, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (lines, currency) = await LinesAsync(memberId, await trials.ApplyAsync(wish, cancel), now, cancel);
        if (wish.Upgrade is { } upgrade)
            lines[0].TakeCredit(upgrade.Credit);
        // What they have kept of their settings may be too old. They read it over a connection of their own, and whoever has the turn
        // must not wait for one that is held by those who wait for the turn.
        _ = await processors.OnAsync(currency, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.TakeCustomerTurnAsync(db.CommunityId, memberId, now, cancel);
        // A double click: the other click may have been first.
        if (await EarlierAsync(memberId, key, wish, cancel) is { } twin)
            return (twin, false, null);

        var off = await coupons.ApplyAsync(lines, currency, wish, memberId, cancel);
        // What is for nothing now and charged later needs the processor all the same.
        var isFree = lines.All(l => l.Total == 0) && !wish.Renews;
        var processor = isFree ? null
            : wish.Renews ? await processors.ForRenewalAsync(wish.Processor, currency, RenewingOrders.CourseOf(lines), cancel)
            : await processors.ForOrderAsync(wish.Processor, currency, cancel);
        var order = Order.Place(db.CommunityId, memberId, Codes.Order(), lines, currency, key, wish.Asked,
            LocalPath.Or("", Shorten(wish.ReturnPath)), now);
        if (processor is not null)
            order.Allow(processor.TimeToPay);
        if (wish.Renews)
            await renewing.CheckAsync(order, wish.Upgrade, now, cancel);
        if (wish.For is { } whom)
            order.AwaitClaim(whom.Purpose == ClaimPurpose.Gift ? OrderKind.Gift : OrderKind.Visitor);
        if (wish.Upgrade is { } replacing)
            order.Upgrading(replacing.SubscriptionId);
        db.Add(order);
        await db.SaveChangesAsync(cancel);
        coupons.Keep(order, off, now);
        await papers.RunAsync(order, wish.Papers, now, cancel);
        if (wish.For is not null)
            db.Add(OrderClaim.Keep(order, wish.For));
        await db.SaveChangesAsync(cancel);
        foreach (var line in order.Lines)
            await sales.Of(line).ReserveAsync(line.ToSold(order), order.ExpiresAt, now, cancel);
        var checkout = processor is null ? null : Checkout.Open(db.CommunityId, order.Id, processor.Name, Codes.Secret("gh_"), now);
        if (checkout is null)
            await book.HonourFreeAsync(order, now, cancel);
        else
            db.Add(checkout);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return (order, true, checkout);
    }

    private async Task<(IReadOnlyList<OrderLine> Lines, string Currency)> LinesAsync(
        long memberId, OrderWish wish, DateTime now, CancellationToken cancel)
    {
        var lines = new List<OrderLine>();
        string? currency = null;
        foreach (var line in wish.Lines)
        {
            var quote = await sales.ToOrderAsync(line with { Unclaimed = wish.For is not null }, memberId, now, cancel);
            if (lines.Any(l => l.Item == quote.Item))
                throw Refused.AtField("lines", "line_twice", "{0} is in this order twice. Increase the quantity in one line.", quote.Title);
            if ((currency ??= quote.Currency) != quote.Currency)
                throw Refused.AtField("lines", "currencies_mixed", "An order uses one currency. Order {0} separately.", quote.Title);
            lines.Add(OrderLine.Of(db.CommunityId, quote, line.Quantity));
        }
        return (lines, currency!);
    }

    private static string? Shorten(string? path) => path is { Length: <= 500 } ? path : null;
}

/// <param name="Start">How the buyer pays; <c>null</c> when there is nothing to pay or the processor does not answer.</param>
/// <param name="IsNew"><c>false</c> for an order that the key has placed before.</param>
internal sealed record Placed(Order Order, CheckoutStart? Start, bool IsNew);
