using System.Collections.Concurrent;
using System.Diagnostics;

namespace Guildhall.Load.Receiving;

/// <summary>What has arrived somewhere, by the id under which it would arrive again.</summary>
internal sealed class Receipts
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<long>> _byId = new(StringComparer.Ordinal);

    public int Distinct => _byId.Count;

    /// <summary>When each id that came more than once came first, as <see cref="Stopwatch.GetTimestamp"/> gives it.</summary>
    public IReadOnlyList<long> FirstOfRepeated => [.. _byId.Values.Where(times => times.Count > 1).Select(times => times.Min())];

    public void Note(string id) => _byId.GetOrAdd(id, _ => []).Enqueue(Stopwatch.GetTimestamp());

    /// <exception cref="TimeoutException">Nothing more has come for so long.</exception>
    public async Task ReachAsync(int count, TimeSpan patience)
    {
        var (last, since) = (Distinct, Stopwatch.GetTimestamp());
        while (Distinct < count)
        {
            await Task.Delay(5);
            if (Distinct != last)
                (last, since) = (Distinct, Stopwatch.GetTimestamp());
            else if (Stopwatch.GetElapsedTime(since) > patience)
                throw new TimeoutException($"{last} of {count} have arrived, and nothing more for {patience.TotalSeconds:0} s.");
        }
    }
}
