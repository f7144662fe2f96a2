using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.TestProcessor;

internal static class TakeTestPayment
{
    /// <summary>Loads a payment of the test processor and holds its row until the surrounding transaction ends.</summary>
    public static async Task<TestPayment?> TakeAsync(AppDb db, string reference, CancellationToken cancel)
    {
        // An update that changes nothing waits for whoever has the row, on every database.
        await db.Set<TestPayment>().Where(p => p.Reference == reference)
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.Reference, x => x.Reference), cancel);
        return await db.Set<TestPayment>().Include(p => p.Refunds).SingleOrDefaultAsync(p => p.Reference == reference, cancel);
    }

    /// <summary>As for payments.</summary>
    public static async Task<TestSubscription?> TakeSubscriptionAsync(AppDb db, string reference, CancellationToken cancel)
    {
        await db.Set<TestSubscription>().Where(s => s.Reference == reference)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Reference, x => x.Reference), cancel);
        return await db.Set<TestSubscription>().SingleOrDefaultAsync(s => s.Reference == reference, cancel);
    }
}
