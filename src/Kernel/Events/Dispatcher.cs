using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.Kernel.Events;

/// <summary>Brings every activity to every handler, in commit order, each handler at its own pace.</summary>
internal sealed partial class Dispatcher(IServiceScopeFactory scopes, IEnumerable<HandlerRegistration> handlers, TimeProvider time, ILogger<Dispatcher> log)
{
    private const int BatchSize = 200, SkippedBeforeSave = 1000;

    // One drain at a time in this process; other nodes are kept out by the compare-and-set on the position.
    private readonly SemaphoreSlim _draining = new(1, 1);
    private readonly Dictionary<string, Place> _places = [];

    /// <summary>Delivers until nothing is left; <c>true</c> when something was delivered.</summary>
    public async Task<bool> DrainAsync(CancellationToken cancel)
    {
        await _draining.WaitAsync(cancel);
        try
        {
            var delivered = false;
            foreach (var handler in handlers)
            {
                Batch batch;
                do
                {
                    batch = await DeliverBatchAsync(handler, cancel);
                    delivered |= batch.Delivered;
                }
                while (batch.More);
            }
            return await RetryDueAsync(cancel) || delivered;
        }
        finally
        {
            _draining.Release();
        }
    }

    private async Task<Batch> DeliverBatchAsync(HandlerRegistration handler, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var place = _places.GetValueOrDefault(handler.Name) ?? await Place.OfAsync(db, handler, cancel);
        _places[handler.Name] = place;
        var batch = await ActivityReader.ReadAfterAsync(db, place.Read, BatchSize, cancel);
        var delivered = false;
        foreach (var activity in batch)
        {
            if (handler.Events.ContainsKey(activity.Kind))
            {
                if (!await DeliverAsync(handler, activity, place, cancel))
                    return OthersWereFaster(handler);
                delivered = true;
            }
            place.Passed(activity);
        }
        if (place.Skipped >= SkippedBeforeSave && !await SaveAsync(db, handler, place, cancel))
            return OthersWereFaster(handler);
        return new Batch(delivered, More: batch.Count == BatchSize);
    }

    /// <summary>It is looked at again, from where another node has brought it.</summary>
    private Batch OthersWereFaster(HandlerRegistration handler)
    {
        _places.Remove(handler.Name);
        return new Batch(Delivered: true, More: true);
    }

    private static async Task<bool> SaveAsync(AppDb db, HandlerRegistration handler, Place place, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        if (!await MoveAsync(db, handler, place.Saved, place.Read, cancel))
            return false;
        await transaction.CommitAsync(cancel);
        place.Save(place.Read);
        return true;
    }

    /// <returns><c>false</c> when another node moved the position first.</returns>
    private async Task<bool> DeliverAsync(HandlerRegistration handler, Activity activity, Place place, CancellationToken cancel)
    {
        var to = Position.Of(activity);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            await using var transaction = await db.BeginWriteAsync(cancel);
            if (!await MoveAsync(db, handler, place.Saved, to, cancel))
                return false;
            await handler.InvokeAsync(scope.ServiceProvider, activity, cancel);
            await transaction.CommitAsync(cancel);
        }
        catch (Exception error) when (!error.IsStopping(cancel))
        {
            DeliveryFailed(error, handler.Name, activity.Id);
            if (!await RecordFailureAsync(handler, activity, place, error, cancel))
                return false;
        }
        place.Save(to);
        return true;
    }

    private async Task<bool> RecordFailureAsync(HandlerRegistration handler, Activity activity, Place place, Exception error, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var transaction = await db.BeginWriteAsync(cancel);
        if (!await MoveAsync(db, handler, place.Saved, Position.Of(activity), cancel))
            return false;
        db.Add(FailedDelivery.First(handler.Name, activity.Id, error, time.GetUtcNow().UtcDateTime));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
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
        catch (Exception error) when (!error.IsStopping(cancel))
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

    private static async Task<bool> MoveAsync(AppDb db, HandlerRegistration handler, Position from, Position to, CancellationToken cancel) =>
        await db.Set<HandlerPosition>()
            .Where(p => p.Handler == handler.Name && p.Transaction == from.Transaction && p.ActivityId == from.ActivityId)
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.Transaction, to.Transaction).SetProperty(x => x.ActivityId, to.ActivityId), cancel) == 1;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Handler} failed on activity {ActivityId}; it will be tried again")]
    private partial void DeliveryFailed(Exception error, string handler, long activityId);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Handler} gave up on activity {ActivityId}; see the dead letters")]
    private partial void DeliveryDead(Exception error, string handler, long activityId);

    private readonly record struct Batch(bool Delivered, bool More);

    /// <summary>
    /// Where a handler is. What does not concern it is passed over in memory: a write for every activity of others would double the
    /// writes of the whole program. So the saved position may be behind by what a start reads again.
    /// </summary>
    private sealed class Place(Position saved)
    {
        public Position Saved { get; private set; } = saved;
        public Position Read { get; private set; } = saved;
        public int Skipped { get; private set; }

        public static async Task<Place> OfAsync(AppDb db, HandlerRegistration handler, CancellationToken cancel)
        {
            var row = await db.Set<HandlerPosition>().AsNoTracking().SingleOrDefaultAsync(p => p.Handler == handler.Name, cancel);
            if (row is not null)
                return new Place(new Position(row.Transaction, row.ActivityId));
            await using var transaction = await db.BeginWriteAsync(cancel);
            await db.Database.ExecuteSqlAsync($"""INSERT INTO handler_positions (handler, "transaction", activity_id) VALUES ({handler.Name}, 0, 0) ON CONFLICT DO NOTHING""", cancel);
            await transaction.CommitAsync(cancel);
            return await OfAsync(db, handler, cancel);
        }

        public void Passed(Activity activity)
        {
            Read = Position.Of(activity);
            Skipped++;
        }

        public void Save(Position position) => (Saved, Skipped) = (position, 0);
    }
}
