using System.Diagnostics;
using System.Text.Json;
using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Crashes;

/// <summary>
/// The published program, killed (SIGKILL) again and again while programs buy, pay and write: what it acknowledged is there afterwards,
/// once. GUILDHALL_CRASHES says how often (6); GUILDHALL_CRASH_SEED repeats the delays of an earlier run, which its output names;
/// GUILDHALL_CRASH_DATABASE names another database than SQLite, empty, for a trial by hand.
/// </summary>
public sealed class Killed_at_any_moment(CrashingServer server, ITestOutputHelper output) : IClassFixture<CrashingServer>
{
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("GUILDHALL_CRASHES"), out var kills) ? kills : 6;

    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("GUILDHALL_CRASH_SEED"), out var seed) ? seed : Environment.TickCount;

    // A lease of a killed process lasts 30 s.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task It_keeps_what_it_acknowledged_and_settles_each_order_once()
    {
        output.WriteLine($"GUILDHALL_CRASH_SEED={Seed}");
        var delays = new Random(Seed);
        var programs = await PeopleAsync();
        using var enough = new CancellationTokenSource();
        Task[] busy = [programs.BuyAsync(enough.Token), programs.BuyAsync(enough.Token), programs.BuyAsync(enough.Token),
            programs.WriteAsync(enough.Token)];
        var slowest = TimeSpan.Zero;

        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(delays.Next(50, 900));
            var (placed, written) = (programs.Placed.ToList(), programs.Written.ToList());
            await server.CrashAsync();
            var since = Stopwatch.StartNew();
            await server.StartAsync();
            slowest = slowest > since.Elapsed ? slowest : since.Elapsed;
            await ShouldKeepAsync(programs, placed, written);
        }
        // On a slow machine the kills may come faster than the buyers.
        for (var since = Stopwatch.StartNew(); programs.Paid.Count < Kills / 2 && since.Elapsed < Patience;)
            await Task.Delay(100);
        await enough.CancelAsync();
        await Task.WhenAll(busy);

        await ShouldSettleAsync(programs);
        await ShouldKeepAsync(programs, [.. programs.Placed], [.. programs.Written]);
        await ShouldBeSettledOnceAsync(programs);
        Assert.Contains("is sound", await server.RunVerbAsync("ledger", "check"));
        output.WriteLine($"{Kills} kills; {programs.Placed.Count} orders, {programs.Paid.Count} paid, {programs.Written.Count} articles; slowest restart {slowest.TotalSeconds:0.0} s");
        Assert.True(programs.Paid.Count >= Kills / 2);
    }

    private async Task<Programs> PeopleAsync()
    {
        var demo = JsonSerializer.Deserialize<JsonElement>(await server.RunVerbAsync("demo", "--json"));
        var token = JsonSerializer.Deserialize<JsonElement>(await server.RunVerbAsync(
            "token", "create", "--member", "demo@example.org", "--scopes", "articles:read articles:write orders:read orders:write", "--days", "30", "--json"));
        return new Programs(server.Address, demo.GetProperty("communities")[0].GetString()!.Split('/')[^1], token.GetProperty("token").GetString()!);
    }

    /// <summary>Right after a restart: nothing that was acknowledged before the kill is missing.</summary>
    private static async Task ShouldKeepAsync(Programs programs, List<string> placed, List<string> written)
    {
        var there = (await OrdersAsync(programs)).Select(o => o.GetProperty("code").GetString()!).ToHashSet();
        Assert.All(placed, code => Assert.Contains(code, there));
        foreach (var slug in written.TakeLast(20))
            Assert.True(await programs.HasAsync(slug), $"{slug} was acknowledged and is gone.");
    }

    /// <summary>What was paid at the processor is paid here, and no webhook waits.</summary>
    private static async Task ShouldSettleAsync(Programs programs)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            var states = (await OrdersAsync(programs))
                .ToDictionary(o => o.GetProperty("code").GetString()!, o => o.GetProperty("state").GetString());
            var webhooks = (await programs.GetAsync($"{programs.Api}/manage/webhooks?open=true")).GetProperty("items").GetArrayLength();
            var waiting = programs.Paid.Count(code => states[code] != "paid") + webhooks;
            if (waiting == 0)
                return;
            Assert.True(since.Elapsed < Patience, $"{waiting} orders or webhooks are still waiting after {Patience.TotalSeconds} s.");
            await Task.Delay(500);
        }
    }

    private static async Task ShouldBeSettledOnceAsync(Programs programs)
    {
        foreach (var order in (await OrdersAsync(programs)).Where(o => o.GetProperty("state").GetString() == "paid"))
        {
            var record = await programs.GetAsync($"{programs.Api}/manage/orders/{order.GetProperty("id").GetInt64()}");
            Assert.Equal(
                (1, 1, 1), (record.GetProperty("payments").GetArrayLength(), record.GetProperty("ledger").GetArrayLength(),
                    record.GetProperty("grants").GetArrayLength()));
        }
    }

    private static async Task<List<JsonElement>> OrdersAsync(Programs programs)
    {
        var all = new List<JsonElement>();
        for (long? before = null; ;)
        {
            var page = await programs.GetAsync($"{programs.Api}/manage/orders?limit=100{(before is null ? "" : $"&after={before}")}");
            all.AddRange(page.GetProperty("items").EnumerateArray());
            if (page.GetProperty("next").ValueKind != JsonValueKind.Number)
                return all;
            before = page.GetProperty("next").GetInt64();
        }
    }
}

/// <summary>A server of its own, because it dies.</summary>
public sealed class CrashingServer : GuildhallServer
{
    protected override string Database => Environment.GetEnvironmentVariable("GUILDHALL_CRASH_DATABASE") ?? base.Database;
}
