using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Guildhall.Load.Hosting;
using Guildhall.Load.Selling;

namespace Guildhall.Load.Talking;

/// <param name="Waits">Milliseconds from each request to its answer.</param>
/// <param name="Lag">Replies that the slowest handler had not yet seen, at a third, two thirds and the end.</param>
/// <param name="CaughtUp">Seconds after the last reply until no handler was behind.</param>
internal sealed record Posted(
    IReadOnlyCollection<double> Waits, double Seconds, IReadOnlyList<long> Lag, double CaughtUp, double Processor);

/// <summary>People who reply as fast as they are answered, with all that follows a reply.</summary>
internal static class Posters
{
    // A handler that has seen all stands behind activities of other kinds: its row is moved rarely.
    private const string Behind =
        """
        SELECT count(*) FROM activities WHERE kind = 'discussions.reply_posted'
            AND id > (SELECT min(activity_id) FROM handler_positions WHERE handler IN ('Notifications.NotifyOnPosts'))
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task<Posted> PostAsync(Forum forum, int clients, TimeSpan time)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = clients });
        http.BaseAddress = forum.Guildhall.Address;
        await using var books = await Books.OpenAsync(forum.Guildhall);
        var (waits, watch, turn) = (new ConcurrentBag<double>(), Stopwatch.StartNew(), 0);
        var processor = Linux.ProcessorMilliseconds(forum.Guildhall.ProcessId);
        var posting = Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed < time)
                waits.Add(await PostAsync(http, forum, Interlocked.Increment(ref turn)));
        })));
        var lag = new List<long>();
        for (var third = 1; third <= 3; third++)
        {
            await Task.Delay(time / 3);
            lag.Add(await BehindAsync(books));
        }
        await posting;
        var (seconds, ended) = (watch.Elapsed.TotalSeconds, Stopwatch.StartNew());
        while (await BehindAsync(books) > 0 && ended.Elapsed < Patience)
            await Task.Delay(50);
        processor = Linux.ProcessorMilliseconds(forum.Guildhall.ProcessId) - processor;
        return new Posted(waits, seconds, lag, ended.Elapsed.TotalSeconds, processor / waits.Count);
    }

    private static async Task<double> PostAsync(HttpClient http, Forum forum, int turn)
    {
        // Topics in turn, so that one lock is not all that is measured.
        var topic = forum.Topics[turn % forum.Topics.Count];
        using var request = Crowd.Request(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"{Crowd.Api}/topics/{topic}/replies"),
            forum.People.Tokens[turn % forum.People.Tokens.Count], new { body = Forum.Words(turn, 1000 + turn) });
        var began = Stopwatch.GetTimestamp();
        using var answer = await http.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static async Task<long> BehindAsync(DbConnection books) =>
        Convert.ToInt64(await books.AskAsync(Behind), CultureInfo.InvariantCulture);
}
