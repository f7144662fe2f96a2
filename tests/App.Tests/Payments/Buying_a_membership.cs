using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Payments.Orders;
using Guildhall.Payments.TestProcessor;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments;

public class Buying_a_membership(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Notes_the_price_it_was_sold_at_whatever_the_tier_costs_later()
    {
        var shop = await Shop.OpenAsync(app);
        var purchase = await shop.BuyAndPayAsync(await shop.BuyerAsync());
        var owner = await app.SignInAsync(shop.Owner);
        var tierPath = $"{shop.Path}/manage/tiers/{shop.Premium.TierId}";

        await owner.SubmitAsync(tierPath, ("monthPrice", "39"));
        var later = await shop.BuyAndPayAsync(await shop.BuyerAsync());

        var (old, dear) = ((await shop.OrderAsync(purchase)).Lines.Single(), (await shop.OrderAsync(later)).Lines.Single());
        Assert.Equal((shop.Premium.PriceOf(Interval.Month)?.PriceId, 2900), (old.PriceId, old.UnitAmount));
        Assert.Equal(3900, dear.UnitAmount);
        Assert.NotNull(dear.PriceId);
        Assert.NotEqual(old.PriceId, dear.PriceId);
        var page = await owner.GetAsync($"{shop.Path}/manage/orders/{purchase.OrderId}");
        Assert.Contains($"price #{old.PriceId}", page.Text);
        Assert.Contains($"{tierPath}#price-{old.PriceId}", page.Text);
        Assert.NotNull((await owner.GetAsync(tierPath)).Document.QuerySelector($"#price-{old.PriceId}"));
        var json = (await owner.GetAsync($"{shop.Api}/manage/orders/{purchase.OrderId}")).Json.GetProperty("lines")[0];
        Assert.Equal((shop.Premium.TierId, old.PriceId!.Value, "month"),
            (json.GetProperty("id").GetInt64(), json.GetProperty("priceId").GetInt64(), json.GetProperty("interval").GetString()));
    }

    [Fact]
    public async Task Opens_the_tier_once_the_webhook_has_come()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();

        var purchase = await shop.BuyAsync(buyer);
        var waiting = await shop.DecideAsync(buyer, purchase);
        Assert.Equal(OrderState.Pending, await shop.StateAsync(purchase));
        Assert.Contains("Waiting for the payment", waiting.Text);
        await shop.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        Assert.Contains("Paid. Welcome!", (await buyer.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}")).Text);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Covers_a_calendar_month_in_the_zone_of_the_community()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();

        var purchase = await shop.BuyAndPayAsync(buyer);

        var grant = Assert.Single(await shop.GrantsAsync(purchase));
        Assert.Equal(Interval.Month.After(grant.From, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")), grant.Until);
    }

    [Fact]
    public async Task Joins_on_to_what_runs_already()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        var first = await shop.BuyAndPayAsync(buyer);

        var page = await buyer.Browser.GetAsync(shop.CheckoutPath(shop.Premium));
        var second = await shop.BuyAndPayAsync(buyer, interval: "year");

        Assert.Contains("This purchase extends it.", page.Text);
        Assert.Equal((await shop.GrantsAsync(first)).Single().Until, (await shop.GrantsAsync(second)).Single().From);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Leads_back_to_where_the_buyer_came_from()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        var article = $"{shop.Path}/articles/redis";

        var sent = await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium, "&returnUrl=" + Uri.EscapeDataString(article)),
            ("interval", "month"));
        var back = await buyer.Browser.SubmitAsync(sent.Location!, ("decision", "pay"));
        await shop.PassAsync(TimeSpan.FromSeconds(1));
        var paid = await buyer.Browser.FollowAsync(back);

        Assert.True(paid.Has($"a[href='{article}']"));
    }

    [Theory]
    [InlineData("https://evil.example/"), InlineData("//evil.example"), InlineData("/\\evil.example"), InlineData("javascript:alert(1)")]
    public async Task Never_leads_to_another_site(string wanted)
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();

        await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium, "&returnUrl=" + Uri.EscapeDataString(wanted)), ("interval", "month"));

        Assert.Equal("", await shop.InAsync(db => db.Set<Order>().Select(o => o.ReturnPath).SingleAsync()));
    }

    [Fact]
    public async Task Shows_a_visitor_the_price_and_asks_them_to_register_first()
    {
        var shop = await Shop.OpenAsync(app);
        using var visitor = app.Visitor();
        var path = shop.CheckoutPath(shop.Premium, "&interval=year");

        var page = (await visitor.GetAsync(path)).ShouldBe(HttpStatusCode.OK);

        Assert.Contains("CN¥299", page.TextOf("main"));
        Assert.True(page.Has($"a[href='/register?returnUrl={Uri.EscapeDataString(path)}']"));
        Assert.True(page.Has($"a[href='/sign-in?returnUrl={Uri.EscapeDataString(path)}']"));
        Assert.False(page.Has("input[name=__RequestVerificationToken]"));
    }

    [Fact]
    public async Task Twice_at_once_is_one_order_and_one_way_to_pay()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        var page = await buyer.Browser.GetAsync(shop.CheckoutPath(shop.Premium));

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => buyer.Browser.SubmitAsync(page, ("interval", "month"))));

        Assert.Single(answers.Select(a => a.Location).Distinct());
        Assert.StartsWith("/test-processor/pay/", answers[0].Location);
        Assert.Equal(1, await shop.InAsync(db => db.Set<Order>().CountAsync()));
        Assert.Equal(1, await app.WithAsync<Kernel.Data.AppDb, int>(db => db.Set<TestPayment>()
            .CountAsync(p => p.OrderCode == db.Set<Order>().IgnoreQueryFilters().Single(o => o.CommunityId == shop.Community.Id).Code)));
    }

    [Fact]
    public async Task A_declined_card_can_be_tried_again_with_the_same_order()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        var purchase = await shop.BuyAsync(buyer);
        await shop.DecideAsync(buyer, purchase, "decline");
        await shop.PassAsync(TimeSpan.FromSeconds(1));

        var declined = await buyer.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}");
        var again = await buyer.Browser.SubmitAsync(declined, ("do", "again"));
        await buyer.Browser.SubmitAsync(again.Location!, ("decision", "pay"));
        await shop.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Contains("The payment was declined", declined.Text);
        Assert.NotEqual(purchase.PayPath, again.Location);
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Whatever_is_pressed_twice_is_answered_like_the_first_time()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        var purchase = await shop.BuyAsync(buyer);
        var payPage = await buyer.Browser.GetAsync(purchase.PayPath);

        var declined = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => buyer.Browser.SubmitAsync(payPage, ("decision", "decline"))));
        await shop.PassAsync(TimeSpan.FromSeconds(1));
        var orderPage = await buyer.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}");
        var again = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => buyer.Browser.SubmitAsync(orderPage, ("do", "again"))));

        Assert.Equal([$"{shop.Path}/orders/{purchase.Code}"], declined.Select(a => a.Location).Distinct());
        Assert.Single(again.Select(a => a.Location).Distinct());
        Assert.StartsWith("/test-processor/pay/", again[0].Location);
    }

    [Fact]
    public async Task Who_turns_back_has_bought_nothing()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        var purchase = await shop.BuyAsync(buyer);

        await shop.DecideAsync(buyer, purchase, "cancel");
        await shop.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(OrderState.Cancelled, await shop.StateAsync(purchase));
        Assert.Empty(await shop.GrantsAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Money_for_an_expired_order_is_honoured()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        var purchase = await shop.BuyAsync(buyer);
        app.Clock.Advance(Order.TimeToPay - TimeSpan.FromSeconds(5));
        // Pressed in time; the bank says yes when the time is over.
        await shop.DecideAsync(buyer, purchase, scenario: TestScenario.PaysLater);
        await shop.PassAsync(TimeSpan.FromSeconds(6));
        Assert.Equal(OrderState.Expired, await shop.StateAsync(purchase));

        await shop.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        Assert.Single(await shop.GrantsAsync(purchase));
    }

    [Theory]
    [InlineData("en", "This payment page has expired."), InlineData("zh", "该付款页面已过期。")]
    public async Task An_old_payment_page_takes_no_money_at_an_old_price(string language, string message)
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        var purchase = await shop.BuyAsync(buyer);
        using var browser = app.Visitor().Speaking(language);
        var kept = await browser.GetAsync(purchase.PayPath);
        await shop.PassAsync(Order.TimeToPay);

        var answer = await browser.SubmitAsync(kept, ("decision", "pay"));
        var page = await browser.GetAsync(purchase.PayPath);
        await shop.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Contains(message, answer.ShouldBe(HttpStatusCode.Conflict).TextOf("main"));
        Assert.True(page.Has($"a[href='{shop.Path}/orders/{purchase.Code}']"));
        Assert.False(page.Has("button[value=pay]"));
        Assert.Equal(OrderState.Expired, await shop.StateAsync(purchase));
        Assert.Contains("Order again", (await buyer.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}")).TextOf("main"));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task A_free_tier_is_joined_without_paying()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();

        await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Free), ("do", "buy"));

        Assert.Equal(shop.Free.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        Assert.Equal(0, await shop.InAsync(db => db.Set<Order>().CountAsync()));
    }

    [Fact]
    public async Task Says_so_to_who_holds_a_higher_tier()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        await shop.BuyAndPayAsync(buyer, shop.Partner, "year");

        var page = await buyer.Browser.GetAsync(shop.CheckoutPath(shop.Premium));

        Assert.Contains("You already have more than this", page.Text);
    }

    [Fact]
    public async Task The_receipt_is_the_buyers_alone()
    {
        var shop = await Shop.OpenAsync(app);
        var (buyer, stranger) = (await shop.BuyerAsync(), await shop.BuyerAsync("Zhao Lei"));
        var purchase = await shop.BuyAndPayAsync(buyer);

        var list = await buyer.Browser.GetAsync("/account/orders");
        var receipt = await buyer.Browser.GetAsync($"/account/orders/{purchase.Code}");

        Assert.Contains(purchase.Code, list.Text);
        Assert.Contains("CN¥29.00", receipt.ShouldBe(HttpStatusCode.OK).TextOf("main"));
        (await stranger.Browser.GetAsync($"/account/orders/{purchase.Code}")).ShouldBe(HttpStatusCode.NotFound);
        (await stranger.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}")).ShouldBe(HttpStatusCode.NotFound);
        Assert.DoesNotContain(purchase.Code, (await stranger.Browser.GetAsync("/account/orders")).Text);
    }

    [Fact]
    public async Task An_unknown_tier_is_told_plainly()
    {
        var shop = await Shop.OpenAsync(app);
        using var visitor = app.Visitor();

        var page = (await visitor.GetAsync($"{shop.Path}/checkout?tier=nonsense")).ShouldBe(HttpStatusCode.UnprocessableEntity);

        Assert.Contains("There is no such tier in this community.", page.Text);
    }
}
