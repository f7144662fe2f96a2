using System.Runtime.CompilerServices;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui.Lists;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Coupons;

/// <summary>A coupon with what it brought.</summary>
/// <param name="Uses">Orders that were paid with it.</param>
/// <param name="Kept">Orders that keep a use and are not paid.</param>
/// <param name="TakenOff">Minor units given away in paid orders, by currency.</param>
/// <param name="Brought">What those orders brought, less what went back, by currency.</param>
internal sealed record CouponRow(
    Coupon Coupon, int Uses, int Kept, IReadOnlyList<CouponMoney> TakenOff, IReadOnlyList<CouponMoney> Brought);

public sealed record CouponMoney(string Currency, long Amount);

/// <summary>How a coupon stands.</summary>
internal enum CouponStanding
{
    /// <summary>It can be used now, as far as its time goes.</summary>
    Valid,

    /// <summary>Its time has not come.</summary>
    Planned,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>An operator ended it.</summary>
    Ended,
}

/// <summary>What narrows a list of coupons down; <c>null</c> for all.</summary>
/// <param name="Campaign">Of one campaign.</param>
/// <param name="Search">Part of a code, of a campaign, or of the name of the member whom it is for.</param>
internal sealed record CouponFilter(string? Campaign = null, CouponStanding? Standing = null, string? Search = null);

internal sealed class CouponList(AppDb db, TimeProvider time)
{
    public const int PageSize = 50;

    /// <summary>Newest first.</summary>
    public async Task<Page<CouponRow, long>> PageAsync(CouponFilter filter, long? before, int limit, CancellationToken cancel)
    {
        var coupons = Matching(filter);
        if (before is { } key)
            coupons = coupons.Where(c => c.Id < key);
        var page = await coupons.OrderByDescending(c => c.Id).PageAsync(Paging.Limit(limit), c => c.Id, cancel);
        var rows = await RowsAsync(page.Items, cancel);
        return page.Select(c => rows[c.Id]);
    }

    /// <summary>By code.</summary>
    public async Task<Page<CouponRow, SortedKey>> ByCodeAsync(CouponFilter filter, SortedKey? after, CancellationToken cancel)
    {
        var coupons = Matching(filter);
        // No two are alike in a community.
        if (after is { Value: var code })
            coupons = coupons.Where(c => string.Compare(c.Code, code) > 0);
        var page = await coupons.OrderBy(c => c.Code).PageAsync(PageSize, c => new SortedKey(c.Code, c.Id), cancel);
        var rows = await RowsAsync(page.Items, cancel);
        return page.Select(c => rows[c.Id]);
    }

    /// <summary>The whole list, newest first, page by page, so that memory does not grow with it.</summary>
    public async IAsyncEnumerable<CouponRow> AllAsync(CouponFilter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        long? before = null;
        do
        {
            var page = await PageAsync(filter, before, PageSize, cancel);
            foreach (var row in page.Items)
                yield return row;
            before = page.Next;
        }
        while (before is not null);
    }

    /// <summary>How many of these, or of all that match, can still be ended, and the highest id among them.</summary>
    public async Task<(int Matching, long Through)> CountEndableAsync(CouponFilter filter, CancellationToken cancel)
    {
        var found = Matching(filter).Where(c => c.EndedAt == null);
        return (await found.CountAsync(cancel), await found.MaxAsync(c => (long?)c.Id, cancel) ?? 0);
    }

    /// <summary>The next ones of ending all that match, by their ids, and how many there are from here on.</summary>
    public async Task<(IReadOnlyList<(long Id, string Code)> Next, int Remaining)> StepAsync(
        CouponFilter filter, DeedStep step, CancellationToken cancel)
    {
        var found = Matching(filter).Where(c => c.EndedAt == null && c.Id > step.After && c.Id <= step.Through);
        return (await CodesAsync(found.OrderBy(c => c.Id).Take(DeedStep.Size), cancel), await found.CountAsync(cancel));
    }

    /// <summary>Those of these that can still be ended.</summary>
    public Task<List<(long Id, string Code)>> EndableAsync(IReadOnlyList<long> ids, CancellationToken cancel) => CodesAsync(
        db.Set<Coupon>().Where(c => ids.Contains(c.Id) && c.EndedAt == null).OrderBy(c => c.Id), cancel);

    private static async Task<List<(long Id, string Code)>> CodesAsync(IQueryable<Coupon> coupons, CancellationToken cancel) =>
        (await coupons.Select(c => new { c.Id, c.Code }).ToListAsync(cancel)).ConvertAll(c => (c.Id, c.Code));

    private IQueryable<Coupon> Matching(CouponFilter filter)
    {
        var (coupons, now) = (db.Set<Coupon>().AsNoTracking(), time.GetUtcNow().UtcDateTime);
        if (!string.IsNullOrEmpty(filter.Campaign))
            coupons = coupons.Where(c => c.Campaign == filter.Campaign);
        coupons = filter.Standing switch
        {
            CouponStanding.Ended => coupons.Where(c => c.EndedAt != null),
            CouponStanding.Expired => coupons.Where(c => c.EndedAt == null && c.EndsAt <= now),
            CouponStanding.Planned => coupons.Where(c => c.EndedAt == null && !(c.EndsAt <= now) && c.StartsAt > now),
            CouponStanding.Valid => coupons.Where(c => c.EndedAt == null && !(c.EndsAt <= now) && !(c.StartsAt > now)),
            _ => coupons,
        };
        if (filter.Search?.Trim() is not { Length: > 0 } search)
            return coupons;
        var (code, words) = (CouponCode.Fold(search), search.ToLowerInvariant());
        return coupons.Where(c => (code != "" && c.FoldedCode.Contains(code)) || c.Campaign.ToLower().Contains(words)
            || db.Members.Any(m => m.Id == c.MemberId && m.Name.ToLower().Contains(words)));
    }

    public async Task<CouponRow> OneAsync(long id, CancellationToken cancel)
    {
        var coupon = await db.Set<Coupon>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) ?? throw Refused.NotFound();
        return (await RowsAsync([coupon], cancel))[id];
    }

    /// <summary>All codes of a campaign, for a file; in the order in which they were made.</summary>
    public IAsyncEnumerable<Coupon> OfCampaignAsync(string campaign) =>
        db.Set<Coupon>().AsNoTracking().Where(c => c.Campaign == campaign).OrderBy(c => c.Id).AsAsyncEnumerable();

    /// <summary>The orders that used it, newest first.</summary>
    public Task<List<CouponUseRow>> UsesAsync(long couponId, int limit, CancellationToken cancel) =>
        db.Set<CouponUse>().AsNoTracking().Where(u => u.CouponId == couponId).OrderByDescending(u => u.Id).Take(limit)
            .Join(db.Set<Order>(), u => u.OrderId, o => o.Id,
                (u, o) => new CouponUseRow(o.Id, o.Code, u.MemberId, u.Amount, o.Total, o.Currency, u.KeptAt, u.TakenAt, u.ReleasedAt))
            .ToListAsync(cancel);

    private async Task<Dictionary<long, CouponRow>> RowsAsync(IReadOnlyList<Coupon> coupons, CancellationToken cancel)
    {
        var ids = coupons.Select(c => c.Id).ToList();
        var now = time.GetUtcNow().UtcDateTime;
        var taken = await db.Set<CouponUse>().Where(u => ids.Contains(u.CouponId) && u.TakenAt != null)
            .Join(db.Set<Order>(), u => u.OrderId, o => o.Id,
                (u, o) => new { u.CouponId, o.Currency, u.Amount, Left = o.Total - o.RefundedTotal })
            .GroupBy(u => new { u.CouponId, u.Currency })
            .Select(g => new { g.Key.CouponId, g.Key.Currency, Uses = g.Count(), Off = g.Sum(u => u.Amount), Brought = g.Sum(u => u.Left) })
            .ToListAsync(cancel);
        var kept = await db.Set<CouponUse>()
            .Where(u => ids.Contains(u.CouponId) && u.TakenAt == null && u.ReleasedAt == null && u.KeptUntil > now)
            .GroupBy(u => u.CouponId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return coupons.ToDictionary(c => c.Id, c =>
        {
            var own = taken.FindAll(t => t.CouponId == c.Id);
            return new CouponRow(c, own.Sum(t => t.Uses), kept.GetValueOrDefault(c.Id),
                [.. own.Select(t => new CouponMoney(t.Currency, t.Off))], [.. own.Select(t => new CouponMoney(t.Currency, t.Brought))]);
        });
    }
}

/// <param name="TakenAt">UTC; <c>null</c> while the order is not paid.</param>
internal sealed record CouponUseRow(
    long OrderId, string OrderCode, long MemberId, long Amount, long Total, string Currency, DateTime KeptAt, DateTime? TakenAt,
    DateTime? ReleasedAt);
