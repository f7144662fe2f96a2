using System.Collections.Concurrent;
using Guildhall.Growth.Program;
using Guildhall.Kernel.Contracts.Growth;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Levels;

/// <summary>Levels by member, kept on this node; dropped when the ledger tells of a change. 0 stands for one that is not shown.</summary>
internal sealed class KnownStandings : IFollowActivities
{
    private const int Most = 50_000;

    private static readonly HashSet<string> OfMembers = [Activity.KindOf(typeof(LevelChanged)), Activity.KindOf(typeof(StandingShown))];
    private static readonly string OfAll = Activity.KindOf(typeof(PointsProgramChanged));

    private readonly ConcurrentDictionary<(long Community, long Member), int> _levels = [];
    private int _changes;

    public bool BeforeAnswer => true;

    /// <summary>Taken before levels are read: what changes meanwhile is not kept.</summary>
    public int Changes => Volatile.Read(ref _changes);

    public int? Find(long communityId, long memberId) => _levels.TryGetValue((communityId, memberId), out var level) ? level : null;

    public void Keep(long communityId, long memberId, int level, int changes)
    {
        if (_levels.Count >= Most)
            _levels.Clear();
        if (changes == Changes)
            _levels[(communityId, memberId)] = level;
    }

    public ValueTask FollowAsync(IReadOnlyList<Activity> activities, CancellationToken cancel)
    {
        foreach (var activity in activities)
            if (OfMembers.Contains(activity.Kind))
            {
                Interlocked.Increment(ref _changes);
                _levels.TryRemove((activity.CommunityId, activity.SubjectId), out _);
            }
            else if (activity.Kind == OfAll)
            {
                Interlocked.Increment(ref _changes);
                _levels.Clear();
            }
        return ValueTask.CompletedTask;
    }
}

/// <summary>The levels beside names.</summary>
internal sealed class ShownLevels(AppDb db, Programs programs, KnownStandings known) : IShownLevels
{
    private static readonly Dictionary<long, ShownLevel> None = [];

    public async ValueTask<IReadOnlyDictionary<long, ShownLevel>> OfAsync(
        long communityId, IReadOnlyCollection<long> memberIds, CancellationToken cancel = default)
    {
        if (memberIds.Count == 0 || await programs.OpenAsync(communityId, cancel) is not { } program)
            return None;
        var (found, missing) = (new Dictionary<long, int>(), new List<long>());
        foreach (var id in memberIds.Distinct())
            if (known.Find(communityId, id) is { } level)
                found[id] = level;
            else
                missing.Add(id);
        if (missing.Count > 0)
            await ReadAsync(communityId, missing, found, cancel);
        return found.Where(f => program.Level(f.Value) is not null).ToDictionary(f => f.Key, f =>
        {
            var level = program.Level(f.Value)!;
            return new ShownLevel(level.Number, level.NameEn, level.NameZh);
        });
    }

    private async Task ReadAsync(long communityId, List<long> missing, Dictionary<long, int> found, CancellationToken cancel)
    {
        var changes = known.Changes;
        // Another community than the one at hand may be asked about, so it is named.
        var rows = await db.Set<MemberStanding>().IgnoreQueryFilters().AsNoTracking()
            .Where(s => s.CommunityId == communityId && missing.Contains(s.MemberId) && s.HiddenAt == null)
            .ToDictionaryAsync(s => s.MemberId, s => s.Level, cancel);
        foreach (var id in missing)
        {
            found[id] = rows.GetValueOrDefault(id);
            if (!db.IsInTransaction)
                known.Keep(communityId, id, found[id], changes);
        }
    }
}
