using System.Net;
using System.Text;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Inbox;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments.WeChat;

public class Notifications_of_WeChat(WeChatApp app) : IClassFixture<WeChatApp>, IAsyncLifetime
{
    public ValueTask InitializeAsync()
    {
        app.WeChat.SignsWith = WeChatEmulator.PublicKeyId;
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await app.SwitchAsync(on: true);

    [Fact]
    public async Task Replays_and_copies_are_one_row_and_one_booking()
    {
        var (shop, _, purchase) = await PaidAsync();
        var told = app.Paid(purchase.Reference, eventId: "EV-copies");
        var body = await told.Content!.ReadAsByteArrayAsync();

        for (var i = 0; i < 5; i++)
            (await shop.PostAsync(app.Signed(body))).ShouldBe(HttpStatusCode.OK);
        await Task.WhenAll(app.SettleAsync(), app.SettleAsync());

        Assert.Equal(5, await app.WithAsync<AppDb, int>(db => db.Set<WebhookDelivery>().Where(d => d.EventId == "EV-copies")
            .Select(d => d.Copies).SingleAsync()));
        Assert.Equal(1, await shop.InAsync(db => db.Set<Payment>().CountAsync()));
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Theory]
    [InlineData("changed byte", "signature_bad"), InlineData("301 s old", "signature_old"), InlineData("301 s ahead", "signature_old")]
    [InlineData("no headers", "signature_bad"), InlineData("sign test", "signature_bad"), InlineData("unknown serial", "signature_bad")]
    [InlineData("another public key", "signature_bad"), InlineData("no JSON", "payload_malformed"), InlineData("no id", "payload_malformed")]
    [InlineData("another APIv3 key", "payload_malformed"), InlineData("another merchant", "payload_malformed")]
    public async Task What_is_not_genuine_leaves_no_trace_and_is_answered_in_their_words(string fault, string code)
    {
        var (shop, _, purchase) = await PaidAsync();
        var before = await shop.DeliveriesAsync();
        var good = await app.Paid(purchase.Reference).Content!.ReadAsByteArrayAsync();
        var request = fault switch
        {
            "changed byte" => With(app.Signed(good), body: [.. good, (byte)' ']),
            "301 s old" => app.Signed(good, app.Clock.Now.AddSeconds(-301)),
            "301 s ahead" => app.Signed(good, app.Clock.Now.AddSeconds(301)),
            "no headers" => new HttpRequestMessage(HttpMethod.Post, "/webhooks/wechat") { Content = new ByteArrayContent(good) },
            "sign test" => With(app.Signed(good), "Wechatpay-Signature", "WECHATPAY/SIGNTEST/" + new string('A', 300)),
            "unknown serial" => With(app.Signed(good), "Wechatpay-Serial", "7132D72A03E93CDDF8C03BBD1F37EEDF00000000"),
            "another public key" => With(app.Signed(good), "Wechatpay-Serial", "PUB_KEY_ID_0000000000"),
            "no JSON" => app.Signed("hello"u8.ToArray()),
            "no id" => app.Signed("{}"u8.ToArray()),
            "another APIv3 key" => app.Notification("EV-k", "TRANSACTION.SUCCESS", "{}", key: new string('k', 32)),
            _ => app.Notification("EV-m", "TRANSACTION.SUCCESS", $$"""{"mchid":"1900000999","out_trade_no":"{{purchase.Reference}}"}"""),
        };

        var answer = (await shop.PostAsync(request)).ShouldBe(HttpStatusCode.BadRequest);

        Assert.Equal(("FAIL", code), (answer.Json.GetProperty("code").GetString(), answer.Json.GetProperty("reason").GetString()));
        Assert.True(answer.Json.GetProperty("message").GetString()!.Length > 0);
        Assert.Equal(before, await shop.DeliveriesAsync());
    }

    [Theory]
    [InlineData(-300), InlineData(300)]
    public async Task Five_minutes_of_skew_are_borne(int seconds)
    {
        var (shop, _, purchase) = await PaidAsync();

        (await shop.PostAsync(app.Paid(purchase.Reference, at: app.Clock.Now.AddSeconds(seconds)))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Two_megabytes_are_refused()
    {
        var shop = await Shop.OpenAsync(app);

        (await shop.PostAsync(app.Signed(new byte[2_000_000]))).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_kind_that_is_none_of_our_business_leaves_no_trace()
    {
        var shop = await Shop.OpenAsync(app);
        var before = await shop.DeliveriesAsync();

        (await shop.PostAsync(app.Notification("EV-c", "COUPON.USE", """{"coupon_id":"1"}"""))).ShouldBe(HttpStatusCode.OK);

        Assert.Equal(before, await shop.DeliveriesAsync());
    }

    [Fact]
    public async Task One_that_finds_no_order_is_kept_and_shown()
    {
        var shop = await Shop.OpenAsync(app);
        var trade = $$"""{"mchid":"{{WeChatEmulator.MerchantId}}","out_trade_no":"gh_nobody_knows"}""";

        (await shop.PostAsync(app.Notification("EV-stray", "TRANSACTION.SUCCESS", trade))).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();

        Assert.Equal("checkout_unknown", await app.WithAsync<AppDb, string?>(db =>
            db.Set<WebhookDelivery>().Where(d => d.EventId == "EV-stray").Select(d => d.Error).SingleAsync()));
    }

    [Fact]
    public async Task A_certificate_that_changes_between_two_is_fetched()
    {
        app.Clock.Advance(TimeSpan.FromSeconds(10));
        var first = app.WeChat.Rotate();
        app.WeChat.SignsWith = first;
        await app.SwitchAsync(on: true, publicKeyMode: false);
        var (shop, _, one) = await PaidAsync();
        (await shop.PostAsync(app.Paid(one.Reference, serial: first))).ShouldBe(HttpStatusCode.OK);
        var two = await app.BuyAsync(shop, await shop.BuyerAsync());
        app.WeChat.Pay(two.Reference);
        var fetched = app.WeChat.Count("/v3/certificates");
        var second = app.WeChat.Rotate();
        app.Clock.Advance(TimeSpan.FromSeconds(10));

        (await shop.PostAsync(app.Paid(two.Reference, serial: second))).ShouldBe(HttpStatusCode.OK);
        app.WeChat.SignsWith = second;
        await app.SettleAsync();

        Assert.Equal(fetched + 1, app.WeChat.Count("/v3/certificates"));
        Assert.Equal(OrderState.Paid, await shop.StateAsync(one));
        Assert.Equal(OrderState.Paid, await shop.StateAsync(two));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Certificates_and_the_public_key_are_believed_side_by_side()
    {
        var certificate = app.WeChat.Rotate();
        app.Clock.Advance(TimeSpan.FromSeconds(10));
        var (shop, _, purchase) = await PaidAsync();

        (await shop.PostAsync(app.Paid(purchase.Reference, serial: certificate))).ShouldBe(HttpStatusCode.OK);
        (await shop.PostAsync(app.Paid(purchase.Reference, serial: WeChatEmulator.PublicKeyId))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Names_of_keys_that_nobody_has_cause_few_calls()
    {
        var (shop, _, purchase) = await PaidAsync();
        app.Clock.Advance(TimeSpan.FromSeconds(10));
        var before = app.WeChat.Count("/v3/certificates");

        for (var i = 0; i < 20; i++)
            await shop.PostAsync(With(app.Paid(purchase.Reference), "Wechatpay-Serial", $"71{i:D38}"));

        Assert.Equal(before + 1, app.WeChat.Count("/v3/certificates"));
    }

    private async Task<(Shop, Buyer, Purchase)> PaidAsync()
    {
        var (shop, buyer, purchase) = await app.BuyAsync();
        app.WeChat.Pay(purchase.Reference);
        return (shop, buyer, purchase);
    }

    private static HttpRequestMessage With(HttpRequestMessage request, string? header = null, string? value = null, byte[]? body = null)
    {
        if (header is not null)
        {
            request.Headers.Remove(header);
            request.Headers.TryAddWithoutValidation(header, value);
        }
        if (body is not null)
            request.Content = new ByteArrayContent(body);
        return request;
    }
}
