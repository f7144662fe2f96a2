using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments.WeChat;

public class Paying_with_WeChat(WeChatApp app) : IClassFixture<WeChatApp>, IAsyncLifetime
{
    public ValueTask InitializeAsync()
    {
        app.WeChat.Faults.Clear();
        app.WeChat.SignsWith = WeChatEmulator.PublicKeyId;
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await app.SwitchAsync(on: true);

    [Fact]
    public async Task A_code_is_shown_and_the_page_goes_on_once_it_is_paid()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        var page = await buyer.Browser.GetAsync(purchase.PayPath);
        var trade = app.WeChat.Trades[purchase.Reference];
        Assert.StartsWith("data:image/png;base64,", page.Document.QuerySelector(".pay-code img")!.GetAttribute("src"));
        Assert.Equal(purchase.Code, (string?)trade.Asked["attach"]);
        Assert.Equal(app.Clock.Now.AddDays(1), trade.ExpiresAt);

        app.WeChat.Pay(purchase.Reference);
        (await shop.PostAsync(app.Paid(purchase.Reference))).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();

        (await buyer.Browser.GetAsync(purchase.PayPath)).ShouldLeadTo($"{shop.Path}/orders/{purchase.Code}");
        Assert.Contains("Paid. Welcome!", (await buyer.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}")).Text);
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        var payment = await shop.InAsync(db => db.Set<Payment>().SingleAsync());
        Assert.Equal((trade.TransactionId, 2900L, 17L), (payment.Reference, payment.Amount, payment.Fee));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task A_phone_is_led_to_their_page_and_back()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        buyer.Browser.Http.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Mobile");
        var purchase = await app.BuyAsync(shop, buyer);

        var page = await buyer.Browser.GetAsync(purchase.PayPath);
        var link = page.Document.QuerySelector("main a.button")!.GetAttribute("href")!;

        Assert.StartsWith("https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?", link);
        Assert.Contains("redirect_url=" + Uri.EscapeDataString($"{app.Address.GetLeftPart(UriPartial.Authority)}{shop.Path}/orders/{purchase.Code}?returned=1"), link);
        Assert.Equal("127.0.0.1", (string?)app.WeChat.Trades[purchase.Reference].Asked["scene_info"]!["payer_client_ip"]);
        app.WeChat.Pay(purchase.Reference);
        await buyer.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}?returned=1");
        await app.SettleAsync();
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
    }

    [Fact]
    public async Task A_code_that_is_too_old_is_replaced_when_somebody_looks()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        var first = (await CheckoutAsync(shop, purchase)).StartValue;
        await buyer.Browser.GetAsync(purchase.PayPath);
        Assert.Equal(1, app.WeChat.Trades[purchase.Reference].Codes);

        app.Clock.Advance(TimeSpan.FromHours(2));
        await buyer.Browser.GetAsync(purchase.PayPath);

        var checkout = await CheckoutAsync(shop, purchase);
        Assert.NotEqual(first, checkout.StartValue);
        Assert.Equal((purchase.Reference, 2), (checkout.Reference, app.WeChat.Trades[purchase.Reference].Codes));
    }

    [Fact]
    public async Task It_is_found_although_no_notification_comes()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        app.WeChat.Pay(purchase.Reference);

        await shop.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Another_amount_is_held()
    {
        var (shop, _, purchase) = await app.BuyAsync();
        app.WeChat.Pay(purchase.Reference, total: 1);
        await shop.PostAsync(app.Paid(purchase.Reference));
        await app.SettleAsync();

        Assert.Equal(OrderState.Held, await shop.StateAsync(purchase));
        Assert.Empty(await shop.GrantsAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task An_order_that_is_too_old_is_closed()
    {
        var (shop, _, purchase) = await app.BuyAsync();

        await shop.PassAsync(TimeSpan.FromHours(24));

        Assert.Equal("CLOSED", app.WeChat.Trades[purchase.Reference].State);
        Assert.Equal(CheckoutState.Expired, (await CheckoutAsync(shop, purchase)).State);
    }

    [Fact]
    public async Task Paid_another_way_it_takes_nothing_any_more()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        var start = await shop.InScopeAsync(async services => await services.GetRequiredService<StartCheckout>().AgainAsync(
            await services.GetRequiredService<AppDb>().Set<Order>().Include(o => o.Lines)
                .SingleAsync(o => o.Id == purchase.OrderId), "test", default));
        var path = Assert.IsType<CheckoutStart.Page>(start).Url;
        await shop.DecideAsync(buyer, purchase with { PayPath = path });

        await shop.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        Assert.Equal("CLOSED", app.WeChat.Trades[purchase.Reference].State);
        Assert.False(app.WeChat.Pay(purchase.Reference));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Switched_off_in_the_middle_it_loses_nothing()
    {
        var (shop, _, purchase) = await app.BuyAsync();
        app.WeChat.Pay(purchase.Reference);
        await app.SwitchAsync(on: false);
        (await shop.PostAsync(app.Paid(purchase.Reference))).ShouldBe(HttpStatusCode.ServiceUnavailable);
        await shop.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(OrderState.Pending, await shop.StateAsync(purchase));

        await app.SwitchAsync(on: true);
        await shop.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Theory]
    [InlineData("TooMany", "rate_limited"), InlineData("Broken", "unavailable"), InlineData("HangsUp", null), InlineData("LosesAnswer", null)]
    [InlineData("ForgesAnswer", "answer_not_genuine"), InlineData("CutsOff", null)]
    public async Task Whatever_goes_wrong_at_the_start_the_buyer_tries_once_more(string fault, string? code)
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        app.WeChat.Fail("/native", Enum.Parse<FaultKind>(fault));
        var sent = await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"), ("processor", "wechat"));
        var order = sent.ShouldRedirect().Location!;
        var failed = await shop.InAsync(db => db.Set<Checkout>().AsNoTracking().SingleAsync());
        Assert.NotNull(failed.Failure);
        if (code is not null)
            Assert.Equal(code, failed.Failure);

        var again = await buyer.Browser.SubmitAsync(order, ("do", "again"), ("processor", "wechat"));

        Assert.Equal(order + "/payment", again.Location);
        var checkout = await shop.InAsync(db => db.Set<Checkout>().AsNoTracking().SingleAsync());
        Assert.Equal(checkout.RequestId, checkout.Reference);
        app.WeChat.Pay(checkout.Reference!);
        await shop.PassAsync(TimeSpan.FromMinutes(1));
        Assert.NotNull(await shop.InAsync(db => db.Set<Order>().Select(o => o.PaidAt).SingleAsync()));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Theory]
    [InlineData(60), InlineData(-60)]
    public async Task A_clock_that_is_an_hour_off_is_named_as_what_is_wrong_and_five_minutes_are_borne(int minutes)
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        app.WeChat.AnswersAhead = TimeSpan.FromMinutes(minutes);
        var order = (await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"), ("processor", "wechat")))
            .ShouldRedirect().Location!;
        Assert.Equal("clock_off", (await shop.InAsync(db => db.Set<Checkout>().AsNoTracking().SingleAsync())).Failure);

        app.WeChat.AnswersAhead = TimeSpan.FromMinutes(Math.Sign(minutes) * 5);
        var again = await buyer.Browser.SubmitAsync(order, ("do", "again"), ("processor", "wechat"));
        app.WeChat.AnswersAhead = default;

        Assert.Equal(order + "/payment", again.Location);
    }

    private static Task<Checkout> CheckoutAsync(Shop shop, Purchase purchase) =>
        shop.InAsync(db => db.Set<Checkout>().AsNoTracking().SingleAsync(c => c.OrderId == purchase.OrderId && c.Processor == "wechat"));
}
