using System.Text;
using System.Text.Json.Nodes;
using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments.PayPal;

/// <summary>The program of a merchant whose PayPal is an emulator.</summary>
public class PayPalApp : GuildhallApp
{
    private string? _certificate;

    internal PayPalEmulator PayPal { get; } = new();

    /// <summary>Where the certificate lies with which webhooks are signed.</summary>
    internal string Certificate => _certificate ??= PayPal.Certify();

    protected override IEnumerable<string> Settings =>
    [
        $"--Guildhall:Payments:PayPal:ApiBase={PayPal.Url}", $"--Guildhall:Payments:PayPal:ClientId={PayPalEmulator.ClientId}",
        $"--Guildhall:Payments:PayPal:ClientSecret={PayPalEmulator.Secret}", $"--Guildhall:Payments:PayPal:WebhookId={PayPalEmulator.WebhookId}",
    ];

    public override async ValueTask InitializeAsync()
    {
        await PayPal.StartAsync();
        await base.InitializeAsync();
        PayPal.Now = () => Clock.Now;
    }

    /// <summary>Somebody new at a new shop is on the way to PayPal.</summary>
    internal async Task<(Shop, Buyer, Purchase)> BuyAsync()
    {
        var shop = await Shop.OpenAsync(this);
        var buyer = await shop.BuyerAsync();
        return (shop, buyer, await BuyAsync(shop, buyer));
    }

    internal async Task<Purchase> BuyAsync(Shop shop, Buyer buyer)
    {
        var sent = await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"), ("processor", "paypal"));
        var order = await shop.InAsync(db => db.Set<Order>().AsNoTracking().Where(o => o.MemberId == buyer.Person.Id)
            .OrderByDescending(o => o.Id).FirstAsync());
        var checkout = await shop.InAsync(db => db.Set<Checkout>().AsNoTracking().Where(c => c.OrderId == order.Id)
            .OrderByDescending(c => c.Id).FirstAsync());
        Assert.Equal($"{shop.Path}/orders/{order.Code}/payment", sent.ShouldRedirect().Location);
        return new Purchase(order.Id, order.Code, sent.Location!, checkout.Reference!);
    }

    /// <summary>The buyer agrees and comes back, and what follows has happened.</summary>
    internal async Task ApproveAsync(Shop shop, Buyer buyer, Purchase purchase)
    {
        PayPal.Approve(purchase.Reference);
        await buyer.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}?returned=1&token={purchase.Reference}&PayerID=BUYER1");
        await SettleAsync();
    }

    internal EmulatedCapture CaptureOf(Purchase purchase) => PayPal.Orders[purchase.Reference].Captures.Single();

    internal static byte[] Event(string type, JsonNode resource, string? id = null) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["id"] = id ?? "WH-" + Guid.NewGuid(), ["event_version"] = "1.0", ["create_time"] = "2026-03-02T08:00:00Z", ["event_type"] = type,
        ["summary"] = "An event", ["resource"] = resource,
    }.ToJsonString());

    internal HttpRequestMessage Webhook(byte[] body, Action<Dictionary<string, string>>? change = null) =>
        PayPal.Webhook(body, Certificate, change);
}
