using System.Collections.Concurrent;
using System.Data.Common;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;

namespace Guildhall.Accounts.Profiles;

/// <summary>
/// Handles of members who agree to be shown, kept in this node's memory for those who were asked for, until they say something else of
/// themselves.
/// </summary>
internal sealed class ShownHandles(PreparedReads reads, LedgerWatch watch) : IShownHandles, IFollowActivities
{
    private const int Most = 50_000;
    private static readonly string Changed = Activity.KindOf(typeof(ProfileChanged)), Forgotten = Activity.KindOf(typeof(MemberForgotten));
    private static readonly IReadOnlyDictionary<long, string> None = new Dictionary<long, string>();

    // null: known not to be shown.
    private readonly ConcurrentDictionary<long, string?> _known = [];

    private readonly Lock _swap = new();

    private readonly string _query =
        $"SELECT member_id, handle FROM member_profiles WHERE is_shown = TRUE AND handle IS NOT NULL AND {reads.IsOneOf("member_id", "ids")}";

    private int _changes;

    public bool BeforeAnswer => true;

    public ValueTask<IReadOnlyDictionary<long, string>> OfAsync(IReadOnlyCollection<long> memberIds, CancellationToken cancel = default)
    {
        if (memberIds.Count == 0)
            return new(None);
        if (!watch.IsCurrent)
            return new(ReadAsync(memberIds, cancel));
        var shown = new Dictionary<long, string>();
        foreach (var id in memberIds)
        {
            if (!_known.TryGetValue(id, out var handle))
                return new(LoadAsync(memberIds, cancel));
            if (handle is not null)
                shown[id] = handle;
        }
        return new(shown);
    }

    public ValueTask FollowAsync(IReadOnlyList<Activity> activities, CancellationToken cancel)
    {
        foreach (var activity in activities)
            if (activity.Kind == Changed || activity.Kind == Forgotten)
                lock (_swap)
                {
                    _changes++;
                    _known.TryRemove(activity.SubjectId, out _);
                }
        return ValueTask.CompletedTask;
    }

    private async Task<IReadOnlyDictionary<long, string>> LoadAsync(IReadOnlyCollection<long> memberIds, CancellationToken cancel)
    {
        var before = Volatile.Read(ref _changes);
        var read = await ReadAsync(memberIds, cancel);
        lock (_swap)
        {
            // What was changed while this was read may be old here.
            if (before != _changes)
                return read;
            if (_known.Count >= Most)
                _known.Clear();
            foreach (var id in memberIds)
                _known[id] = read.GetValueOrDefault(id);
        }
        return read;
    }

    private Task<IReadOnlyDictionary<long, string>> ReadAsync(IReadOnlyCollection<long> memberIds, CancellationToken cancel) =>
        reads.RunAsync(_query, [("ids", reads.Ids(memberIds))], ReadRowsAsync, cancel);

    private static async Task<IReadOnlyDictionary<long, string>> ReadRowsAsync(DbDataReader row, CancellationToken cancel)
    {
        var shown = new Dictionary<long, string>();
        while (await row.ReadAsync(cancel))
            shown[row.GetInt64(0)] = row.GetString(1);
        return shown;
    }
}
