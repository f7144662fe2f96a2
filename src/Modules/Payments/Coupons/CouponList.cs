using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
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

internal sealed class CouponList(AppDb db, TimeProvider time)
{
    /// <param name="campaign">Of one campaign; <c>null</c> for all.</param>
    public async Task<Page<CouponRow, long>> PageAsync(string? campaign, long? before, int limit, CancellationToken cancel)
    {
        var coupons = db.Set<Coupon>().AsNoTracking();
        if (!string.IsNullOrEmpty(campaign))
            coupons = coupons.Where(c => c.Campaign == campaign);
        if (before is { } key)
            coupons = coupons.Where(c => c.Id < key);
        var page = await coupons.OrderByDescending(c => c.Id).PageAsync(Paging.Limit(limit), c => c.Id, cancel);
        var rows = await RowsAsync(page.Items, cancel);
        return page.Select(c => rows[c.Id]);
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
