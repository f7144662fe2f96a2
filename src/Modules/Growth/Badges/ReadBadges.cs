using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Growth.Levels;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Badges;

/// <summary>A badge in the reader's language.</summary>
/// <param name="OwnId">Of one that the community has made.</param>
/// <param name="Holders">How many have it.</param>
/// <param name="MineSince">UTC; <c>null</c> for who does not have it.</param>
internal sealed record BadgeRow(
    string Slug, string Name, string About, string Icon, long? OwnId, bool IsArchived, int Holders, DateTime? MineSince);

/// <summary>Somebody who has a badge.</summary>
internal sealed record BadgeHolder(long AwardId, long MemberId, string Name, string? Face, string? Handle, string Note, DateTime At);

/// <summary>Badges and who has them. Members who do not want to be shown are counted and not named.</summary>
internal sealed class ReadBadges(AppDb db, PointsGate gate, Guard guard, IShownHandles handles, Texts texts)
{
    public const int PageSize = 60;

    /// <summary>All that can be had, and those that the member has.</summary>
    public async Task<IReadOnlyList<BadgeRow>> AllAsync(CancellationToken cancel)
    {
        var me = await gate.RequireMemberAsync(cancel);
        return [.. (await RowsAsync(me, cancel)).Where(b => !b.IsArchived || b.MineSince is not null)];
    }

    /// <summary>Those that the community has made, for operators.</summary>
    public async Task<IReadOnlyList<BadgeRow>> OwnAsync(CancellationToken cancel)
    {
        var me = await guard.RequireAsync(PointsPermissions.Manage, cancel);
        return [.. (await RowsAsync(me, cancel)).Where(b => b.OwnId is not null)];
    }

    public async Task<BadgeRow> OneAsync(string slug, CancellationToken cancel) =>
        (await AllAsync(cancel)).FirstOrDefault(b => b.Slug == slug) ?? throw Refused.NotFound();

    /// <summary>What somebody has, the newest first, for their page.</summary>
    public async Task<IReadOnlyList<BadgeRow>> OfMemberAsync(long memberId, CancellationToken cancel) =>
        [.. (await RowsAsync(memberId, cancel)).Where(b => b.MineSince is not null).OrderByDescending(b => b.MineSince)];

    /// <summary>Who has one, the newest first.</summary>
    public async Task<Page<BadgeHolder, long>> HoldersAsync(string slug, long? before, CancellationToken cancel)
    {
        await gate.RequireMemberAsync(cancel);
        var hidden = db.Set<MemberStanding>().Where(s => s.HiddenAt != null).Select(s => s.MemberId);
        var page = await db.Set<BadgeAward>().AsNoTracking().Where(a => a.Badge == slug && (before == null || a.Id < before))
            .Join(db.Members.Where(m => m.ForgottenAt == null && !hidden.Contains(m.Id)), a => a.MemberId, m => m.Id,
                (a, m) => new { a.Id, a.MemberId, m.Name, m.Face, a.Note, a.At })
            .OrderByDescending(a => a.Id).PageAsync(PageSize, a => a.Id, cancel);
        var pages = await handles.OfAsync([.. page.Items.Select(a => a.MemberId)], cancel);
        return page.Select(a => new BadgeHolder(a.Id, a.MemberId, a.Name, a.Face, pages.GetValueOrDefault(a.MemberId), a.Note, a.At));
    }

    private async Task<IReadOnlyList<BadgeRow>> RowsAsync(long memberId, CancellationToken cancel)
    {
        var own = await db.Set<OwnBadge>().AsNoTracking().OrderBy(b => b.Id).ToListAsync(cancel);
        var holders = await db.Set<BadgeAward>().GroupBy(a => a.Badge)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var mine = await db.Set<BadgeAward>().Where(a => a.MemberId == memberId).ToDictionaryAsync(a => a.Badge, a => a.At, cancel);
        return
        [
            .. own.Select(b => Row(b.Slug, texts.IsChinese ? b.NameZh : b.NameEn, b.About, "flag", b.Id, b.ArchivedAt is not null)),
            .. BadgeKinds.All.Select(b => Row(b.Slug, texts[b.Name], texts[b.About], b.Icon, null, false)),
        ];

        BadgeRow Row(string slug, string name, string about, string icon, long? ownId, bool isArchived) => new(
            slug, name, about, icon, ownId, isArchived, holders.GetValueOrDefault(slug), mine.TryGetValue(slug, out var at) ? at : null);
    }
}
