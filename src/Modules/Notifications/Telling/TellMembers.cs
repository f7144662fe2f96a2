using System.Globalization;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Work;
using Guildhall.Notifications.Delivering;
using Guildhall.Notifications.List;
using Guildhall.Notifications.Preferences;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Notifications.Telling;

/// <summary>Makes the notifications of a notice, and leaves mail and push to the queue.</summary>
internal sealed class TellMembers(AppDb db, UnreadCounts counts, MemberPreferences preferences, IIgnoring ignoring)
{
    /// <summary>
    /// Saves, inside the caller's transaction where there is one. Members who were told already are left out, and those who ignore whoever
    /// did it.
    /// </summary>
    public async Task RunAsync(Notice notice, IReadOnlyCollection<long> memberIds, DateTime at, CancellationToken cancel)
    {
        if (memberIds.Count == 0)
            return;
        var told = await db.Set<Notification>().Where(n => memberIds.Contains(n.MemberId) && n.Key == notice.Key).Select(n => n.MemberId)
            .ToHashSetAsync(cancel);
        if (notice.By is { } by)
            told.UnionWith(await ignoring.IgnoringAsync(memberIds, by, cancel));
        var wanted = await preferences.OfAsync(memberIds, cancel);
        var made = memberIds.Distinct().Where(m => !told.Contains(m) && wanted[m].Wants(notice.Kind))
            .Select(m => Notification.Of(m, notice, at)).ToList();
        if (made.Count == 0)
            return;
        db.AddRange(made);
        foreach (var notification in made.Where(n => wanted[n.MemberId].WantsElsewhere(notice.Kind)))
        {
            var due = wanted[notification.MemberId].NextLoudMoment(at);
            db.Enqueue(() => new WorkOrder(
                notification.Id.ToString(CultureInfo.InvariantCulture), new DeliverNotification(notification.Id), due));
        }
        db.AfterCommit(() =>
        {
            foreach (var notification in made)
                counts.Changed(notification.MemberId);
        });
        await db.SaveChangesAsync(cancel);
    }
}
