using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Payments.Checkouts;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Settlement;

/// <summary>
/// A processor has sent its buyer back, so that there is something to see before the next look is due. Some take the money only when they
/// are asked then.
/// </summary>
internal sealed class LookNow(AppDb db, Bell<SettlementWorker> bell, TimeProvider time)
{
    /// <summary>Whoever loads the page again and again does not make us ask each time.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public async Task RunAsync(long checkoutId, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        // What is due or leased to a worker is looked at anyway: its time must not be moved under the worker's hands.
        var soon = Checkout.Lease(now);
        var marked = await db.Set<Checkout>()
            .Where(c => c.Id == checkoutId && c.Reference != null && (c.SeenAt == null || c.SeenAt < now - Pause)
                && (c.NextLookAt == null || c.NextLookAt > soon))
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.NextLookAt, now), cancel);
        if (marked > 0)
            bell.Ring();
    }
}
