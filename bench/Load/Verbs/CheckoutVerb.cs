using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Guildhall.Load.Filling;
using Guildhall.Load.Hosting;
using Guildhall.Load.Selling;

namespace Guildhall.Load.Verbs;

/// <summary><c>checkout</c>: from the wish to buy to the grant, beside a writer that does nothing but commit.</summary>
internal static class CheckoutVerb
{
    private const double LeastOfRaw = 0.05;

    // Until then the program still compiles what it has seen often.
    private const int WarmUp = 800;

    private static readonly TimeSpan Raw = TimeSpan.FromSeconds(4), LongestWarmUp = TimeSpan.FromSeconds(60);

    public static Command Command()
    {
        var seconds = new Option<double>("--seconds") { Description = "How long is bought.", DefaultValueFactory = _ => 30 };
        var clients = new Option<int>("--clients") { Description = "Who buys at once.", DefaultValueFactory = _ => 8 };
        var buyers = new Option<int>("--buyers") { Description = "Members who buy.", DefaultValueFactory = _ => 64 };
        var postgres = new Option<string?>("--postgres") { Description = "Also on this server." };
        var verb = new Command("checkout", "Measure buying by the test processor.") { seconds, clients, buyers, postgres };
        verb.SetAction((parsed, _) => RunAsync(new Wish(TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(clients),
            parsed.GetValue(buyers)), parsed.GetValue(postgres)));
        return verb;
    }

    private static async Task<int> RunAsync(Wish wish, string? server)
    {
        using var folder = new TemporaryFolder();
        var runs = new List<CheckoutRun> { await MeasureAsync("SQLite", new Installation(folder.Path("sqlite"), "", Shop.Settings), wish) };
        if (server is { Length: > 0 })
        {
            await using var databases = new PostgresDatabases(server);
            var name = $"PostgreSQL {await databases.VersionAsync()}";
            runs.Add(await MeasureAsync(name, new Installation(folder.Path("postgres"), await databases.CreateAsync(0), Shop.Settings), wish));
        }
        Print(runs, wish);
        return runs.TrueForAll(r => r.IsSound) ? 0 : 1;
    }

    private static async Task<CheckoutRun> MeasureAsync(string name, Installation guildhall, Wish wish)
    {
        await using var running = guildhall;
        using var shop = await Shop.OpenAsync(guildhall, wish.Buyers);
        Report.Progress($"{name}: warming up …");
        await using var orders = await PaidOrders.OpenAsync(guildhall);
        var warmedUp = (await BuyAsync(shop, orders, wish.Clients, LongestWarmUp, WarmUp)).Bought.Count;
        var before = await RawWriter.MeasureAsync(guildhall, Raw, wish.Clients);
        Report.Progress($"{name}: buying …");
        var processor = Linux.ProcessorMilliseconds(guildhall.ProcessId);
        var (bought, seconds) = await BuyAsync(shop, orders, wish.Clients, wish.Time, int.MaxValue);
        processor = Linux.ProcessorMilliseconds(guildhall.ProcessId) - processor;
        var after = await RawWriter.MeasureAsync(guildhall, Raw, wish.Clients);
        var verdict = await guildhall.RunVerbAsync("ledger", "check");
        return new CheckoutRun(name, warmedUp, bought, seconds, processor / bought.Count, (before + after) / 2,
            verdict.Contains("is sound", StringComparison.Ordinal));
    }

    private static async Task<(IReadOnlyCollection<Bought> Bought, double Seconds)> BuyAsync(
        Shop shop, PaidOrders orders, int clients, TimeSpan time, int most)
    {
        var (all, watch, turn) = (new ConcurrentBag<Bought>(), Stopwatch.StartNew(), -1);
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed < time && all.Count < most)
                all.Add(await BuyAsync(shop, orders, shop.Buyers[Interlocked.Increment(ref turn) % shop.Buyers.Count]));
        })));
        return (all, watch.Elapsed.TotalSeconds);
    }

    /// <summary>Order, page, payment, the processor's webhook, until the order is paid: then its grant is there too.</summary>
    private static async Task<Bought> BuyAsync(Shop shop, PaidOrders orders, string buyer)
    {
        var watch = Stopwatch.StartNew();
        var order = await shop.CheckoutAsync(buyer, Guid.NewGuid().ToString("N"));
        var placed = watch.Elapsed;
        await shop.PayAsync(order);
        var paid = watch.Elapsed;
        var told = Shop.Event("bench-" + order.Code, "payment.succeeded", order);
        if (await shop.TellAsync(told, shop.Sign(told)) != HttpStatusCode.OK)
            throw new InvalidOperationException("The webhook was refused.");
        await orders.PaidAsync(order.Code);
        return new Bought(placed.TotalMilliseconds, (watch.Elapsed - paid).TotalMilliseconds, watch.Elapsed.TotalMilliseconds);
    }

    private static void Print(List<CheckoutRun> runs, Wish wish)
    {
        var warmUp = string.Join(" and ", runs.Select(r => r.WarmedUp));
        Report.Heading("Checkout to grant",
        [
            .. Machine.Describe(),
            ("asked", string.Create(CultureInfo.InvariantCulture, $"{wish.Clients} at once for {wish.Time.TotalSeconds:0} s, {wish.Buyers} members in turn, after a warm-up of {warmUp} orders: POST …/checkout with a key of its own, the test processor's page read and its \"Pay\" pressed, a signed webhook sent at once, until the order is paid in the database, looked at every 5 ms (order, payment, ledger and grant are one commit); nothing is pinned")),
            ("raw writer", string.Create(CultureInfo.InvariantCulture, $"rows of 200 bytes in the same folder or on the same server, one a commit, synced as the program does (SQLite: WAL, synchronous=FULL, one connection; PostgreSQL: {wish.Clients} connections), {Raw.TotalSeconds:0} s before and after; their mean")),
        ]);
        Report.Table(
            ["database", "orders/s", "to the order p50 ms", "p99 ms", "webhook to paid p50 ms", "p99 ms", "checkout to grant p50 ms", "p99 ms",
                "CPU-ms an order", "raw commits/s", "of raw", "ledger"],
            runs.Select(r => (string[])
            [
                r.Name, Report.Number(r.Rate, 1), P(r, b => b.Placed, 0.5), P(r, b => b.Placed, 0.99), P(r, b => b.Granted, 0.5),
                P(r, b => b.Granted, 0.99), P(r, b => b.All, 0.5), P(r, b => b.All, 0.99), Report.Number(r.Processor, 1),
                Report.Number(r.Raw, 0), Report.Number(r.Rate / r.Raw, 3), r.IsSound ? "sound" : "NOT SOUND",
            ]));
        Report.Aims(runs.Select(r => Report.Least($"orders a second of what a raw writer commits on {r.Name}", r.Rate / r.Raw, LeastOfRaw)));

        static string P(CheckoutRun run, Func<Bought, double> of, double share) =>
            Report.Number(run.Bought.Select(of).Percentile(share), 0);
    }

    private sealed record Wish(TimeSpan Time, int Clients, int Buyers);

    /// <summary>Milliseconds: until the order was acknowledged, from the payment to "paid", and all of it.</summary>
    private sealed record Bought(double Placed, double Granted, double All);

    private sealed record CheckoutRun(
        string Name, int WarmedUp, IReadOnlyCollection<Bought> Bought, double Seconds, double Processor, double Raw, bool IsSound)
    {
        public double Rate => Bought.Count / Seconds;
    }
}
