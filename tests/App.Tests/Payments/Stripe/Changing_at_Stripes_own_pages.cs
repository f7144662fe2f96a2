using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Coupons;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments.Stripe;

/// <summary>A member whom Stripe charges: its portal, and coupons that hold for several charges.</summary>
[Trait("Database", "sqlite")]
public class Changing_at_Stripes_own_pages(StripeApp app) : IClassFixture<StripeApp>
{
    [Fact]
    public async Task Leads_there_and_mirrors_what_is_done()
    {
        var (shop, member, reference) = await SubscribeAsync(null);
        var row = await member.RowAsync();
        var browser = (await member.BrowserAsync()).Speaking("en");
        Assert.Contains("Card and invoices at Stripe", (await browser.GetAsync($"/account/subscriptions/{row.Id}")).TextOf("main"));

        var leave = (await browser.GetAsync($"/account/subscriptions/{row.Id}/portal")).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("https://billing.stripe.com/p/session/", leave.Text);
        var session = app.Books.All("billing_portal.session").Last();
        Assert.EndsWith($"/account/subscriptions/{row.Id}", session["return_url"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(app.Books.Get(reference)["customer"]!.ToString(), session["customer"]!.ToString());

        app.Books.InPortal(reference, cancels: true);
        await app.TellAsync(shop);
        var cancelled = await member.RowAsync();
        Assert.Equal((CancelReason.AtProcessor, row.PaidUntil), (cancelled.CancelReason!.Value, cancelled.CancelAt));
        app.Books.InPortal(reference, cancels: false);
        await app.TellAsync(shop);
        Assert.False((await member.RowAsync()).IsCancelled);
    }

    [Fact]
    public async Task Does_not_take_back_there_what_was_cancelled_here()
    {
        var (shop, member, reference) = await SubscribeAsync(null);
        await member.CancelAsync();

        app.Books.InPortal(reference, cancels: false);
        await app.TellAsync(shop);

        Assert.True((await member.RowAsync()).IsCancelled);
    }

    [Fact]
    public async Task Says_so_where_it_is_not_set_up_and_is_nobody_elses()
    {
        var (_, member, _) = await SubscribeAsync(null);
        var path = $"/account/subscriptions/{(await member.RowAsync()).Id}/portal";
        app.Books.HasPortal = false;

        var refused = await (await member.BrowserAsync()).Speaking("en").GetAsync(path);
        app.Books.HasPortal = true;

        Assert.Contains("Stripe isn't available right now", refused.ShouldBe(HttpStatusCode.Conflict).TextOf("main"));
        (await (await member.Shop.BuyerAsync()).Browser.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Is_charged_what_a_coupon_promises_period_by_period()
    {
        var (shop, member, reference) = await SubscribeAsync("STRIPE3");

        for (var i = 0; i < 3; i++)
        {
            app.Clock.Advance((await member.RowAsync()).DueAt - app.Clock.Now);
            app.Books.Renew(reference);
            await app.TellAsync(shop);
            await shop.PassAsync(TimeSpan.FromSeconds(3));
        }

        Assert.Equal([1450L, 1450, 1450, 2900], (await member.OrdersAsync()).Select(o => o.Total));
        Assert.All(await member.OrdersAsync(), o => Assert.Equal(OrderState.Paid, o.StateAt(app.Clock.Now)));
        await shop.LedgerShouldBeSoundAsync();
    }

    private async Task<(Shop, Subscriber, string)> SubscribeAsync(string? coupon)
    {
        var shop = await Shop.OpenAsync(app);
        if (coupon is not null)
            await shop.InScopeAsync(s => s.GetRequiredService<ArrangeCoupons>()
                .IssueAsync(coupon, new CouponTerms(CouponKind.Percent, 50, null) { Periods = 3 }, shop.Owner.Id, default));
        var buyer = await shop.BuyerAsync();
        (await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"), ("goesOn", "renews"), ("processor", "stripe"),
            ("coupon", coupon ?? ""), ("do", "buy"))).ShouldBe(HttpStatusCode.SeeOther);
        var checkout = await shop.InAsync(db => db.Set<Checkout>().AsNoTracking().SingleAsync());
        app.Books.Pay(checkout.Reference!);
        await app.TellAsync(shop);
        var member = new Subscriber(app, shop, buyer);
        return (shop, member, (await member.RowAsync()).Reference!);
    }
}
