using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments.Stripe;

public class Buying_by_Stripe(StripeApp app) : IClassFixture<StripeApp>
{
    [Fact]
    public async Task Opens_what_was_bought_and_books_the_fee()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        var asked = app.Stripe.Calls.Last(c => c is { Method: "POST", Path: "/v1/checkout/sessions" });
        var leave = await buyer.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}/payment");

        app.Books.Pay(purchase.Reference);
        await app.TellAsync(shop);

        Assert.Contains($"https://checkout.stripe.com/c/pay/{purchase.Reference}", leave.ShouldBe(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.Equal(("payment", purchase.Code, purchase.Code, "2900", "cny", "automatic", "false"), (
            asked["mode"], asked["client_reference_id"], asked["payment_intent_data[metadata][guildhall_order]"],
            asked["line_items[0][price_data][unit_amount]"], asked["line_items[0][price_data][currency]"],
            asked["payment_intent_data[capture_method]"], asked["adaptive_pricing[enabled]"]));
        Assert.Contains("wechat_pay", asked.Fields.Values);
        Assert.Contains("alipay", asked.Fields.Values);
        Assert.Equal(await RequestIdAsync(shop, purchase), asked.Key);
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        var balances = await shop.BalancesAsync();
        Assert.Equal((2900 - 114, 114, -2900), (balances["processor:stripe"], balances["fees:stripe"], balances["revenue:memberships"]));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Waits_on_a_return_page_that_is_opened_before_the_webhook()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        app.Books.Pay(purchase.Reference);

        var early = await buyer.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}");
        await app.TellAsync(shop);
        var late = await buyer.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}");

        Assert.DoesNotContain("Paid", early.ShouldBe(HttpStatusCode.OK).TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("Paid", late.TextOf("main"), StringComparison.Ordinal);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Gives_nothing_to_who_opens_the_return_page_without_paying()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();

        (await buyer.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}")).ShouldBe(HttpStatusCode.OK);
        await shop.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(OrderState.Pending, await shop.StateAsync(purchase));
        Assert.Empty(await shop.BalancesAsync());
    }

    [Fact]
    public async Task Heals_when_no_webhook_comes()
    {
        var (shop, _, purchase) = await app.BuyAsync();
        app.Books.Pay(purchase.Reference);

        await shop.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Holds_another_amount()
    {
        var (shop, _, purchase) = await app.BuyAsync();
        app.Books.Pay(purchase.Reference, amount: 2899);

        await app.TellAsync(shop);

        Assert.Equal(OrderState.Held, await shop.StateAsync(purchase));
        Assert.Equal(-2899, (await shop.BalancesAsync())["held:payments"]);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Sees_that_a_page_has_expired()
    {
        var (shop, _, purchase) = await app.BuyAsync();
        app.Books.Expire(purchase.Reference);

        await app.TellAsync(shop);

        Assert.Equal(CheckoutState.Expired, await shop.InAsync(db => db.Set<Checkout>().Select(c => c.State).SingleAsync()));
    }

    [Fact]
    public async Task Starts_one_page_although_the_answer_is_lost()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        var before = app.Books.All("checkout.session").Count();
        app.Stripe.Break("POST /v1/checkout/sessions", StripeFault.AnswerLost, times: 2);

        var purchase = await StripeApp.BuyAsync(shop, buyer);
        (await buyer.Browser.SubmitAsync($"{shop.Path}/orders/{purchase.Code}", ("do", "again"))).ShouldRedirect();

        var checkout = await shop.InAsync(db => db.Set<Checkout>().AsNoTracking().SingleAsync(c => c.OrderId == purchase.OrderId));
        Assert.Equal("", purchase.Reference);
        Assert.Equal(app.Books.All("checkout.session").Last()["id"]!.ToString(), checkout.Reference);
        Assert.Equal(before + 1, app.Books.All("checkout.session").Count());
    }

    [Theory]
    [InlineData("TooMany", "rate_limited"), InlineData("Broken", "unavailable"), InlineData("AnswerCutOff", "answer_broken")]
    public async Task Lets_the_buyer_press_again_when_they_cannot(string fault, string recorded)
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        app.Stripe.Break("POST /v1/checkout/sessions", Enum.Parse<StripeFault>(fault), times: fault == "Broken" ? 2 : 1);

        var purchase = await StripeApp.BuyAsync(shop, buyer);
        var failure = await shop.InAsync(db => db.Set<Checkout>().Select(c => c.Failure).SingleAsync());
        (await buyer.Browser.SubmitAsync($"{shop.Path}/orders/{purchase.Code}", ("do", "again"))).ShouldRedirect();
        var reference = await shop.InAsync(db => db.Set<Checkout>().Select(c => c.Reference).SingleAsync());
        app.Books.Pay(reference!);
        await app.TellAsync(shop);

        Assert.Equal(recorded, failure);
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Tries_once_more_with_the_same_key_while_the_buyer_waits()
    {
        app.Stripe.Break("POST /v1/checkout/sessions", StripeFault.Broken);

        var (_, _, purchase) = await app.BuyAsync();

        var keys = app.Stripe.Calls.Where(c => c is { Method: "POST", Path: "/v1/checkout/sessions" }).TakeLast(2).Select(c => c.Key).ToList();
        Assert.NotEqual("", purchase.Reference);
        Assert.Equal(keys[0], keys[1]);
    }

    [Fact]
    public async Task Waits_a_second_for_a_fee_that_is_not_known_yet()
    {
        var (shop, _, purchase) = await app.BuyAsync();
        var charge = app.Books.ChargeOf(app.Books.Pay(purchase.Reference));
        var balance = charge["balance_transaction"]!.ToString();
        charge["balance_transaction"] = null;
        (await shop.PostAsync(app.Webhook(app.Books.Events[^1]))).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();
        var early = await shop.StateAsync(purchase);

        charge["balance_transaction"] = balance;
        await shop.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal((OrderState.Pending, OrderState.Paid), (early, await shop.StateAsync(purchase)));
        Assert.Equal(114, (await shop.BalancesAsync())["fees:stripe"]);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Lists_what_Stripe_has_captured_for_the_reconciliation()
    {
        var (_, _, purchase, intent) = await app.BuyAndPayAsync();
        app.Books.Charge(500, "usd", []);

        var listed = await app.Processor.ListAsync(app.Clock.Now.AddHours(-1), app.Clock.Now.AddHours(1), default)!.ToListAsync();

        var ours = Assert.Single(listed, p => p.Reference == intent);
        Assert.Equal((purchase.Code, 2900, "CNY", 114, 0), (ours.OrderCode, ours.Amount, ours.Currency, ours.Fee, ours.Refunded));
        Assert.Contains(listed, p => p is { OrderCode: null, Amount: 500, Currency: "USD" });
        Assert.Empty(await app.Processor.ListAsync(app.Clock.Now.AddHours(1), app.Clock.Now.AddHours(2), default)!.ToListAsync());
    }

    private static Task<string> RequestIdAsync(Shop shop, Purchase purchase) =>
        shop.InAsync(db => db.Set<Checkout>().Where(c => c.OrderId == purchase.OrderId).Select(c => c.RequestId).SingleAsync());
}
