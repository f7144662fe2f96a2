using System.Collections.Concurrent;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Moderation.Sanctions;

/// <summary>
/// Members who were found to have no unread warning, remembered by this node until the ledger tells of a sanction. Whoever has one is
/// looked up at every page, so that nothing but a new warning has to be heard of.
/// </summary>
internal sealed class UnwarnedMembers(LedgerWatch watch) : IFollowActivities
{
    private const int Most = 50_000;
    private static readonly string Sanctioned = Activity.KindOf(typeof(MemberSanctioned));

    private readonly ConcurrentDictionary<(long Community, long Member), bool> _unwarned = [];
    private int _sanctions;

    public bool BeforeAnswer => true;

    /// <summary>Taken before the database is asked: what comes meanwhile must not be overlooked.</summary>
    public int Sanctions => Volatile.Read(ref _sanctions);

    public bool Has(long communityId, long memberId) => watch.IsCurrent && _unwarned.ContainsKey((communityId, memberId));

    public void Remember(long communityId, long memberId, int sanctions)
    {
        if (_unwarned.Count >= Most)
            _unwarned.Clear();
        _unwarned[(communityId, memberId)] = true;
        // One that was told of since then came before, or comes after.
        if (sanctions != Sanctions)
            _unwarned.TryRemove((communityId, memberId), out _);
    }

    public ValueTask FollowAsync(IReadOnlyList<Activity> activities, CancellationToken cancel)
    {
        foreach (var activity in activities.Where(a => a.Kind == Sanctioned))
        {
            Interlocked.Increment(ref _sanctions);
            _unwarned.TryRemove((activity.CommunityId, activity.SubjectId), out _);
        }
        return ValueTask.CompletedTask;
    }
}

/// <summary>The warnings of a member in the community at hand that they have not confirmed.</summary>
internal sealed class UnreadWarnings(AppDb db, UnwarnedMembers unwarned)
{
    public async Task<IReadOnlyList<Sanction>> OfAsync(long memberId, CancellationToken cancel)
    {
        if (unwarned.Has(db.CommunityId, memberId))
            return [];
        var sanctions = unwarned.Sanctions;
        var found = await db.Set<Sanction>().AsNoTracking()
            .Where(s => s.MemberId == memberId && s.Kind == SanctionKind.Warned && s.LiftedAt == null && s.AcknowledgedAt == null)
            .OrderBy(s => s.Id).ToListAsync(cancel);
        if (found.Count == 0)
            unwarned.Remember(db.CommunityId, memberId, sanctions);
        return found;
    }
}
