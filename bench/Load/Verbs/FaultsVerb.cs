using System.CommandLine;
using System.Globalization;
using Guildhall.Load.Faults;
using Guildhall.Load.Filling;
using Guildhall.Load.Hosting;
using Guildhall.Load.Selling;

namespace Guildhall.Load.Verbs;

/// <summary>
/// <c>faults</c>: what money must survive, each with its pass line, and each once more with the fault that it looks for put in on purpose:
/// a check that finds nothing then proves nothing.
/// </summary>
internal static class FaultsVerb
{
    public static Command Command()
    {
        var kills = new Option<int>("--kills") { Description = "How often the program is killed in mid-checkout.", DefaultValueFactory = _ => 30 };
        var seconds = new Option<double>("--seconds") { Description = "How long money is moved between wallets.", DefaultValueFactory = _ => 40 };
        var only = new Option<string?>("--only") { Description = "F1, F2, F4 or F15 alone." };
        var postgres = new Option<string?>("--postgres") { Description = "On this server instead of SQLite." };
        var verb = new Command("faults", "Kill, flood, repeat and race, and count the money.") { kills, seconds, only, postgres };
        verb.SetAction((parsed, _) => RunAsync(
            parsed.GetValue(kills), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(only), parsed.GetValue(postgres)));
        return verb;
    }

    private static async Task<int> RunAsync(int kills, TimeSpan time, string? only, string? server)
    {
        using var folder = new TemporaryFolder();
        await using var databases = server is { Length: > 0 } ? new PostgresDatabases(server) : null;
        (string Name, Func<Installation, Task<FaultVerdict>> RunAsync)[] all =
        [
            ("F1", guildhall => KilledInMidCheckout.RunAsync(guildhall, kills)),
            ("F2", FloodedAsync),
            ("F4", OneKeyManyTimes.RunAsync),
            ("F15", guildhall => ManyWallets.RunAsync(guildhall, time)),
        ];
        var verdicts = new List<(string Name, FaultVerdict Verdict)>();
        foreach (var (fault, number) in all.Where(f => only is null || f.Name == only).Select((f, i) => (f, i)))
        {
            Report.Progress($"{fault.Name} …");
            await using var guildhall = new Installation(
                folder.Path(fault.Name), databases is null ? "" : await databases.CreateAsync(number), Shop.Settings);
            verdicts.Add((fault.Name, await fault.RunAsync(guildhall)));
        }
        Report.Heading("Faults that money survives",
        [
            .. Machine.Describe(),
            ("database", databases is null ? "SQLite" : $"PostgreSQL {await databases.VersionAsync()}"),
            ("control", "the same check over the same run with the fault put in on purpose; it must find it"),
        ]);
        Report.Table(["fault", "what was done", "seen", "wrong", "control"], verdicts.Select(v => (string[])
        [
            v.Name, v.Verdict.Done, v.Verdict.Seen, v.Verdict.Wrong.Count == 0 ? "nothing" : string.Join("; ", v.Verdict.Wrong),
            v.Verdict.ControlFound ? "found" : "NOT FOUND",
        ]));
        return verdicts.TrueForAll(v => v.Verdict.Wrong.Count == 0 && v.Verdict.ControlFound) ? 0 : 1;
    }

    private static async Task<FaultVerdict> FloodedAsync(Installation guildhall)
    {
        const int MostMilliseconds = 1000;
        var run = await WebhooksVerb.MeasureAsync("F2", guildhall, new FloodWish(2000, 5, 50), kills: 2);
        // What was in flight during a kill is not counted: it got no answer.
        List<string> wrong = [.. run.Wrong];
        if (run.P99 > MostMilliseconds)
            wrong.Add(string.Create(CultureInfo.InvariantCulture, $"p99 {run.P99:0} ms"));
        return new FaultVerdict("10,000 webhooks of 2,000 events, shuffled, 5 % forged, 5 % old, 50 at once, 2 kills",
            string.Create(CultureInfo.InvariantCulture, $"p99 {run.P99:0} ms, settled after {run.Settled.TotalSeconds:0} s, slowest start {run.Slowest:0.0} s"),
            wrong, run.Control.Count > 0);
    }
}
