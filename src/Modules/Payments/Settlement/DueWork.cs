using Guildhall.Kernel.Data;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Inbox;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Settlement;

/// <summary>
/// Takes what is due, across communities, so that no other worker and no other node takes it: its next time is moved behind a lease. A
/// worker that dies leaves no trace; the lease ends, and the work is due again.
/// </summary>
internal sealed class DueWork(AppDb db, TimeProvider time)
{
    public const int Batch = 100;

    /// <summary>Webhooks, those about one checkout together: one look at the processor serves them all.</summary>
    public async Task<IReadOnlyList<DueDeliveries>> TakeDeliveriesAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var due = await db.Set<WebhookDelivery>().AsNoTracking().Where(d => d.NextAttemptAt <= now).OrderBy(d => d.NextAttemptAt)
            .ThenBy(d => d.Id).Take(Batch)
            .Select(d => new { d.Id, d.Processor, d.Subject, d.Reference }).ToListAsync(cancel);
        var taken = await TakeAsync(due, d => d.Id, id => db.Set<WebhookDelivery>()
            .Where(d => d.Id == id && d.NextAttemptAt <= now)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.NextAttemptAt, now + WebhookDelivery.Lease)
                .SetProperty(x => x.Attempts, x => x.Attempts + 1), cancel), cancel);
        return [.. taken.GroupBy(d => (d.Processor, d.Subject, d.Reference))
            .Select(g => new DueDeliveries(g.Key.Processor, g.Key.Subject, g.Key.Reference, [.. g.Select(d => d.Id)]))];
    }

    /// <summary>Checkouts that nobody told us about for a while: a lost webhook heals here.</summary>
    public async Task<IReadOnlyList<DueLook>> TakeLooksAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var due = await db.Set<Checkout>().IgnoreQueryFilters().AsNoTracking()
            .Where(c => c.NextLookAt <= now && (c.Reference != null || c.SubscriptionReference != null))
            .OrderBy(c => c.NextLookAt).Take(Batch)
            .Select(c => new DueLook(c.Id, c.Processor, c.Reference ?? c.SubscriptionReference!, c.Reference == null)).ToListAsync(cancel);
        return await TakeAsync(due, c => c.CheckoutId, id => db.Set<Checkout>().IgnoreQueryFilters()
            .Where(c => c.Id == id && c.NextLookAt <= now)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.NextLookAt, Checkout.Lease(now)), cancel), cancel);
    }

    /// <summary>Refunds whose call to the processor did not come back.</summary>
    public async Task<IReadOnlyList<DueRefund>> TakeRefundsAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var due = await db.Set<Refund>().IgnoreQueryFilters().AsNoTracking().Where(r => r.NextTryAt <= now).OrderBy(r => r.NextTryAt)
            .Take(Batch)
            .Select(r => new DueRefund(r.Id, r.CommunityId)).ToListAsync(cancel);
        return await TakeAsync(due, r => r.RefundId, id => db.Set<Refund>().IgnoreQueryFilters()
            .Where(r => r.Id == id && r.NextTryAt <= now)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.NextTryAt, Checkout.Lease(now)), cancel), cancel);
    }

    private async Task<IReadOnlyList<T>> TakeAsync<T>(List<T> due, Func<T, long> idOf, Func<long, Task<int>> take, CancellationToken cancel)
    {
        if (due.Count == 0)
            return [];
        await using var transaction = await db.BeginWriteAsync(cancel);
        var taken = new List<T>(due.Count);
        // All lock rows in the same order: two that lock each other's next row would wait for each other until the database ends one.
        foreach (var one in due.OrderBy(idOf))
        {
            if (await take(idOf(one)) == 1)
                taken.Add(one);
        }
        await transaction.CommitAsync(cancel);
        return taken;
    }
}

internal sealed record DueDeliveries(string Processor, WebhookSubject Subject, string Reference, IReadOnlyList<long> Ids);

/// <param name="IsCharge">It never was a page: the reference is the subscription's.</param>
internal sealed record DueLook(long CheckoutId, string Processor, string Reference, bool IsCharge);

internal sealed record DueRefund(long RefundId, long CommunityId);
