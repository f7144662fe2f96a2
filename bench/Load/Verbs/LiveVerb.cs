using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Guildhall.Load.Filling;
using Guildhall.Load.Hosting;
using Guildhall.Load.Streaming;

namespace Guildhall.Load.Verbs;

/// <summary>
/// <c>live</c>: how soon the last of many open streams hears of a publication, and what a stream costs that hears nothing.
/// </summary>
internal static class LiveVerb
{
    /// <summary>The program lets one member have so many.</summary>
    private const int StreamsOfMember = 20;

    private const double MostTimesBare = 1.5;

    public static Command Command()
    {
        var streams = new Option<int>("--streams") { Description = "Streams held open.", DefaultValueFactory = _ => 1000 };
        var publications =
            new Option<int>("--publications") { Description = "Publications that are measured.", DefaultValueFactory = _ => 100 };
        var postgres = new Option<string?>("--postgres") { Description = "On this server instead of SQLite." };
        var nodes = new Option<int>("--nodes") { Description = "Processes over which the streams are spread; more than one needs PostgreSQL.", DefaultValueFactory = _ => 1 };
        var verb = new Command("live", "Measure the event stream.") { streams, publications, postgres, nodes };
        verb.SetAction((parsed, _) => RunAsync(
            parsed.GetValue(streams), parsed.GetValue(publications), parsed.GetValue(postgres), parsed.GetValue(nodes)));
        return verb;
    }

    private static async Task<int> RunAsync(int count, int publications, string? server, int nodes)
    {
        if (nodes > 1 && server is not { Length: > 0 })
            throw new InvalidOperationException("Several nodes share a PostgreSQL: --nodes needs --postgres.");
        using var folder = new TemporaryFolder();
        await using var databases = server is { Length: > 0 } ? new PostgresDatabases(server) : null;
        var database = databases is null ? "" : await databases.CreateAsync(0);
        // One data folder for all: it holds the keys that seal their cookies.
        var all = Enumerable.Range(0, nodes).Select(_ => new Installation(folder.Path("data"), database, Selling.Shop.Settings)).ToList();
        try
        {
            var (cookies, drafts, token) = await ArrangeAsync(all[0], count, publications);
            foreach (var node in all)
                await node.ServeAsync(pinned: true);
            using var owner = new Browser(all[0].Address);

            Report.Progress($"Opening {count} streams on {nodes} nodes …");
            var own = await MeasureAsync([.. all.Select(n => n.ProcessId)], count,
                i => (all[i % nodes].Port, "/api/events", cookies[i / StreamsOfMember]), drafts.Count, i => PublishAsync(owner, token, drafts[i]));
            foreach (var node in all)
                await node.StopAsync();

            await using var bare = await BareStreams.StartAsync();
            var peer = await MeasureAsync([bare.ProcessId], count, _ => (bare.Port, "/live", ""), drafts.Count, _ => bare.TellAsync(own.Frame));
            var name = databases is null ? "SQLite" : $"PostgreSQL {await databases.VersionAsync()}";
            Print(nodes == 1 ? $"Guildhall, {name}" : $"Guildhall, {nodes} nodes, {name}", own, peer, count, publications);
            return 0;
        }
        finally
        {
            foreach (var node in all)
                await node.DisposeAsync();
        }
    }

    /// <summary>Set up and stopped again: what a node holds at rest is not what setting up has left.</summary>
    private static async Task<(List<string> Cookies, List<long> Drafts, string Token)> ArrangeAsync(
        Installation guildhall, int count, int publications)
    {
        await guildhall.ServeAsync();
        await NewCommunity.SetUpAsync(guildhall);
        var token = await NewCommunity.TokenAsync(guildhall, "articles:write");
        using var owner = new Browser(guildhall.Address);
        Report.Progress("Writing drafts and registering members …");
        var drafts = await DraftAsync(owner, token, publications + 5);
        var cookies = await RegisterAsync(guildhall, (count + StreamsOfMember - 1) / StreamsOfMember);
        await guildhall.StopAsync();
        return (cookies, drafts, token);
    }

    private static async Task<Figures> MeasureAsync(
        IReadOnlyList<int> processes, int count, Func<int, (int Port, string Path, string Cookie)> stream, int rounds,
        Func<int, Task<DateTime?>> act)
    {
        await Task.Delay(TimeSpan.FromSeconds(10));
        var before = processes.Sum(Linux.ResidentMegabytes);
        using var streams = new OpenStreams(Enumerable.Range(0, count).Select(stream));
        await Task.Delay(TimeSpan.FromSeconds(20));
        var after = processes.Sum(Linux.ResidentMegabytes);

        var waits = new List<(double First, double Last)>();
        var frame = Array.Empty<byte>();
        var processor = processes.Sum(Linux.ProcessorMilliseconds);
        for (var round = 0; round < rounds; round++)
        {
            var heard = streams.NextAsync("event: content.article_published");
            var begun = await act(round);
            var (first, last, bytes) = await heard.WaitAsync(TimeSpan.FromSeconds(60));
            frame = bytes;
            var from = begun ?? AtOf(bytes);
            // The first rounds warm it up.
            if (round >= 5)
                waits.Add(((first - from).TotalMilliseconds, (last - from).TotalMilliseconds));
            await Task.Delay(100);
        }
        return new Figures((after - before) * 1024 / count, waits,
            (processes.Sum(Linux.ProcessorMilliseconds) - processor) / rounds, frame);
    }

    /// <summary>The activity's own time, which is taken while its transaction is saved.</summary>
    private static DateTime AtOf(byte[] frame)
    {
        var text = Encoding.UTF8.GetString(frame);
        var begin = text.IndexOf("\"at\":\"", StringComparison.Ordinal) + 6;
        return DateTime.Parse(text[begin..text.IndexOf('"', begin)], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
    }

    private static async Task<DateTime?> PublishAsync(Browser owner, string token, long article)
    {
        await owner.AskAsync(HttpMethod.Put, $"/api/communities/{NewCommunity.Slug}/articles/{article}/publication", token, new { });
        return null;
    }

    private static async Task<List<long>> DraftAsync(Browser owner, string token, int count)
    {
        var drafts = new List<long>();
        for (var i = 0; i < count; i++)
        {
            var made = await owner.AskAsync(HttpMethod.Post, $"/api/communities/{NewCommunity.Slug}/articles", token,
                new { title = $"Locks and latches {i}", space = "announcements", markdown = "Words." });
            drafts.Add(made.GetProperty("id").GetInt64());
        }
        return drafts;
    }

    private static async Task<List<string>> RegisterAsync(Installation guildhall, int members)
    {
        var cookies = new List<string>();
        for (var i = 0; i < members; i++)
        {
            using var browser = new Browser(guildhall.Address);
            await browser.SubmitAsync(await browser.ReadAsync("/register"), "/register",
                ("name", $"Reader {i}"), ("email", $"reader{i}@bench.example"), ("password", "lantern-quarry-violet-84-harbour"));
            cookies.Add(string.Join("; ",
                browser.Cookies.Split("; ").Where(c => c.StartsWith("__Host-guildhall", StringComparison.Ordinal))));
        }
        return cookies;
    }

    private static void Print(string name, Figures own, Figures bare, int count, int publications)
    {
        Report.Heading("Event stream",
        [
            .. Machine.Describe(),
            ("streams", string.Create(CultureInfo.InvariantCulture, $"{count} connections, {StreamsOfMember} of each member, read by one thread with poll(2); spread evenly over the nodes; all servers on the first core, clients on the others")),
            ("publication", string.Create(CultureInfo.InvariantCulture, $"{publications} drafts published by the API, one after another; from the activity's time, which is taken while the transaction is saved, to the last byte of its frame at the first and at the last stream: commit, reading the ledger and the gate are in it")),
            ("bare", "Kestrel alone, which writes the same frame to as many connections, from the moment at which it begins"),
            ("memory", "VmRSS 20 s after all streams were open, less that before, divided by their number"),
        ]);
        Report.Table(
            ["server", "first p50 ms", "last p50 ms", "last p99 ms", "first to last p50 ms", "CPU-ms a publication", "kB an idle stream"],
            [Row(name, own), Row("bare Kestrel", bare)]);
        Report.Aims(
        [
            Report.Aim("p50 to the last stream beside bare Kestrel", P(own, 0.5) / P(bare, 0.5), MostTimesBare, "times"),
            Report.Aim("p99 to the last stream beside bare Kestrel", P(own, 0.99) / P(bare, 0.99), MostTimesBare, "times"),
            Report.Aim("p50 from the first to the last stream beside bare Kestrel", Spread(own) / Spread(bare), MostTimesBare, "times"),
        ]);
    }

    private static string[] Row(string name, Figures f) =>
    [
        name, Report.Number(f.Waits.Select(w => w.First).Median(), 1), Report.Number(P(f, 0.5), 1), Report.Number(P(f, 0.99), 1),
        Report.Number(Spread(f), 1), Report.Number(f.ProcessorMilliseconds, 1), Report.Number(f.KilobytesEach, 1),
    ];

    private static double P(Figures figures, double share) => figures.Waits.Select(w => w.Last).Percentile(share);

    private static double Spread(Figures figures) => figures.Waits.Select(w => w.Last - w.First).Median();

    private sealed record Figures(
        double KilobytesEach, List<(double First, double Last)> Waits, double ProcessorMilliseconds, byte[] Frame);
}
