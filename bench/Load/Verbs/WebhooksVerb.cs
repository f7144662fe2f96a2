using System.CommandLine;
using System.Globalization;
using System.Net;
using Guildhall.Load.Filling;
using Guildhall.Load.Hosting;
using Guildhall.Load.Selling;

namespace Guildhall.Load.Verbs;

/// <summary><c>webhooks</c>: copies, disorder and forgeries at once, also while the program is killed; each event counts once.</summary>
internal static class WebhooksVerb
{
    private const double MostMilliseconds = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public static Command Command()
    {
        var events = new Option<int>("--events") { Description = "Events, four about each order.", DefaultValueFactory = _ => 2000 };
        var copies = new Option<int>("--copies") { Description = "How often each is sent.", DefaultValueFactory = _ => 5 };
        var senders = new Option<int>("--senders") { Description = "Connections at once.", DefaultValueFactory = _ => 50 };
        var kills = new Option<int>("--kills") { Description = "How often the program is killed on the way.", DefaultValueFactory = _ => 0 };
        var postgres = new Option<string?>("--postgres") { Description = "Also on this server." };
        var verb = new Command("webhooks", "Measure the inbox of webhooks.") { events, copies, senders, kills, postgres };
        verb.SetAction((parsed, _) => RunAsync(
            new FloodWish(parsed.GetValue(events), parsed.GetValue(copies), parsed.GetValue(senders)),
            parsed.GetValue(kills), parsed.GetValue(postgres)));
        return verb;
    }

    private static async Task<int> RunAsync(FloodWish wish, int kills, string? server)
    {
        using var folder = new TemporaryFolder();
        var runs = new List<FloodRun> { await MeasureAsync("SQLite", new Installation(folder.Path("sqlite"), "", Shop.Settings), wish, kills) };
        if (server is { Length: > 0 })
        {
            await using var databases = new PostgresDatabases(server);
            var name = $"PostgreSQL {await databases.VersionAsync()}";
            runs.Add(await MeasureAsync(name, new Installation(folder.Path("postgres"), await databases.CreateAsync(0), Shop.Settings), wish, kills));
        }
        Print(runs, wish, kills);
        return runs.TrueForAll(r => r.Wrong.Count == 0 && r.Control.Count > 0) ? 0 : 1;
    }

    public static async Task<FloodRun> MeasureAsync(string name, Installation guildhall, FloodWish wish, int kills)
    {
        await using var running = guildhall;
        using var shop = await Shop.OpenAsync(guildhall, 16);
        var flood = new Flood(shop, wish);
        Report.Progress($"{name}: placing {wish.Events / 4} orders …");
        await flood.PrepareAsync();
        Report.Progress($"{name}: sending {wish.Events * wish.Copies} webhooks …");
        using var enough = new CancellationTokenSource();
        var killing = KillAsync(guildhall, kills, enough.Token);
        var seconds = await flood.SendAsync();
        await enough.CancelAsync();
        var slowest = await killing;
        var settled = await guildhall.UntilNoneAsync(
            $"SELECT count(*) FROM webhook_deliveries WHERE processed_at IS NULL AND event_id LIKE '{Flood.Mark}%'", Patience);
        var wrong = (await FloodCheck.RunAsync(guildhall, flood, wish, kills > 0)).ToList();
        if (settled is null)
            wrong.Add($"webhooks wait after {Patience.TotalSeconds:0} s");
        if (!(await guildhall.RunVerbAsync("ledger", "check")).Contains("is sound", StringComparison.Ordinal))
            wrong.Add("the ledger check");

        // The control: one event too many, and the check must say so.
        var extra = Shop.Event($"{Flood.Mark}extra", "payment.processing", new Placed(flood.Paid.First(), "/nobody-knows-it"));
        if (await shop.TellAsync(extra, shop.Sign(extra)) != HttpStatusCode.OK)
            wrong.Add("the control's webhook");
        var control = await FloodCheck.RunAsync(guildhall, flood, wish, kills > 0);
        return new FloodRun(name, flood.Answers, seconds, settled ?? Patience, slowest, wrong, control);
    }

    /// <returns>Seconds of the slowest restart.</returns>
    private static async Task<double> KillAsync(Installation guildhall, int kills, CancellationToken enough)
    {
        var slowest = 0.0;
        for (var kill = 0; kill < kills && !enough.IsCancellationRequested; kill++)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None);
            await guildhall.KillAsync();
            slowest = Math.Max(slowest, (await guildhall.ServeAsync(path: "/health/ready")).TotalSeconds);
            Report.Progress(string.Create(CultureInfo.InvariantCulture, $"kill -9 number {kill + 1}"));
        }
        return slowest;
    }

    private static void Print(List<FloodRun> runs, FloodWish wish, int kills)
    {
        Report.Heading("Webhooks",
        [
            .. Machine.Describe(),
            ("sent", string.Create(CultureInfo.InvariantCulture, $"{wish.Events} events about {wish.Events / 4} orders (processing, succeeded, declined, refunded each, whatever is true), {wish.Copies} copies, with 5 % forged and 5 % of them 400 s old, shuffled, over {wish.Senders} connections; half of the orders are paid at the test processor; {kills} kills (SIGKILL); what is not answered is sent again; nothing is pinned")),
            ("exactly once", "by the database: rows and copies of the inbox, payments, transactions and grants beside what the processor was paid; the ledger check; the control sends one event more and must be found"),
        ]);
        string[] columns =
            ["database", "webhooks/s", "answer p50 ms", "p99 ms", "settled after, s", "slowest start, s", "wrong", "control"];
        Report.Table(columns, runs.Select(r => (string[])
        [
            r.Name, Report.Number(r.Answers.Count / r.Seconds, 0), Report.Number(r.Answers.Select(a => a.Milliseconds).Percentile(0.5), 0),
            Report.Number(r.P99, 0), Report.Number(r.Settled.TotalSeconds, 1), Report.Number(r.Slowest, 1),
            r.Wrong.Count == 0 ? "nothing" : string.Join("; ", r.Wrong), r.Control.Count > 0 ? "found" : "NOT FOUND",
        ]));
        Report.Aims(runs.Select(r => Report.Aim($"p99 on {r.Name}", r.P99, MostMilliseconds, "ms")));
    }
}

/// <param name="Wrong">What the check found.</param>
/// <param name="Control">What it found once something was wrong.</param>
internal sealed record FloodRun(
    string Name, IReadOnlyCollection<Told> Answers, double Seconds, TimeSpan Settled, double Slowest, IReadOnlyList<string> Wrong,
    IReadOnlyList<string> Control)
{
    public double P99 => Answers.Select(a => a.Milliseconds).Percentile(0.99);
}
