using Guildhall.Growth.Books;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Manage;

/// <summary>Points that somebody gave or took by hand.</summary>
internal sealed record AdjustmentRow(long Id, string Member, string By, long Points, string Reason, DateTime At);

/// <summary>What was booked by hand, the newest first: the ledger itself is the record of who did it and why.</summary>
internal sealed class Adjustments(AppDb db, Guard guard)
{
    private const int PageSize = 30;

    public async Task<Page<AdjustmentRow, long>> ReadAsync(long? before, CancellationToken cancel)
    {
        await guard.RequireAsync(PointsPermissions.Manage, cancel);
        return await db.Set<PointsTransaction>().AsNoTracking()
            .Where(t => (t.Reason == PointsReason.Given || t.Reason == PointsReason.Taken) && (before == null || t.Id < before))
            .Join(db.Members, t => t.MemberId, m => m.Id, (t, m) => new { t, m.Name })
            .Join(db.Members, f => f.t.ById, m => m.Id, (f, by) => new { f.t, f.Name, By = by.Name })
            .OrderByDescending(f => f.t.Id)
            .Select(f => new AdjustmentRow(
                f.t.Id, f.Name, f.By, f.t.Entries.Where(e => e.Account == PointsAccount.Member).Sum(e => e.Amount), f.t.Note, f.t.At))
            .PageAsync(PageSize, r => r.Id, cancel);
    }
}
