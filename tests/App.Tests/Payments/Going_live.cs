using System.Net;
using System.Net.Http.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Values;
using Guildhall.Payments;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.TestProcessor;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Guildhall.App.Tests.Payments;

/// <summary>The test processor is switched off while orders that were begun with it are still about.</summary>
[Trait("Database", "sqlite")]
public class Going_live(GuildhallApp app) : IClassFixture<GuildhallApp>, IDisposable
{
    public void Dispose() => Switch(on: true);

    [Theory]
    [InlineData("en", "Test payments are turned off on this site")]
    [InlineData("zh", "本站已关闭测试支付")]
    public async Task A_test_page_that_was_kept_open_takes_no_payment(string language, string message)
    {
        var (shop, buyer, purchase) = await BuyAsync(interval: "year");
        using var browser = app.Visitor().Speaking(language);
        var kept = await browser.GetAsync(purchase.PayPath);
        Switch(on: false);

        var answer = await browser.SubmitAsync(kept, ("decision", "pay"), ("scenario", EnumWords.Of(TestScenario.Silent)));
        await shop.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Contains(message, answer.ShouldBe(HttpStatusCode.Conflict).TextOf("main"));
        Assert.False((await browser.GetAsync(purchase.PayPath)).ShouldBe(HttpStatusCode.OK).Has("button[value=pay]"));
        Assert.Equal(OrderState.Pending, await shop.StateAsync(purchase));
        Assert.NotEqual(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        Assert.Empty(await shop.BalancesAsync());
    }

    [Theory]
    [InlineData("en", "This site isn't accepting payments right now.")]
    [InlineData("zh", "本站暂不接受付款。")]
    public async Task A_declined_order_gets_no_new_test_page(string language, string message)
    {
        var (shop, buyer, purchase) = await BuyAsync(language);
        await shop.DecideAsync(buyer, purchase, "decline");
        await shop.PassAsync(TimeSpan.FromSeconds(1));
        var kept = await buyer.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}");
        Switch(on: false);

        var answer = await buyer.Browser.SubmitAsync(kept, ("do", "again"));

        Assert.Contains(message, answer.ShouldBe(HttpStatusCode.Conflict).TextOf("main"));
        Assert.False((await buyer.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}")).Has("button[value=again]"));
        Assert.Equal(1, await shop.InAsync(db => db.Set<Checkout>().CountAsync()));
    }

    [Fact]
    public async Task Nobody_is_led_to_a_test_page_again()
    {
        var shop = await Shop.OpenAsync(app);
        var program = await app.TokenAsync(await app.MemberAsync(), "orders:write");
        Task<Answer> CheckoutAsync()
        {
            var request = new HttpRequestMessage(HttpMethod.Post,
                shop.Api + "/checkout") { Content = JsonContent.Create(shop.Wish()) };
            request.Headers.Add("Idempotency-Key", "one");
            return program.SendAsync(request);
        }
        Assert.NotNull((await CheckoutAsync()).Json.GetProperty("start").GetProperty("redirect").GetString());
        Switch(on: false);

        Assert.Null((await CheckoutAsync()).ShouldBe(HttpStatusCode.OK).Json.GetProperty("start").GetString());
    }

    [Fact]
    public async Task Its_webhooks_are_refused()
    {
        var (shop, _, purchase) = await BuyAsync();
        var before = await shop.DeliveriesAsync();
        Switch(on: false);

        (await shop.PostAsync(await shop.WebhookAsync("te_late_" + purchase.OrderId, purchase.Reference)))
            .ShouldBeRefused(HttpStatusCode.NotFound, "not_found");

        Assert.Equal(before, await shop.DeliveriesAsync());
    }

    [Fact]
    public async Task What_was_paid_before_can_still_be_given_back()
    {
        var (shop, buyer, purchase) = await BuyAsync();
        await shop.DecideAsync(buyer, purchase);
        await shop.PassAsync(TimeSpan.FromSeconds(1));
        Switch(on: false);

        var owner = await app.SignInAsync(shop.Owner);
        await owner.SubmitAsync($"{shop.Path}/manage/orders/{purchase.OrderId}/refund", ("reason", "A trial"), ("do", "refund"));

        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
        Assert.NotEqual(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Theory]
    [InlineData("en", "The test processor is on: anyone can get any tier without paying")]
    [InlineData("zh", "测试支付已开启：任何人无需付款即可获得任意会员方案")]
    public async Task Operators_are_told_for_as_long_as_it_is_on(string language, string warning)
    {
        var shop = await Shop.OpenAsync(app);
        var owner = await app.SignInAsync(await app.MemberAsync(owner: true, language: language));

        var trying = await owner.GetAsync($"{shop.Path}/manage/orders");
        Switch(on: false);
        var live = await owner.GetAsync($"{shop.Path}/manage/orders");

        Assert.Contains(warning, trying.TextOf("main"));
        Assert.Contains("Guildhall__Payments__TestProcessor=false", trying.TextOf("main"));
        Assert.DoesNotContain(warning, live.ShouldBe(HttpStatusCode.OK).TextOf("main"));
    }

    private void Switch(bool on) => app.Services.GetRequiredService<IOptions<PaymentsOptions>>().Value.TestProcessor = on;

    private async Task<(Shop, Buyer, Purchase)> BuyAsync(string language = "en", string interval = "month")
    {
        var shop = await Shop.OpenAsync(app);
        var person = await app.MemberAsync(language: language);
        var buyer = new Buyer(person, await app.SignInAsync(person));
        return (shop, buyer, await shop.BuyAsync(buyer, interval: interval));
    }
}

public class Going_live_with_another_processor(FaultyApp app) : IClassFixture<FaultyApp>
{
    [Fact]
    public async Task Takes_an_order_on_that_was_begun_as_a_test()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        var options = app.Services.GetRequiredService<IOptions<PaymentsOptions>>().Value;
        options.TestProcessor = true;
        var purchase = await shop.BuyAsync(buyer, processor: "test");
        options.TestProcessor = false;

        var again = await buyer.Browser.SubmitAsync($"{shop.Path}/orders/{purchase.Code}", ("do", "again"));

        again.ShouldLeadTo($"{shop.Path}/orders/{purchase.Code}/payment");
        var reference = await shop.InAsync(db => db.Set<Checkout>().Where(c => c.Processor == StubProcessor.Key).Select(c => c.Reference)
            .SingleAsync());
        app.Processor.Pay(reference!, 2900);
        await shop.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }
}
