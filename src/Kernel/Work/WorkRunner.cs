using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.Kernel.Work;

/// <summary>Takes what is due from the queue and does it, of each kind as many at once as its options say.</summary>
public sealed partial class WorkRunner(
    IServiceScopeFactory scopes, IEnumerable<WorkRegistration> registered, Bell<WorkRunner> bell, TimeProvider time,
    ILogger<WorkRunner> log) : IWorker
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    // Another process may have been faster with the first of them.
    private const int Choice = 4;

    private readonly Dictionary<string, WorkRegistration> _kinds = registered.ToDictionary(r => r.Kind);
    private readonly SetBackClock _clock = new();

    /// <summary>Works until nothing is due and nothing runs.</summary>
    public async Task<bool> DrainAsync(CancellationToken cancel)
    {
        var running = new Dictionary<Task, string>();
        var worked = false;
        try
        {
            while (true)
            {
                var rung = bell.Next;
                worked |= await TakeAsync(running, cancel);
                if (running.Count == 0)
                    return worked;
                // A long piece of work must not keep other kinds waiting.
                await Task.WhenAny([.. running.Keys, rung, Task.Delay(Look, time, cancel)]);
                cancel.ThrowIfCancellationRequested();
                foreach (var done in running.Keys.Where(t => t.IsCompleted).ToList())
                {
                    running.Remove(done);
                    await done;
                }
            }
        }
        finally
        {
            await Task.WhenAll(running.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> TakeAsync(Dictionary<Task, string> running, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var now = Now();
        var took = false;
        await _clock.FollowAsync(db, now, _kinds.Values.Select(k => k.Options.Lease).DefaultIfEmpty().Max(), cancel);
        foreach (var kind in await WorkTable.KindsDueAsync(db, now, cancel))
        {
            if (!_kinds.TryGetValue(kind, out var work))
                continue;
            var free = work.Options.Parallel - running.Values.Count(k => k == kind);
            if (free <= 0)
                continue;
            var owner = Guid.NewGuid();
            foreach (var item in await LeaseAsync(db, work, owner, now, free, cancel))
            {
                running.Add(RunAsync(work, item, owner, cancel), kind);
                took = true;
            }
        }
        return took;
    }

    private static async Task<List<WorkItem>> LeaseAsync(
        AppDb db, WorkRegistration work, Guid owner, DateTime now, int free, CancellationToken cancel)
    {
        var due = await WorkTable.DueAsync(db, work.Kind, now, free * Choice, cancel);
        if (due.Count == 0)
            return due;
        await using var transaction = await db.BeginWriteAsync(cancel);
        var leased = new List<WorkItem>(due.Count);
        // All lock rows in the same order: two that lock each other's next row would wait until the database ends one.
        foreach (var item in due.OrderBy(w => w.Id))
        {
            if (await WorkTable.LeaseAsync(db, item, owner, now, work.Options.Lease, cancel))
                leased.Add(item);
            if (leased.Count == free)
                break;
        }
        await transaction.CommitAsync(cancel);
        return leased;
    }

    private async Task RunAsync(WorkRegistration work, WorkItem item, Guid owner, CancellationToken stopping)
    {
        // Off the loop's own thread: work that begins with a computation must not hold the others up.
        await Task.Yield();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var alive = LeaseRenewal.KeepAsync(work.Options.Lease, time, cancel => ExtendAsync(work, item, owner, cancel), ended);
        try
        {
            // Nobody could say so of the last try, because its process died.
            if (item.Attempts >= work.Options.MaxAttempts)
                throw new WorkFailure("process_ended", final: true);
            var context = new WorkContext(item,
                (done, total, c) => scopes.WriteAsync(db => WorkTable.ReportAsync(db, item.Id, owner, done, total, c), c));
            await using var scope = scopes.CreateAsyncScope();
            await EnterAsync(scope.ServiceProvider, item.CommunityId, ended.Token);
            await work.RunAsync(scope.ServiceProvider, item.Payload, context, ended.Token);
            await scopes.WriteAsync(db => WorkTable.FinishAsync(db, item, owner, context.RunAgainAt, stopping), stopping);
        }
        catch (Exception error) when (error.IsStopping(stopping))
        {
            await scopes.WriteAsync(db => WorkTable.ReleaseAsync(db, item.Id, owner, CancellationToken.None), CancellationToken.None);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The lease was lost: whoever has it now finishes the item.
            LeaseLost(item.Kind, item.Id);
        }
        catch (Exception error)
        {
            await FailAsync(work, item, owner, error, stopping);
        }
        finally
        {
            await ended.CancelAsync();
            await alive.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> ExtendAsync(WorkRegistration work, WorkItem item, Guid owner, CancellationToken cancel)
    {
        var held = false;
        await scopes.WriteAsync(
            async db => held = await WorkTable.ExtendAsync(db, item.Id, owner, Now() + work.Options.Lease, cancel), cancel);
        return held;
    }

    private static async Task EnterAsync(IServiceProvider services, long communityId, CancellationToken cancel)
    {
        if (communityId == 0)
            return;
        var community = await services.GetRequiredService<ICommunities>().FindAsync(communityId, cancel)
            ?? throw new WorkFailure("community_gone", final: true);
        services.GetRequiredService<CommunityScope>().Enter(community);
    }

    private Task FailAsync(WorkRegistration work, WorkItem item, Guid owner, Exception error, CancellationToken cancel)
    {
        var failure = error as WorkFailure;
        var failures = Math.Min(item.Attempts + 1, work.Options.MaxAttempts);
        DateTime? retry = failure is { IsFinal: true } || failures >= work.Options.MaxAttempts
            ? null
            : failure?.RetryAt ?? Now() + work.Options.Backoff(failures);
        if (retry is null)
            ItemDead(failure is null ? error : null, item.Kind, item.Id);
        else if (failure is null)
            ItemFailed(error, item.Kind, item.Id);
        var told = failure?.Message ?? $"{error.GetType().Name}: {error.Message}";
        return scopes.WriteAsync(
            db => WorkTable.FailAsync(db, item, owner, Now(), retry, failures, told.CutTo(1000), cancel), cancel);
    }

    private DateTime Now() => time.GetUtcNow().UtcDateTime;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Kind} {ItemId} failed; it will be tried again")]
    private partial void ItemFailed(Exception error, string kind, long itemId);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} {ItemId} was given up; see /operate/work")]
    private partial void ItemDead(Exception? error, string kind, long itemId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Kind} {ItemId} was taken over by another process")]
    private partial void LeaseLost(string kind, long itemId);
}
