using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Moderation.Cases;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Moderation.Reports;

/// <summary>Reports that a demo brings.</summary>
internal sealed class BroughtReports(AppDb db, IEnumerable<IReportable> owners, OpenCase open, TimeProvider time) : IReports
{
    public async Task ReportAsync(Thing thing, long reporterId, string note, CancellationToken cancel = default)
    {
        var owner = owners.FirstOrDefault(o => o.Kinds.Contains(thing.Kind));
        if (owner is null || await owner.FindAsync(db.CommunityId, thing, cancel) is not { } found)
            return;
        await using var transaction = await db.BeginWriteAsync(cancel);
        var one = await open.ForAsync(thing, found.AuthorId, cancel);
        if (await db.Set<Report>().AnyAsync(r => r.CaseId == one.Id && r.ReporterId == reporterId, cancel))
            return;
        var now = time.GetUtcNow().UtcDateTime;
        one.TakeReport(now);
        db.Add(Report.In(one, reporterId, ReportReason.Other, note, now));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
