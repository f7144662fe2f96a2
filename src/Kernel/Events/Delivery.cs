using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace Guildhall.Kernel.Events;

/// <summary>A failed delivery whose time has come.</summary>
/// <param name="Attempts">As it was read: of several nodes that try it at once, one counts.</param>
internal sealed record DueRetry(long Id, string Handler, long ActivityId, int Attempts);

/// <summary>
/// Brings activities to one handler, in their community and in one transaction with the handler's position.
/// </summary>
internal sealed partial class Delivery(IServiceScopeFactory scopes, TimeProvider time, ILogger<Delivery> log)
{
    // SQLite has one writer: requests wait as long.
    private static readonly TimeSpan LongestTogether = TimeSpan.FromMilliseconds(20);

    /// <summary>What concerns a handler, between two places of the ledger.</summary>
    public async Task<List<Activity>> FindAsync(
        HandlerRegistration handler, Position after, Position until, int limit, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await ActivityReader.ReadBetweenAsync(scope.ServiceProvider.GetRequiredService<AppDb>(), after, until,
            [.. handler.Events.Keys], limit, cancel);
    }

    /// <summary>
    /// As many of them as are done in a short time, in one transaction. Whatever happens, the handler goes on: what fails is tried again by
    /// itself.
    /// </summary>
    /// <param name="activities">In their order, all of one community.</param>
    /// <returns>How many are behind the handler now; 0 when another node has moved its position first.</returns>
    public async Task<int> RunAsync(
        HandlerRegistration handler, IReadOnlyList<Activity> activities, Position from, CancellationToken cancel)
    {
        var at = 0;
        try
        {
            return await TogetherAsync(handler, activities, from, i => at = i, cancel);
        }
        catch (Exception error) when (at > 0 && !error.IsStopping(cancel))
        {
            // It took back what was done of those before it; they are done again, and it comes first the next time.
            return await RunAsync(handler, [.. activities.Take(at)], from, cancel);
        }
        catch (Exception error) when (!error.IsStopping(cancel))
        {
            DeliveryFailed(error, handler.Name, activities[0].Id);
            return await RecordFailureAsync(handler, activities[0], from, error, cancel) ? 1 : 0;
        }
    }

    private async Task<int> TogetherAsync(
        HandlerRegistration handler, IReadOnlyList<Activity> activities, Position from, Action<int> begin, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = await EnterAsync(scope.ServiceProvider, activities[0].CommunityId, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        // First, so that another node which comes to it meanwhile waits, and then finds it moved.
        var first = Position.Of(activities[0]);
        if (!await HandlerPositions.MoveAsync(db, handler.Name, from, first, cancel))
            return 0;
        var (done, began) = (0, Stopwatch.GetTimestamp());
        while (done < activities.Count && (done == 0 || Stopwatch.GetElapsedTime(began) < LongestTogether))
        {
            begin(done);
            await handler.InvokeAsync(scope.ServiceProvider, activities[done++], cancel);
            // The next one finds what others have written, as it would by itself.
            db.ChangeTracker.Clear();
        }
        if (done > 1)
            await HandlerPositions.MoveAsync(db, handler.Name, first, Position.Of(activities[done - 1]), cancel);
        await transaction.CommitAsync(cancel);
        return done;
    }

    private async Task<bool> RecordFailureAsync(
        HandlerRegistration handler, Activity activity, Position from, Exception error, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var transaction = await db.BeginWriteAsync(cancel);
        if (!await HandlerPositions.MoveAsync(db, handler.Name, from, Position.Of(activity), cancel))
            return false;
        // After a restore it may have failed before.
        if (!await db.Set<FailedDelivery>().AnyAsync(d => d.Handler == handler.Name && d.ActivityId == activity.Id, cancel))
            db.Add(FailedDelivery.First(handler.Name, activity.Id, error, Now()));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    public async Task RetryAsync(HandlerRegistration handler, DueRetry due, CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var activity = await ReadAsync(due.ActivityId, cancel);
            var db = await EnterAsync(scope.ServiceProvider, activity.CommunityId, cancel);
            await using var transaction = await db.BeginWriteAsync(cancel);
            // First, so that another node which comes to it meanwhile finds it gone.
            if (await Same(db, due).ExecuteDeleteAsync(cancel) == 0)
                return;
            if (handler.Events.ContainsKey(activity.Kind))
                await handler.InvokeAsync(scope.ServiceProvider, activity, cancel);
            await transaction.CommitAsync(cancel);
        }
        catch (Exception error) when (!error.IsStopping(cancel))
        {
            await FailAgainAsync(due, error, cancel);
        }
    }

    private async Task FailAgainAsync(DueRetry due, Exception error, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var transaction = await db.BeginWriteAsync(cancel);
        if (await Same(db, due).AsNoTracking().SingleOrDefaultAsync(cancel) is not { } failed)
            return;
        failed.FailAgain(error, Now());
        await Same(db, due).ExecuteUpdateAsync(
            d => d.SetProperty(x => x.Attempts, failed.Attempts).SetProperty(x => x.NextAttemptAt, failed.NextAttemptAt)
                .SetProperty(x => x.Error, failed.Error), cancel);
        await transaction.CommitAsync(cancel);
        if (failed.IsDead)
            DeliveryDead(error, failed.Handler, failed.ActivityId);
    }

    private static IQueryable<FailedDelivery> Same(AppDb db, DueRetry due) =>
        db.Set<FailedDelivery>().Where(d => d.Id == due.Id && d.Attempts == due.Attempts);

    private async Task<Activity> ReadAsync(long id, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Activities.AsNoTracking().SingleAsync(a => a.Id == id, cancel);
    }

    /// <summary>Queries of community-owned rows see that community, as in a request. Where it is gone, they see nothing.</summary>
    private static async Task<AppDb> EnterAsync(IServiceProvider services, long communityId, CancellationToken cancel)
    {
        var scope = services.GetRequiredService<CommunityScope>();
        if (communityId != 0 && await services.GetRequiredService<ICommunities>().FindAsync(communityId, cancel) is { } community)
            scope.Enter(community);
        else
            scope.Enter(communityId);
        return services.GetRequiredService<AppDb>();
    }

    private DateTime Now() => time.GetUtcNow().UtcDateTime;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Handler} failed on activity {ActivityId}; it will be tried again")]
    private partial void DeliveryFailed(Exception error, string handler, long activityId);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Handler} gave up on activity {ActivityId}; see the dead letters")]
    private partial void DeliveryDead(Exception error, string handler, long activityId);
}
