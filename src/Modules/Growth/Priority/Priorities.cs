using System.Collections.Concurrent;
using Guildhall.Growth.Program;
using Guildhall.Growth.Rewards;
using Guildhall.Kernel.Contracts.Growth;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Priority;

/// <summary>Open priorities by community, kept on this node; dropped when the ledger tells of a redemption.</summary>
internal sealed class KnownPriorities : IFollowActivities
{
    private static readonly HashSet<string> Changing =
        [Activity.KindOf(typeof(RewardRedeemed)), Activity.KindOf(typeof(RedemptionDecided))];

    private readonly ConcurrentDictionary<long, IReadOnlyDictionary<long, DateTime>> _open = [];
    private int _changes;

    public bool BeforeAnswer => true;

    /// <summary>Taken before they are read: what changes meanwhile is not kept.</summary>
    public int Changes => Volatile.Read(ref _changes);

    public IReadOnlyDictionary<long, DateTime>? Find(long communityId) => _open.GetValueOrDefault(communityId);

    public void Keep(long communityId, IReadOnlyDictionary<long, DateTime> open, int changes)
    {
        if (changes == Changes)
            _open[communityId] = open;
    }

    public ValueTask FollowAsync(IReadOnlyList<Activity> activities, CancellationToken cancel)
    {
        foreach (var activity in activities.Where(a => Changing.Contains(a.Kind)))
        {
            Interlocked.Increment(ref _changes);
            _open.TryRemove(activity.CommunityId, out _);
        }
        return ValueTask.CompletedTask;
    }
}

/// <summary>The questions that are to be answered first.</summary>
internal sealed class Priorities(AppDb db, Programs programs, KnownPriorities known) : IPriorities
{
    private static readonly Dictionary<long, DateTime> None = [];

    public async ValueTask<IReadOnlyDictionary<long, DateTime>> OfAsync(long communityId, CancellationToken cancel = default)
    {
        if (await programs.OpenAsync(communityId, cancel) is null)
            return None;
        if (known.Find(communityId) is { } kept)
            return kept;
        var changes = known.Changes;
        // Another community than the one at hand may be asked about, so it is named.
        var open = await db.Set<Redemption>().IgnoreQueryFilters()
            .Where(r => r.CommunityId == communityId && r.State == RedemptionState.Open && r.TopicId != null && r.DueAt != null)
            .Select(r => new { Topic = r.TopicId!.Value, Due = r.DueAt!.Value }).ToListAsync(cancel);
        var found = open.GroupBy(o => o.Topic).ToDictionary(o => o.Key, o => o.Min(r => r.Due));
        known.Keep(communityId, found, changes);
        return found;
    }
}
