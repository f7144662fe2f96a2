using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.ByHand;

/// <summary>Something was entered wrongly: the opposite is booked today. Reversed twice is reversed once.</summary>
internal sealed class ReverseByHand<T, TTyped, TWish>(AppDb db, Guard guard, TimeProvider time)
    where T : class, IEntered<T, TTyped, TWish> where TWish : class, IWish
{
    /// <exception cref="Refused">404; 422: no reason.</exception>
    public async Task RunAsync(long id, string? reason, long by, CancellationToken cancel)
    {
        await guard.RequireAsync(BookPermissions.Keep, cancel);
        Reversal.CheckedReason(reason);
        var kind = T.DocumentKind;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        var document = await db.Set<T>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancel) ?? throw Refused.NotFound();
        if (await db.Set<Reversal>().AnyAsync(r => r.DocumentKind == kind && r.DocumentId == id, cancel))
            return;
        var reversal = Reversal.Of(db.CommunityId, new Thing(kind, id), reason, by, time.GetUtcNow().UtcDateTime);
        db.Add(reversal);
        await db.SaveChangesAsync(cancel);
        db.Add(document.Reverse(reversal));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
