using System.Net;
using System.Net.Http.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Bank;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments.Bank;

/// <summary>The program of somebody who takes yuan and euros on a bank account.</summary>
public sealed class BankApp : GuildhallApp
{
    protected override IEnumerable<string> Settings =>
    [
        "--Guildhall:Payments:BankTransfer:Instructions=Guild e.V.\nExample Bank\nDE02 1203 0000 0000 2020 51", "--Guildhall:Payments:BankTransfer:Currencies=cny, EUR，XXX",
    ];

    internal async Task<(Shop, Buyer, Purchase)> BuyAsync()
    {
        var shop = await Shop.OpenAsync(this);
        var buyer = await shop.BuyerAsync();
        var sent = await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"), ("processor", "bank"));
        var checkout = await shop.InAsync(db => db.Set<Checkout>().AsNoTracking().SingleAsync());
        var code = await shop.InAsync(db => db.Set<Order>().Select(o => o.Code).SingleAsync());
        Assert.Equal($"{shop.Path}/orders/{code}/payment", sent.ShouldRedirect().Location);
        return (shop, buyer, new Purchase(checkout.OrderId, code, sent.Location!, checkout.Reference!));
    }
}

public class Paying_by_bank_transfer(BankApp app) : IClassFixture<BankApp>
{
    [Fact]
    public async Task The_buyer_reads_where_to_send_it_and_the_operator_says_that_it_came()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        var page = await buyer.Browser.Speaking("en").GetAsync(purchase.PayPath);
        Assert.Contains("DE02 1203 0000 0000 2020 51", page.TextOf(".pay-transfer"));
        Assert.Contains($"Use {purchase.Code} as the reference", page.Text);
        var owner = (await app.SignInAsync(shop.Owner)).Speaking("en");
        Assert.Contains(purchase.Code, (await owner.GetAsync($"{shop.Path}/manage/transfers")).TextOf("main"));

        await owner.SubmitAsync(await PathAsync(shop), ("amount", "29.00"), ("arrivedOn", "2026-03-01"));

        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        Assert.Equal(
            new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc), (await shop.InAsync(db => db.Set<Payment>().SingleAsync())).PaidAt);
        Assert.Equal(2900, (await shop.BalancesAsync())["processor:bank"]);
        Assert.DoesNotContain(purchase.Code, (await owner.GetAsync($"{shop.Path}/manage/transfers")).TextOf("main"));
        Assert.Contains(purchase.Code, (await owner.GetAsync($"{shop.Path}/manage/transfers?state=arrived")).TextOf("main"));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Its_order_waits_for_two_weeks_and_money_that_comes_later_is_honoured()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        await shop.PassAsync(TimeSpan.FromDays(13));
        Assert.Equal(OrderState.Pending, await shop.StateAsync(purchase));
        await shop.PassAsync(TimeSpan.FromDays(2));
        Assert.Equal(OrderState.Expired, await shop.StateAsync(purchase));
        var owner = await app.SignInAsync(shop.Owner);
        Assert.Contains(purchase.Code, (await owner.GetAsync($"{shop.Path}/manage/transfers?state=closed")).TextOf("main"));

        await owner.SubmitAsync(await PathAsync(shop), ("amount", "29"), ("arrivedOn", app.Clock.Now.ToString("yyyy-MM-dd")));

        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Another_amount_is_held()
    {
        var (shop, _, purchase) = await app.BuyAsync();

        await (await app.SignInAsync(shop.Owner)).SubmitAsync(await PathAsync(shop), ("amount", "28.99"), ("arrivedOn", "2026-03-02"));

        Assert.Equal(OrderState.Held, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Theory]
    [InlineData("-1", "2026-03-02"), InlineData("0", "2026-03-02"), InlineData("29.005", "2026-03-02"), InlineData("much", "2026-03-02")]
    [InlineData("29", "2027-03-02"), InlineData("29", "1999-03-02"), InlineData("29", "yesterday")]
    public async Task What_cannot_be_is_said_at_its_field_and_kept(string amount, string day)
    {
        var (shop, _, purchase) = await app.BuyAsync();

        var answer = await (await app.SignInAsync(shop.Owner)).SubmitAsync(await PathAsync(shop), ("amount", amount), ("arrivedOn", day));

        answer.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(amount, answer.Document.QuerySelector("input[name=amount]")!.GetAttribute("value"));
        Assert.True(answer.Has("[aria-invalid=true]"));
        Assert.Equal(OrderState.Pending, await shop.StateAsync(purchase));
    }

    [Fact]
    public async Task What_did_not_arrive_is_closed_and_the_buyer_may_pay_another_way()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();

        await (await app.SignInAsync(shop.Owner)).SubmitAsync(await PathAsync(shop), ("close", "yes"));

        Assert.Equal(CheckoutState.Expired, await shop.InAsync(db => db.Set<Checkout>().Select(c => c.State).SingleAsync()));
        var page = await buyer.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}");
        Assert.True(page.Has("button[value=again]"));
        Assert.StartsWith("/test-processor/pay/", (await buyer.Browser.SubmitAsync(page, ("do", "again"), ("processor", "test"))).Location);
    }

    [Fact]
    public async Task A_refund_waits_until_somebody_says_that_it_was_sent()
    {
        var (shop, buyer, purchase) = await PaidAsync();
        var owner = (await app.SignInAsync(shop.Owner)).Speaking("en");
        await owner.SubmitAsync($"{shop.Path}/manage/orders/{purchase.OrderId}/refund", ("reason", "Asked for"), ("do", "refund"));
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        Assert.Equal(RefundOutcome.Pending, (await shop.InAsync(db => db.Set<Refund>().SingleAsync())).Outcome);
        Assert.Contains("1 refund needs your action", (await owner.GetAsync($"{shop.Path}/manage/transfers")).TextOf("main"));

        (await owner.SubmitAsync(await PathAsync(shop), ("sent", "yes"))).ShouldRedirect();

        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
        Assert.NotEqual(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        Assert.Equal(0, (await shop.BalancesAsync())["processor:bank"]);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task A_refund_that_will_not_be_sent_has_failed_and_access_stays()
    {
        var (shop, buyer, purchase) = await PaidAsync();
        var owner = await app.SignInAsync(shop.Owner);
        await owner.SubmitAsync($"{shop.Path}/manage/orders/{purchase.OrderId}/refund", ("reason", "Asked for"), ("do", "refund"));

        (await owner.SubmitAsync(await PathAsync(shop), ("sent", "no"))).ShouldRedirect();

        Assert.Equal(RefundOutcome.Failed, (await shop.InAsync(db => db.Set<Refund>().SingleAsync())).Outcome);
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Programs_say_the_same_once_or_are_refused()
    {
        var (shop, _, purchase) = await app.BuyAsync();
        var program = await app.TokenAsync(shop.Owner, "orders:read", "orders:write");
        var row = (await program.GetAsync(shop.Api + "/manage/transfers")).Json.GetProperty("items")[0];
        Assert.Equal((purchase.Code, 2900), (row.GetProperty("order").GetString(), row.GetProperty("amount").GetInt64()));
        var path = $"{shop.Api}/manage/transfers/{row.GetProperty("id").GetInt64()}";
        Task<Answer> PutAsync(string what, object json) =>
            program.SendAsync(new HttpRequestMessage(HttpMethod.Put, path + what) { Content = JsonContent.Create(json) });

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PutAsync("/arrival", new { amount = 2900, arrivedOn = "2026-03-02" })));

        Assert.All(answers, a => a.ShouldBe(HttpStatusCode.NoContent));
        (await PutAsync("/arrival", new { amount = 2901, arrivedOn = "2026-03-02" })).ShouldBeRefused(HttpStatusCode.Conflict, "transfer_confirmed");
        (await PutAsync("/closure", new { })).ShouldBeRefused(HttpStatusCode.Conflict, "transfer_confirmed");
        (await PutAsync("/returns/999999", new { sent = true })).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await program.GetAsync(shop.Api + "/manage/transfers?state=lost")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "state_unknown");
        Assert.Equal(1, await shop.InAsync(db => db.Set<Payment>().CountAsync()));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Members_and_operators_of_other_communities_may_not()
    {
        var (shop, buyer, _) = await app.BuyAsync();
        var path = await PathAsync(shop);
        var other = await Shop.OpenAsync(app);
        var stranger = await app.SignInAsync(other.Owner);

        (await buyer.Browser.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound);
        (await stranger.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound);
        (await stranger.GetAsync(path.Replace(shop.Path, other.Path, StringComparison.Ordinal))).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task It_takes_the_currencies_of_the_account_only()
    {
        var processors = app.Services.GetRequiredService<PaymentProcessors>();

        Assert.Contains("bank", (await processors.OnAsync("CNY", default)).Select(p => p.Name));
        Assert.Contains("bank", (await processors.OnAsync("EUR", default)).Select(p => p.Name));
        Assert.DoesNotContain("bank", (await processors.OnAsync("USD", default)).Select(p => p.Name));
    }

    private async Task<(Shop, Buyer, Purchase)> PaidAsync()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        (await (await app.SignInAsync(shop.Owner)).SubmitAsync(
            await PathAsync(shop), ("amount", "29"), ("arrivedOn", app.Clock.Now.ToString("yyyy-MM-dd")))).ShouldRedirect();
        return (shop, buyer, purchase);
    }

    private static async Task<string> PathAsync(Shop shop) =>
        $"{shop.Path}/manage/transfers/{await shop.InAsync(db => db.Set<BankTransfer>().Select(t => t.Id).SingleAsync())}";
}
