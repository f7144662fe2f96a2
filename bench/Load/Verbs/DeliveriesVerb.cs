using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Guildhall.Load.Filling;
using Guildhall.Load.Hosting;
using Guildhall.Load.Receiving;
using Microsoft.Data.Sqlite;

namespace Guildhall.Load.Verbs;

/// <summary>
/// <c>deliveries</c>: webhooks and mails to sinks on this machine, with the program killed in the middle. None may be lost, and what comes
/// twice must have been on its way when it was killed.
/// </summary>
internal static class DeliveriesVerb
{
    private const int Endpoints = 20;

    /// <summary>As many as the program sends at once; the settings of its workers.</summary>
    private const int WebhooksAtOnce = 8, MailsAtOnce = 4;

    // A lease ends after a minute at the most: until then what was on its way waits.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static Command Command()
    {
        var count = new Option<int>("--count") { Description = "Webhooks, and as many mails.", DefaultValueFactory = _ => 10_000 };
        var verb = new Command("deliveries", "Measure webhooks and mails over a kill.") { count };
        verb.SetAction((parsed, _) => RunAsync(parsed.GetValue(count)));
        return verb;
    }

    private static async Task<int> RunAsync(int count)
    {
        using var folder = new TemporaryFolder();
        await using var mails = new MailSink();
        await using var webhooks = new WebhookSink();
        await using var guildhall = new Installation(folder.Path("data"), settings:
        [
            ("Guildhall__Outbound__Allow", "127.0.0.1"), ("Guildhall__Mail__Host", "127.0.0.1"),
            ("Guildhall__Mail__Port", mails.Port.ToString(CultureInfo.InvariantCulture)), ("Guildhall__Mail__Security", "none"),
            ("Guildhall__Mail__From", "hello@bench.example"),
        ]);
        await guildhall.ServeAsync();
        await NewCommunity.SetUpAsync(guildhall);
        var token = await NewCommunity.TokenAsync(guildhall, "articles:write communities:write");
        using var owner = new Browser(guildhall.Address);
        var runs = new List<Run>();

        for (var i = 0; i < Endpoints; i++)
        {
            await owner.AskAsync(HttpMethod.Post, $"/api/communities/{NewCommunity.Slug}/manage/webhook-endpoints", token,
                new { url = $"http://127.0.0.1:{webhooks.Port}/{i}", events = new[] { "content.article_published" } });
        }
        Report.Progress($"Publishing {count / Endpoints} articles to {Endpoints} endpoints …");
        var publishing = PublishAsync(owner, token, count / Endpoints);
        runs.Add(await MeasureAsync("webhooks", guildhall, webhooks.Receipts, count, WebhooksAtOnce, publishing));

        await guildhall.StopAsync();
        AddFollowers(guildhall, count);
        await guildhall.ServeAsync();
        Report.Progress($"Publishing one article to {count} followers …");
        // Of setting up, too, mails may have come.
        var before = mails.Receipts.Distinct;
        runs.Add(await MeasureAsync("mails", guildhall, mails.Receipts, before + count, MailsAtOnce, PublishAsync(owner, token, 1)));
        Print(runs, count);
        return runs.TrueForAll(r => r.IsGood) ? 0 : 1;
    }

    private static async Task<Run> MeasureAsync(
        string what, Installation guildhall, Receipts receipts, int count, int atOnce, Task causing)
    {
        var started = Stopwatch.GetTimestamp();
        await receipts.ReachAsync(count / 2, Patience);
        // The cause is committed before the kill: what is not saved is nobody's delivery.
        await causing;
        var half = receipts.Distinct;
        var took = Stopwatch.GetElapsedTime(started);
        var killed = Stopwatch.GetTimestamp();
        await guildhall.KillAsync();
        Report.Progress($"{what}: killed after {half} of {count}");
        var down = receipts.Distinct;
        await guildhall.ServeAsync();
        var again = Stopwatch.GetTimestamp();
        string? lost = null;
        try
        {
            await receipts.ReachAsync(count, Patience);
        }
        catch (TimeoutException short_)
        {
            lost = short_.Message;
        }
        var rest = Stopwatch.GetElapsedTime(again);
        // What would come twice comes soon, or at the end of a lease.
        await Task.Delay(TimeSpan.FromSeconds(70));
        var repeats = receipts.FirstOfRepeated;
        var early = repeats.Count(first => Stopwatch.GetElapsedTime(first, killed) > TimeSpan.FromSeconds(2));
        return new Run(
            what, count, half / took.TotalSeconds, (receipts.Distinct - down) / rest.TotalSeconds, receipts.Distinct, repeats.Count, early,
            atOnce, lost);
    }

    private static async Task PublishAsync(Browser owner, string token, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await owner.AskAsync(HttpMethod.Post, $"/api/communities/{NewCommunity.Slug}/articles", token,
                new { title = $"Locks and latches {i}", space = "announcements", markdown = "Words.", publish = true });
        }
    }

    /// <summary>Members with a mailbox of their own who follow the column; registering so many would take an hour of hashing.</summary>
    private static void AddFollowers(Installation guildhall, int count)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Path.Combine(guildhall.Folder, "guildhall.db"), Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            $"""
            BEGIN;
            CREATE TEMP TABLE numbers AS
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT i + 100000 AS i FROM n;
            INSERT INTO members (id, name, language, time_zone, is_owner, created_at)
                SELECT i, 'Reader', 'en', 'UTC', 0, '2026-01-01 00:00:00' FROM numbers;
            INSERT INTO accounts (id, member_id, user_name, normalized_user_name, email, normalized_email, email_confirmed,
                two_factor_enabled, lockout_enabled, access_failed_count)
                SELECT i, i, 'r' || i || '@bench.example', 'R' || i || '@BENCH.EXAMPLE',
                    'r' || i || '@bench.example', 'R' || i || '@BENCH.EXAMPLE', 1, 0, 0, 0
                FROM numbers;
            INSERT INTO follows (member_id, thing_kind, thing_id, at)
                SELECT i, 'space', (SELECT id FROM spaces WHERE slug = 'announcements'), '2026-01-01 00:00:00' FROM numbers;
            COMMIT;
            """;
        command.ExecuteNonQuery();
    }

    private static void Print(List<Run> runs, int count)
    {
        Report.Heading("Deliveries over a kill",
        [
            .. Machine.Describe(),
            ("webhooks", string.Create(CultureInfo.InvariantCulture, $"{count / Endpoints} articles published by the API, {Endpoints} endpoints that want them; the sink answers 204 at once; the rate of the first half has the publishing in it")),
            ("mails", string.Create(CultureInfo.InvariantCulture, $"one article in a column with {count} followers: a notification and a mail for each, by SMTP without TLS")),
            ("kill", "SIGKILL when half has arrived, and a start on the same data; what was on its way waits for the end of its lease (half a minute, a minute for mails), which is in the rate of the second half"),
            ("repeats", "ids that arrived more than once, looked at 70 s after the last one"),
        ]);
        Report.Table(["what", "wanted", "arrived", "repeated", "at most in flight", "first half /s", "second half /s"],
            runs.Select(r => (string[])
            [
                r.What, Whole(r.Wanted), Whole(r.Arrived), Whole(r.Repeated), Whole(r.AtOnce), Report.Number(r.FirstRate, 0),
                Report.Number(r.SecondRate, 0),
            ]));
        foreach (var run in runs)
        {
            Console.WriteLine($"- {(run.IsGood ? "met" : "MISSED")}: of {run.What} none lost, repeated only what was in flight"
                + (run.Lost is null ? "" : $"; {run.Lost}")
                + (run.RepeatedEarly == 0 ? "" : $"; {run.RepeatedEarly} repeats had arrived long before the kill"));
        }
        Console.WriteLine();
    }

    private static string Whole(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private sealed record Run(
        string What, int Wanted, double FirstRate, double SecondRate, int Arrived, int Repeated, int RepeatedEarly, int AtOnce,
        string? Lost)
    {
        public bool IsGood => Lost is null && Arrived == Wanted && Repeated <= AtOnce && RepeatedEarly == 0;
    }
}
