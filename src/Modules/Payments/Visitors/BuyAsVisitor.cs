using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Gifts;
using Guildhall.Payments.Orders;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Visitors;

/// <summary>Name and address of somebody who buys without an account, as they were typed.</summary>
public sealed record VisitorTyped(string? Name, string? Email)
{
    public static VisitorTyped Of(HttpContext http) => http.Request.HasFormContentType
        ? new(http.Request.Form["name"], http.Request.Form["email"]) : new(null, null);
}

/// <summary>
/// A visitor buys. The order belongs to a member of its own, with whom nobody can sign in. Nothing of the way to the payment depends on
/// whether the address has an account: that is looked at when the money is here.
/// </summary>
internal sealed class BuyAsVisitor(
    AppDb db, IVisitorAccounts visitors, PlaceOrder place, Buyer buyer, CommunityScope community, TimeProvider time)
{
    /// <exception cref="Refused">As for placing an order, and as for registering.</exception>
    public async Task<Placed> RunAsync(VisitorTyped typed, OrderWish wish, string pageKey, string language, CancellationToken cancel)
    {
        wish = wish with { For = ClaimWish.OfVisitor(typed.Name ?? "", typed.Email ?? "") };
        var key = IdempotencyKey.Of(pageKey, wish);
        if (await EarlierAsync(key, cancel) is { } earlier)
            return await PlaceAsync(earlier, wish, key, cancel);
        var memberId = await visitors.BeginAsync(typed.Name, typed.Email, language, community.Required.TimeZone, cancel);
        try
        {
            return await PlaceAsync(memberId, wish, key, cancel);
        }
        catch (Refused)
        {
            await visitors.RemoveAsync([memberId], cancel);
            throw;
        }
    }

    private async Task<Placed> PlaceAsync(long memberId, OrderWish wish, string key, CancellationToken cancel)
    {
        var placed = await place.RunAsync(memberId, wish, key, cancel);
        buyer.Remember(memberId);
        return placed;
    }

    /// <summary>The same page pressed again is the same order, and needs no further member.</summary>
    private async Task<long?> EarlierAsync(string key, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return await db.Set<Order>().Where(o => o.ExpiresAt > now && o.Kind == OrderKind.Visitor && o.IdempotencyKey == key)
            .Select(o => (long?)o.MemberId).FirstOrDefaultAsync(cancel);
    }
}
