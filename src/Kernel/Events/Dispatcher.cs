using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.Kernel.Events;

/// <summary>Brings every activity to every handler, in commit order, each handler at its own pace.</summary>
internal sealed partial class Dispatcher(IServiceScopeFactory scopes, IEnumerable<HandlerRegistration> handlers, TimeProvider time, ILogger<Dispatcher> log)
{
    private const int BatchSize = 200;

    // One drain at a time in this process; other nodes are kept out by the compare-and-set on the position.
    private readonly SemaphoreSlim _draining = new(1, 1);

    /// <summary>Delivers until nothing is left; <c>true</c> when something was delivered.</summary>
    public async Task<bool> DrainAsync(CancellationToken cancel)
    {
        await _draining.WaitAsync(cancel);
        try
        {
            var delivered = false;
            foreach (var handler in handlers)
            {
                while (await DeliverBatchAsync(handler, cancel))
                    delivered = true;
            }
            return await RetryDueAsync(cancel) || delivered;
        }
        finally
        {
            _draining.Release();
        }
    }

    private async Task<bool> DeliverBatchAsync(HandlerRegistration handler, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var position = await PositionAsync(db, handler, cancel);
        var batch = await ActivityReader.ReadAfterAsync(db, position, BatchSize, cancel);
        foreach (var activity in batch.Where(a => handler.Events.ContainsKey(a.Kind)))
        {
            if (await DeliverAsync(handler, activity, position, cancel) is not { } moved)
                return false;
            position = moved;
        }

        if (batch.Count > 0 && new Position(batch[^1].Transaction, batch[^1].Id) is var end && end != position)
            await MoveAsync(db, handler, position, end, cancel);
        return batch.Count == BatchSize;
    }

    /// <returns>The new position, or <c>null</c> when another node moved it first.</returns>
    private async Task<Position?> DeliverAsync(HandlerRegistration handler, Activity activity, Position from, CancellationToken cancel)
    {
        var to = new Position(activity.Transaction, activity.Id);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            await using var transaction = await db.BeginWriteAsync(cancel);
            if (!await MoveAsync(db, handler, from, to, cancel))
                return null;
            await handler.InvokeAsync(scope.ServiceProvider, activity, cancel);
            await transaction.CommitAsync(cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            DeliveryFailed(error, handler.Name, activity.Id);
            await RecordFailureAsync(handler, activity, from, to, error, cancel);
        }
        return to;
    }

    private async Task RecordFailureAsync(HandlerRegistration handler, Activity activity, Position from, Position to, Exception error, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var transaction = await db.BeginWriteAsync(cancel);
        if (!await MoveAsync(db, handler, from, to, cancel))
            return;
        db.Add(FailedDelivery.First(handler.Name, activity.Id, error, time.GetUtcNow().UtcDateTime));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task<bool> RetryDueAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var now = time.GetUtcNow().UtcDateTime;
        var due = await db.Set<FailedDelivery>().AsNoTracking().Where(d => d.NextAttemptAt <= now).OrderBy(d => d.Id).Take(BatchSize)
            .Select(d => d.Id).ToListAsync(cancel);
        foreach (var id in due)
            await RetryAsync(id, cancel);
        return due.Count > 0;
    }

    private async Task RetryAsync(long deliveryId, CancellationToken cancel)
    {
        Exception failure;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            await using var transaction = await db.BeginWriteAsync(cancel);
            var delivery = await db.Set<FailedDelivery>().SingleOrDefaultAsync(d => d.Id == deliveryId, cancel);
            if (delivery is null)
                return;
            var handler = handlers.SingleOrDefault(h => h.Name == delivery.Handler);
            var activity = await db.Activities.AsNoTracking().SingleAsync(a => a.Id == delivery.ActivityId, cancel);
            if (handler is not null && handler.Events.ContainsKey(activity.Kind))
                await handler.InvokeAsync(scope.ServiceProvider, activity, cancel);
            db.Remove(delivery);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            failure = error;
        }

        await using var after = scopes.CreateAsyncScope();
        var again = after.ServiceProvider.GetRequiredService<AppDb>();
        var failed = await again.Set<FailedDelivery>().SingleOrDefaultAsync(d => d.Id == deliveryId, cancel);
        failed?.FailAgain(failure, time.GetUtcNow().UtcDateTime);
        await again.SaveChangesAsync(cancel);
        if (failed is { IsDead: true })
            DeliveryDead(failure, failed.Handler, failed.ActivityId);
    }

    private static async Task<Position> PositionAsync(AppDb db, HandlerRegistration handler, CancellationToken cancel)
    {
        var row = await db.Set<HandlerPosition>().AsNoTracking().SingleOrDefaultAsync(p => p.Handler == handler.Name, cancel);
        if (row is not null)
            return new Position(row.Transaction, row.ActivityId);
        db.Add(HandlerPosition.Start(handler.Name));
        await db.SaveChangesAsync(cancel);
        return default;
    }

    private static async Task<bool> MoveAsync(AppDb db, HandlerRegistration handler, Position from, Position to, CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is not null)
            return await MoveNowAsync(db, handler, from, to, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var moved = await MoveNowAsync(db, handler, from, to, cancel);
        await transaction.CommitAsync(cancel);
        return moved;
    }

    private static async Task<bool> MoveNowAsync(AppDb db, HandlerRegistration handler, Position from, Position to, CancellationToken cancel) =>
        await db.Set<HandlerPosition>()
            .Where(p => p.Handler == handler.Name && p.Transaction == from.Transaction && p.ActivityId == from.ActivityId)
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.Transaction, to.Transaction).SetProperty(x => x.ActivityId, to.ActivityId), cancel) == 1;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Handler} failed on activity {ActivityId}; it will be tried again")]
    private partial void DeliveryFailed(Exception error, string handler, long activityId);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Handler} gave up on activity {ActivityId}; see the dead letters")]
    private partial void DeliveryDead(Exception error, string handler, long activityId);
}
