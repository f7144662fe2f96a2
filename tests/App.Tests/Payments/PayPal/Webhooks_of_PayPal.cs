using System.Net;
using System.Text.Json.Nodes;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Inbox;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments.PayPal;

public class Webhooks_of_PayPal(PayPalApp app) : IClassFixture<PayPalApp>
{
    [Fact]
    public async Task A_replay_is_one_row_and_one_booking_and_asks_for_the_certificate_once()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        await app.ApproveAsync(shop, buyer, purchase);
        var body = PayPalApp.Event("PAYMENT.CAPTURE.COMPLETED", app.PayPal.Describe(app.CaptureOf(purchase)), "WH-copies");

        for (var i = 0; i < 5; i++)
            (await shop.PostAsync(app.Webhook(body))).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();

        Assert.Equal(5, await app.WithAsync<AppDb, int>(db => db.Set<WebhookDelivery>().Where(d => d.EventId == "WH-copies")
            .Select(d => d.Copies).SingleAsync()));
        Assert.Equal(1, app.PayPal.Count(new Uri(app.Certificate).AbsolutePath));
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Theory]
    [InlineData("changed byte"), InlineData("another webhook"), InlineData("another time"), InlineData("no signature"), InlineData("no base64")]
    [InlineData("another algorithm"), InlineData("another key"), InlineData("another host"), InlineData("look-alike host"), InlineData("plain http")]
    [InlineData("old certificate"), InlineData("no address"), InlineData("another port")]
    public async Task What_is_not_genuine_leaves_no_trace(string fault)
    {
        var shop = await Shop.OpenAsync(app);
        var before = await shop.DeliveriesAsync();
        var good = PayPalApp.Event("CHECKOUT.ORDER.APPROVED", new JsonObject { ["id"] = "5O190127TN364715T" });
        var request = fault switch
        {
            "changed byte" => Body(app.Webhook(good), [.. good, (byte)' ']),
            "another webhook" => app.Webhook(good, h => Copy(app.PayPal.Sign(good, app.Certificate, "WEBHOOK_ID"), h)),
            "another time" => app.Webhook(good, h => h["PAYPAL-TRANSMISSION-TIME"] = "2026-03-02T08:00:01Z"),
            "no signature" => app.Webhook(good, h => h.Remove("PAYPAL-TRANSMISSION-SIG")),
            "no base64" => app.Webhook(good, h => h["PAYPAL-TRANSMISSION-SIG"] = "!"),
            "another algorithm" => app.Webhook(good, h => h["PAYPAL-AUTH-ALGO"] = "SHA1withRSA"),
            "another key" => app.Webhook(good, h => h["PAYPAL-CERT-URL"] = app.PayPal.Certify()),
            "another host" => app.Webhook(good, h => h["PAYPAL-CERT-URL"] = "https://paypal.com.example.org/cert"),
            "look-alike host" => app.Webhook(good, h => h["PAYPAL-CERT-URL"] = "https://notpaypal.com/cert"),
            "plain http" => app.Webhook(good, h => h["PAYPAL-CERT-URL"] = "http://api.paypal.com/cert"),
            "old certificate" => OldCertificate(good),
            "another port" => app.Webhook(good, h => h["PAYPAL-CERT-URL"] = "http://127.0.0.1:1/v1/notifications/certs/CERT-1"),
            _ => app.Webhook(good, h => h.Remove("PAYPAL-CERT-URL")),
        };

        (await shop.PostAsync(request)).ShouldBeRefused(HttpStatusCode.BadRequest, "signature_bad");

        Assert.Equal(before, await shop.DeliveriesAsync());
    }

    [Fact]
    public async Task A_certificate_that_changes_between_two_is_fetched()
    {
        var shop = await Shop.OpenAsync(app);
        var (first, second) = (app.PayPal.Certify(), app.PayPal.Certify());
        byte[] Body(string id) => PayPalApp.Event("CHECKOUT.ORDER.APPROVED", new JsonObject { ["id"] = id }, $"WH-{id}-{shop.Community.Slug}");
        Task<Answer> SendAsync(string id, string certificate) =>
            shop.PostAsync(app.Webhook(Body(id), h => Copy(app.PayPal.Sign(Body(id), certificate), h)));

        (await SendAsync("A", first)).ShouldBe(HttpStatusCode.OK);
        (await SendAsync("B", second)).ShouldBe(HttpStatusCode.OK);
        // One that was on its way when they changed is good as well.
        (await SendAsync("C", first)).ShouldBe(HttpStatusCode.OK);
        Assert.Equal((1, 1), (app.PayPal.Count(new Uri(first).AbsolutePath), app.PayPal.Count(new Uri(second).AbsolutePath)));
    }

    [Fact]
    public async Task While_the_certificate_cannot_be_fetched_it_is_to_come_again()
    {
        var shop = await Shop.OpenAsync(app);
        var (body, certificate) = (PayPalApp.Event("CHECKOUT.ORDER.APPROVED", new JsonObject { ["id"] = "X" }), app.PayPal.Certify());
        HttpRequestMessage Signed() => app.Webhook(body, h => Copy(app.PayPal.Sign(body, certificate), h));
        app.PayPal.Fail("/certs/", FaultKind.Broken);

        (await shop.PostAsync(Signed())).ShouldBeRefused(HttpStatusCode.ServiceUnavailable, "processor_unreachable");
        (await shop.PostAsync(Signed())).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("VAULT.PAYMENT-TOKEN.CREATED", """{"id":"1"}"""), InlineData("CUSTOMER.DISPUTE.CREATED", """{"dispute_id":"PP-D-9"}""")]
    [InlineData("PAYMENT.PAYOUTSBATCH.SUCCESS", """{"batch_header":{}}""")]
    public async Task What_is_none_of_our_business_leaves_no_trace(string type, string resource)
    {
        var shop = await Shop.OpenAsync(app);
        var before = await shop.DeliveriesAsync();

        (await shop.PostAsync(app.Webhook(PayPalApp.Event(type, JsonNode.Parse(resource)!)))).ShouldBe(HttpStatusCode.OK);

        Assert.Equal(before, await shop.DeliveriesAsync());
    }

    [Fact]
    public async Task One_that_finds_no_order_is_kept_and_shown()
    {
        var shop = await Shop.OpenAsync(app);

        (await shop.PostAsync(app.Webhook(PayPalApp.Event("CHECKOUT.ORDER.APPROVED", new JsonObject { ["id"] = "5O190127TN364715T" }, "WH-stray"))))
            .ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();

        Assert.Equal("checkout_unknown", await app.WithAsync<AppDb, string?>(db =>
            db.Set<WebhookDelivery>().Where(d => d.EventId == "WH-stray").Select(d => d.Error).SingleAsync()));
    }

    [Fact]
    public async Task Signed_or_not_what_cannot_be_read_is_refused()
    {
        var shop = await Shop.OpenAsync(app);

        (await shop.PostAsync(app.Webhook("hello"u8.ToArray()))).ShouldBeRefused(HttpStatusCode.BadRequest, "payload_malformed");
        (await shop.PostAsync(app.Webhook("{}"u8.ToArray()))).ShouldBeRefused(HttpStatusCode.BadRequest, "payload_malformed");
        (await shop.PostAsync(app.Webhook(new byte[2_000_000]))).ShouldBeRefused(HttpStatusCode.RequestEntityTooLarge, "too_large");
    }

    private HttpRequestMessage OldCertificate(byte[] body)
    {
        var certificate = app.PayPal.Certify(at: new DateTimeOffset(app.Clock.Now).AddYears(-2));
        return app.Webhook(body, h => Copy(app.PayPal.Sign(body, certificate), h));
    }

    private static void Copy(Dictionary<string, string> from, Dictionary<string, string> to)
    {
        foreach (var (name, value) in from)
            to[name] = value;
    }

    private static HttpRequestMessage Body(HttpRequestMessage request, byte[] body)
    {
        request.Content = new ByteArrayContent(body);
        return request;
    }
}
