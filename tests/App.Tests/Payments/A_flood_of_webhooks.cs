using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Inbox;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.TestProcessor;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments;

/// <summary>
/// Many webhooks at once: copies, the end of a story before its beginning, bad and old signatures among them. GUILDHALL_WEBHOOKS says
/// how many are sent (500).
/// </summary>
public class A_flood_of_webhooks(OwnApp app, ITestOutputHelper output) : IClassFixture<OwnApp>
{
    private const int Orders = 10, Copies = 5, Senders = 8;
    private static readonly int Total = int.TryParse(Environment.GetEnvironmentVariable("GUILDHALL_WEBHOOKS"), out var total) ? total : 500;

    [Fact]
    public async Task Is_taken_in_and_settled_once()
    {
        var shop = await Shop.OpenAsync(app);
        var purchases = new List<Purchase>();
        for (var i = 0; i < Orders; i++)
        {
            var buyer = await shop.BuyerAsync();
            purchases.Add(await shop.BuyAsync(buyer));
            // The processor itself stays silent: all that comes is what this test sends.
            await shop.DecideAsync(buyer, purchases[^1], scenario: TestScenario.Silent);
        }
        var flood = await FloodAsync(shop, purchases);

        var since = Stopwatch.StartNew();
        var answers = await SendAsync(flood);
        var sent = since.Elapsed;
        await app.SettleAsync();
        var settled = since.Elapsed;

        Assert.All(answers, a => Assert.Equal(a.Good ? HttpStatusCode.OK : HttpStatusCode.BadRequest, a.Status));
        var events = flood.Where(f => f.Good).Select(f => f.EventId).Distinct().ToList();
        var deliveries = await shop.InAsync(db => db.Set<WebhookDelivery>().AsNoTracking().ToListAsync());
        Assert.Equal(events.Order(), deliveries.Select(d => d.EventId).Order());
        Assert.All(deliveries, d => Assert.NotNull(d.ProcessedAt));
        Assert.Equal(flood.Count(f => f.Good), deliveries.Sum(d => d.Copies));
        foreach (var purchase in purchases)
        {
            Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
            Assert.Single(await shop.GrantsAsync(purchase));
            Assert.Equal(1, await shop.InAsync(db => db.Set<LedgerTransaction>().CountAsync(t => t.OrderId == purchase.OrderId)));
        }
        await shop.LedgerShouldBeSoundAsync();
        output.WriteLine($"{flood.Count} webhooks of {events.Count} events and {flood.Count(f => !f.Good)} bad ones: {flood.Count / sent.TotalSeconds:0} a second taken in, all settled {settled.TotalSeconds - sent.TotalSeconds:0.0} s later");
    }

    private async Task<List<Sent>> FloodAsync(Shop shop, List<Purchase> purchases)
    {
        var secret = await shop.SecretAsync();
        var flood = new List<Sent>();
        for (var i = 0; flood.Count < Total; i++)
        {
            var purchase = purchases[i % purchases.Count];
            var type = i % 3 == 0 ? TestEvent.PaymentProcessing : TestEvent.PaymentSucceeded;
            var body = Encoding.UTF8.GetBytes($$$"""{"id":"flood-{{{i}}}","type":"{{{type}}}","created":1,"object":{"reference":"{{{purchase.Reference}}}","order":"O-1","amount":1,"currency":"CNY"}}""");
            for (var copy = 0; copy < Copies; copy++)
                flood.Add(new Sent($"flood-{i}", body, TimedSignature.Sign(secret, app.Clock.Now, body), Good: true));
            if (i % 4 == 0)
                flood.Add(new Sent($"forged-{i}", body, TimedSignature.Sign("another secret", app.Clock.Now, body), Good: false));
            if (i % 4 == 1)
                flood.Add(new Sent($"old-{i}", body, TimedSignature.Sign(secret, app.Clock.Now.AddHours(-1), body), Good: false));
        }
        new Random(7).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(flood));
        return flood;
    }

    private async Task<IReadOnlyCollection<(bool Good, HttpStatusCode Status)>> SendAsync(List<Sent> flood)
    {
        using var processor = app.Visitor();
        var answers = new ConcurrentBag<(bool, HttpStatusCode)>();
        await Parallel.ForEachAsync(flood, new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (one, cancel) =>
        {
            using var response = await processor.Http.SendAsync(Shop.Webhook(one.Body, one.Signature), cancel);
            answers.Add((one.Good, response.StatusCode));
        });
        return answers;
    }

    private sealed record Sent(string EventId, byte[] Body, string Signature, bool Good);
}
