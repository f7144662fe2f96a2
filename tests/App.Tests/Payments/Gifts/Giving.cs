using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Payments.Gifts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments.Gifts;

/// <summary>Buys presents in a <see cref="Shop"/>.</summary>
internal static class Giving
{
    public static string GiftPath(this Shop shop, TierOffer? tier = null) => shop.CheckoutPath(tier ?? shop.Premium, "&gift=1");

    /// <summary>Buys a gift, and pays it.</summary>
    public static async Task<Given> GiveAsync(
        this Shop shop, Buyer buyer, string name = "Mei", string? email = null, string? day = null, string interval = "month",
        string message = "", TierOffer? tier = null)
    {
        // Where no mail goes out, the form asks for no address.
        (string, object)[] mailed = email is null ? [] : [("giftEmail", email)];
        var sent = await buyer.Browser.SubmitAsync(shop.GiftPath(tier),
            [("giftName", name), ("interval", interval), ("giftMessage", message), ("giftDay", day ?? ""), ("do", "buy"), .. mailed]);
        Assert.StartsWith("/test-processor/pay/", sent.Location ?? sent.Text);
        var order = await shop.InAsync(db => db.Set<Order>().AsNoTracking().Where(o => o.MemberId == buyer.Person.Id)
            .OrderByDescending(o => o.Id).FirstAsync());
        var purchase = new Purchase(order.Id, order.Code, sent.Location!, sent.Location!.Split('/')[^1]);
        await shop.DecideAsync(buyer, purchase);
        await shop.PassAsync(TimeSpan.FromSeconds(1));
        await shop.PassAsync(TimeSpan.FromSeconds(2));
        var page = await buyer.Browser.GetAsync($"{shop.Path}/orders/{order.Code}");
        var link = page.Document.QuerySelector("input[id^=gift-]")?.GetAttribute("value");
        return new Given(purchase, link is null ? "" : new Uri(link).AbsolutePath);
    }

    public static Task<OrderClaim> ClaimAsync(this Shop shop, Given gift) =>
        shop.InAsync(db => db.Set<OrderClaim>().AsNoTracking().SingleAsync(c => c.OrderId == gift.Purchase.OrderId));

    public static Task RefundAsync(this Shop shop, Given gift) => shop.InScopeAsync(async services =>
    {
        var refund = (RefundOrder)services.GetService(typeof(RefundOrder))!;
        await refund.RunAsync(gift.Purchase.OrderId, new RefundWish(null, null, "Refunded", false, "k"), shop.Owner.Id, default);
        return true;
    });
}

/// <param name="Link">Local path of the claim page.</param>
internal sealed record Given(Purchase Purchase, string Link);
