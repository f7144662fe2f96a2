using System.Net;
using System.Net.Http.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Subscriptions;

namespace Guildhall.App.Tests.Payments;

/// <summary>Tiers are plans of one membership: whoever is charged for one changes the plan, and does not pay for two.</summary>
public class Subscribing_to_another_tier(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Leads_to_the_change_of_plan_wherever_it_is_offered()
    {
        var (shop, member, id) = await SubscribedAsync();
        var browser = member.Buyer.Browser.Speaking("en");

        var plans = await browser.GetAsync($"{shop.Path}/tiers");
        var checkout = await browser.GetAsync(shop.CheckoutPath(shop.Partner, "&interval=year"));

        Assert.Contains("Change plan",
            plans.Document.QuerySelectorAll($"main a.button[href='/account/subscriptions/{id}']").Select(a => a.TextContent.Trim()));
        Assert.Contains("Manage subscription", plans.TextOf("main"));
        Assert.DoesNotContain("Join yearly", plans.TextOf("main"));
        Assert.NotNull(checkout.Document.QuerySelector($"main a.button[href='/account/subscriptions/{id}']"));
        Assert.Null(checkout.Document.QuerySelector("[name=goesOn][value=renews]"));
    }

    [Fact]
    public async Task Is_refused_at_the_checkout_and_to_programs()
    {
        var shop = await Shop.OpenAsync(app);
        var member = new Subscriber(app, shop, await shop.BuyerAsync());
        var open = await member.Buyer.Browser.GetAsync(shop.CheckoutPath(shop.Partner));
        await member.PayAsync(await member.Buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"), ("goesOn", "renews")));
        var id = (await member.RowAsync()).Id;
        var program = await app.TokenAsync(member.Buyer.Person, "orders:read", "orders:write");
        var wish = new HttpRequestMessage(HttpMethod.Post, shop.Api + "/checkout")
        {
            Content = JsonContent.Create(new
            {
                lines = new[] { new { kind = "tier", id = shop.Partner.Slug, interval = "year" } }, renews = true,
            }),
        };
        wish.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());

        var refused = await program.SendAsync(wish);
        // A page that was open for long.
        var page = await member.Buyer.Browser.SubmitAsync(open, ("interval", "year"), ("goesOn", "renews"));

        refused.ShouldBeRefused(HttpStatusCode.Conflict, "subscribed_otherwise");
        Assert.Equal(id, refused.Json.GetProperty("subscription").GetInt64());
        page.ShouldBe(HttpStatusCode.Conflict);
        Assert.Single(await member.OrdersAsync());
    }

    [Fact]
    public async Task Is_open_to_gifts_and_to_whoever_has_cancelled()
    {
        var (shop, member, _) = await SubscribedAsync();
        var gift = await member.Buyer.Browser.GetAsync(shop.CheckoutPath(shop.Partner, "&gift=1"));
        Assert.DoesNotContain("/account/subscriptions/", gift.TextOf("main") + gift.Document.QuerySelector("main")!.InnerHtml);

        await member.CancelAsync();
        var sent = await member.Buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Partner), ("interval", "year"), ("goesOn", "renews"));

        Assert.StartsWith("/test-processor/pay/", sent.Location);
    }

    [Fact]
    public async Task Is_not_offered_to_whoever_has_a_higher_one()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        await shop.BuyAndPayAsync(buyer, shop.Partner, "year");

        var plans = await buyer.Browser.Speaking("en").GetAsync($"{shop.Path}/tiers");

        Assert.Contains($"Included in {shop.Partner.Name}", plans.TextOf("main"));
        Assert.DoesNotContain("Join monthly", plans.TextOf("main"));
    }

    private async Task<(Shop, Subscriber, long Id)> SubscribedAsync()
    {
        var shop = await Shop.OpenAsync(app);
        var member = await Subscriber.BeginAsync(app, shop);
        return (shop, member, (await member.RowAsync()).Id);
    }
}
