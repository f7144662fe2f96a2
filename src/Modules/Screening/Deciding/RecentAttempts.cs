using System.Collections.Concurrent;
using Guildhall.Screening.Rules;

namespace Guildhall.Screening.Deciding;

/// <summary>
/// When members tried to post on this node within the last hour. The database knows what is committed; fifty posts at once would all find
/// none of the others there.
/// </summary>
internal sealed class RecentAttempts(TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private const int MostEach = 1000, MostMembers = 20_000;

    private readonly ConcurrentDictionary<(long Community, long Member), List<Attempt>> _times = [];

    /// <summary>Notes one more.</summary>
    /// <returns>Those before it, newest first.</returns>
    public IReadOnlyList<Attempt> Note(long communityId, long memberId, string kind)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (_times.Count > MostMembers)
            Forget(now);
        var times = _times.GetOrAdd((communityId, memberId), _ => []);
        lock (times)
        {
            times.RemoveAll(t => t.At <= now - Kept);
            var before = times.AsEnumerable().Reverse().ToList();
            if (times.Count < MostEach)
                times.Add(new Attempt(kind, now));
            return before;
        }
    }

    /// <summary>It came to nothing.</summary>
    public void TakeBack(long communityId, long memberId)
    {
        if (!_times.TryGetValue((communityId, memberId), out var times))
            return;
        lock (times)
            if (times.Count > 0)
                times.RemoveAt(times.Count - 1);
    }

    private void Forget(DateTime now)
    {
        foreach (var (key, times) in _times)
            lock (times)
                if (times.Count == 0 || times[^1].At <= now - Kept)
                    _times.TryRemove(key, out _);
    }
}
