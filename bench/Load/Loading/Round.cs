using System.Diagnostics;
using System.Text;
using Guildhall.Load.Hosting;

namespace Guildhall.Load.Loading;

/// <param name="P50">Milliseconds, as is P99.</param>
/// <param name="Processor">Milliseconds of the server's processor time per request.</param>
/// <param name="FromCache">Share of the answers that the page cache gave, 0…1.</param>
/// <param name="Bytes">Of an answer, on average.</param>
internal sealed record Figures(double PerSecond, double P50, double P99, double Processor, double FromCache, double Bytes);

/// <summary>A closed loop: so many clients, each asks as soon as it was answered.</summary>
internal static class Round
{
    public static Figures Run(Subject subject, int clients, double seconds)
    {
        var loops = Enumerable.Range(0, clients).Select(i => new ClientLoop(subject, i)).ToList();
        using var start = new ManualResetEventSlim();
        var length = (long)(seconds * Stopwatch.Frequency);
        var threads = loops.ConvertAll(loop => new Thread(() => loop.Run(start, length)));
        threads.ForEach(t => t.Start());
        foreach (var loop in loops)
            loop.Connected.Wait();

        var before = Linux.ProcessorMilliseconds(subject.ProcessId);
        var watch = Stopwatch.StartNew();
        start.Set();
        threads.ForEach(t => t.Join());
        var elapsed = watch.Elapsed.TotalSeconds;
        var processor = Linux.ProcessorMilliseconds(subject.ProcessId) - before;

        if (loops.Find(l => l.Failure is not null) is { } failed)
            throw new InvalidOperationException($"{subject.Name}: {failed.Failure}");
        var times = loops.SelectMany(l => l.Times).Order().ToList();
        return new Figures(times.Count / elapsed, Percentile(times, 0.50), Percentile(times, 0.99), processor / times.Count,
            loops.Sum(l => (double)l.FromCache) / times.Count, loops.Sum(l => (double)l.Bytes) / times.Count);
    }

    private static double Percentile(List<long> sorted, double share) =>
        sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))] * 1000.0 / Stopwatch.Frequency;
}

/// <summary>One client with one connection, on one thread.</summary>
internal sealed class ClientLoop(Subject subject, int number)
{
    public ManualResetEventSlim Connected { get; } = new();

    /// <summary>What each answer took, in ticks of <see cref="Stopwatch"/>.</summary>
    public List<long> Times { get; } = new(1 << 18);

    public long FromCache { get; private set; }
    public long Bytes { get; private set; }
    public string? Failure { get; private set; }

    public void Run(ManualResetEventSlim start, long length)
    {
        try
        {
            if (Machine.CanPin)
                Linux.LeaveFirstCore();
            using var exchange = new Exchange(subject.Port);
            // The same number draws the same articles in every round.
            var random = new Random(number);
            var buffer = subject.Requests.NewBuffer();
            Connected.Set();
            start.Wait();
            Loop(exchange, random, buffer, Stopwatch.GetTimestamp() + length);
        }
        catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException or InvalidDataException)
        {
            Failure = error.Message;
        }
        finally
        {
            Connected.Set();
        }
    }

    private void Loop(Exchange exchange, Random random, byte[] buffer, long end)
    {
        for (var now = Stopwatch.GetTimestamp(); now < end;)
        {
            var request = subject.Requests.Next(random, buffer);
            var answer = exchange.Send(request);
            var after = Stopwatch.GetTimestamp();
            Times.Add(after - now);
            now = after;
            Bytes += answer.Length;
            FromCache += answer.FromCache ? 1 : 0;
            if (answer.Status != 200)
            {
                Failure = $"{Encoding.UTF8.GetString(request)}\nwas answered with\n{exchange.Text}";
                return;
            }
        }
    }
}
