using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Guildhall.Load.Filling;
using Guildhall.Load.Hosting;
using Guildhall.Load.Loading;

namespace Guildhall.Load.Verbs;

/// <summary><c>books</c>: the ledger check and the profit and loss account over many entries, and whether memory stays flat.</summary>
internal static class BooksVerb
{
    private const double MostSeconds = 5, MostGrowth = 1.25;

    public static Command Command()
    {
        var entries = new Option<int>("--entries") { Description = "Ledger entries; a tenth of them is measured too.", DefaultValueFactory = _ => 1_000_000 };
        var postgres = new Option<string?>("--postgres") { Description = "A server to make databases on, besides SQLite." };
        var verb = new Command("books", "Measure ledger check and profit and loss.") { entries, postgres };
        verb.SetAction((parsed, _) => RunAsync(parsed.GetValue(entries), parsed.GetValue(postgres)));
        return verb;
    }

    private static async Task<int> RunAsync(int entries, string? server)
    {
        using var folder = new TemporaryFolder();
        var runs = new List<BooksRun>();
        foreach (var size in new[] { entries / 10, entries })
            runs.Add(await MeasureAsync(new Installation(folder.Path($"sqlite-{size}")), "SQLite", size));
        if (server is { Length: > 0 })
        {
            await using var databases = new PostgresDatabases(server);
            foreach (var size in new[] { entries / 10, entries })
                runs.Add(await MeasureAsync(new Installation(folder.Path($"postgres-{size}"), await databases.CreateAsync(size)), "PostgreSQL", size));
            Print(runs, await databases.VersionAsync());
            return 0;
        }
        Print(runs, null);
        return 0;
    }

    private static async Task<BooksRun> MeasureAsync(Installation guildhall, string name, int entries)
    {
        await using var running = guildhall;
        await guildhall.ServeAsync();
        await NewCommunity.SetUpAsync(guildhall);
        Report.Progress($"{name}: writing {entries} entries …");
        var written = await new FilledBooks(guildhall).FillAsync(entries);
        var token = (await guildhall.RunVerbAsync("token", "create", "--member", "owner@bench.example", "--scopes", "orders:read")).Trim();
        await guildhall.StopAsync();
        await guildhall.ServeAsync();
        using var browser = new Browser(guildhall.Address);
        var check = await TimesAsync(() => browser.AskAsync(HttpMethod.Get, $"/api/communities/{NewCommunity.Slug}/manage/ledger/check", token),
            answer => answer.GetProperty("sound").GetBoolean() && answer.GetProperty("entries").GetInt64() == written);
        var checkPeak = Linux.PeakMegabytes(guildhall.ProcessId);
        await guildhall.StopAsync();
        await guildhall.ServeAsync();
        var profit = await TimesAsync(
            () => browser.AskAsync(HttpMethod.Get, $"/api/communities/{NewCommunity.Slug}/manage/profit-and-loss?from=2025-01-01&to=2026-01-01", token),
            answer => answer.GetProperty("revenue").GetProperty("total").GetInt64() == entries / 4 * 2900L);
        return new BooksRun(name, written, check, checkPeak, profit, Linux.PeakMegabytes(guildhall.ProcessId));
    }

    private static async Task<double> TimesAsync(Func<Task<JsonElement>> ask, Func<JsonElement, bool> isRight)
    {
        var seconds = new List<double>();
        for (var round = 0; round < 3; round++)
        {
            var watch = Stopwatch.StartNew();
            var answer = await ask();
            seconds.Add(watch.Elapsed.TotalSeconds);
            if (!isRight(answer))
                throw new InvalidOperationException($"The answer is not what was written: {answer}");
        }
        return seconds.Median();
    }

    private static void Print(List<BooksRun> runs, string? postgres)
    {
        Report.Heading("The books",
        [
            .. Machine.Describe(),
            ("PostgreSQL", postgres ?? "not asked"),
            ("entries", "four of five belong to memberships paid in one year (order, line, checkout, payment, grant, three entries), the others to costs (two entries); written by SQL"),
            ("asked", "GET …/manage/ledger/check and …/manage/profit-and-loss of the whole year, by a program with a token, three times each after a start; the median; the program is not pinned"),
            ("memory", "VmHWM from /proc of the process that answered these three, from its start"),
        ]);
        Report.Table(["database", "entries", "check, s", "MB at most", "profit and loss, s", "MB at most"], runs.Select(r => (string[])
        [
            r.Database, r.Entries.ToString("N0", CultureInfo.InvariantCulture), Report.Number(r.Check, 2), Report.Number(r.CheckPeak, 0),
            Report.Number(r.Profit, 2), Report.Number(r.ProfitPeak, 0),
        ]));
        Report.Aims(runs.Chunk(2).SelectMany(pair => new[]
        {
            Report.Aim($"check on {pair[1].Database}", pair[1].Check, MostSeconds, "s"),
            Report.Aim($"profit and loss on {pair[1].Database}", pair[1].Profit, MostSeconds, "s"),
            Report.Aim($"memory of the check on {pair[1].Database}, to a tenth of the entries", pair[1].CheckPeak / pair[0].CheckPeak, MostGrowth, "times"),
            Report.Aim($"memory of profit and loss on {pair[1].Database}, to a tenth", pair[1].ProfitPeak / pair[0].ProfitPeak, MostGrowth, "times"),
        }));
    }

    private sealed record BooksRun(string Database, long Entries, double Check, double CheckPeak, double Profit, double ProfitPeak);
}
