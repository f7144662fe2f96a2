using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Notifications.Preferences;

/// <summary>Reads and changes how members want to be told.</summary>
internal sealed class MemberPreferences(AppDb db)
{
    public async Task<IReadOnlyDictionary<long, Wishes>> OfAsync(IReadOnlyCollection<long> memberIds, CancellationToken cancel)
    {
        // A row for each silence: few members have any, and nearly all that is told asks this.
        var rows = await (
            from m in db.Members.AsNoTracking()
            where memberIds.Contains(m.Id)
            join q in db.Set<QuietHours>() on m.Id equals q.MemberId into hours
            from quiet in hours.DefaultIfEmpty()
            join s in db.Set<Silence>() on m.Id equals s.MemberId into silences
            from silence in silences.DefaultIfEmpty()
            select new
            {
                m.Id, m.TimeZone, From = (int?)quiet.From, Until = (int?)quiet.Until, silence.Kind,
                Channel = (NoticeChannel?)silence.Channel,
            }).ToListAsync(cancel);
        return rows.GroupBy(r => r.Id).ToDictionary(of => of.Key, of => new Wishes(
            of.Where(r => r.Channel is not null).Select(r => (r.Kind, r.Channel!.Value)).ToHashSet(),
            TimeZoneInfo.TryFindSystemTimeZoneById(of.First().TimeZone, out var zone) ? zone : TimeZoneInfo.Utc,
            of.First().From ?? 0, of.First().Until ?? 0));
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
