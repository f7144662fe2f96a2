using System.Collections.Concurrent;
using Guildhall.Kernel.Events;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace Guildhall.Kernel.Http;

/// <summary>
/// Answers of the database that are the same for many, kept in this node's memory and dropped as visitors' pages are
/// (<see cref="VisitorPages"/>): when an event reaches one of their tags, after a minute, and while the node cannot follow the others.
/// For what pages show, never for what an operation decides by; who may see an answer is asked anew for each viewer.
/// </summary>
public sealed class KeptAnswers(LedgerWatch watch, TimeProvider time) : IFollowActivities
{
    private const int Most = 4_000, MostTags = 50_000;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string What, long First, long Second), Kept> _kept = [];
    private readonly ConcurrentDictionary<string, long> _evicted = new(StringComparer.Ordinal);
    private long _allEvicted;

    /// <summary>So that who changed something sees it in the next answer.</summary>
    public bool BeforeAnswer => true;

    /// <param name="what">One word for each kind of answer, the same type of answer every time.</param>
    /// <param name="of">What it is the answer for: a community and a thing, for instance.</param>
    /// <param name="tags">Of <see cref="VisitorPages"/>: what evicts it, beside events of the whole installation.</param>
    /// <param name="read">Not inside a transaction: what may be taken back must not be kept.</param>
    public async ValueTask<T> GetAsync<T>(string what, (long First, long Second) of, string[] tags, Func<Task<T>> read)
    {
        if (!watch.IsCurrent)
            return await read();
        var (key, now) = ((what, of.First, of.Second), time.GetUtcNow());
        if (_kept.TryGetValue(key, out var kept) && IsGood(kept, now))
            return (T)kept.Value!;
        var started = Stopwatch.GetTimestamp();
        var value = await read();
        if (_kept.Count >= Most)
            _kept.Clear();
        _kept[key] = new Kept(value, tags, started, now);
        return value;
    }

    /// <inheritdoc/>
    public ValueTask FollowAsync(IReadOnlyList<Activity> activities, CancellationToken cancel)
    {
        var now = Stopwatch.GetTimestamp();
        if (_evicted.Count >= MostTags)
        {
            // Forgetting when a tag was evicted, everything is.
            Volatile.Write(ref _allEvicted, now);
            _evicted.Clear();
        }
        foreach (var activity in activities)
            foreach (var tag in VisitorPages.TagsOf(activity))
                _evicted[tag] = now;
        return ValueTask.CompletedTask;
    }

    /// <summary>What was read before the last event that reaches it may be old, whenever it came into the memory.</summary>
    private bool IsGood(Kept kept, DateTimeOffset now)
    {
        // A clock that was set back must not lengthen a life.
        if (now - kept.At >= Life || now < kept.At || kept.Started <= Volatile.Read(ref _allEvicted) || IsEvicted(EveryCommunity))
            return false;
        foreach (var tag in kept.Tags)
            if (IsEvicted(tag))
                return false;
        return true;

        bool IsEvicted(string tag) => _evicted.TryGetValue(tag, out var at) && kept.Started <= at;
    }

    private static readonly string EveryCommunity = VisitorPages.CommunityTag(0);

    private sealed record Kept(object? Value, string[] Tags, long Started, DateTimeOffset At);
}
