using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Payments.Checkouts;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Settlement;

/// <summary>
/// Once a night every checkout of the last weeks is read again, paid ones too: a refund or a second capture made on the
/// processor's own site, whose webhook was lost, comes to light. The job only marks them; <see cref="SettlementWorker"/> reads.
/// </summary>
internal sealed class SweepCheckouts(AppDb db, Bell<SettlementWorker> bell, TimeProvider time) : IRecurringJob
{
    public TimeSpan Every => TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var since = now - Checkout.WatchedFor;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.Set<Checkout>().IgnoreQueryFilters()
            .Where(c => c.WatchedSince > since && c.Reference != null && c.SeenAt != null)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.NextLookAt, now), cancel);
        await transaction.CommitAsync(cancel);
        bell.Ring();
    }
}
