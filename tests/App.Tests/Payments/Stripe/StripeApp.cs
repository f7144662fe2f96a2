using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments.Stripe;

/// <summary>The program beside a Stripe of its own, which its environment names.</summary>
public class StripeApp : GuildhallApp
{
    internal StripeEmulator Stripe { get; private set; } = null!;

    internal StripeBooks Books => Stripe.Books;

    internal IRecurringProcessor Processor => (IRecurringProcessor)Services.GetRequiredService<PaymentProcessors>().Get("stripe");

    protected override IEnumerable<string> Settings =>
    [
        $"--Guildhall:Payments:Stripe:SecretKey={StripeEmulator.SecretKey}",
        $"--Guildhall:Payments:Stripe:WebhookSecret={StripeEmulator.WebhookSecret}",
        "--Guildhall:Payments:Stripe:PreviousWebhookSecret=whsec_before",
        $"--Guildhall:Payments:Stripe:ApiBase={Stripe.Url}",
    ];

    public override async ValueTask InitializeAsync()
    {
        Stripe = await StripeEmulator.StartAsync();
        await base.InitializeAsync();
        Books.Clock = () => Clock.Now;
    }

    /// <summary>Somebody new at a new shop leaves for Stripe.</summary>
    internal async Task<(Shop Shop, Buyer Buyer, Purchase Purchase)> BuyAsync(string interval = "month")
    {
        var shop = await Shop.OpenAsync(this);
        var buyer = await shop.BuyerAsync();
        return (shop, buyer, await BuyAsync(shop, buyer, interval));
    }

    internal static async Task<Purchase> BuyAsync(Shop shop, Buyer buyer, string interval = "month")
    {
        (await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", interval), ("processor", "stripe")))
            .ShouldBe(HttpStatusCode.SeeOther);
        var order = await shop.InAsync(db => db.Set<Order>().AsNoTracking()
            .Where(o => o.MemberId == buyer.Person.Id).OrderByDescending(o => o.Id).FirstAsync());
        var checkout = await shop.InAsync(db => db.Set<Checkout>().AsNoTracking().Where(c => c.OrderId == order.Id).SingleAsync());
        return new Purchase(order.Id, order.Code, checkout.StartValue ?? "", checkout.Reference ?? "");
    }

    /// <summary>The same, paid on Stripe's page and told to us.</summary>
    /// <returns>The PaymentIntent too.</returns>
    internal async Task<(Shop Shop, Buyer Buyer, Purchase Purchase, string Intent)> BuyAndPayAsync()
    {
        var (shop, buyer, purchase) = await BuyAsync();
        var intent = Books.Pay(purchase.Reference);
        await TellAsync(shop);
        return (shop, buyer, purchase, intent);
    }

    private int _told;

    /// <summary>Stripe tells what has happened since the last time, twice over and the latest first.</summary>
    internal async Task TellAsync(Shop shop)
    {
        var news = Books.Events.Skip(_told).Reverse().ToList();
        _told = Books.Events.Count;
        foreach (var happened in news.Concat(news))
            (await shop.PostAsync(Webhook(happened))).ShouldBe(HttpStatusCode.OK);
        await SettleAsync();
        await shop.PassAsync(TimeSpan.FromSeconds(2));
    }

    internal HttpRequestMessage Webhook(JsonObject happened, string secret = StripeEmulator.WebhookSecret, int age = 0) =>
        Webhook(Encoding.UTF8.GetBytes(happened.ToJsonString()), secret, age);

    internal HttpRequestMessage Webhook(byte[] body, string secret = StripeEmulator.WebhookSecret, int age = 0)
    {
        // Written from Stripe's description, not with the code that is tested.
        var t = new DateTimeOffset(Clock.Now).ToUnixTimeSeconds() - age;
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{t}."), .. body];
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed);
        return Webhook(body, $"t={t},v1={Convert.ToHexStringLower(mac)}");
    }

    internal static HttpRequestMessage Webhook(byte[] body, string signature)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/stripe") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TryAddWithoutValidation("Stripe-Signature", signature);
        return request;
    }
}
