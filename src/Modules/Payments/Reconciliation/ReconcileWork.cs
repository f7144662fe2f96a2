using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Reconciliation;

/// <summary>A comparison waits in the queue.</summary>
public sealed record ReconcileProcessor(string Processor, DateTime From, DateTime Until, long? AskedBy);

internal sealed class ReconcileProcessors(Reconcile reconcile) : IWork<ReconcileProcessor>
{
    /// <summary>Their list is long and their limits are tight.</summary>
    public static readonly WorkOptions Options = new() { Parallel = 1 };

    public Task RunAsync(ReconcileProcessor payload, WorkContext context, CancellationToken cancel) =>
        reconcile.RunAsync(payload.Processor, payload.From, payload.Until, payload.AskedBy, cancel);
}

/// <summary>
/// Once a night every processor that has a list is compared, from where the last comparison that succeeded ended, and a slice of what is
/// older: in a week all that a buyer may still ask back.
/// </summary>
internal sealed class ReconcileNightly(StartReconciliation start) : IClockJob
{
    public static ClockTime At => ClockTime.OfInstallation("30 3 * * *");

    public Task RunAsync(CancellationToken cancel) => start.RunAsync(null, cancel);
}

/// <summary>Puts a comparison of every processor that has a list into the queue.</summary>
internal sealed class StartReconciliation(AppDb db, Guard guard, PaymentProcessors processors, TimeProvider time)
{
    /// <summary>A payment of the last minutes may be on their list while its webhook is on its way to us.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    /// <summary>Refunds and fees of these days may change yet.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(7);

    /// <summary>Seven of them, one a night, reach back over half a year.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromDays(28);

    private static readonly TimeSpan AtFirst = TimeSpan.FromDays(30), Longest = TimeSpan.FromDays(90), Pause = TimeSpan.FromMinutes(1);

    /// <param name="askedBy"><c>null</c> for the nightly one.</param>
    /// <returns>How many processors are compared.</returns>
    /// <exception cref="Refused">429: it was asked for a moment ago.</exception>
    public async Task<int> RunAsync(long? askedBy, CancellationToken cancel)
    {
        if (askedBy is not null)
            await guard.RequireAsync(Permissions.ReadMoney, cancel);
        var now = time.GetUtcNow().UtcDateTime;
        if (askedBy is not null && await db.Set<ReconciliationRun>().AnyAsync(r => r.StartedAt > now - Pause, cancel))
            throw new Refused("reconciled_just_now", 429, "A comparison just ran. Wait a minute.") { RetryAfter = Pause };
        var until = now - Grace;
        var count = 0;
        foreach (var processor in processors.All)
        {
            if (!await IsInUseAsync(processor, cancel) || processor.ListAsync(until, until, cancel) is null)
                continue;
            var last = await db.Set<ReconciliationRun>().Where(r => r.Processor == processor.Name && r.FinishedAt != null
                && r.Failure == null)
                .MaxAsync(r => (DateTime?)r.Until, cancel);
            var from = last is { } end ? end - Overlap : until - AtFirst;
            if (from < until - Longest)
                from = until - Longest;
            var asked = new ReconcileProcessor(processor.Name, from < until ? from : until - Overlap, until, askedBy);
            db.Enqueue(() => new WorkOrder(processor.Name, asked));
            if (askedBy is null)
            {
                var older = until - Overlap - Slice * (int)now.DayOfWeek;
                db.Enqueue(() => new WorkOrder(processor.Name + ":older", new ReconcileProcessor(processor.Name, older - Slice, older, null)));
            }
            count++;
        }
        await db.SaveChangesAsync(cancel);
        return count;
    }

    /// <summary>Set up now, or before: money may still move on the other side.</summary>
    private async Task<bool> IsInUseAsync(IPaymentProcessor processor, CancellationToken cancel)
    {
        if (await processor.IsOnAsync(cancel))
            return true;
        // The list is of the whole account, so of all communities.
        return processor.MovesRealMoney
            && await db.Set<Payment>().IgnoreQueryFilters().AnyAsync(p => p.Processor == processor.Name, cancel);
    }
}
