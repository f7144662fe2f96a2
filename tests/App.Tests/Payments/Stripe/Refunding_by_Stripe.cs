using System.Text.Json.Nodes;
using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments.Stripe;

public class Refunding_by_Stripe(StripeApp app) : IClassFixture<StripeApp>
{
    [Fact]
    public async Task Gives_all_of_it_back_and_the_membership_ends()
    {
        var (shop, buyer, purchase, _) = await app.BuyAndPayAsync();

        await RefundAsync(shop, purchase);
        await app.TellAsync(shop);

        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
        Assert.NotEqual(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        var balances = await shop.BalancesAsync();
        Assert.Equal((-114, 114, 2900), (balances["processor:stripe"], balances["fees:stripe"], balances["refunds:memberships"]));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Gives_a_part_back_and_the_membership_goes_on()
    {
        var (shop, buyer, purchase, intent) = await app.BuyAndPayAsync();

        await RefundAsync(shop, purchase, ("amount", "10.01"));
        await app.TellAsync(shop);

        Assert.Equal(1001, (long)app.Books.ChargeOf(intent)["amount_refunded"]!);
        Assert.Equal((OrderState.Paid, 1001L), (await shop.StateAsync(purchase), (await shop.OrderAsync(purchase)).RefundedTotal));
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Notices_one_that_was_made_on_Stripes_own_site()
    {
        var (shop, _, purchase, intent) = await app.BuyAndPayAsync();

        app.Books.Refund(intent, 900, []);
        await app.TellAsync(shop);
        app.Books.Refund(intent, null, []);
        await app.TellAsync(shop);

        var refunds = await RefundsAsync(shop);
        Assert.Equal([900, 2000], refunds.Select(r => r.Amount));
        Assert.All(refunds, r => Assert.Null(r.RequestedById));
        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Moves_money_once_although_the_answers_are_lost()
    {
        var (shop, _, purchase, intent) = await app.BuyAndPayAsync();
        app.Stripe.Break("POST /v1/refunds", StripeFault.NeverArrives, times: 2);

        await RefundAsync(shop, purchase, ("amount", "5.00"));
        await shop.PassAsync(TimeSpan.FromSeconds(2));
        app.Stripe.ForgetKeys();
        // A day later Stripe has forgotten the key; ours on the refund is still there.
        var request = (await RefundsAsync(shop)).Single();
        await app.Processor.RefundAsync(new RefundRequest(request.RequestId, intent, 500, "CNY"), default);
        await app.TellAsync(shop);

        Assert.Equal(500, (long)app.Books.ChargeOf(intent)["amount_refunded"]!);
        Assert.Equal(500, (await shop.OrderAsync(purchase)).RefundedTotal);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Repeats_a_refund_whose_answer_was_lost_with_the_same_key()
    {
        var (shop, _, purchase, intent) = await app.BuyAndPayAsync();
        app.Stripe.Break("POST /v1/refunds", StripeFault.AnswerLost, times: 3);

        await RefundAsync(shop, purchase);
        await shop.PassAsync(TimeSpan.FromSeconds(2));
        await shop.PassAsync(TimeSpan.FromSeconds(20));
        await app.TellAsync(shop);

        Assert.Single(app.Books.All("refund"), r => r["payment_intent"]!.ToString() == intent);
        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Books_nothing_for_one_that_fails_at_the_bank()
    {
        var (shop, _, purchase, intent) = await app.BuyAndPayAsync();
        var refund = app.Books.Refund(intent, null, new JsonObject(), status: "pending");
        await app.TellAsync(shop);
        var pending = (await RefundsAsync(shop)).Single().Outcome;

        (refund["status"], refund["failure_reason"]) = ("failed", "lost_or_stolen_card");
        app.Books.Tell("refund.failed", refund);
        await app.TellAsync(shop);

        var failed = (await RefundsAsync(shop)).Single();
        Assert.Equal((RefundOutcome.Pending, RefundOutcome.Failed, "lost_or_stolen_card"), (pending, failed.Outcome, failed.Failure));
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    private async Task RefundAsync(Shop shop, Purchase purchase, params (string, object)[] fields)
    {
        var owner = await app.SignInAsync(shop.Owner);
        await owner.SubmitAsync($"{shop.Path}/manage/orders/{purchase.OrderId}/refund", [("reason", "Asked for"), ("do", "refund"), .. fields]);
    }

    private static Task<List<Refund>> RefundsAsync(Shop shop) =>
        shop.InAsync(db => db.Set<Refund>().AsNoTracking().OrderBy(r => r.Id).ToListAsync());
}
