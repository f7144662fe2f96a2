using System.CommandLine;
using System.Globalization;
using Guildhall.Load.Filling;
using Guildhall.Load.Hosting;

namespace Guildhall.Load.Verbs;

/// <summary><c>rest</c>: what the program costs while nobody asks it for anything.</summary>
internal static class RestVerb
{
    public static Command Command()
    {
        var seconds = new Option<int>("--seconds") { Description = "How long each is watched.", DefaultValueFactory = _ => 60 };
        var postgres = new Option<string?>("--postgres") { Description = "Also on this server." };
        var verb = new Command("rest", "Measure processor time at rest, with one handler and with sixty.") { seconds, postgres };
        verb.SetAction((parsed, _) => RunAsync(parsed.GetValue(seconds), parsed.GetValue(postgres)));
        return verb;
    }

    private static async Task<int> RunAsync(int seconds, string? server)
    {
        var rows = new List<string[]> { await MeasureAsync("SQLite", "", seconds) };
        if (server is not null)
        {
            await using var databases = new PostgresDatabases(server);
            var version = await databases.VersionAsync();
            rows.Add(await MeasureAsync($"PostgreSQL {version}", await databases.CreateAsync(0), seconds));
        }
        Report.Heading("Rest",
        [
            .. Machine.Describe(),
            ("rest", string.Create(CultureInfo.InvariantCulture, $"processor time (user and system) of a process in {seconds} s, as for a minute, after 15 s that are not counted; no request, an empty database; its database server not included; not pinned")),
            ("handlers", "Kernel's loops alone (bench/Worker) with one handler and with sixty of a fact that never happens; the published program with all its handlers, jobs and workers"),
        ]);
        Report.Table(["database", "one handler, CPU-ms/min", "sixty handlers", "ratio", "the program"], rows);
        return 0;
    }

    private static async Task<string[]> MeasureAsync(string name, string database, int seconds)
    {
        using var folder = new TemporaryFolder();
        await using var guildhall = new Installation(folder.Path("data"), database);
        Report.Progress($"{name}: the program at rest …");
        await guildhall.ServeAsync(path: "/health/live");
        await Task.Delay(TimeSpan.FromSeconds(15));
        var before = Linux.ProcessorMilliseconds(guildhall.ProcessId);
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        var program = (Linux.ProcessorMilliseconds(guildhall.ProcessId) - before) * 60 / seconds;
        await guildhall.StopAsync();

        var workers = new Workers(database.Length > 0 ? database : folder.Path("data", "guildhall.db"), folder.Path());
        Report.Progress($"{name}: one handler, then sixty …");
        var one = await RestAsync(1);
        var sixty = await RestAsync(60);
        return [name, Report.Number(one, 0), Report.Number(sixty, 0), Report.Number(sixty / one, 2), Report.Number(program, 0)];

        async Task<double> RestAsync(int handlers) =>
            double.Parse(await workers.RunAsync("rest", Workers.Whole(handlers), Workers.Whole(seconds)), CultureInfo.InvariantCulture)
            * 60 / seconds;
    }
}
