using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Reconciliation;

/// <summary>
/// Compares one processor's list with ours across communities and keeps a case for every payment that differs; a case of before that
/// agrees now is done. Harmless when repeated.
/// </summary>
internal sealed class Reconcile(AppDb db, PaymentProcessors processors, ComparePayments compare, TimeProvider time)
{
    public async Task RunAsync(string processor, DateTime from, DateTime until, long? askedBy, CancellationToken cancel)
    {
        if (processors.Find(processor)?.ListAsync(from, until, cancel) is not { } theirs)
            return;
        var run = ReconciliationRun.Start(processor, from, until, askedBy, Now);
        db.Add(run);
        await db.SaveChangesAsync(cancel);
        try
        {
            var differing = 0L;
            await foreach (var page in compare.RunAsync(processor, theirs, from, until, cancel))
            {
                differing += page.Count;
                await KeepAsync(processor, page, cancel);
            }
            await HealAsync(run, cancel);
            run.Finish(compare.Listed, differing, Now);
        }
        catch (Exception error) when (!error.IsStopping(cancel))
        {
            // Half a list says nothing about what is missing; what was found differs all the same.
            db.ChangeTracker.Clear();
            db.Attach(run);
            run.Fail(ProcessorFailure.Told(error), Now);
        }
        await db.SaveChangesAsync(cancel);
    }

    private async Task KeepAsync(string processor, IReadOnlyList<Difference> found, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Installation, 0, cancel);
        var references = found.Select(f => f.Reference).ToList();
        var known = (await db.Set<ReconciliationCase>().IgnoreQueryFilters()
                .Where(c => c.Processor == processor && references.Contains(c.Reference)).ToListAsync(cancel))
            .ToDictionary(c => (c.Reference, c.Kind));
        foreach (var one in found)
        {
            if (known.TryGetValue((one.Reference, one.Kind), out var before))
                before.See(one, Now);
            else
                db.Add(ReconciliationCase.Open(one, Now));
        }
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        foreach (var entry in db.ChangeTracker.Entries<ReconciliationCase>().ToList())
            entry.State = EntityState.Detached;
    }

    /// <summary>What lies in the span, was open, and was not seen to differ by this run.</summary>
    private async Task HealAsync(ReconciliationRun run, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        var agreed = await db.Set<ReconciliationCase>().IgnoreQueryFilters()
            .Where(c => c.Processor == run.Processor && c.State == CaseState.Open && c.PaidAt >= run.From && c.PaidAt < run.Until
                && c.SeenAt < run.StartedAt)
            .ToListAsync(cancel);
        foreach (var one in agreed)
            one.Heal(Now);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
