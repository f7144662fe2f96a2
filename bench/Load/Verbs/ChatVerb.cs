using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Guildhall.Load.Filling;
using Guildhall.Load.Hosting;
using Guildhall.Load.Talking;

namespace Guildhall.Load.Verbs;

/// <summary>
/// <c>chat</c>: many people talk over connections that are cut at random, while the program is killed. None of their messages may be
/// lost or
/// stand twice, each channel keeps the order in which its authors wrote, and whoever followed by changes has seen all of it.
/// </summary>
internal static class ChatVerb
{
    private const int Channels = 4;

    public static Command Command()
    {
        var clients = new Option<int>("--clients") { Description = "People who talk at once.", DefaultValueFactory = _ => 200 };
        var messages = new Option<int>("--messages") { Description = "Messages of all of them together.", DefaultValueFactory = _ => 20_000 };
        var kills = new Option<int>("--kills") { Description = "How often the program is killed on the way.", DefaultValueFactory = _ => 2 };
        var cut = new Option<double>("--cut") { Description = "Share of requests whose connection is cut within 25 ms.", DefaultValueFactory = _ => 0.05 };
        var nodes = new Option<int>("--nodes") { Description = "Processes that the people use in turn; more than one needs PostgreSQL.", DefaultValueFactory = _ => 1 };
        var postgres = new Option<string?>("--postgres") { Description = "On this server instead of SQLite." };
        var verb = new Command("chat", "Talk, cut, kill and count the messages.") { clients, messages, kills, cut, nodes, postgres };
        verb.SetAction((parsed, _) => RunAsync(new Wish(parsed.GetValue(clients), parsed.GetValue(messages), parsed.GetValue(kills),
            parsed.GetValue(cut), parsed.GetValue(nodes)), parsed.GetValue(postgres)));
        return verb;
    }

    private static async Task<int> RunAsync(Wish wish, string? server)
    {
        if (wish.Nodes > 1 && server is not { Length: > 0 })
            throw new InvalidOperationException("Several nodes share a PostgreSQL: --nodes needs --postgres.");
        using var folder = new TemporaryFolder();
        await using var databases = server is { Length: > 0 } ? new PostgresDatabases(server) : null;
        var database = databases is null ? "" : await databases.CreateAsync(0);
        // One data folder for all: it holds the keys that seal their cookies.
        var all = Enumerable.Range(0, wish.Nodes).Select(_ => new Installation(folder.Path("data"), database, Crowd.Settings)).ToList();
        try
        {
            await all[0].ServeAsync();
            var crowd = await Crowd.GatherAsync(all[0], wish.Clients, Channels);
            foreach (var node in all.Skip(1))
                await node.ServeAsync();
            return await SoakAsync(wish, all, crowd, databases is null ? "SQLite" : $"PostgreSQL {await databases.VersionAsync()}");
        }
        finally
        {
            foreach (var node in all)
                await node.DisposeAsync();
        }
    }

    private static async Task<int> SoakAsync(Wish wish, List<Installation> nodes, Crowd crowd, string database)
    {
        var each = wish.Messages / wish.Clients;
        var talkers = Enumerable.Range(0, wish.Clients)
            .Select(i => new Talker([.. nodes.Select(n => n.Address)], crowd, i, each, wish.Cut)).ToList();
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(30));
        Report.Progress($"{wish.Clients} people send {each} messages each …");
        var watch = Stopwatch.StartNew();
        var talking = Task.WhenAll(talkers.Select(t => t.TalkAsync(stop.Token)));
        await KillAsync(wish, nodes, talkers, each, talking);
        await talking;
        var seconds = watch.Elapsed.TotalSeconds;
        foreach (var talker in talkers)
            await talker.FollowAsync(stop.Token);

        using var reader = new HttpClient();
        var logs = new Dictionary<long, List<Stood>>();
        foreach (var channel in crowd.Channels)
            logs[channel] = await ReadAsync(reader, nodes[0], crowd, channel);
        var wrong = Check(talkers, logs, each);
        // The control: a log that misses one message and has another twice must be found wrong.
        var spoiled = logs.ToDictionary(l => l.Key, l => l.Value.ToList());
        spoiled[crowd.Channels[0]][0] = spoiled[crowd.Channels[0]][1];
        var control = Check(talkers, spoiled, each);
        Print(wish, talkers, logs, wrong, control, seconds, database);
        foreach (var talker in talkers)
            talker.Dispose();
        return wrong.Count == 0 && control.Count > 0 ? 0 : 1;
    }

    /// <summary>Each node in turn, once so much of all has been said.</summary>
    private static async Task KillAsync(Wish wish, List<Installation> nodes, List<Talker> talkers, int each, Task talking)
    {
        for (var kill = 1; kill <= wish.Kills; kill++)
        {
            var due = wish.Clients * each * kill / (wish.Kills + 1);
            while (!talking.IsCompleted && talkers.Sum(t => t.Confirmed.Count) < due)
                await Task.Delay(20);
            var node = nodes[kill % nodes.Count];
            Report.Progress($"Killing at {talkers.Sum(t => t.Confirmed.Count)} …");
            await node.KillAsync();
            await node.ServeAsync(path: "/health/ready");
        }
    }

    private static List<string> Check(List<Talker> talkers, Dictionary<long, List<Stood>> logs, int each)
    {
        var wrong = talkers.SelectMany(t => t.Wrong).ToList();
        var sent = talkers.SelectMany(t => t.Confirmed).ToLookup(c => c.Channel, c => c.Key);
        foreach (var (channel, log) in logs)
        {
            var keys = log.CountBy(m => m.Key).ToDictionary();
            wrong.AddRange(sent[channel].Where(k => !keys.ContainsKey(k)).Select(k => $"lost {k}"));
            wrong.AddRange(keys.Where(k => k.Value > 1).Select(k => $"doubled {k.Key}"));
            if (!log.Select(m => m.Number).SequenceEqual(Enumerable.Range(1, log.Count)))
                wrong.Add($"numbers of channel {channel} have gaps");
            // Each author wrote one after another: so they stand.
            foreach (var ofAuthor in log.GroupBy(m => m.Author))
                if (!ofAuthor.Select(m => int.Parse(m.Key.AsSpan(m.Key.IndexOf('-') + 1), CultureInfo.InvariantCulture)).IsInOrder())
                    wrong.Add($"out of order: author {ofAuthor.Key} in channel {channel}");
        }
        if (logs.Values.Sum(l => l.Count) != talkers.Count * each)
            wrong.Add($"{logs.Values.Sum(l => l.Count)} messages stand instead of {talkers.Count * each}");
        foreach (var talker in talkers)
            if (talker.Seen.Count != logs[talker.Followed].Count || logs[talker.Followed].Except(talker.Seen).Any())
                wrong.Add($"a follower of channel {talker.Followed} has seen {talker.Seen.Count} of {logs[talker.Followed].Count}");
        return wrong;
    }

    private static bool IsInOrder(this IEnumerable<int> numbers)
    {
        var list = numbers.ToList();
        return list.SequenceEqual(list.Order());
    }

    private static async Task<List<Stood>> ReadAsync(HttpClient http, Installation node, Crowd crowd, long channel)
    {
        var all = new List<Stood>();
        while (true)
        {
            var last = all.Count == 0 ? 0 : all[^1].Number;
            using var answer = await http.SendAsync(Crowd.Request(HttpMethod.Get,
                new Uri(node.Address, $"{Crowd.Api}/channels/{channel}/messages?limit=100&after={last}").ToString(), crowd.Tokens[0]));
            var page = System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(
                await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
            all.AddRange(page.GetProperty("items").EnumerateArray().Select(Stood.Of));
            if (page.GetProperty("after").ValueKind == System.Text.Json.JsonValueKind.Null)
                return all;
        }
    }

    private static void Print(
        Wish wish, List<Talker> talkers, Dictionary<long, List<Stood>> logs, List<string> wrong, List<string> control, double seconds,
            string database)
    {
        Report.Heading("Chat",
        [
            .. Machine.Describe(),
            ("database", database),
            ("talk", string.Create(CultureInfo.InvariantCulture, $"{wish.Clients} people send {wish.Messages / wish.Clients} messages each into {Channels} channels, one after another, each under its key until it is confirmed; {wish.Cut:P0} of all requests are cut within 25 ms; {wish.Nodes} nodes in turn, killed {wish.Kills} times")),
            ("check", "every key that was confirmed stands once; numbers without gaps; each author's messages in the order of writing; everybody who followed a channel by its changes has seen the same log"),
            ("control", "the same check on a log in which one message takes another's place; it must find it"),
        ]);
        var waits = talkers.SelectMany(t => t.Waits).ToList();
        Report.Table(["messages", "cuts", "messages a second", "p50 ms", "p99 ms", "lost, doubled, out of order", "control"],
        [
            [
                Report.Number(logs.Values.Sum(l => l.Count), 0), Report.Number(talkers.Sum(t => t.Cuts), 0),
                Report.Number(logs.Values.Sum(l => l.Count) / seconds, 0), Report.Number(waits.Percentile(0.5), 1),
                    Report.Number(waits.Percentile(0.99), 1),
                wrong.Count == 0 ? "none" : string.Join("; ", wrong.Take(10)), control.Count > 0 ? "found" : "NOT FOUND",
            ],
        ]);
    }

    private sealed record Wish(int Clients, int Messages, int Kills, double Cut, int Nodes);
}
