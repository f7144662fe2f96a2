using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Inbox;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Settlement;

/// <summary>
/// A processor is on again: what waited for that while it was off, across communities, is due now instead of within the hour.
/// </summary>
internal sealed class ResumeProcessor(AppDb db, Bell<SettlementWorker> bell, TimeProvider time)
{
    private const string Off = ProcessorFailure.NotConfigured;

    public async Task RunAsync(string processor, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        // The settings are the installation's, and so is what waits for them.
        var woken = await db.Set<Checkout>().IgnoreQueryFilters()
            .Where(c => c.Processor == processor && c.Failure == Off && (c.Reference != null || c.SubscriptionReference != null))
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.NextLookAt, now), cancel);
        woken += await Pending(processor).ExecuteUpdateAsync(r => r.SetProperty(x => x.NextTryAt, now), cancel);
        woken += await db.Set<WebhookDelivery>().Where(d => d.Processor == processor && d.ProcessedAt == null && d.Error == Off)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.NextAttemptAt, now), cancel);
        await transaction.CommitAsync(cancel);
        if (woken > 0)
            bell.Ring();
    }

    /// <summary>How many orders and refunds wait for a processor that is off.</summary>
    public async Task<int> CountAsync(string processor, CancellationToken cancel) =>
        // As above.
        await db.Set<Checkout>().IgnoreQueryFilters().CountAsync(c => c.Processor == processor && c.Failure == Off, cancel)
        + await Pending(processor).CountAsync(cancel);

    private IQueryable<Refund> Pending(string processor) => db.Set<Refund>().IgnoreQueryFilters()
        .Where(r => r.SucceededAt == null && r.FailedAt == null && r.Failure == Off
            // The settings are the installation's.
            && db.Set<Payment>().IgnoreQueryFilters().Any(p => p.Id == r.PaymentId && p.Processor == processor));
}
