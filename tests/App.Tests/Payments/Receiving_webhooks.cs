using System.Net;
using System.Text;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Inbox;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Guildhall.Payments.TestProcessor;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments;

public class Receiving_webhooks(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Five_copies_are_one_row_and_one_booking()
    {
        var (shop, buyer, purchase) = await PaidSilentlyAsync();

        for (var i = 0; i < 5; i++)
            (await shop.PostAsync(await shop.WebhookAsync("te_five_" + purchase.OrderId, purchase.Reference))).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();

        var row = await app.WithAsync<AppDb, WebhookDelivery>(db => db.Set<WebhookDelivery>()
            .SingleAsync(d => d.EventId == "te_five_" + purchase.OrderId));
        Assert.Equal((5, 1), (row.Copies, row.Attempts));
        await ShouldBePaidOnceAsync(shop, buyer, purchase);
    }

    [Fact]
    public async Task Fifty_at_once_are_one_booking()
    {
        var (shop, buyer, purchase) = await PaidSilentlyAsync();
        var webhooks = new List<HttpRequestMessage>();
        for (var i = 0; i < 50; i++)
            webhooks.Add(await shop.WebhookAsync($"te_many_{purchase.OrderId}_{i % 10}", purchase.Reference));

        var answers = await Task.WhenAll(webhooks.Select(shop.PostAsync));
        // As two nodes would, and more: everybody works at once.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.SettleAsync()));

        Assert.All(answers, a => a.ShouldBe(HttpStatusCode.OK));
        await ShouldBePaidOnceAsync(shop, buyer, purchase);
    }

    [Fact]
    public async Task Many_orders_shuffled_and_copied_end_as_each_was_paid()
    {
        var shop = await Shop.OpenAsync(app);
        var purchases = new List<(Buyer Buyer, Purchase Purchase)>();
        for (var i = 0; i < 8; i++)
        {
            var buyer = await shop.BuyerAsync();
            var purchase = await shop.BuyAsync(buyer);
            await shop.DecideAsync(buyer, purchase, scenario: TestScenario.Silent);
            purchases.Add((buyer, purchase));
        }
        var webhooks = new List<HttpRequestMessage>();
        foreach (var (_, purchase) in purchases)
        {
            foreach (var type in new[] { TestEvent.RefundSucceeded, TestEvent.PaymentSucceeded, TestEvent.PaymentProcessing })
            {
                for (var copy = 0; copy < 5; copy++)
                    webhooks.Add(await shop.WebhookAsync($"te_{purchase.OrderId}_{type}", purchase.Reference, type));
            }
        }
        var shuffled = webhooks.ToArray();
        new Random(7).Shuffle(shuffled);

        var answers = await Task.WhenAll(shuffled.Select(shop.PostAsync));
        await Task.WhenAll(app.SettleAsync(), app.SettleAsync());

        Assert.All(answers, a => a.ShouldBe(HttpStatusCode.OK));
        foreach (var (buyer, purchase) in purchases)
            await ShouldBePaidOnceAsync(shop, buyer, purchase);
    }

    [Fact]
    public async Task A_refund_that_is_told_before_its_payment_ends_the_same()
    {
        var (shop, buyer, purchase) = await PaidSilentlyAsync();
        var processor = (IPaymentProcessor)app.Services.GetService(typeof(IPaymentProcessor))!;
        await processor.RefundAsync(new RefundRequest("made-by-hand-" + purchase.OrderId, purchase.Reference, 2900, "CNY"), default);

        await shop.PostAsync(await shop.WebhookAsync("te_r_" + purchase.OrderId, purchase.Reference, TestEvent.RefundSucceeded));
        await app.SettleAsync();
        await shop.PostAsync(await shop.WebhookAsync("te_p_" + purchase.OrderId, purchase.Reference));
        await app.SettleAsync();

        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
        Assert.NotEqual(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        Assert.Equal(0, (await shop.BalancesAsync())["revenue:memberships"] + (await shop.BalancesAsync())["refunds:memberships"]);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task The_test_processors_own_shuffling_ends_paid()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        var purchase = await shop.BuyAsync(buyer);
        await shop.DecideAsync(buyer, purchase, scenario: TestScenario.Shuffled);

        for (var i = 0; i < 10; i++)
            await shop.PassAsync(TimeSpan.FromSeconds(1));

        var rows = await app.WithAsync<AppDb, List<WebhookDelivery>>(db => db.Set<WebhookDelivery>()
            .Where(d => d.Reference == purchase.Reference).ToListAsync());
        Assert.Equal([4, 4], rows.Select(r => r.Copies));
        await ShouldBePaidOnceAsync(shop, buyer, purchase);
    }

    [Theory]
    [InlineData("wrong secret", "signature_bad"), InlineData("301 s old", "signature_old"), InlineData("301 s ahead", "signature_old")]
    [InlineData("no header", "signature_bad"), InlineData("changed body", "signature_bad"), InlineData("garbage header", "signature_bad")]
    [InlineData("no JSON", "payload_malformed"), InlineData("no id", "payload_malformed")]
    public async Task What_is_not_genuine_leaves_no_trace(string fault, string code)
    {
        var (shop, _, purchase) = await PaidSilentlyAsync();
        var before = await shop.DeliveriesAsync();
        var secret = await shop.SecretAsync();
        var good = Encoding.UTF8.GetBytes($$$"""{"id":"te_x","type":"payment.succeeded","created":1,"object":{"reference":"{{{purchase.Reference}}}","order":"","amount":1,"currency":"CNY"}}""");
        string Sign(byte[] body) => TimedSignature.Sign(secret, app.Clock.Now, body);
        var request = fault switch
        {
            "wrong secret" => await shop.WebhookAsync("te_x", purchase.Reference, secret: "whsec_another"),
            "301 s old" => await shop.WebhookAsync("te_x", purchase.Reference, signedAt: app.Clock.Now.AddSeconds(-301)),
            "301 s ahead" => await shop.WebhookAsync("te_x", purchase.Reference, signedAt: app.Clock.Now.AddSeconds(301)),
            "no header" => Shop.Webhook(good, null),
            "changed body" => Shop.Webhook([.. good, (byte)' '], Sign(good)),
            "garbage header" => Shop.Webhook(good, "t=,v1="),
            "no JSON" => Shop.Webhook("hello"u8.ToArray(), Sign("hello"u8.ToArray())),
            _ => Shop.Webhook("{}"u8.ToArray(), Sign("{}"u8.ToArray())),
        };

        (await shop.PostAsync(request)).ShouldBeRefused(HttpStatusCode.BadRequest, code);

        Assert.Equal(before, await shop.DeliveriesAsync());
    }

    [Fact]
    public async Task Three_hundred_seconds_are_young_enough()
    {
        var (shop, _, purchase) = await PaidSilentlyAsync();

        (await shop.PostAsync(
            await shop.WebhookAsync("te_edge_" + purchase.OrderId, purchase.Reference, signedAt: app.Clock.Now.AddSeconds(-300))))
                .ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Too_long_a_body_is_refused()
    {
        var shop = await Shop.OpenAsync(app);

        (await shop.PostAsync(Shop.Webhook(new byte[300 * 1024], "t=1,v1=00"))).ShouldBeRefused(HttpStatusCode.RequestEntityTooLarge, "too_large");
    }

    [Fact]
    public async Task An_unknown_processor_is_not_found()
    {
        var shop = await Shop.OpenAsync(app);

        (await shop.PostAsync(Shop.Webhook("{}"u8.ToArray(), null, "nobody"))).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task What_finds_no_order_is_given_up_and_shown()
    {
        var shop = await Shop.OpenAsync(app);
        await shop.PostAsync(await shop.WebhookAsync("te_stray", "tp_nobody_knows"));

        for (var attempt = 1; attempt <= WebhookDelivery.MaxAttempts; attempt++)
            await shop.PassAsync(TimeSpan.FromSeconds(Math.Pow(attempt, 4) + 1));

        var row = await app.WithAsync<AppDb, WebhookDelivery>(db => db.Set<WebhookDelivery>().SingleAsync(d => d.EventId == "te_stray"));
        Assert.True(row.IsDead);
        Assert.Equal((WebhookDelivery.MaxAttempts, "checkout_unknown"), (row.Attempts, row.Error));
        var operatorOfAll = await app.SignInAsync(await app.MemberAsync("The owner", owner: true));
        Assert.Contains("te_stray", (await operatorOfAll.GetAsync($"{shop.Path}/manage/webhooks?open=1")).Text);
        Assert.DoesNotContain("te_stray", (await (await app.SignInAsync(shop.Owner)).GetAsync($"{shop.Path}/manage/webhooks")).Text);
    }

    private async Task<(Shop, Buyer, Purchase)> PaidSilentlyAsync()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        var purchase = await shop.BuyAsync(buyer);
        await shop.DecideAsync(buyer, purchase, scenario: TestScenario.Silent);
        return (shop, buyer, purchase);
    }

    private static async Task ShouldBePaidOnceAsync(Shop shop, Buyer buyer, Purchase purchase)
    {
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        Assert.Equal(1, await shop.InAsync(db => db.Set<Payment>().CountAsync(p => p.OrderId == purchase.OrderId)));
        var grant = Assert.Single(await shop.GrantsAsync(purchase));
        Assert.Equal(grant.Until, (await shop.HoldsAsync(buyer)).Until);
        await shop.LedgerShouldBeSoundAsync();
    }
}
