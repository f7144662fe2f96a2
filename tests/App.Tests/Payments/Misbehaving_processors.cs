using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments;

public class Misbehaving_processors(FaultyApp app) : IClassFixture<FaultyApp>, IDisposable
{
    public void Dispose() => (app.Processor.Failure, app.Processor.LostAnswer, app.Faults.GrantsToFail) = (null, null, 0);

    [Fact]
    public async Task Another_amount_is_held_and_opens_nothing()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        app.Processor.Pay(purchase.Reference, 2899);

        await shop.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(OrderState.Held, await shop.StateAsync(purchase));
        Assert.Empty(await shop.GrantsAsync(purchase));
        Assert.Equal(-2899, (await shop.BalancesAsync())["held:payments"]);
        Assert.DoesNotContain("revenue:memberships", await shop.BalancesAsync());
        Assert.Contains("Payment under review", (await buyer.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}")).Text);
        Assert.Contains(purchase.Code, (await (await app.SignInAsync(shop.Owner)).GetAsync($"{shop.Path}/manage/orders?state=held")).Text);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Another_currency_is_held()
    {
        var (shop, _, purchase) = await app.BuyAsync();
        app.Processor.Pay(purchase.Reference, 2900, "USD");

        await shop.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal((OrderState.Held, HeldReason.WrongCurrency),
            (await shop.StateAsync(purchase), (await shop.OrderAsync(purchase)).HeldReason));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Held_money_can_be_accepted_as_the_price()
    {
        var (shop, buyer, purchase) = await HeldAsync();
        var owner = await app.SignInAsync(shop.Owner);
        var page = await owner.GetAsync($"{shop.Path}/manage/orders/{purchase.OrderId}");

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => owner.SendAsync(AcceptOf(page, shop))));

        Assert.Contains(answers, a => a.Location is not null);
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        Assert.Equal((0L, -2899L), ((await shop.BalancesAsync())["held:payments"], (await shop.BalancesAsync())["revenue:memberships"]));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Held_money_can_be_given_back()
    {
        var (shop, _, purchase) = await HeldAsync();
        var owner = await app.SignInAsync(shop.Owner);

        await owner.SubmitAsync($"{shop.Path}/manage/orders/{purchase.OrderId}/refund", ("reason", "Wrong amount"), ("do", "refund"));

        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
        Assert.Equal(0, (await shop.BalancesAsync())["held:payments"]);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task A_second_capture_goes_back_by_itself_and_the_membership_stays()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        app.Processor.Pay(purchase.Reference, 2900, captures: 2);
        await shop.PassAsync(TimeSpan.FromMinutes(1));

        var second = app.Processor.Records[purchase.Reference].Payments[1];
        Assert.Equal(2900, Assert.Single(second.Refunds).Amount);
        Assert.Empty(app.Processor.Records[purchase.Reference].Payments[0].Refunds);
        var record = await (await app.SignInAsync(shop.Owner)).Speaking("en").GetAsync($"{shop.Path}/manage/orders/{purchase.OrderId}");
        Assert.Contains("so the second payment was refunded automatically", record.TextOf("main"));
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        Assert.Single(await shop.GrantsAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task A_stop_in_the_middle_leaves_nothing_half_done_and_is_made_good()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        app.Processor.Pay(purchase.Reference, 2900);
        app.Faults.GrantsToFail = 2;

        await shop.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(OrderState.Pending, await shop.StateAsync(purchase));
        Assert.Equal(0, await shop.InAsync(db => db.Set<Payment>().CountAsync()));
        await shop.LedgerShouldBeSoundAsync();
        await shop.PassAsync(TimeSpan.FromSeconds(31));
        await shop.PassAsync(TimeSpan.FromSeconds(31));

        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        Assert.Single(await shop.GrantsAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Who_does_not_answer_is_asked_again_until_they_do()
    {
        var (shop, _, purchase) = await app.BuyAsync();
        app.Processor.Pay(purchase.Reference, 2900);
        app.Processor.Failure = new ProcessorFailure("timed_out");
        await shop.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("timed_out",
            await shop.InAsync(db => db.Set<Checkout>().Where(c => c.OrderId == purchase.OrderId).Select(c => c.Failure).SingleAsync()));

        app.Processor.Failure = null;
        await shop.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task A_call_that_takes_too_long_does_not_end_the_round()
    {
        var (shop, _, purchase) = await app.BuyAsync();
        app.Processor.Pay(purchase.Reference, 2900);
        // What HttpClient throws at its time limit.
        app.Processor.Failure = new TaskCanceledException();
        await shop.PassAsync(TimeSpan.FromMinutes(1));

        app.Processor.Failure = null;
        await shop.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
    }

    [Fact]
    public async Task An_order_is_kept_when_its_checkout_cannot_start()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        app.Processor.Failure = new ProcessorFailure("unavailable");
        var sent = await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"));
        var page = await buyer.Browser.FollowAsync(sent);
        app.Processor.Failure = null;

        var again = await buyer.Browser.SubmitAsync(page, ("do", "again"));

        Assert.Contains("The payment service isn't responding right now", page.TextOf("main"));
        Assert.True((await buyer.Browser.FollowAsync(again)).Has("main a.primary[href^='https://pay.example/']"));
        Assert.Equal(1, await shop.InAsync(db => db.Set<Order>().CountAsync()));
        Assert.Equal(1, await shop.InAsync(db => db.Set<Checkout>().CountAsync()));
    }

    [Fact]
    public async Task A_refund_whose_answer_was_lost_is_sent_again_and_moves_money_once()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        app.Processor.Pay(purchase.Reference, 2900);
        await shop.PassAsync(TimeSpan.FromMinutes(1));
        app.Processor.LostAnswer = new ProcessorFailure("timed_out");
        var owner = await app.SignInAsync(shop.Owner);
        var done = await owner.SubmitAsync($"{shop.Path}/manage/orders/{purchase.OrderId}/refund", ("reason", "x"), ("do", "refund"));
        Assert.NotNull(done.Location);
        Assert.Contains("Last attempt: timed_out", (await owner.FollowAsync(done)).Text);
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));

        app.Processor.LostAnswer = null;
        await shop.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
        Assert.Equal(1, await shop.InAsync(db => db.Set<Refund>().CountAsync()));
        Assert.NotEqual(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task A_refused_refund_can_be_asked_for_anew()
    {
        var (shop, _, purchase) = await app.BuyAsync();
        app.Processor.Pay(purchase.Reference, 2900);
        await shop.PassAsync(TimeSpan.FromMinutes(1));
        var owner = await app.SignInAsync(shop.Owner);
        app.Processor.Failure = new ProcessorFailure("balance_too_low", final: true);
        await owner.SubmitAsync($"{shop.Path}/manage/orders/{purchase.OrderId}/refund", ("reason", "first"), ("do", "refund"));
        app.Processor.Failure = null;

        await owner.SubmitAsync($"{shop.Path}/manage/orders/{purchase.OrderId}/refund", ("reason", "second"), ("do", "refund"));

        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
        Assert.Equal(
            ["failed", "succeeded"],
            await shop.InAsync(async db => (await db.Set<Refund>().OrderBy(r => r.Id).ToListAsync())
                .Select(r => r.Outcome.ToString().ToLowerInvariant())));
        await shop.LedgerShouldBeSoundAsync();
    }

    private async Task<(Shop, Buyer, Purchase)> HeldAsync()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        app.Processor.Pay(purchase.Reference, 2899);
        await shop.PassAsync(TimeSpan.FromMinutes(1));
        return (shop, buyer, purchase);
    }

    private static HttpRequestMessage AcceptOf(Answer page, Shop shop) =>
        FormFilling.Request((AngleSharp.Html.Dom.IHtmlFormElement)page.Document.QuerySelector("#accept form")!,
            new Uri(page.Response.RequestMessage!.RequestUri!.AbsoluteUri), []);
}
