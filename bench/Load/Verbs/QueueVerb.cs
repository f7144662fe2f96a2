using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Guildhall.Load.Filling;
using Guildhall.Load.Hosting;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Guildhall.Load.Verbs;

/// <summary><c>queue</c>: jobs a second, and whether all are done when processes are killed.</summary>
internal static class QueueVerb
{
    // How many jobs a process does at least before it may be killed: a start takes longer on a busy machine than a life.
    private const int Processes = 3, AtOnce = 4, PauseMilliseconds = 100, LeastDone = 20;
    private static readonly TimeSpan BetweenKills = TimeSpan.FromSeconds(0.5), Patience = TimeSpan.FromMinutes(5);

    public static Command Command()
    {
        var items = new Option<int>("--items") { Description = "Jobs for the figure a second.", DefaultValueFactory = _ => 5000 };
        var killed = new Option<int>("--killed") { Description = "Jobs while processes are killed.", DefaultValueFactory = _ => 1000 };
        var postgres = new Option<string?>("--postgres") { Description = "Also on this server." };
        var verb = new Command("queue", "Measure the work queue, and kill the processes that work it off.") { items, killed, postgres };
        verb.SetAction((parsed, _) => RunAsync(parsed.GetValue(items), parsed.GetValue(killed), parsed.GetValue(postgres)));
        return verb;
    }

    private static async Task<int> RunAsync(int items, int killed, string? server)
    {
        var rows = new List<QueueRun> { await MeasureAsync("SQLite", "", items, killed) };
        if (server is not null)
        {
            await using var databases = new PostgresDatabases(server);
            var version = await databases.VersionAsync();
            rows.Add(await MeasureAsync($"PostgreSQL {version}", await databases.CreateAsync(0), items, killed));
        }
        Print(rows, items, killed);
        return rows.All(r => r.Done == killed && r.Left == 0 && r.Repeated <= r.Kills * AtOnce) ? 0 : 1;
    }

    private static async Task<QueueRun> MeasureAsync(string name, string database, int items, int killed)
    {
        using var folder = new TemporaryFolder();
        await using (var guildhall = new Installation(folder.Path("data"), database))
        {
            // For its tables.
            await guildhall.ServeAsync(path: "/health/live");
            await guildhall.StopAsync();
        }
        var file = folder.Path("data", "guildhall.db");
        var workers = new Workers(database.Length > 0 ? database : file, folder.Path());
        string[] done = ["one", "three", "killed"];
        foreach (var part in done)
            Directory.CreateDirectory(folder.Path(part));

        Report.Progress($"{name}: {items} jobs by one process, then by {Processes} …");
        var enqueued = items / await workers.EnqueueAsync(items);
        var one = items / await workers.DrainAsync(1, folder.Path("one"));
        await workers.EnqueueAsync(items);
        var three = items / await workers.DrainAsync(Processes, folder.Path("three"));
        foreach (var numbers in new[] { "one", "three" }.Select(part => Workers.Done(folder.Path(part))))
        {
            if (numbers.Count != items || numbers.Distinct().Count() != items)
                throw new InvalidOperationException($"{numbers.Distinct().Count()} of {items} jobs were done, {numbers.Count} times, although nobody was killed:\n{workers.Complaints}");
        }

        await workers.EnqueueAsync(killed);
        var (kills, seconds, left) = await KillAsync(workers, database, file, folder.Path("killed"));
        var lines = Workers.Done(folder.Path("killed"));
        var distinct = lines.Distinct().Count();
        return new QueueRun(name, enqueued, one, three, kills, distinct, lines.Count - distinct, left, seconds);
    }

    /// <summary>
    /// Kills one of the processes that have done something (<see cref="LeastDone"/>), at random, again and again until a tenth of the jobs
    /// is left, and starts another for it.
    /// </summary>
    private static async Task<(int Kills, double Seconds, long Left)> KillAsync(
        Workers workers, string database, string file, string folder)
    {
        var (watch, kills, random) = (Stopwatch.StartNew(), 0, new Random(8));
        var running = Enumerable.Range(0, Processes).Select(_ => Start()).ToList();
        var left = await LeftAsync(database, file);
        try
        {
            var tenth = left / 10;
            while (left > 0 && watch.Elapsed < Patience)
            {
                await Task.Delay(BetweenKills * (0.5 + random.NextDouble()));
                left = await LeftAsync(database, file);
                var working = Enumerable.Range(0, Processes).Where(i => Workers.Done(folder, running[i].Id).Count >= LeastDone).ToList();
                if (left <= tenth || working.Count == 0)
                    continue;
                var victim = working[random.Next(working.Count)];
                await EndAsync(running[victim]);
                running[victim] = Start();
                Report.Progress(string.Create(CultureInfo.InvariantCulture, $"kill -9 number {++kills}, {left} jobs left"));
            }
            return (kills, watch.Elapsed.TotalSeconds, left);
        }
        finally
        {
            foreach (var worker in running)
                await EndAsync(worker);
        }

        static async Task EndAsync(Process worker)
        {
            worker.Kill();
            await worker.WaitForExitAsync();
            worker.Dispose();
        }

        Process Start() => workers.Start("work", folder, Workers.Whole(PauseMilliseconds));
    }

    /// <summary>Also those that were given up.</summary>
    private static async Task<long> LeftAsync(string database, string file)
    {
        await using System.Data.Common.DbConnection connection =
            database.Length > 0 ? new NpgsqlConnection(database) : new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM work_items";
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private static void Print(List<QueueRun> runs, int items, int killed)
    {
        Report.Heading("Work queue",
        [
            .. Machine.Describe(),
            ("queue", $"Kernel's queue in processes of its own (bench/Worker), {AtOnce} jobs at once in each, on the database of an installation; a job writes a line into a file; {items} jobs, enqueued fifty a save; not pinned"),
            ("killed", $"{killed} jobs of {PauseMilliseconds} ms, {Processes} processes; every 0.25 to 0.75 s one of them that has done {LeastDone} is killed (SIGKILL) and another started, until a tenth is left; a lease is 30 s; done and repeated by the lines that were written; a kill may repeat what was in flight, {AtOnce} jobs at most"),
        ]);
        Report.Table(
            ["database", "enqueued/s", "jobs/s, one process", $"jobs/s, {Processes} processes", "kills", "done", "repeated", "left", "s"],
            runs.Select(r => (string[])
            [
                r.Name, Report.Number(r.Enqueued, 0), Report.Number(r.One, 0), Report.Number(r.Three, 0), Workers.Whole(r.Kills),
                Workers.Whole(r.Done), Workers.Whole(r.Repeated), r.Left.ToString(CultureInfo.InvariantCulture),
                Report.Number(r.Seconds, 0),
            ]));
    }

    private sealed record QueueRun(
        string Name, double Enqueued, double One, double Three, int Kills, int Done, int Repeated, long Left, double Seconds);
}
