using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Guildhall.App.Browser.Hosting;
using Guildhall.App.Tests.Payments.PayPal;
using Guildhall.App.Tests.Payments.Stripe;
using Guildhall.App.Tests.Payments.WeChat;

namespace Guildhall.App.Browser.Selling;

/// <summary>The program whose Stripe, PayPal and WeChat Pay are emulators, with their pages at origins of their own.</summary>
public sealed class ServerWithProcessors : GuildhallServer
{
    private readonly HttpClient _http;
    private int _told;

    public ServerWithProcessors()
    {
#pragma warning disable RS0030 // There is no factory: the program under test is another process.
        _http = new HttpClient { BaseAddress = Address };
#pragma warning restore RS0030
    }

    internal StripeEmulator Stripe { get; private set; } = null!;
    internal PayPalEmulator PayPal { get; } = new();
    internal WeChatEmulator WeChat { get; } = new();

    /// <summary>Path of a community that sells.</summary>
    public string Community { get; private set; } = "";

    /// <summary>Its owner.</summary>
    public (string Email, string Password) Owner { get; private set; }

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Guildhall__Payments__Stripe__SecretKey"] = StripeEmulator.SecretKey,
        ["Guildhall__Payments__Stripe__WebhookSecret"] = StripeEmulator.WebhookSecret,
        ["Guildhall__Payments__Stripe__ApiBase"] = Stripe.Url,
        ["Guildhall__Payments__PayPal__ApiBase"] = PayPal.Url,
        ["Guildhall__Payments__PayPal__ClientId"] = PayPalEmulator.ClientId,
        ["Guildhall__Payments__PayPal__ClientSecret"] = PayPalEmulator.Secret,
        ["Guildhall__Payments__PayPal__WebhookId"] = PayPalEmulator.WebhookId,
        ["Guildhall__Payments__WeChat__ApiBase"] = WeChat.Url,
        ["Guildhall__Payments__WeChat__MerchantId"] = WeChatEmulator.MerchantId,
        ["Guildhall__Payments__WeChat__AppId"] = WeChatEmulator.AppId,
        ["Guildhall__Payments__WeChat__SerialNo"] = WeChatEmulator.MerchantSerial,
        ["Guildhall__Payments__WeChat__PrivateKey"] = WeChat.MerchantPrivateKey,
        ["Guildhall__Payments__WeChat__ApiV3Key"] = WeChatEmulator.ApiV3Key,
        ["Guildhall__Payments__WeChat__PlatformKeyId"] = WeChatEmulator.PublicKeyId,
        ["Guildhall__Payments__WeChat__PlatformKey"] = WeChat.PublicKeyPem,
    };

    public override async ValueTask InitializeAsync()
    {
        Stripe = await StripeEmulator.StartAsync();
        await PayPal.StartAsync();
        await WeChat.StartAsync();
        Stripe.Books.Clock = PayPal.Now = WeChat.Now = () => TimeProvider.System.GetUtcNow().UtcDateTime;
        (Stripe.Books.Pages, PayPal.Pages) = (Stripe.Url, PayPal.Url);
        await base.InitializeAsync();
        var demo = JsonSerializer.Deserialize<JsonElement>(await RunVerbAsync("demo", "--json"));
        Community = demo.GetProperty("communities")[0].GetString()!;
        Owner = (demo.GetProperty("email").GetString()!, demo.GetProperty("password").GetString()!);
    }

    /// <summary>Stripe tells what has happened since the last time.</summary>
    public async Task TellOfStripeAsync()
    {
        foreach (var happened in Stripe.Books.Events.Skip(_told).ToList())
        {
            _told++;
            var body = Encoding.UTF8.GetBytes(happened.ToJsonString());
            var t = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
            byte[] signed = [.. Encoding.ASCII.GetBytes($"{t}."), .. body];
            var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(StripeEmulator.WebhookSecret), signed);
            await TellAsync("/webhooks/stripe", body, [("Stripe-Signature", $"t={t},v1={Convert.ToHexStringLower(mac)}")]);
        }
    }

    /// <summary>The buyer has scanned the code and paid, and WeChat Pay tells of it.</summary>
    public async Task PayByWeChatAsync(string number)
    {
        Assert.True(WeChat.Pay(number));
        var resource = WeChatEmulator.Encrypt(JsonSerializer.Serialize(WeChatEmulator.Describe(WeChat.Trades[number])), "transaction");
        resource["original_type"] = "transaction";
        var body = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["id"] = "EV-" + number, ["create_time"] = "2026-03-02T16:00:00+08:00", ["event_type"] = "TRANSACTION.SUCCESS",
            ["resource_type"] = "encrypt-resource", ["summary"] = "支付成功", ["resource"] = resource,
        }.ToJsonString());
        await TellAsync("/webhooks/wechat", body, WeChat.Proof(body, WeChat.SignsWith, WeChat.Now()));
    }

    private async Task TellAsync(string path, byte[] body, IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await _http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{path} was answered with {(int)answer.StatusCode}.");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _http.Dispose();
        await Stripe.DisposeAsync();
        await PayPal.DisposeAsync();
        await WeChat.DisposeAsync();
    }
}
