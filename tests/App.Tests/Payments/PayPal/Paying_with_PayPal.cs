using System.Net;
using System.Text.Json.Nodes;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments.PayPal;

public class Paying_with_PayPal(PayPalApp app) : IClassFixture<PayPalApp>, IDisposable
{
    public void Dispose()
    {
        app.PayPal.Faults.Clear();
        (app.PayPal.CapturesBecome, app.PayPal.CapturesTake, app.PayPal.ApproveRel) = ("COMPLETED", null, "payer-action");
    }

    [Theory]
    [InlineData("payer-action"), InlineData("approve")]
    public async Task Who_agrees_and_comes_back_has_it_at_once(string rel)
    {
        app.PayPal.ApproveRel = rel;
        var (shop, buyer, purchase) = await app.BuyAsync();
        var leave = await buyer.Browser.GetAsync(purchase.PayPath);
        Assert.Equal($"https://www.paypal.com/checkoutnow?token={purchase.Reference}", leave.Document.QuerySelector("main a.button")!.GetAttribute("href"));

        await app.ApproveAsync(shop, buyer, purchase);

        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        var payment = await shop.InAsync(db => db.Set<Payment>().SingleAsync());
        Assert.Equal((app.CaptureOf(purchase).Id, 2900L, 128L), (payment.Reference, payment.Amount, payment.Fee));
        var unit = app.PayPal.Orders[purchase.Reference].Unit;
        Assert.Equal((purchase.Code, "29.00"), ((string?)unit["custom_id"], (string?)unit["amount"]!["value"]));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task The_webhook_of_the_approval_captures_it()
    {
        var (shop, _, purchase) = await app.BuyAsync();
        app.PayPal.Approve(purchase.Reference);

        (await shop.PostAsync(app.Webhook(PayPalApp.Event("CHECKOUT.ORDER.APPROVED", app.PayPal.Describe(app.PayPal.Orders[purchase.Reference])))))
            .ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();

        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Theory]
    [InlineData("LosesAnswer"), InlineData("Broken"), InlineData("TooMany"), InlineData("HangsUp"), InlineData("CutsOff")]
    public async Task A_capture_whose_answer_is_lost_happens_once(string fault)
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        app.PayPal.Fail("/capture", Enum.Parse<FaultKind>(fault));
        await app.ApproveAsync(shop, buyer, purchase);

        await shop.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        Assert.Equal(29m, app.CaptureOf(purchase).Value);
        Assert.Single(app.PayPal.RequestIds.Where(r => r.Path.Contains(purchase.Reference, StringComparison.Ordinal)).Select(r => r.Id)
            .Distinct());
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task A_pending_capture_opens_nothing_until_it_is_through()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        app.PayPal.CapturesBecome = "PENDING";
        await app.ApproveAsync(shop, buyer, purchase);
        Assert.Equal(OrderState.Pending, await shop.StateAsync(purchase));
        Assert.Empty(await shop.GrantsAsync(purchase));

        app.CaptureOf(purchase).Status = "COMPLETED";
        await shop.PostAsync(app.Webhook(PayPalApp.Event("PAYMENT.CAPTURE.COMPLETED", app.PayPal.Describe(app.CaptureOf(purchase)))));
        await app.SettleAsync();

        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Who_is_declined_pays_by_another_order_of_theirs()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        app.PayPal.CapturesBecome = "DECLINED";
        await app.ApproveAsync(shop, buyer, purchase);
        var page = await buyer.Browser.Speaking("en").GetAsync($"{shop.Path}/orders/{purchase.Code}");
        Assert.Contains("The payment was declined", page.Text);
        app.PayPal.CapturesBecome = "COMPLETED";

        await buyer.Browser.SubmitAsync(page, ("do", "again"), ("processor", "paypal"));
        var second = await shop.InAsync(db => db.Set<Checkout>().OrderByDescending(c => c.Id).FirstAsync());
        await app.ApproveAsync(shop, buyer, purchase with { Reference = second.Reference! });

        Assert.NotEqual(purchase.Reference, second.Reference);
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Another_amount_is_held()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        app.PayPal.CapturesTake = 1;

        await app.ApproveAsync(shop, buyer, purchase);

        Assert.Equal(OrderState.Held, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Who_agrees_too_late_is_not_charged()
    {
        var (shop, _, purchase) = await app.BuyAsync();
        app.PayPal.Approve(purchase.Reference);

        await shop.PassAsync(TimeSpan.FromHours(24));

        Assert.Empty(app.PayPal.Orders[purchase.Reference].Captures);
        Assert.Equal(OrderState.Expired, await shop.StateAsync(purchase));
    }

    [Fact]
    public async Task Who_has_paid_another_way_meanwhile_is_not_charged()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        var start = await shop.InScopeAsync(async services => await services.GetRequiredService<StartCheckout>().AgainAsync(
            await services.GetRequiredService<AppDb>().Set<Order>().Include(o => o.Lines)
                .SingleAsync(o => o.Id == purchase.OrderId), "test", default));
        await shop.DecideAsync(buyer, purchase with { PayPath = Assert.IsType<CheckoutStart.Page>(start).Url });
        await shop.PassAsync(TimeSpan.FromSeconds(1));

        app.PayPal.Approve(purchase.Reference);
        await shop.PassAsync(TimeSpan.FromHours(2));

        Assert.Empty(app.PayPal.Orders[purchase.Reference].Captures);
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task A_token_serves_many_calls_and_is_asked_for_anew_when_it_is_refused()
    {
        await app.BuyAsync();
        var before = app.PayPal.Count("/oauth2/token");
        await app.BuyAsync();
        Assert.Equal(before, app.PayPal.Count("/oauth2/token"));

        app.PayPal.ForgetTokens();
        await app.BuyAsync();

        Assert.Equal(before + 1, app.PayPal.Count("/oauth2/token"));
    }

    [Fact]
    public async Task A_refund_in_parts_and_one_made_on_their_site_are_booked_once_each()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        await app.ApproveAsync(shop, buyer, purchase);
        app.PayPal.Fail("/refund", FaultKind.LosesAnswer);
        var owner = await app.SignInAsync(shop.Owner);
        (await owner.SubmitAsync($"{shop.Path}/manage/orders/{purchase.OrderId}/refund", ("amount", "9"), ("reason", "Asked for"), ("do", "refund")))
            .ShouldRedirect();
        await shop.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(9m, Assert.Single(app.PayPal.Refunds.Values, r => r.Capture == app.CaptureOf(purchase)).Value);
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);

        var byHand = app.PayPal.RefundByHand(app.CaptureOf(purchase), 20);
        for (var i = 0; i < 2; i++)
            await shop.PostAsync(app.Webhook(PayPalApp.Event("PAYMENT.CAPTURE.REFUNDED", app.PayPal.Describe(byHand))));
        await app.SettleAsync();

        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
        Assert.NotEqual(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task A_dispute_is_read_with_its_payment()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        await app.ApproveAsync(shop, buyer, purchase);
        var capture = app.CaptureOf(purchase);
        async Task<DisputeRecord> ReadAsync() =>
            Assert.Single(Assert.Single((await PayPal.FetchAsync(purchase.Reference, default)).Payments).Disputes);

        app.PayPal.Dispute(capture, "PP-D-1", "OPEN_INQUIRIES");
        Assert.Equal(
            (DisputeState.NeedsAnswer, 2900, 0), ((await ReadAsync()).State, (await ReadAsync()).Amount, (await ReadAsync()).Withheld));
        app.PayPal.Dispute(capture, "PP-D-1", "UNDER_PAYPAL_REVIEW");
        Assert.Equal((DisputeState.UnderReview, 2900), ((await ReadAsync()).State, (await ReadAsync()).Withheld));
        app.PayPal.Dispute(capture, "PP-D-1", "RESOLVED", "RESOLVED_BUYER_FAVOUR");
        Assert.Equal((DisputeState.Lost, 2900), ((await ReadAsync()).State, (await ReadAsync()).Withheld));
        app.PayPal.Dispute(capture, "PP-D-1", "RESOLVED", "RESOLVED_SELLER_FAVOUR");
        Assert.Equal((DisputeState.Won, 0), ((await ReadAsync()).State, (await ReadAsync()).Withheld));
        var told = new JsonObject
        {
            ["dispute_id"] = "PP-D-1", ["disputed_transactions"] = new JsonArray(new JsonObject { ["seller_transaction_id"] = capture.Id }),
        };
        (await shop.PostAsync(app.Webhook(PayPalApp.Event("CUSTOMER.DISPUTE.CREATED", told)))).ShouldBe(HttpStatusCode.OK);
        Assert.Equal(purchase.Reference, await app.WithAsync<AppDb, string>(db => db.Set<Guildhall.Payments.Inbox.WebhookDelivery>()
            .Where(d => d.Type == "CUSTOMER.DISPUTE.CREATED").Select(d => d.Reference).SingleAsync()));
    }

    [Fact]
    public async Task Their_report_lists_what_was_paid_and_what_went_back()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        await app.ApproveAsync(shop, buyer, purchase);
        app.PayPal.RefundByHand(app.CaptureOf(purchase), 9);
        var (from, until) = (app.Clock.Now.AddDays(-60), app.Clock.Now.AddDays(1));

        var listed = new List<ListedPayment>();
        await foreach (var payment in PayPal.ListAsync(from, until, default)!)
            listed.Add(payment);

        Assert.Equal(new ListedPayment(app.CaptureOf(purchase).Id, purchase.Code, 2900, "CNY", 128, 900, app.CaptureOf(purchase).At),
            listed.Single(p => p.OrderCode == purchase.Code));
    }

    private IPaymentProcessor PayPal => app.Services.GetServices<IPaymentProcessor>().Single(p => p.Name == "paypal");
}
