using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Guildhall.Load.Filling;
using Guildhall.Load.Hosting;
using Guildhall.Load.Streaming;
using Guildhall.Load.Talking;

namespace Guildhall.Load.Verbs;

/// <summary>
/// <c>live</c>: how soon the last of many open streams hears of a publication, or of a message in a channel that all have open, and what
/// a stream costs that hears nothing.
/// </summary>
internal static class LiveVerb
{
    /// <summary>The program lets one member have so many.</summary>
    private const int StreamsOfMember = 20;

    private const double MostTimesBare = 1.5;

    /// <summary>Rounds that are not counted.</summary>
    private const int WarmingUp = 5;

    private static readonly TimeSpan BetweenStays = TimeSpan.FromSeconds(25);

    public static Command Command()
    {
        var streams = new Option<int>("--streams") { Description = "Streams held open.", DefaultValueFactory = _ => 1000 };
        var publications =
            new Option<int>("--publications") { Description = "Publications that are measured.", DefaultValueFactory = _ => 100 };
        var postgres = new Option<string?>("--postgres") { Description = "On this server instead of SQLite." };
        var nodes = new Option<int>("--nodes") { Description = "Processes over which the streams are spread; more than one needs PostgreSQL.", DefaultValueFactory = _ => 1 };
        var chat = new Option<bool>("--chat") { Description = "Messages of a channel that all have open instead of publications." };
        var verb = new Command("live", "Measure the event stream.") { streams, publications, postgres, nodes, chat };
        verb.SetAction((parsed, _) => RunAsync(
            parsed.GetValue(streams), parsed.GetValue(publications), parsed.GetValue(postgres), parsed.GetValue(nodes),
            parsed.GetValue(chat)));
        return verb;
    }

    private static async Task<int> RunAsync(int count, int publications, string? server, int nodes, bool chat)
    {
        if (nodes > 1 && server is not { Length: > 0 })
            throw new InvalidOperationException("Several nodes share a PostgreSQL: --nodes needs --postgres.");
        using var folder = new TemporaryFolder();
        await using var databases = server is { Length: > 0 } ? new PostgresDatabases(server) : null;
        var database = databases is null ? "" : await databases.CreateAsync(0);
        // One data folder for all: it holds the keys that seal their cookies.
        var settings = chat ? Crowd.Settings : Selling.Shop.Settings;
        var all = Enumerable.Range(0, nodes).Select(_ => new Installation(folder.Path("data"), database, settings)).ToList();
        try
        {
            var told = await ArrangeAsync(all[0], count, publications + WarmingUp, chat);
            foreach (var node in all)
                await node.ServeAsync(pinned: true);

            Report.Progress($"Opening {count} streams on {nodes} nodes …");
            Figures own;
            using (var owner = new Browser(all[0].Address))
            {
                await using var staying = new Staying(told, owner);
                using var commits = told.Activity is { } kind ? new CommitWatch(all[0], kind) : null;
                own = await MeasureAsync([.. all.Select(n => n.ProcessId)], count, told.Mark,
                    i => (all[i % nodes].Port, "/api/events", told.Listeners[i / StreamsOfMember]), told.Count, async i =>
                    {
                        await told.TellAsync(owner, i);
                        return null;
                    }, commits);
            }
            foreach (var node in all)
                await node.StopAsync();

            await using var bare = await BareStreams.StartAsync();
            var peer = await MeasureAsync([bare.ProcessId], count, told.Mark, _ => (bare.Port, "/live", ""), told.Count,
                _ => bare.TellAsync(own.Frame));
            var name = databases is null ? "SQLite" : $"PostgreSQL {await databases.VersionAsync()}";
            Print(nodes == 1 ? $"Guildhall, {name}" : $"Guildhall, {nodes} nodes, {name}", own, peer, count, publications, chat);
            return 0;
        }
        finally
        {
            foreach (var node in all)
                await node.DisposeAsync();
        }
    }

    /// <summary>Set up and stopped again: what a node holds at rest is not what setting up has left.</summary>
    private static async Task<Told> ArrangeAsync(Installation guildhall, int streams, int count, bool chat)
    {
        await guildhall.ServeAsync();
        var members = (streams + StreamsOfMember - 1) / StreamsOfMember;
        var told = chat ? await Told.MessagesAsync(guildhall, members, count) : await Told.PublicationsAsync(guildhall, members, count);
        await guildhall.StopAsync();
        return told;
    }

    private static async Task<Figures> MeasureAsync(
        IReadOnlyList<int> processes, int count, string mark, Func<int, (int Port, string Path, string Header)> stream, int rounds,
        Func<int, Task<DateTime?>> act, CommitWatch? commits = null)
    {
        await Task.Delay(TimeSpan.FromSeconds(10));
        var before = processes.Sum(Linux.ResidentMegabytes);
        using var streams = new OpenStreams(Enumerable.Range(0, count).Select(stream));
        await Task.Delay(TimeSpan.FromSeconds(20));
        var after = processes.Sum(Linux.ResidentMegabytes);

        var (waits, sinceCommit) = (new List<(double First, double Last)>(), new List<(double First, double Last)>());
        var frame = Array.Empty<byte>();
        var processor = processes.Sum(Linux.ProcessorMilliseconds);
        for (var round = 0; round < rounds; round++)
        {
            var heard = streams.NextAsync(mark);
            var committed = commits?.NextAsync();
            var begun = await act(round);
            var (first, last, bytes) = await heard.WaitAsync(TimeSpan.FromSeconds(60));
            frame = bytes;
            var from = begun ?? AtOf(bytes);
            var visible = committed is null ? from : await committed.WaitAsync(TimeSpan.FromSeconds(60));
            if (round >= WarmingUp)
            {
                waits.Add(((first - from).TotalMilliseconds, (last - from).TotalMilliseconds));
                sinceCommit.Add(((first - visible).TotalMilliseconds, (last - visible).TotalMilliseconds));
            }
            await Task.Delay(100);
        }
        return new Figures((after - before) * 1024 / count, waits, sinceCommit,
            (processes.Sum(Linux.ProcessorMilliseconds) - processor) / rounds, frame);
    }

    /// <summary>The activity's own time, which is taken while its transaction is saved.</summary>
    private static DateTime AtOf(byte[] frame)
    {
        var text = Encoding.UTF8.GetString(frame);
        var begin = text.IndexOf("\"at\":\"", StringComparison.Ordinal) + 6;
        return DateTime.Parse(text[begin..text.IndexOf('"', begin)], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
    }

    private static void Print(string name, Figures own, Figures bare, int count, int publications, bool chat)
    {
        Report.Heading("Event stream",
        [
            .. Machine.Describe(),
            ("streams", string.Create(CultureInfo.InvariantCulture, $"{count} connections, {StreamsOfMember} of each member, read by one thread with poll(2); spread evenly over the nodes; all servers on the first core, clients on the others")),
            chat ? ("message", string.Create(CultureInfo.InvariantCulture, $"""
                {publications} messages posted by the API, one after another, in a channel that all have open; from the message's own time, which
                is taken before it is saved, to the last byte of its frame at the first and at the last stream
                """).Replace('\n', ' '))
            : ("publication", string.Create(CultureInfo.InvariantCulture, $"{publications} drafts published by the API, one after another; from the activity's time, which is taken while the transaction is saved, to the last byte of its frame at the first and at the last stream: commit, reading the ledger and the gate are in it")),
            ("commit", chat ? "not watched: a message is no activity; the same as from its own time"
                : "the moment at which another connection, which asks every 0.15 ms on the clients' cores, reads the activity; late by one question at the most"),
            ("bare", "Kestrel alone, which writes the same frame to as many connections, from the moment at which it begins"),
            ("memory", "VmRSS 20 s after all streams were open, less that before, divided by their number"),
        ]);
        Report.Table(
            [
                "server", "first p50 ms", "last p50 ms", "last p99 ms", "from commit: first p50 ms", "last p50 ms", "last p99 ms",
                "first to last p50 ms",
                chat ? "CPU-ms a message" : "CPU-ms a publication", "kB an idle stream",
            ],
            [Row(name, own), Row("bare Kestrel", bare)]);
        Report.Aims(
        [
            Report.Aim("p50 from the commit to the last stream beside bare Kestrel", C(own, 0.5) / C(bare, 0.5), MostTimesBare, "times"),
            Report.Aim("p99 from the commit to the last stream beside bare Kestrel", C(own, 0.99) / C(bare, 0.99), MostTimesBare, "times"),
            Report.Aim("p50 from the first to the last stream beside bare Kestrel", Spread(own) / Spread(bare), MostTimesBare, "times"),
        ]);
    }

    private static string[] Row(string name, Figures f) =>
    [
        name, Report.Number(f.Waits.Select(w => w.First).Median(), 1), Report.Number(P(f, 0.5), 1), Report.Number(P(f, 0.99), 1),
        Report.Number(f.SinceCommit.Select(w => w.First).Median(), 1), Report.Number(C(f, 0.5), 1), Report.Number(C(f, 0.99), 1),
        Report.Number(Spread(f), 1), Report.Number(f.ProcessorMilliseconds, 1), Report.Number(f.KilobytesEach, 1),
    ];

    private static double P(Figures figures, double share) => figures.Waits.Select(w => w.Last).Percentile(share);

    private static double C(Figures figures, double share) => figures.SinceCommit.Select(w => w.Last).Percentile(share);

    private static double Spread(Figures figures) => figures.Waits.Select(w => w.Last - w.First).Median();

    /// <summary>Says again and again that all listeners are there.</summary>
    private sealed class Staying : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _task;

        public Staying(Told told, Browser browser) => _task = RunAsync(told, browser, _stop.Token);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
        }

        private static async Task RunAsync(Told told, Browser browser, CancellationToken stop)
        {
            while (true)
            {
                await told.StayAsync(browser);
                await Task.Delay(BetweenStays, stop);
            }
        }
    }

    private sealed record Figures(
        double KilobytesEach, List<(double First, double Last)> Waits, List<(double First, double Last)> SinceCommit,
        double ProcessorMilliseconds, byte[] Frame);
}
