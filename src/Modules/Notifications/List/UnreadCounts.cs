using System.Collections.Concurrent;
using System.Globalization;
using Guildhall.Kernel.Contracts.Live;
using Guildhall.Kernel.Contracts.Notifications;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;

namespace Guildhall.Notifications.List;

/// <summary>
/// The numbers at the bells: asked for by every page of a member, so they are kept until something changes them, on whichever node.
/// </summary>
internal sealed class UnreadCounts(PreparedReads reads, ISignals signals, NodeMessages messages, TimeProvider time) : INotificationCounts
{
    public const string Channel = "unread", Signal = "notifications";
    private const int Most = 100, Full = 50_000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<long, (int Count, DateTimeOffset At)> _known = [];

    public async ValueTask<int> UnreadAsync(long memberId, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(memberId, out var known) && now - known.At < Kept && now >= known.At)
            return known.Count;
        var count = await reads.RunAsync(
            "SELECT COUNT(*) FROM (SELECT 1 FROM notifications WHERE member_id = @member AND read_at IS NULL LIMIT 100) AS unread",
            [("member", memberId)],
            async (row, stop) => await row.ReadAsync(stop) ? (int)Math.Min(row.GetInt64(0), Most) : 0,
            cancel);
        if (_known.Count >= Full)
            _known.Clear();
        _known[memberId] = (count, now);
        return count;
    }

    /// <summary>After a commit: open pages and other nodes look again.</summary>
    public void Changed(long memberId)
    {
        Forget(memberId);
        messages.Send(Channel, memberId.ToString(CultureInfo.InvariantCulture));
        signals.Tell(memberId, Signal, new { });
    }

    /// <summary>What another node has said.</summary>
    public void Heard(string text) => Forget(long.Parse(text, CultureInfo.InvariantCulture));

    private void Forget(long memberId) => _known.TryRemove(memberId, out _);
}
