using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Manage;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments;

/// <summary>Money that does not fit its order, and what happens to the order before and after an operator decides.</summary>
public class Held_money(FaultyApp app) : IClassFixture<FaultyApp>
{
    [Fact]
    public async Task Is_accepted_once_although_a_colleagues_page_still_shows_it()
    {
        var (shop, _, purchase) = await HeldAsync();

        var refused = await AcceptedFromAnOldPageAsync(shop, purchase, meanwhile: () => AcceptAsync(shop, purchase));

        Assert.Equal(("nothing_held", 409), (refused.Code, refused.Status));
        Assert.Equal(-2899, (await shop.BalancesAsync())["revenue:memberships"]);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Is_not_accepted_from_an_old_page_once_the_right_amount_has_come()
    {
        var (shop, _, purchase) = await HeldAsync();

        var refused = await AcceptedFromAnOldPageAsync(shop, purchase, meanwhile: () => CaptureAsync(shop, purchase, 2900));

        Assert.Equal(("already_paid", 409), (refused.Code, refused.Status));
        Assert.Equal((-2900L, -2899L), ((await shop.BalancesAsync())["revenue:memberships"], (await shop.BalancesAsync())["held:payments"]));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Goes_back_by_itself_when_it_comes_after_all_was_given_back()
    {
        var (shop, buyer, purchase) = await BuyAsync();
        await CaptureAsync(shop, purchase, 2900);
        await RefundAsync(shop, purchase);
        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));

        await CaptureAsync(shop, purchase, 2900);

        await shop.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal((OrderState.Refunded, HeldReason.PaidTwice),
            (await shop.StateAsync(purchase), (await shop.OrderAsync(purchase)).HeldReason));
        Assert.Equal(2, app.Processor.Records[purchase.Reference].Payments.Count(p => p.Refunds.Count == 1));
        Assert.NotEqual(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Given_back_makes_way_for_the_right_amount()
    {
        var (shop, buyer, purchase) = await HeldAsync();
        await RefundAsync(shop, purchase);
        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));

        await CaptureAsync(shop, purchase, 2900);

        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Stays_in_sight_while_a_second_payment_is_held_too()
    {
        var (shop, _, purchase) = await HeldAsync();
        await CaptureAsync(shop, purchase, 2899);

        await AcceptAsync(shop, purchase);

        Assert.Equal((OrderState.Held, HeldReason.PaidTwice),
            (await shop.StateAsync(purchase), (await shop.OrderAsync(purchase)).HeldReason));
        await RefundAsync(shop, purchase, await HeldPaymentAsync(shop, purchase));
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Stays_in_sight_when_it_cannot_go_back_by_itself()
    {
        var (shop, _, purchase) = await BuyAsync();
        app.Processor.RefundFailures[$"pi_{purchase.Reference}_1"] = new ProcessorFailure("refused", final: true);
        app.Processor.Pay(purchase.Reference, 2900, captures: 2);
        await shop.PassAsync(TimeSpan.FromMinutes(1));
        var held = await HeldPaymentAsync(shop, purchase);
        Assert.Contains(purchase.Code, (await (await app.SignInAsync(shop.Owner)).GetAsync($"{shop.Path}/manage/orders?state=held")).TextOf("main"));

        await RefundAsync(shop, purchase);
        Assert.Equal(OrderState.Held, await shop.StateAsync(purchase));
        app.Processor.RefundFailures.Clear();
        await RefundAsync(shop, purchase, held);

        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Theory]
    [InlineData("en", "Total paid"), InlineData("zh", "实付合计")]
    public async Task Accepted_is_what_the_receipt_says(string language, string word)
    {
        var (shop, buyer, purchase) = await HeldAsync(language: language);
        await AcceptAsync(shop, purchase);

        var receipt = await buyer.Browser.GetAsync($"/account/orders/{purchase.Code}");

        Assert.Contains(word, receipt.ShouldBe(HttpStatusCode.OK).TextOf(".receipt"));
        Assert.EndsWith("28.99", receipt.TextOf(".receipt-paid"));
    }

    [Fact]
    public async Task Given_back_leaves_nothing_on_the_receipt()
    {
        var (shop, buyer, purchase) = await HeldAsync();
        await RefundAsync(shop, purchase);

        Assert.EndsWith("0.00", (await buyer.Browser.GetAsync($"/account/orders/{purchase.Code}")).TextOf(".receipt-paid"));
    }

    [Fact]
    public async Task Of_another_currency_is_named_in_it_on_the_receipt()
    {
        var (shop, buyer, purchase) = await HeldAsync(500, "USD");
        await AcceptAsync(shop, purchase);

        var receipt = await ReceiptAsync(shop, buyer, purchase);

        Assert.EndsWith("$5.00", (await buyer.Browser.GetAsync($"/account/orders/{purchase.Code}")).TextOf(".receipt-paid"));
        Assert.Equal(
            (2900, 500, "USD"), (receipt.GetProperty("total").GetInt64(),
                receipt.GetProperty("payments")[0].GetProperty("amount").GetInt64(), receipt.GetProperty("payments")[0]
                    .GetProperty("currency").GetString()));
    }

    [Fact]
    public async Task That_was_a_second_payment_leaves_the_receipt_of_the_first_alone()
    {
        var (shop, buyer, purchase) = await BuyAsync();
        await CaptureAsync(shop, purchase, 2900);
        await CaptureAsync(shop, purchase, 2900);
        await RefundAsync(shop, purchase, await HeldPaymentAsync(shop, purchase));

        var receipt = await ReceiptAsync(shop, buyer, purchase);

        Assert.EndsWith("29.00", (await buyer.Browser.GetAsync($"/account/orders/{purchase.Code}")).TextOf(".receipt-paid"));
        Assert.Equal((0, 1), (receipt.GetProperty("refunded").GetInt64(), receipt.GetProperty("payments").GetArrayLength()));
    }

    private async Task<System.Text.Json.JsonElement> ReceiptAsync(Shop shop, Buyer buyer, Purchase purchase) =>
        (await (await app.TokenAsync(buyer.Person, "orders:read")).GetAsync($"{shop.Api}/orders/{purchase.Code}")).ShouldBe(HttpStatusCode.OK).Json;

    /// <summary>The page reads the order; something happens; only then its button is pressed.</summary>
    private static Task<Refused> AcceptedFromAnOldPageAsync(Shop shop, Purchase purchase, Func<Task> meanwhile) =>
        shop.InScopeAsync(async services =>
    {
        await services.GetRequiredService<ReadOrderRecord>().RunAsync(purchase.OrderId, default);
        await meanwhile();
        return await Assert.ThrowsAsync<Refused>(() => services.GetRequiredService<AcceptHeldPayment>()
            .RunAsync(purchase.OrderId, shop.Owner.Id, default));
    });

    private static Task AcceptAsync(Shop shop, Purchase purchase) => shop.InScopeAsync(async services =>
    {
        await services.GetRequiredService<AcceptHeldPayment>().RunAsync(purchase.OrderId, shop.Owner.Id, default);
        return true;
    });

    /// <summary>All that is left of the payment, or of the one that paid the order.</summary>
    private static Task RefundAsync(Shop shop, Purchase purchase, long? payment = null) => shop.InScopeAsync(services =>
        services.GetRequiredService<RefundOrder>()
        .RunAsync(purchase.OrderId, new RefundWish(payment, null, "Refunded", false, $"k{payment}"), shop.Owner.Id, default));

    private static Task<long> HeldPaymentAsync(Shop shop, Purchase purchase) =>
        shop.InAsync(db => db.Set<Payment>().Where(p => p.OrderId == purchase.OrderId && p.AppliedAt == null).OrderByDescending(p => p.Id)
            .Select(p => p.Id).FirstAsync());

    private async Task CaptureAsync(Shop shop, Purchase purchase, long amount, string currency = "CNY")
    {
        app.Processor.Capture(purchase.Reference, amount, currency);
        await shop.PassAsync(TimeSpan.FromMinutes(1));
        // No webhook tells of it: the nightly sweep reads it.
        await app.RunJobAsync<SweepCheckouts>();
    }

    private async Task<(Shop, Buyer, Purchase)> HeldAsync(long amount = 2899, string currency = "CNY", string language = "en")
    {
        var (shop, buyer, purchase) = await BuyAsync(language);
        await CaptureAsync(shop, purchase, amount, currency);
        Assert.Equal(OrderState.Held, await shop.StateAsync(purchase));
        return (shop, buyer, purchase);
    }

    private async Task<(Shop, Buyer, Purchase)> BuyAsync(string language = "en")
    {
        var shop = await Shop.OpenAsync(app);
        var person = await app.MemberAsync(language: language);
        var buyer = new Buyer(person, await app.SignInAsync(person));
        (await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"))).ShouldBe(HttpStatusCode.SeeOther);
        var checkout = await shop.InAsync(db => db.Set<Checkout>().AsNoTracking().SingleAsync());
        var code = await shop.InAsync(db => db.Set<Order>().Select(o => o.Code).SingleAsync());
        return (shop, buyer, new Purchase(checkout.OrderId, code, checkout.StartValue!, checkout.Reference!));
    }
}
