using System.Net;
using System.Net.Http.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Coupons;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments;

/// <summary>Issues coupons of a shop, and buys with them.</summary>
internal static class Coupons
{
    public static Task<Coupon> IssueAsync(Shop shop, string code, CouponTerms terms) => shop.InScopeAsync(services =>
        services.GetRequiredService<ArrangeCoupons>().IssueAsync(code, terms, shop.Owner.Id, default));

    public static Task<CouponRow> RowAsync(Shop shop, Coupon coupon) =>
        shop.InScopeAsync(services => services.GetRequiredService<CouponList>().OneAsync(coupon.Id, default));

    public static async Task<Purchase> BuyAsync(Shop shop, Buyer buyer, string code)
    {
        var sent = await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"), ("coupon", code), ("do", "buy"));
        Assert.StartsWith("/test-processor/pay/", sent.Location ?? sent.ToString());
        var order = await shop.InAsync(db => db.Set<Order>().AsNoTracking().Where(o => o.MemberId == buyer.Person.Id)
            .OrderByDescending(o => o.Id).FirstAsync());
        return new Purchase(order.Id, order.Code, sent.Location!, sent.Location!.Split('/')[^1]);
    }

    public static async Task RefusedAsync(GuildhallApp app, Shop shop, Buyer buyer, string code, string refusal)
    {
        var program = await app.TokenAsync(buyer.Person, "orders:write");
        (await CheckoutAsync(program, shop, code, Guid.NewGuid().ToString())).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, refusal);
    }

    public static Task<Answer> CheckoutAsync(Client program, Shop shop, string coupon, string key)
    {
        var wish = new { lines = new[] { new { kind = "tier", id = shop.Premium.Slug, interval = "month" } }, coupon };
        var request = new HttpRequestMessage(HttpMethod.Post, shop.Api + "/checkout") { Content = JsonContent.Create(wish) };
        request.Headers.Add("Idempotency-Key", key);
        return program.SendAsync(request);
    }
}
