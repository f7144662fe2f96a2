using System.Net;
using System.Security.Cryptography;
using System.Text;
using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Orders;
using Guildhall.Payments.WeChat;

namespace Guildhall.App.Tests.Payments.WeChat;

/// <summary>wechatpay-axios-plugin against our code and against the emulator, so that the two are not wrong in the same way.</summary>
public class Their_own_library_in_WeChat(WeChatApp app) : IClassFixture<WeChatApp>
{
    [Fact]
    public async Task It_is_a_client_of_the_emulator()
    {
        await using var emulator = new WeChatEmulator { Now = () => TimeProvider.System.GetUtcNow().UtcDateTime };
        await emulator.StartAsync();

        var told = await Peer.RunAsync("wechat/client.mjs", new
        {
            url = emulator.Url, mchid = WeChatEmulator.MerchantId, appid = WeChatEmulator.AppId, serial = WeChatEmulator.MerchantSerial,
            privateKey = emulator.MerchantPrivateKey, platformId = WeChatEmulator.PublicKeyId, platformKey = emulator.PublicKeyPem,
        });

        Assert.StartsWith("weixin://wxpay/bizpayurl?pr=", told.GetProperty("code").GetString());
        Assert.Equal(("NOTPAY", 204, "CLOSED"),
            (told.GetProperty("before").GetString(), told.GetProperty("closed").GetInt32(), told.GetProperty("after").GetString()));
    }

    [Fact]
    public async Task It_verifies_what_we_sign_and_we_verify_what_it_signs()
    {
        using var key = RSA.Create(2048);
        var ours = WeChatSignature.Sign(key, WeChatSignature.OfRequest("POST", "/v3/pay/transactions/native?x=1", "1554208460", "n", """{"description":"书院"}"""));
        var sealedUp = WeChatEmulator.Encrypt("书院", "transaction");

        var told = await Peer.RunAsync("wechat/crypto.mjs", new
        {
            privateKey = key.ExportPkcs8PrivateKeyPem(), publicKey = key.ExportSubjectPublicKeyInfoPem(), ours,
                key = WeChatEmulator.ApiV3Key,
            nonce = (string)sealedUp["nonce"]!, ciphertext = (string)sealedUp["ciphertext"]!,
        });

        Assert.True(told.GetProperty("verified").GetBoolean());
        Assert.True(WeChatSignature.Verify(key, WeChatSignature.OfAnswer("1554208460", "n", Encoding.UTF8.GetBytes("""{"a":"书院"}""")),
            told.GetProperty("signature").GetString()!));
        Assert.Equal("书院", told.GetProperty("opened").GetString());
        Assert.Equal("""{"trade_state":"SUCCESS"}""", Encoding.UTF8.GetString(
            WeChatCipher.Open(WeChatEmulator.ApiV3Key, "abcdefghijkl", "transaction", told.GetProperty("vector").GetString()!)!));
    }

    [Fact]
    public async Task Our_endpoint_takes_a_notification_that_it_made()
    {
        app.WeChat.SignsWith = WeChatEmulator.PublicKeyId;
        var (shop, _, purchase) = await app.BuyAsync();
        app.WeChat.Pay(purchase.Reference);

        var told = await Peer.RunAsync("wechat/notification.mjs", new
        {
            privateKey = app.WeChat.PublicKeyPrivatePem, serial = WeChatEmulator.PublicKeyId, key = WeChatEmulator.ApiV3Key,
            timestamp = new DateTimeOffset(app.Clock.Now).ToUnixTimeSeconds().ToString(),
            trade = WeChatEmulator.Describe(app.WeChat.Trades[purchase.Reference]),
        });
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/wechat")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(told.GetProperty("body").GetString()!)),
        };
        foreach (var header in told.GetProperty("headers").EnumerateObject())
            request.Headers.TryAddWithoutValidation(header.Name, header.Value.GetString());
        (await shop.PostAsync(request)).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();

        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
    }
}
