using System.Net;
using System.Text;
using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Orders;

namespace Guildhall.App.Tests.Payments.PayPal;

/// <summary>PayPal's own SDK against the emulator, and Node's crypto with buffer-crc32 against our endpoint.</summary>
public class Their_own_library_in_PayPal(PayPalApp app) : IClassFixture<PayPalApp>
{
    [Fact]
    public async Task It_is_a_client_of_the_emulator()
    {
        await using var emulator = new PayPalEmulator { Now = () => TimeProvider.System.GetUtcNow().UtcDateTime };
        await emulator.StartAsync(tls: true);
        string? approved = null;

        var created = await Peer.RunAsync("paypal/client.mjs",
            new { port = new Uri(emulator.Url).Port, id = PayPalEmulator.ClientId, secret = PayPalEmulator.Secret });
        approved = created.GetProperty("order").GetString()!;
        emulator.Approve(approved);
        var paid = await Peer.RunAsync("paypal/client.mjs",
            new { port = new Uri(emulator.Url).Port, id = PayPalEmulator.ClientId, secret = PayPalEmulator.Secret, order = approved });

        Assert.Equal("payer-action", created.GetProperty("rel").GetString());
        Assert.Equal(("COMPLETED", "1.28", "COMPLETED"),
            (paid.GetProperty("capture").GetString(), paid.GetProperty("fee").GetString(), paid.GetProperty("refund").GetString()));
        Assert.Equal(9m, Assert.Single(emulator.Refunds.Values).Value);
    }

    [Fact]
    public async Task Our_endpoint_takes_a_webhook_that_it_signed()
    {
        var (shop, _, purchase) = await app.BuyAsync();
        app.PayPal.Approve(purchase.Reference);
        var body = Encoding.UTF8.GetString(PayPalApp.Event("CHECKOUT.ORDER.APPROVED", app.PayPal.Describe(app.PayPal.Orders[purchase.Reference])));

        var told = await Peer.RunAsync("paypal/webhook.mjs", new
        {
            body, webhookId = PayPalEmulator.WebhookId, privateKey = app.PayPal.KeyOf(app.Certificate), certificate = app.Certificate,
            time = "2026-03-02T08:00:00Z",
        });
        HttpRequestMessage Request(string text)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/paypal") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text)) };
            foreach (var header in told.GetProperty("headers").EnumerateObject())
                request.Headers.TryAddWithoutValidation(header.Name, header.Value.GetString());
            return request;
        }
        (await shop.PostAsync(Request(body + " "))).ShouldBeRefused(HttpStatusCode.BadRequest, "signature_bad");
        (await shop.PostAsync(Request(body))).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();

        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
    }
}
