using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Costs;

/// <summary>A cost was entered wrongly: the opposite is booked today. Reversed twice is reversed once.</summary>
internal sealed class ReverseCost(AppDb db, TimeProvider time)
{
    /// <exception cref="Refused">404; 422: no reason.</exception>
    public async Task RunAsync(long costId, string? reason, long by, CancellationToken cancel)
    {
        Reversal.CheckedReason(reason);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        var cost = await db.Set<Cost>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == costId, cancel) ?? throw Refused.NotFound();
        if (await db.Set<Reversal>().AnyAsync(r => r.DocumentKind == LedgerDocuments.Cost && r.DocumentId == costId, cancel))
            return;
        var reversal = Reversal.Of(db.CommunityId, new Thing(LedgerDocuments.Cost, costId), reason, by, time.GetUtcNow().UtcDateTime);
        db.Add(reversal);
        await db.SaveChangesAsync(cancel);
        db.Add(Books.Reverse(reversal, cost));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
