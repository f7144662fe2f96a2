using Guildhall.Growth.Program;
using Guildhall.Kernel.Contracts.Growth;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Badges;

/// <summary>An operator makes badges of the community's own and gives them by hand.</summary>
internal sealed class ArrangeBadges(
    AppDb db, Guard guard, Programs programs, IMemberships memberships, CommunityScope scope, TimeProvider time)
{
    /// <exception cref="Refused">422 at the field.</exception>
    public async Task<OwnBadge> MakeAsync(string? nameEn, string? nameZh, string? about, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(PointsPermissions.Manage, cancel);
        await RequireOpenAsync(cancel);
        var (en, zh, words) = (nameEn?.Trim() ?? "", nameZh?.Trim() ?? "", about?.Trim() ?? "");
        if (en.Length == 0 && zh.Length == 0)
            throw Refused.AtField("nameEn", "name_missing", "Enter a name.");
        if (en.Length > OwnBadge.MaxName || zh.Length > OwnBadge.MaxName || (en + zh).Any(char.IsControl))
            throw Refused.AtField("nameEn", "name_too_long", "A name can have at most {0} characters.", OwnBadge.MaxName);
        if (words.Length > OwnBadge.MaxAbout)
            throw Refused.AtField("about", "about_too_long", "A description can have at most {0} characters.", OwnBadge.MaxAbout);
        var badge = OwnBadge.Of(
            scope.Id, en.Length > 0 ? en : zh, zh.Length > 0 ? zh : en, words, by, time.GetUtcNow().UtcDateTime);
        db.Add(badge);
        await db.SaveChangesAsync(cancel);
        return badge;
    }

    /// <summary>Nobody gets it any more; who has it keeps it.</summary>
    public async Task ArchiveAsync(long id, CancellationToken cancel)
    {
        await guard.RequireAsync(PointsPermissions.Manage, cancel);
        var badge = await db.Set<OwnBadge>().SingleOrDefaultAsync(b => b.Id == id, cancel) ?? throw Refused.NotFound();
        badge.Archive(time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Giving it twice is giving it once.</summary>
    /// <exception cref="Refused">404; 422 at "member" or "note".</exception>
    public async Task GiveAsync(long id, long memberId, string? note, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(PointsPermissions.Manage, cancel);
        await RequireOpenAsync(cancel);
        var (words, now) = (note?.Trim() ?? "", time.GetUtcNow().UtcDateTime);
        if (words.Length > BadgeAward.MaxNote)
            throw Refused.AtField("note", "note_too_long", "A note can have at most {0} characters.", BadgeAward.MaxNote);
        if (!await memberships.MembersAt(scope.Id, now).AnyAsync(m => m == memberId, cancel))
            throw Refused.AtField("member", "member_unknown", "There is no such member.");
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, memberId, cancel);
        var badge = await db.Set<OwnBadge>().SingleOrDefaultAsync(b => b.Id == id && b.ArchivedAt == null, cancel)
            ?? throw Refused.NotFound();
        if (await db.Set<BadgeAward>().AnyAsync(a => a.MemberId == memberId && a.Badge == badge.Slug, cancel))
            return;
        db.Add(BadgeAward.ByHand(badge, memberId, words, by, now));
        db.Publish(() => new BadgeEarned(scope.Id, by, memberId, badge.Slug, badge.NameEn, badge.NameZh));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task RequireOpenAsync(CancellationToken cancel)
    {
        if (await programs.OpenAsync(scope.Id, cancel) is null)
            throw Refused.NotFound();
    }
}
