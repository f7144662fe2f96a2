using System.Collections.Concurrent;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Screening.Trust;

/// <summary>Levels by member, kept on this node; dropped when the ledger tells of a change.</summary>
internal sealed class KnownLevels : IFollowActivities
{
    private const int Most = 50_000;
    private static readonly string Changed = Activity.KindOf(typeof(TrustChanged));

    private readonly ConcurrentDictionary<(long Community, long Member), TrustLevel> _levels = [];
    private int _changes;

    public bool BeforeAnswer => true;

    /// <summary>Taken before a level is read: what changes meanwhile is not kept.</summary>
    public int Changes => Volatile.Read(ref _changes);

    public TrustLevel? Find(long communityId, long memberId) => _levels.TryGetValue((communityId, memberId), out var level) ? level : null;

    public void Keep(long communityId, long memberId, TrustLevel level, int changes)
    {
        if (_levels.Count >= Most)
            _levels.Clear();
        if (changes == Changes)
            _levels[(communityId, memberId)] = level;
    }

    public ValueTask FollowAsync(IReadOnlyList<Activity> activities, CancellationToken cancel)
    {
        foreach (var activity in activities.Where(a => a.Kind == Changed))
        {
            Interlocked.Increment(ref _changes);
            _levels.TryRemove((activity.CommunityId, activity.SubjectId), out _);
        }
        return ValueTask.CompletedTask;
    }
}

/// <summary>The level of members. Of somebody new it is looked at anew when it matters: what they read since is not told by any
/// fact.</summary>
internal sealed class TrustLevels(
    AppDb db, KnownLevels known, ReckonTrust reckon, IKnownBots bots, CommunityScope scope, TimeProvider time) : ITrust
{
    public async Task<TrustLevel> LevelAsync(long communityId, long memberId, CancellationToken cancel = default)
    {
        if (known.Find(communityId, memberId) is { } kept and not TrustLevel.New)
            return kept;
        // A bot has limits of its own, and a member who answers for it.
        if (await bots.ContainsAsync(memberId, cancel))
            return TrustLevel.Regular;
        var changes = known.Changes;
        // Another community than the one at hand may be asked about, so it is named.
        var standing = await db.Set<TrustStanding>().IgnoreQueryFilters().AsNoTracking()
            .SingleOrDefaultAsync(s => s.CommunityId == communityId && s.MemberId == memberId, cancel);
        var level = standing?.Level ?? TrustLevel.New;
        if (level == TrustLevel.New && scope.Id == communityId && standing is not { IsLocked: true }
            && (standing is null || standing.CheckedAt <= time.GetUtcNow().UtcDateTime - ReckonTrust.Pause))
            level = await reckon.OneAsync(memberId, cancel);
        known.Keep(communityId, memberId, level, changes);
        return level;
    }

    /// <summary>Of many in the community at hand; who is new may be left out.</summary>
    public async Task<IReadOnlyDictionary<long, TrustLevel>> ManyAsync(IReadOnlyCollection<long> memberIds, CancellationToken cancel) =>
        await db.Set<TrustStanding>().AsNoTracking().Where(s => memberIds.Contains(s.MemberId))
            .ToDictionaryAsync(s => s.MemberId, s => s.Level, cancel);
}
