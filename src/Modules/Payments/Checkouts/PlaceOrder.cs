using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Checkouts;

/// <summary>
/// A member buys: the order, its first checkout and the request id are stored before anybody outside is asked. The same key
/// again, be it a double click or a retry after a crash, is the same order.
/// </summary>
internal sealed class PlaceOrder(AppDb db, QuoteMembership quotes, PaymentProcessors processors, StartCheckout start, TimeProvider time)
{
    public async Task<Placed> RunAsync(long memberId, string? tier, string? interval, string? key, string? returnPath, CancellationToken cancel)
    {
        key = IdempotencyKey.Checked(key);
        var asked = $"{tier} {interval}";
        var order = await EarlierAsync(memberId, key, asked, cancel) ?? await StoreAsync(memberId, tier, interval, key, asked, returnPath, cancel);
        return new Placed(order, await start.RunAsync(order, cancel));
    }

    private async Task<Order?> EarlierAsync(long memberId, string key, string asked, CancellationToken cancel)
    {
        var earlier = await db.Set<Order>().Include(o => o.Lines).SingleOrDefaultAsync(o => o.MemberId == memberId && o.IdempotencyKey == key, cancel);
        return earlier is null || earlier.Asked == asked
            ? earlier
            : throw new Refused("idempotency_mismatch", 422, "This Idempotency-Key was used for another purchase. Use a new one.");
    }

    private async Task<Order> StoreAsync(long memberId, string? tier, string? interval, string key, string asked, string? returnPath, CancellationToken cancel)
    {
        var quote = await quotes.RunAsync(tier, interval, memberId, cancel);
        if (quote.Interval is null)
            throw Refused.AtField("tier", "tier_is_free", "This tier is free: join instead of buying.");
        if (quote.Standing.HasNoEnd)
            throw Refused.AtField("tier", "already_yours", "You hold this tier without an end date: there is nothing to buy.");
        var processor = processors.ForOrders() ?? throw PaymentProcessors.Off();

        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.TakeCustomerTurnAsync(db.CommunityId, memberId, now, cancel);
        // A double click: the other click may have been first.
        if (await EarlierAsync(memberId, key, asked, cancel) is { } twin)
            return twin;

        var order = Order.Place(db.CommunityId, memberId, Codes.Order(), quote.ToLine(db.CommunityId), quote.Tier.Currency, key, asked, LocalPath.Or("", Shorten(returnPath)), now);
        db.Add(order);
        await db.SaveChangesAsync(cancel);
        db.Add(Checkout.Open(db.CommunityId, order.Id, processor.Name, Codes.Secret("gh_"), now));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return order;
    }

    private static string? Shorten(string? path) => path is { Length: <= 500 } ? path : null;
}

/// <param name="PayUrl">Where the buyer pays; <c>null</c> when there is nothing to pay or the processor does not answer.</param>
internal sealed record Placed(Order Order, string? PayUrl);
