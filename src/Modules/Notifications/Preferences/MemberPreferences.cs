using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Notifications.Preferences;

/// <summary>Reads and changes how members want to be told.</summary>
internal sealed class MemberPreferences(AppDb db)
{
    public async Task<IReadOnlyDictionary<long, Wishes>> OfAsync(IReadOnlyCollection<long> memberIds, CancellationToken cancel)
    {
        var zones = await db.Members.AsNoTracking().Where(m => memberIds.Contains(m.Id)).Select(m => new { m.Id, m.TimeZone })
            .ToListAsync(cancel);
        var silences = (await db.Set<Silence>().AsNoTracking().Where(s => memberIds.Contains(s.MemberId)).ToListAsync(cancel))
            .ToLookup(s => s.MemberId);
        var quiet = await db.Set<QuietHours>().AsNoTracking().Where(q => memberIds.Contains(q.MemberId))
            .ToDictionaryAsync(q => q.MemberId, cancel);
        return zones.ToDictionary(z => z.Id, z => new Wishes(
            silences[z.Id].Select(s => (s.Kind, s.Channel)).ToHashSet(),
            TimeZoneInfo.TryFindSystemTimeZoneById(z.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc,
            quiet.GetValueOrDefault(z.Id)?.From ?? 0, quiet.GetValueOrDefault(z.Id)?.Until ?? 0));
    }

    /// <summary>Adds the changes to the caller's next save.</summary>
    public async Task SetAsync(
        long memberId, IReadOnlySet<(string Kind, NoticeChannel Channel)> silent, int quietFrom, int quietUntil, CancellationToken cancel)
    {
        var present = await db.Set<Silence>().Where(s => s.MemberId == memberId).ToListAsync(cancel);
        db.RemoveRange(present.Where(s => !silent.Contains((s.Kind, s.Channel))));
        db.AddRange(silent.Where(s => present.All(p => (p.Kind, p.Channel) != s)).Select(s => Silence.Of(memberId, s.Kind, s.Channel)));
        var hours = await db.Set<QuietHours>().SingleOrDefaultAsync(q => q.MemberId == memberId, cancel);
        if (hours is null)
            db.Add(hours = QuietHours.Of(memberId));
        hours.Set(quietFrom, quietUntil);
    }
}
