using System.CommandLine;
using System.Globalization;
using Guildhall.Load.Filling;
using Guildhall.Load.Hosting;
using Guildhall.Load.Loading;
using Guildhall.Load.Selling;
using Guildhall.Load.Talking;

namespace Guildhall.Load.Verbs;

/// <summary><c>topics</c>: the page of a topic in small and large communities, and what a reply costs with all that follows it.</summary>
internal static class TopicsVerb
{
    private const double MostGrowth = 1.3, MostTimesRaw = 3, LeastOfRaw = 0.25, MostPosting = 50;

    private const string RowsOnly = "bare Kestrel, the topic's rows by raw SQL", Member = "topic, member",
        Cached = "topic, visitor, page cache", Fresh = "topic, visitor, not cached";

    public static Command Command()
    {
        var sizes = new Option<int[]>("--replies") { Description = "Sizes of the community, in replies.", 
            DefaultValueFactory = _ => [1000, 1_000_000], AllowMultipleArgumentsPerToken = true };
        var people = new Option<int>("--people") { Description = "Who posts.", DefaultValueFactory = _ => 16 };
        var clients = new Option<int>("--clients") { Description = "Connections at the same time.", DefaultValueFactory = _ => 8 };
        var seconds = new Option<double>("--seconds") { Description = "Length of a round of reading.", DefaultValueFactory = _ => 4 };
        var rounds = new Option<int>("--rounds") { Description = "Rounds of each; figures are medians.", DefaultValueFactory = _ => 3 };
        var warmUp = new Option<double>("--warm-up") { Description = "Seconds of each before the first round.", DefaultValueFactory = _ => 6 };
        var posting = new Option<double>("--posting") { Description = "Seconds of posting.", DefaultValueFactory = _ => 20 };
        var postgres = new Option<string?>("--postgres") { Description = "On this server instead of SQLite." };
        var verb = new Command("topics", "Measure topics and replies.") { sizes, people, clients, seconds, rounds, warmUp, posting, postgres };
        verb.SetAction((parsed, _) => RunAsync(new Wish(
            [.. parsed.GetValue(sizes)!.Order()], parsed.GetValue(people), parsed.GetValue(clients),
            parsed.GetValue(seconds), parsed.GetValue(rounds), parsed.GetValue(warmUp), TimeSpan.FromSeconds(parsed.GetValue(posting))),
            parsed.GetValue(postgres)));
        return verb;
    }

    private static async Task<int> RunAsync(Wish wish, string? server)
    {
        using var folder = new TemporaryFolder();
        await using var databases = server is { Length: > 0 } ? new PostgresDatabases(server) : null;
        var forums = new List<Forum>();
        try
        {
            foreach (var size in wish.Sizes)
            {
                var name = size.ToString(CultureInfo.InvariantCulture);
                var guildhall = new Installation(folder.Path(name), databases is null ? "" : await databases.CreateAsync(size),
                    [.. Crowd.Settings, ("Guildhall__Screening__NewMemberLimits", "false")]);
                forums.Add(await Forum.FillAsync(guildhall, size, wish.People));
            }
            await ReadAsync(wish, forums, databases is null ? "SQLite" : $"PostgreSQL {await databases.VersionAsync()}");
            await PostAsync(wish, forums[0]);
            return 0;
        }
        finally
        {
            foreach (var forum in forums)
                await forum.Guildhall.DisposeAsync();
        }
    }

    private static async Task ReadAsync(Wish wish, List<Forum> forums, string database)
    {
        foreach (var forum in forums)
            await forum.Guildhall.ServeAsync(pinned: true);
        await using var peer = await RawTopicsPeer.StartAsync([.. forums.Select(f => f.Guildhall)]);
        var subjects = new List<Subject>();
        foreach (var (i, forum) in forums.Index())
        {
            var cookie = await NewCommunity.SignInAsync(forum.Guildhall.Address);
            var (port, id) = (forum.Guildhall.Port, forum.Guildhall.ProcessId);
            List<string> pages = [.. forum.Topics.Select(t => string.Create(CultureInfo.InvariantCulture, $"/c/{NewCommunity.Slug}/topics/{t}"))];
            subjects.Add(new Subject(RowsOnly, forum.Replies, peer.Port, peer.ProcessId,
                new Requests([.. forum.Topics.Select(t => string.Create(CultureInfo.InvariantCulture, $"/topics/{i}/{t}"))],
                    Requests.Headers(peer.Port)), "<article>"));
            subjects.Add(new Subject(Cached, forum.Replies, port, id, new Requests([pages[0]], Requests.Headers(port)), "</html>"));
            subjects.Add(new Subject(Fresh, forum.Replies, port, id, new Requests(pages, Requests.Headers(port), fresh: true), "</html>"));
            subjects.Add(new Subject(Member, forum.Replies, port, id, new Requests(pages, Requests.Headers(port, cookie)), "</html>"));
        }
        var measured = new Measurement(wish.Clients, wish.Seconds);
        measured.WarmUp(subjects, wish.WarmUp);
        for (var round = 1; round <= wish.Rounds; round++)
        {
            Report.Progress($"Round {round} of {wish.Rounds} …");
            measured.Run(subjects);
        }
        Print(wish, measured, subjects, database);
        foreach (var forum in forums)
            await forum.Guildhall.StopAsync();
    }

    private static async Task PostAsync(Wish wish, Forum forum)
    {
        await forum.Guildhall.ServeAsync();
        Report.Progress("Replying, to warm up …");
        await Posters.PostAsync(forum, wish.Clients, wish.Posting / 2);
        var before = await RawWriter.MeasureAsync(forum.Guildhall, TimeSpan.FromSeconds(4), wish.Clients);
        Report.Progress("Replying …");
        var posted = await Posters.PostAsync(forum, wish.Clients, wish.Posting);
        var raw = (before + await RawWriter.MeasureAsync(forum.Guildhall, TimeSpan.FromSeconds(4), wish.Clients)) / 2;
        var rate = posted.Waits.Count / posted.Seconds;
        Report.Table(["replies/s", "p50 ms", "p99 ms", "CPU-ms a reply", "raw commits/s", "of raw", "not yet handled at 1/3, 2/3, the end", "caught up after, s"],
        [
            [
                Report.Number(rate, 1), Report.Number(posted.Waits.Percentile(0.5), 1), Report.Number(posted.Waits.Percentile(0.99), 1),
                Report.Number(posted.Processor, 1), Report.Number(raw, 0), Report.Number(rate / raw, 3), string.Join(", ", posted.Lag),
                Report.Number(posted.CaughtUp, 1),
            ],
        ]);
        Report.Aims([Report.Least("replies a second of what a raw writer commits", rate / raw, LeastOfRaw),
            Report.Aim("p99 of a reply", posted.Waits.Percentile(0.99), MostPosting, "ms")]);
    }

    private static void Print(Wish wish, Measurement measured, List<Subject> subjects, string database)
    {
        Report.Heading("Topics",
        [
            .. Machine.Describe(),
            ("database", database),
            ("topics", string.Create(CultureInfo.InvariantCulture, $"{Forum.RepliesOfTopic} replies each, of some 200 characters with code; fifty written by the API, the others copied in the database; one at random per request")),
            ("reading", string.Create(CultureInfo.InvariantCulture, $"closed loop, {wish.Clients} connections, {wish.Rounds} rounds of {wish.Seconds:0.#} s for each line in turn; servers on the first core, clients on the others")),
            ("posting", string.Create(CultureInfo.InvariantCulture, $"{wish.Clients} at once for {wish.Posting.TotalSeconds:0} s, {wish.People} people in turn, topics in turn, in the smallest community, nothing pinned; gate, screening, activity, notifications and index are on; the raw writer is that of the checkout")),
        ]);
        Report.Table(["asked", "replies", "requests/s", "p50 ms", "p99 ms", "CPU-ms/request", "kB", "CPU × raw SQL"], subjects.Select(s => (string[])
        [
            s.Scenario, s.Size.ToString("N0", CultureInfo.InvariantCulture), Report.Number(measured.Median(s, f => f.PerSecond), 0),
            Report.Number(measured.Median(s, f => f.P50), 2), Report.Number(measured.Median(s, f => f.P99), 2),
            Report.Number(measured.Median(s, f => f.Processor), 3), Report.Number(measured.Median(s, f => f.Bytes) / 1024, 1),
            Report.Number(measured.Ratio(s, subjects.First(r => r.Scenario == RowsOnly && r.Size == s.Size), f => f.Processor), 2) + "×",
        ]));
        Report.Aims(
        [
            .. subjects.Where(s => s.Scenario == Member).Select(s => Report.Aim($"{s.Scenario}, {s.Size} replies, to its rows by raw SQL",
                measured.Ratio(s, subjects.First(r => r.Scenario == RowsOnly && r.Size == s.Size), f => f.Processor), MostTimesRaw, "times")),
            .. subjects.GroupBy(s => s.Scenario).Where(g => g.Count() > 1 && g.Key != RowsOnly).Select(g => Report.Aim(
                $"p99 of {g.Key}, {g.First().Size} to {g.Last().Size} replies", measured.Ratio(g.Last(), g.First(), f => f.P99), MostGrowth, "times")),
        ]);
    }

    private sealed record Wish(
        IReadOnlyList<int> Sizes, int People, int Clients, double Seconds, int Rounds, double WarmUp, TimeSpan Posting);
}
