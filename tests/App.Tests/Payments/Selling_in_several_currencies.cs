using System.Net;
using System.Net.Http.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments;

/// <summary>Premium for CN¥29 or US$5 a month, and for CN¥299 a year; Partner in yuan alone.</summary>
public class Selling_in_several_currencies(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Shows_a_visitor_one_currency_and_keeps_pages_for_each()
    {
        var shop = await ShopAsync();
        var (yuan, dollar) = (app.Visitor(), app.Visitor());

        var first = (await yuan.GetAsync(shop.Path + "/tiers")).ShouldBe(HttpStatusCode.OK).TextOf("main");
        var page = await dollar.GetAsync(shop.Path + "/tiers");
        Assert.Equal(2, page.Document.QuerySelectorAll(".currency-switch button[name=currency]").Length);
        using var choice = new FormUrlEncodedContent([new("currency", "USD"), new("returnUrl", shop.Path + "/tiers")]);
        var chosen = await dollar.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/preferences") { Content = choice });
        Assert.Equal(shop.Path + "/tiers", chosen.Location);
        var other = (await dollar.GetAsync(shop.Path + "/tiers")).TextOf("main");
        var again = (await yuan.GetAsync(shop.Path + "/tiers")).TextOf("main");

        Assert.Contains("CN¥29", first);
        Assert.DoesNotContain("$5", first);
        Assert.Contains("$5", other);
        Assert.DoesNotContain("CN¥29 ", other);
        // Where the chosen one is not sold, the usual one is shown.
        Assert.Contains("CN¥", other);
        Assert.Equal(first, again);
    }

    [Fact]
    public async Task Sells_and_renews_in_the_currency_that_was_chosen()
    {
        var shop = await ShopAsync();
        var buyer = await shop.BuyerAsync();
        var browser = buyer.Browser;

        var page = await browser.GetAsync(shop.CheckoutPath(shop.Premium, "&currency=USD"));
        Assert.Contains("$5", page.TextOf("main"));
        var sent = await browser.SubmitAsync(page, ("goesOn", "renews"), ("do", "buy"));
        var subscriber = new Subscriber(app, shop, buyer);
        await subscriber.PayAsync(sent);
        await subscriber.PassToEndAsync();

        Assert.Equal([("USD", 500L), ("USD", 500L)], (await subscriber.OrdersAsync()).Select(o => (o.Currency, o.Total)));
        var revenue = await RevenueAsync(shop);
        Assert.Equal([new RecurringRevenue("USD", 500)], revenue);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Keeps_a_subscription_in_its_currency()
    {
        var shop = await ShopAsync();
        var buyer = await shop.BuyerAsync();
        var sent = await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium, "&currency=USD"), ("goesOn", "renews"), ("do", "buy"));
        var subscriber = new Subscriber(app, shop, buyer);
        await subscriber.PayAsync(sent);
        var id = (await subscriber.RowAsync()).Id;
        var program = await app.TokenAsync(buyer.Person, "orders:write", "orders:read");

        (await program.GetAsync($"/api/me/subscriptions/{id}/change-preview?item={shop.Partner.TierId}&interval=year"))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "plan_other_currency");
        Assert.DoesNotContain("Partner", (await (await subscriber.BrowserAsync()).GetAsync($"/account/subscriptions/{id}")).TextOf("main"));
    }

    [Fact]
    public async Task Ends_a_subscription_paid_by_hand_when_it_is_bought_in_another_currency()
    {
        var shop = await ShopAsync();
        var buyer = await shop.BuyerAsync();
        await shop.BuyAndPayAsync(buyer);

        var sent = await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium, "&currency=USD"), ("do", "buy"));
        await new Subscriber(app, shop, buyer).PayAsync(sent);

        var rows = await shop.InAsync(db => db.Set<Subscription>().AsNoTracking().OrderBy(s => s.Id).ToListAsync());
        Assert.Equal([("CNY", EndReason.Replaced), ("USD", (EndReason?)null)], rows.Select(s => (s.Currency, s.EndReason)));
        var revenue = await RevenueAsync(shop);
        Assert.Equal([("CNY", 0L), ("USD", 500L)], revenue.Select(r => (r.Currency, r.Amount)));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Theory]
    [InlineData("EUR", "currency_not_sold"), InlineData("XYZ", "currency_unknown")]
    public async Task Refuses_a_currency_that_it_is_not_sold_in(string currency, string code)
    {
        var shop = await ShopAsync();
        var program = await app.TokenAsync((await shop.BuyerAsync()).Person, "orders:write");

        (await program.SendAsync(Checkout(shop, "month", currency))).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task Takes_the_currency_that_has_the_wished_period()
    {
        var shop = await ShopAsync();
        var program = await app.TokenAsync((await shop.BuyerAsync()).Person, "orders:write");

        foreach (var (interval, currency) in new[] { ("month", "CNY"), ("quarter", "USD") })
        {
            var placed = (await program.SendAsync(Checkout(shop, interval, null))).ShouldBe(HttpStatusCode.Created);
            Assert.Equal(currency, placed.Json.GetProperty("currency").GetString());
        }
    }

    [Fact]
    public async Task Sells_seats_in_one_currency_at_a_time()
    {
        var shop = await ShopAsync();
        var owner = await app.SignInAsync(shop.Owner);
        await owner.SubmitAsync($"{shop.Path}/manage/tiers/{shop.Premium.TierId}/seats", ("open", "true"), ("percentOff", "10"), ("fromSeats", "5"));
        var manager = await shop.BuyerAsync();
        var path = $"{shop.Path}/checkout?kind=seats&item={shop.Premium.Slug}&quantity=5";

        var page = await manager.Browser.GetAsync(path);
        var dollars = await manager.Browser.GetAsync(page.Document.QuerySelector("a[href*='currency=USD']")!.GetAttribute("href")!);
        await manager.Browser.SubmitAsync(dollars, ("interval", "month"), ("do", "buy"));

        Assert.DoesNotContain("$", page.TextOf("form").Replace("CN¥", "", StringComparison.Ordinal));
        var order = await shop.InAsync(db => db.Set<Order>().AsNoTracking().Include(o => o.Lines).SingleAsync());
        // US$5 less 10 %, five times.
        Assert.Equal(("USD", 2250, 5), (order.Currency, order.Total, order.Lines[0].Quantity));
    }

    [Fact]
    public async Task Is_arranged_on_the_page_of_the_tier()
    {
        var shop = await Shop.OpenAsync(app);
        var owner = await app.SignInAsync(shop.Owner);
        var path = $"{shop.Path}/manage/tiers/{shop.Premium.TierId}";

        var asked = (await owner.SubmitAsync(path, ("addCurrency", "EUR"), ("do", "add"))).ShouldBe(HttpStatusCode.OK);
        Assert.NotNull(asked.Document.QuerySelector("[name=monthPrice-EUR]"));
        Assert.Equal("29.00", asked.Document.QuerySelector("[name=monthPrice]")!.GetAttribute("value"));
        var wrong = await owner.SubmitAsync(asked, ("monthPrice-EUR", "4.123"));
        Assert.Equal("EUR can have at most 2 decimals.", wrong.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-monthPrice-EUR-error"));
        (await owner.SubmitAsync(asked, ("monthPrice-EUR", "4.00"), ("yearPrice-EUR", "40.00"))).ShouldRedirect();

        var tier = (await app.WithAsync<ITiers, TierOffer?>(t => t.FindAsync(shop.Community.Id, shop.Premium.TierId)))!;
        Assert.Equal(["CNY", "EUR"], tier.Currencies);
        Assert.Equal([2900L, 400L], tier.Prices.Where(p => p.Interval == Interval.Month).Select(p => p.Amount));
        // Emptied it is no longer sold in that currency, and the others stay.
        (await owner.SubmitAsync(path, ("monthPrice-EUR", ""), ("yearPrice-EUR", ""))).ShouldRedirect();
        Assert.Equal(["CNY"], (await app.WithAsync<ITiers, TierOffer?>(t => t.FindAsync(shop.Community.Id, shop.Premium.TierId)))!.Currencies);
    }

    private async Task<Shop> ShopAsync()
    {
        var shop = await Shop.OpenAsync(app);
        var program = await app.TokenAsync(shop.Owner, "tiers:write");
        var body = new
        {
            name = shop.Premium.Name, rank = shop.Premium.Rank, prices = new object[]
            {
                new { interval = "month", amount = 2900 }, new { interval = "year", amount = 29900 },
                new { interval = "month", amount = 500, currency = "USD" }, new { interval = "quarter", amount = 1400, currency = "USD" },
            },
        };
        (await program.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"{shop.Api}/tiers/{shop.Premium.TierId}") { Content = JsonContent.Create(body) }))
            .ShouldBe(HttpStatusCode.OK);
        return shop;
    }

    private Task<IReadOnlyList<RecurringRevenue>> RevenueAsync(Shop shop) =>
        app.WithAsync<ISubscriptionFigures, IReadOnlyList<RecurringRevenue>>(f => f.AtAsync(shop.Community.Id, app.Clock.Now));

    private static HttpRequestMessage Checkout(Shop shop, string interval, string? currency)
    {
        var wish = new { lines = new[] { new { kind = "tier", id = shop.Premium.Slug, interval } }, currency };
        var request = new HttpRequestMessage(HttpMethod.Post, shop.Api + "/checkout") { Content = JsonContent.Create(wish) };
        request.Headers.Add("Idempotency-Key", Codes.Secret("k_"));
        return request;
    }
}
