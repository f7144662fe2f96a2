using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.Content.Import;

/// <summary>
/// Works on batches across communities: checks, takes in, undoes. A batch is leased while a process works on it and goes on where it
/// stopped when that process dies. What fails or dies at the same place a few times, on whichever node, is given up.
/// </summary>
internal sealed partial class ImportRunner(IServiceScopeFactory scopes, TimeProvider time, ILogger<ImportRunner> log) : IWorker
{
    private const int MaxTries = 5;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Works on every batch that waits; <c>true</c> when there was one.</summary>
    public async Task<bool> DrainAsync(CancellationToken cancel)
    {
        var worked = false;
        foreach (var batchId in await DueAsync(cancel))
            worked |= await RunAsync(batchId, cancel);
        return worked;
    }

    /// <returns><c>false</c> when another process is at it, or there is nothing to do.</returns>
    public async Task<bool> RunAsync(long batchId, CancellationToken cancel = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (!await LeaseAsync(db, batchId, cancel))
            return false;
        try
        {
            // Nobody could say so of the last try, because its process died.
            if (await TriesAsync(batchId, cancel) > MaxTries)
                throw new ImportUnreadable(ImportTexts.Stopped);
            await WorkAsync(scope.ServiceProvider, db, batchId, cancel);
        }
        catch (ImportUnreadable unreadable)
        {
            await FailAsync(batchId, unreadable.Text, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The program stops in good order: the batch has nothing to do with that.
            await ChangeAsync(batchId, b => b.SetProperty(x => x.Tries, x => x.Tries - 1).SetProperty(x => x.LeasedUntil, (DateTime?)null),
                CancellationToken.None);
            throw;
        }
        catch (Exception error) when (!error.IsStopping(cancel))
        {
            // A bug, or a database that went away: the batch keeps its place and is tried again when the lease runs out, a few times.
            ImportStopped(error, batchId);
            if (await TriesAsync(batchId, cancel) < MaxTries)
                return true;
            await FailAsync(batchId, ImportTexts.Stopped, cancel);
        }
        await ReleaseAsync(batchId, cancel);
        return true;
    }

    private async Task WorkAsync(IServiceProvider services, AppDb db, long batchId, CancellationToken cancel)
    {
        var communityId = await db.Set<ImportBatch>().IgnoreQueryFilters().Where(b => b.Id == batchId).Select(b => b.CommunityId)
            .SingleAsync(cancel);
        var community = await services.GetRequiredService<ICommunities>().FindAsync(communityId, cancel) ?? throw Refused.NotFound();
        services.GetRequiredService<CommunityScope>().Enter(community);

        var batch = await db.Set<ImportBatch>().SingleAsync(b => b.Id == batchId, cancel);
        var lease = new LeaseOfBatch(time, Lease / 3, () => ExtendAsync(batchId, cancel));
        switch (batch.State)
        {
            case ImportState.Checking:
                await services.GetRequiredService<CheckImport>()
                    .RunAsync(batch, (looked, files) => LookedAsync(batchId, looked, files), lease.AliveAsync, cancel);
                break;
            case ImportState.Importing:
                await services.GetRequiredService<TakeInImport>()
                    .RunAsync(batch, () => RenewAsync(batchId, cancel), lease.AliveAsync, cancel);
                break;
            case ImportState.Undoing:
                await services.GetRequiredService<UndoImport>()
                    .RunAsync(batch, () => RenewAsync(batchId, cancel), lease.AliveAsync, cancel);
                break;
        }
    }

    private async Task<List<long>> DueAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = time.GetUtcNow().UtcDateTime;
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<ImportBatch>().IgnoreQueryFilters().AsNoTracking()
            .Where(b => b.FailedAt == null && b.UndoneAt == null && (b.LeasedUntil == null || b.LeasedUntil < now))
            .Where(b => b.CheckedAt == null || (b.StartedAt != null && b.FinishedAt == null) || b.UndoStartedAt != null)
            .OrderBy(b => b.Id).Select(b => b.Id).ToListAsync(cancel);
    }

    /// <summary>One statement decides which process works on it.</summary>
    private async Task<bool> LeaseAsync(AppDb db, long batchId, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        var leased = await db.Set<ImportBatch>().IgnoreQueryFilters()
            .Where(b => b.Id == batchId && (b.LeasedUntil == null || b.LeasedUntil < now))
            .ExecuteUpdateAsync(b => b.SetProperty(x => x.LeasedUntil, now + Lease).SetProperty(x => x.Tries, x => x.Tries + 1), cancel);
        await transaction.CommitAsync(cancel);
        return leased == 1;
    }

    private async Task<int> TriesAsync(long batchId, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<ImportBatch>().IgnoreQueryFilters().Where(b => b.Id == batchId)
            .Select(b => b.Tries).SingleAsync(cancel);
    }

    /// <summary>A step is done: this is the first try of what comes next.</summary>
    private Task RenewAsync(long batchId, CancellationToken cancel) =>
        ChangeAsync(batchId,
            b => b.SetProperty(x => x.LeasedUntil, time.GetUtcNow().UtcDateTime + Lease).SetProperty(x => x.Tries, 1), cancel);

    private Task ReleaseAsync(long batchId, CancellationToken cancel) =>
        ChangeAsync(batchId, b => b.SetProperty(x => x.LeasedUntil, (DateTime?)null).SetProperty(x => x.Tries, 0), cancel);

    /// <summary>Inside of a step: it is not done, but somebody is at it.</summary>
    private Task ExtendAsync(long batchId, CancellationToken cancel) =>
        ChangeAsync(batchId, b => b.SetProperty(x => x.LeasedUntil, time.GetUtcNow().UtcDateTime + Lease), cancel);

    private Task LookedAsync(long batchId, int looked, int files) => ChangeAsync(
        batchId, b => b.SetProperty(x => x.Looked, looked).SetProperty(x => x.Files, files)
            .SetProperty(x => x.LeasedUntil, time.GetUtcNow().UtcDateTime + Lease), default);

    private Task FailAsync(long batchId, string why, CancellationToken cancel) =>
        ChangeAsync(batchId, b => b.SetProperty(x => x.Failure, why).SetProperty(x => x.FailedAt, time.GetUtcNow().UtcDateTime), cancel);

    private async Task ChangeAsync(
        long batchId, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<ImportBatch>> change, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.Set<ImportBatch>().IgnoreQueryFilters().Where(b => b.Id == batchId).ExecuteUpdateAsync(change, cancel);
        await transaction.CommitAsync(cancel);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Import {BatchId} stopped; it is tried again when its lease has run out, unless that was the last time")]
    private partial void ImportStopped(Exception error, long batchId);
}
