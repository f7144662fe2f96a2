using System.Text.Json.Nodes;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Payments.PayPal;
using Guildhall.App.Tests.Payments.Stripe;
using Guildhall.App.Tests.Payments.WeChat;

namespace Guildhall.App.Tests.Payments.Refunds;

public class Refund_journeys_by_Stripe(StripeApp app) : Refund_journeys, IClassFixture<StripeApp>
{
    protected override GuildhallApp App => app;

    private protected override async Task<Purchase> PayAsync(Shop shop, Buyer buyer)
    {
        var purchase = await StripeApp.BuyAsync(shop, buyer);
        // From here on the payment is what counts.
        var paid = purchase with { Reference = app.Books.Pay(purchase.Reference) };
        await app.TellAsync(shop);
        return paid;
    }

    protected override void Become(RefundFate fate) => app.Books.RefundsBecome = fate switch
    {
        RefundFate.Arrives => "succeeded", RefundFate.Waits => "pending", _ => "declined",
    };

    private protected override async Task EndAsync(Shop shop, Purchase purchase, bool arrived)
    {
        app.Books.EndRefund(RefundsOf(purchase).Single(), arrived);
        await app.TellAsync(shop);
    }

    protected override void LoseAnswer() => app.Stripe.Break("POST /v1/refunds", StripeFault.AnswerLost, times: 3);

    private protected override IReadOnlyList<long> SentBack(Purchase purchase) =>
        [.. RefundsOf(purchase).Where(r => r["status"]!.ToString() != "failed").Select(r => (long)r["amount"]!)];

    private protected override Task TellAsync(Shop shop) => app.TellAsync(shop);

    private List<JsonObject> RefundsOf(Purchase purchase) =>
        [.. app.Books.All("refund").Where(r => r["payment_intent"]!.ToString() == purchase.Reference)];
}

public class Refund_journeys_by_PayPal(PayPalApp app) : Refund_journeys, IClassFixture<PayPalApp>
{
    protected override GuildhallApp App => app;

    private protected override async Task<Purchase> PayAsync(Shop shop, Buyer buyer)
    {
        var purchase = await app.BuyAsync(shop, buyer);
        await app.ApproveAsync(shop, buyer, purchase);
        return purchase;
    }

    protected override void Become(RefundFate fate) => app.PayPal.RefundsBecome = fate switch
    {
        RefundFate.Arrives => "COMPLETED", RefundFate.Waits => "PENDING", _ => "DECLINED",
    };

    private protected override async Task EndAsync(Shop shop, Purchase purchase, bool arrived)
    {
        var refund = RefundsOf(purchase).Single();
        refund.Status = arrived ? "COMPLETED" : "FAILED";
        refund.Capture.Status = arrived ? "REFUNDED" : "COMPLETED";
        await shop.PostAsync(app.Webhook(PayPalApp.Event(arrived ? "PAYMENT.CAPTURE.REFUNDED" : "PAYMENT.REFUND.FAILED",
            app.PayPal.Describe(refund))));
        await app.SettleAsync();
    }

    protected override void LoseAnswer() => app.PayPal.Fail("/refund", FaultKind.LosesAnswer);

    private protected override IReadOnlyList<long> SentBack(Purchase purchase) =>
        [.. RefundsOf(purchase).Where(r => r.Status != "FAILED").Select(r => (long)(r.Value * 100))];

    private List<EmulatedRefund> RefundsOf(Purchase purchase) =>
        [.. app.PayPal.Refunds.Values.Where(r => r.Capture == app.CaptureOf(purchase))];
}

public class Refund_journeys_by_WeChat(WeChatApp app) : Refund_journeys, IClassFixture<WeChatApp>
{
    protected override GuildhallApp App => app;

    private protected override async Task<Purchase> PayAsync(Shop shop, Buyer buyer)
    {
        var purchase = await app.BuyAsync(shop, buyer);
        Assert.True(app.WeChat.Pay(purchase.Reference));
        await shop.PostAsync(app.Paid(purchase.Reference));
        await app.SettleAsync();
        return purchase;
    }

    protected override void Become(RefundFate fate) => app.WeChat.RefundsBecome = fate switch
    {
        RefundFate.Arrives => "SUCCESS", RefundFate.Waits => "PROCESSING", _ => "TRADE_OVERDUE",
    };

    private protected override async Task EndAsync(Shop shop, Purchase purchase, bool arrived)
    {
        var refund = RefundsOf(purchase).Single();
        refund.Status = arrived ? "SUCCESS" : "CLOSED";
        await shop.PostAsync(app.Refunded(refund));
        await app.SettleAsync();
    }

    protected override void LoseAnswer() => app.WeChat.Fail("POST /v3/refund", FaultKind.LosesAnswer);

    private protected override IReadOnlyList<long> SentBack(Purchase purchase) =>
        [.. RefundsOf(purchase).Where(r => r.Status != "CLOSED").Select(r => r.Amount)];

    private List<TradeRefund> RefundsOf(Purchase purchase) =>
        [.. app.WeChat.Refunds.Values.Where(r => r.Trade.Number == purchase.Reference)];
}
