using Guildhall.Growth.Deeds;
using Guildhall.Kernel.Contracts.Growth;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Ui;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Badges;

/// <summary>
/// Gives the badges that a deed completes. Inside the caller's transaction and under the member's lock; one that somebody has stays theirs.
/// </summary>
internal sealed class AwardBadges(AppDb db, TextCatalogue texts)
{
    public async Task ConsiderAsync(Deed deed, CancellationToken cancel)
    {
        var possible = BadgeKinds.All.Where(b => b.Kind == deed.Kind).ToList();
        if (possible.Count == 0)
            return;
        var held = await db.Set<BadgeAward>().Where(a => a.MemberId == deed.MemberId).Select(a => a.Badge).ToListAsync(cancel);
        foreach (var badge in possible.Where(b => !held.Contains(b.Slug)))
        {
            if (await CountAsync(badge, deed, cancel) < badge.Wanted)
                continue;
            db.Add(BadgeAward.Of(deed.CommunityId, deed.MemberId, badge.Slug, deed.At));
            db.Publish(() => new BadgeEarned(
                deed.CommunityId, null, deed.MemberId, badge.Slug, badge.Name, texts.Find(Language.Chinese, badge.Name)));
            await db.SaveChangesAsync(cancel);
        }
    }

    private async Task<int> CountAsync(EarnedBadge badge, Deed deed, CancellationToken cancel)
    {
        var mine = db.Set<Deed>().Where(d => d.MemberId == deed.MemberId && d.Kind == badge.Kind && d.Stands && !d.IsHidden);
        return badge.Counting switch
        {
            BadgeCount.OnOneThing => await mine.CountAsync(d => d.ThingKind == deed.ThingKind && d.ThingId == deed.ThingId, cancel),
            BadgeCount.People => await mine.Select(d => d.ById).Distinct().CountAsync(cancel),
            BadgeCount.DaysSince => await mine.MinAsync(d => (DateTime?)d.At, cancel) is { } first ? (int)(deed.At - first).TotalDays : 0,
            _ => await mine.CountAsync(cancel),
        };
    }
}
