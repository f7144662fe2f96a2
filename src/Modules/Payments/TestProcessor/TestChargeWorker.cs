using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Guildhall.Payments.TestProcessor;

/// <summary>The test processor's clock: charges whoever is due, and tells it later, by webhook.</summary>
internal sealed class TestChargeWorker(
    IServiceScopeFactory scopes, Bell<TestEventWorker> bell, IOptions<PaymentsOptions> options, TimeProvider time) : IWorker
{
    private const int Batch = 50;

    public async Task<bool> DrainAsync(CancellationToken cancel)
    {
        var worked = false;
        while (options.Value.TestProcessor && await TickAsync(cancel))
            worked = true;
        return worked;
    }

    private async Task<bool> TickAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var due = await db.Set<TestSubscription>().Where(s => s.NextAt <= now).OrderBy(s => s.Id).Take(Batch).Select(s => s.Reference)
            .ToListAsync(cancel);
        foreach (var reference in due)
        {
            await using var transaction = await db.BeginWriteAsync(cancel);
            if (await TakeTestPayment.TakeSubscriptionAsync(db, reference, cancel) is { } subscription
                && subscription.Tick(now) is { } ticked)
            {
                if (ticked.Charge is { } charge)
                    db.Add(charge);
                db.Add(TestEvent.Of(ticked.Event, subscription, now));
                await db.SaveChangesAsync(cancel);
            }
            await transaction.CommitAsync(cancel);
            db.ChangeTracker.Clear();
        }
        if (due.Count > 0)
            bell.Ring();
        return due.Count > 0;
    }
}
