using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Settlement;

/// <summary>
/// Once a night every checkout of the last weeks is read again across communities, paid ones too: a refund or a second capture made on the
/// processor's own site, whose webhook was lost, comes to light. The job only marks them; <see cref="SettlementWorker"/> reads. Charges of
/// a subscription that lives are read with it every day anyway.
/// </summary>
internal sealed class SweepCheckouts(AppDb db, Bell<SettlementWorker> bell, TimeProvider time) : IClockJob
{
    private const int Batch = 200;

    public static ClockTime At => ClockTime.OfInstallation("0 3 * * *");

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var since = now - Checkout.WatchedFor;
        // What is due or leased to a worker is looked at anyway: its time must not be moved under the worker's hands.
        var soon = Checkout.Lease(now);
        var quiet = db.Set<Checkout>().IgnoreQueryFilters()
            .Where(c => c.WatchedSince > since && c.SeenAt != null && (c.NextLookAt == null || c.NextLookAt > soon)
                && (c.Reference != null || c.SubscriptionReference != null && !db.Set<Subscription>().IgnoreQueryFilters()
                    .Any(s => s.Processor == c.Processor && s.Reference == c.SubscriptionReference && s.EndedAt == null)));
        var last = 0L;
        while (await quiet.Where(c => c.Id > last).OrderBy(c => c.Id).Take(Batch).Select(c => c.Id)
            .ToListAsync(cancel) is { Count: > 0 } ids)
        {
            await MarkAsync(ids, quiet, now, cancel);
            last = ids[^1];
        }
        bell.Ring();
    }

    private async Task MarkAsync(List<long> ids, IQueryable<Checkout> quiet, DateTime now, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        // One by one, since a single statement locks rows in an order of the database's own: see DueWork.
        foreach (var id in ids)
            await quiet.Where(c => c.Id == id).ExecuteUpdateAsync(c => c.SetProperty(x => x.NextLookAt, now), cancel);
        await transaction.CommitAsync(cancel);
    }
}
