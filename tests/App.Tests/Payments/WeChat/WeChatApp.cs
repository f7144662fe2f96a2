using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Settings;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments.WeChat;

/// <summary>
/// The program of a merchant whose WeChat Pay is an emulator. What is set stands in the database, so that a test may change it.
/// </summary>
public class WeChatApp : GuildhallApp
{
    private const string Section = "Guildhall:Payments:WeChat:";

    internal WeChatEmulator WeChat { get; } = new();

    protected override IEnumerable<string> Settings =>
    [
        $"--{Section}ApiBase={WeChat.Url}", $"--{Section}FeePercent=0.6",
    ];

    public override async ValueTask InitializeAsync()
    {
        await WeChat.StartAsync();
        await base.InitializeAsync();
        WeChat.Now = () => Clock.Now;
        await SwitchAsync(on: true);
    }

    /// <summary>As the operator would in the browser.</summary>
    internal async Task SwitchAsync(bool on, bool publicKeyMode = true)
    {
        var by = (await this.MemberAsync("The operator")).Id;
        await WithAsync<IServiceProvider>(async services =>
        {
            var settings = services.GetRequiredService<InstallationSettings>();
            async Task SetAsync(string name, string value) => await settings.ChangeAsync(Section + name, on ? value : "", secret: false, by);
            await SetAsync("MerchantId", WeChatEmulator.MerchantId);
            await SetAsync("AppId", WeChatEmulator.AppId);
            await SetAsync("SerialNo", WeChatEmulator.MerchantSerial);
            await SetAsync("PrivateKey", WeChat.MerchantPrivateKey);
            await SetAsync("ApiV3Key", WeChatEmulator.ApiV3Key);
            await SetAsync("PlatformKeyId", publicKeyMode ? WeChatEmulator.PublicKeyId : "");
            await SetAsync("PlatformKey", publicKeyMode ? WeChat.PublicKeyPem : "");
            await services.GetRequiredService<Kernel.Data.AppDb>().SaveChangesAsync();
        });
        Services.GetRequiredService<ProcessorSettings>().Forget();
    }

    /// <summary>Somebody new at a new shop has placed an order and sees its code.</summary>
    internal async Task<(Shop, Buyer, Purchase)> BuyAsync(TierOffer? tier = null)
    {
        var shop = await Shop.OpenAsync(this);
        var buyer = await shop.BuyerAsync();
        return (shop, buyer, await BuyAsync(shop, buyer, tier));
    }

    internal async Task<Purchase> BuyAsync(Shop shop, Buyer buyer, TierOffer? tier = null)
    {
        var sent = await buyer.Browser.SubmitAsync(shop.CheckoutPath(tier ?? shop.Premium), ("interval", "month"), ("processor", "wechat"));
        var order = await shop.InAsync(db => db.Set<Order>().AsNoTracking().Where(o => o.MemberId == buyer.Person.Id)
            .OrderByDescending(o => o.Id).FirstAsync());
        var checkout = await shop.InAsync(db => db.Set<Checkout>().AsNoTracking().Where(c => c.OrderId == order.Id)
            .OrderByDescending(c => c.Id).FirstAsync());
        Assert.Equal($"{shop.Path}/orders/{order.Code}/payment", sent.ShouldRedirect().Location);
        return new Purchase(order.Id, order.Code, sent.Location!, checkout.Reference!);
    }

    /// <summary>A notification about a trade, as they send it.</summary>
    internal HttpRequestMessage Paid(string number, string? eventId = null, DateTime? at = null, string? serial = null) => Notification(
        eventId ?? "EV-" + Guid.NewGuid(), "TRANSACTION.SUCCESS", JsonSerializer.Serialize(WeChatEmulator.Describe(WeChat.Trades[number])), at, serial);

    internal HttpRequestMessage Refunded(TradeRefund refund) => Notification(
        "EV-" + Guid.NewGuid(), "REFUND." + refund.Status, JsonSerializer.Serialize(WeChatEmulator.Describe(refund, told: true)));

    internal HttpRequestMessage Notification(
        string id, string type, string plaintext, DateTime? at = null, string? serial = null, string key = WeChatEmulator.ApiV3Key)
    {
        var resource = WeChatEmulator.Encrypt(plaintext, "transaction", key);
        resource["original_type"] = "transaction";
        var body = new JsonObject
        {
            ["id"] = id, ["create_time"] = "2026-03-02T16:00:00+08:00", ["event_type"] = type, ["resource_type"] = "encrypt-resource",
            ["summary"] = "支付成功", ["resource"] = resource,
        };
        return Signed(Encoding.UTF8.GetBytes(body.ToJsonString()), at, serial);
    }

    internal HttpRequestMessage Signed(byte[] body, DateTime? at = null, string? serial = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/wechat") { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in WeChat.Proof(body, serial ?? WeChat.SignsWith, at ?? Clock.Now))
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }
}
