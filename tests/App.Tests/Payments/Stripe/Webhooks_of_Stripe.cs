using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Inbox;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments.Stripe;

public class Webhooks_of_Stripe(StripeApp app) : IClassFixture<StripeApp>
{
    [Theory]
    [InlineData("forged", "signature_bad"), InlineData("of another account", "signature_bad"), InlineData("301 s old", "signature_old")]
    [InlineData("301 s ahead", "signature_old"), InlineData("one byte changed", "signature_bad"), InlineData("no signature", "signature_bad")]
    [InlineData("garbage signature", "signature_bad"), InlineData("no JSON", "payload_malformed"), InlineData("no event", "payload_malformed")]
    [InlineData("no object", "payload_malformed"), InlineData("a list", "payload_malformed")]
    public async Task Leave_no_trace_when_they_are_not_genuine(string fault, string code)
    {
        var (shop, _, purchase) = await PaidAsync();
        var good = app.Books.Events[^1];
        var body = Encoding.UTF8.GetBytes(good.ToJsonString());
        var before = await shop.DeliveriesAsync();

        var answer = await shop.PostAsync(fault switch
        {
            "forged" => app.Webhook(good, "whsec_guessed"),
            "of another account" => app.Webhook(good, "whsec_of_another_account"),
            "301 s old" => app.Webhook(good, age: 301),
            "301 s ahead" => app.Webhook(good, age: -301),
            "one byte changed" => Changed(body),
            "no signature" => StripeApp.Webhook(body, ""),
            "garbage signature" => StripeApp.Webhook(body, "t=,v1=,,="),
            "no JSON" => app.Webhook("hello"u8.ToArray()),
            "no event" => app.Webhook("""{"id":"cus_1","object":"customer"}"""u8.ToArray()),
            "no object" => app.Webhook("""{"id":"evt_1","object":"event","type":"invoice.paid","data":[]}"""u8.ToArray()),
            _ => app.Webhook("[1]"u8.ToArray()),
        });

        answer.ShouldBeRefused(HttpStatusCode.BadRequest, code);
        Assert.Equal(before, await shop.DeliveriesAsync());
        Assert.Equal(OrderState.Pending, await shop.StateAsync(purchase));
    }

    [Theory]
    [InlineData("a customer"), InlineData("another program's page"), InlineData("another program's payment"), InlineData("another program's invoice")]
    [InlineData("an unknown order"), InlineData("a connected account"), InlineData("a thin event"), InlineData("a payout")]
    public async Task Are_answered_and_forgotten_when_they_are_none_of_our_business(string what)
    {
        var (shop, _, purchase) = await PaidAsync();
        var before = await shop.DeliveriesAsync();
        var ours = app.Books.Get(purchase.Reference);
        var foreign = app.Books.Charge(700, "eur", new JsonObject { ["order"] = "theirs-1" });

        var answer = await shop.PostAsync(app.Webhook(what switch
        {
            "a customer" => app.Books.Tell("customer.created", new JsonObject { ["id"] = "cus_1", ["object"] = "customer" }),
            "another program's page" => app.Books.Tell("checkout.session.completed", Without(ours, "metadata")),
            "another program's payment" => app.Books.Tell("charge.refunded", app.Books.ChargeOf(foreign["id"]!.ToString())),
            "another program's invoice" => app.Books.Tell("invoice.paid", new JsonObject { ["id"] = "in_1", ["object"] = "invoice", ["parent"] = null }),
            "an unknown order" => app.Books.Tell("checkout.session.completed", Of(ours, "O-0000000000")),
            "a connected account" => Of(app.Books.Tell("checkout.session.completed", ours), account: "acct_other"),
            "a thin event" => new JsonObject { ["id"] = "evt_thin", ["object"] = "v2.core.event", ["type"] = "v1.billing.meter.error_report_triggered" },
            _ => app.Books.Tell("payout.paid", new JsonObject { ["id"] = "po_1", ["object"] = "payout" }),
        }));

        answer.ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();
        Assert.Equal(before, await shop.DeliveriesAsync());
        Assert.Equal(OrderState.Pending, await shop.StateAsync(purchase));
    }

    [Fact]
    public async Task Of_two_megabytes_are_not_read()
    {
        var (shop, _, _) = await PaidAsync();
        var before = await shop.DeliveriesAsync();

        var answer = await shop.PostAsync(app.Webhook(Encoding.UTF8.GetBytes("{\"pad\":\"" + new string('x', 2 * 1024 * 1024) + "\"}")));

        answer.ShouldBeRefused(HttpStatusCode.RequestEntityTooLarge, "too_large");
        Assert.Equal(before, await shop.DeliveriesAsync());
    }

    [Fact]
    public async Task Are_booked_once_when_they_are_replayed()
    {
        var (shop, _, purchase) = await PaidAsync();
        var told = app.Books.Events[^1];

        for (var i = 0; i < 5; i++)
            (await shop.PostAsync(app.Webhook(told, age: 60 * i))).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();
        (await shop.PostAsync(app.Webhook(told))).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();

        var id = told["id"]!.ToString();
        var row = await app.WithAsync<AppDb, WebhookDelivery>(db => db.Set<WebhookDelivery>().SingleAsync(d => d.EventId == id));
        Assert.Equal(6, row.Copies);
        Assert.Equal(-2900, (await shop.BalancesAsync())["revenue:memberships"]);
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Theory]
    [InlineData(StripeEmulator.WebhookSecret, 300), InlineData("whsec_before", 0)]
    public async Task Are_taken_with_either_secret_while_it_is_replaced(string secret, int age)
    {
        var (shop, _, purchase) = await PaidAsync();

        (await shop.PostAsync(app.Webhook(app.Books.Events[^1], secret, age))).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();

        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
    }

    [Fact]
    public async Task Are_believed_in_nothing_but_ids()
    {
        var (shop, _, purchase) = await app.BuyAsync();
        var session = (JsonObject)app.Books.Get(purchase.Reference).DeepClone();
        (session["payment_status"], session["status"]) = ("paid", "complete");

        (await shop.PostAsync(app.Webhook(app.Books.Tell("checkout.session.completed", session)))).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();

        Assert.Equal(OrderState.Pending, await shop.StateAsync(purchase));
    }

    [Theory]
    [InlineData("customer.subscription.updated", "sub_1", "sub_1", "Subscription"), InlineData("invoice.paid", "in_1", "sub_9", "Subscription")]
    [InlineData("checkout.session.expired", "cs_1", "cs_1", "Checkout")]
    public async Task Name_the_page_or_the_subscription(string type, string id, string reference, string subject)
    {
        var (_, _, purchase) = await app.BuyAsync();
        var metadata = new JsonObject { ["guildhall_order"] = purchase.Code };
        using var request = app.Webhook(app.Books.Tell(type, new JsonObject
        {
            ["id"] = id, ["metadata"] = metadata,
            ["parent"] = new JsonObject { ["subscription_details"] = new JsonObject { ["subscription"] = "sub_9", ["metadata"] = metadata.DeepClone() } },
        }));

        var told = await VerifyAsync(request);

        Assert.Equal((reference, subject, type), (told!.Reference, told.Subject.ToString(), told.Type));
    }

    [Fact]
    public async Task Of_refunds_and_disputes_lead_to_the_page_that_was_paid()
    {
        var (_, _, purchase, intent) = await app.BuyAndPayAsync();
        app.Books.Refund(intent, 100, []);
        var refunded = app.Books.Events.TakeLast(2).ToList();
        app.Books.Dispute(intent);

        foreach (var happened in new[] { refunded[0], refunded[1], app.Books.Events[^1] })
        {
            using var request = app.Webhook(happened);
            Assert.Equal(purchase.Reference, (await VerifyAsync(request))!.Reference);
        }
    }

    private async Task<WebhookEvent?> VerifyAsync(HttpRequestMessage request)
    {
        var headers = new Microsoft.AspNetCore.Http.HeaderDictionary { ["Stripe-Signature"] = request.Headers.GetValues("Stripe-Signature").Single() };
        return await app.Processor.VerifyAsync(headers, await request.Content!.ReadAsByteArrayAsync(), app.Clock.Now, default);
    }

    /// <summary>Paid on Stripe's page; nothing was told yet.</summary>
    private async Task<(Shop, Buyer, Purchase)> PaidAsync()
    {
        var bought = await app.BuyAsync();
        app.Books.Pay(bought.Purchase.Reference);
        return bought;
    }

    private HttpRequestMessage Changed(byte[] body)
    {
        using var signed = app.Webhook(body);
        var changed = body.ToArray();
        changed[^2] ^= 1;
        return StripeApp.Webhook(changed, signed.Headers.GetValues("Stripe-Signature").Single());
    }

    private static JsonObject Without(JsonObject o, string field)
    {
        var copy = (JsonObject)o.DeepClone();
        copy.Remove(field);
        return copy;
    }

    private static JsonObject Of(JsonObject o, string? order = null, string? account = null)
    {
        var copy = (JsonObject)o.DeepClone();
        if (order is not null)
            copy["metadata"] = new JsonObject { ["guildhall_order"] = order };
        if (account is not null)
            copy["account"] = account;
        return copy;
    }
}
