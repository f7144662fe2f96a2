using System.Linq.Expressions;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Kernel.Work;

public enum WorkState
{
    /// <summary>Due now or later, also to be tried again.</summary>
    Waiting,

    /// <summary>A process works on it.</summary>
    Running,

    /// <summary>It failed for good and waits for a person.</summary>
    Dead,
}

/// <summary>How many items of a kind there are in each state.</summary>
/// <param name="Due">Of those that wait, those whose time has come.</param>
public sealed record KindOfWork(string Kind, int Waiting, int Due, int Running, int Dead);

/// <summary>The work queue as the operator of the installation sees it: all communities, but not what the payloads hold.</summary>
public sealed class OperateWork(AppDb db, Wakening wakening, TimeProvider time)
{
    /// <summary>The kinds of which there are items, by name.</summary>
    public async Task<IReadOnlyList<KindOfWork>> KindsAsync(CancellationToken cancel)
    {
        var now = Now();
        return await db.Set<WorkItem>().AsNoTracking().GroupBy(w => w.Kind).OrderBy(g => g.Key)
            .Select(g => new KindOfWork(
                g.Key,
                g.Count(w => w.DueAt != null && (w.LeasedUntil == null || w.LeasedUntil < now)),
                g.Count(w => w.DueAt <= now && (w.LeasedUntil == null || w.LeasedUntil < now)),
                g.Count(w => w.DueAt != null && w.LeasedUntil >= now),
                g.Count(w => w.DueAt == null)))
            .ToListAsync(cancel);
    }

    /// <summary>The newest first.</summary>
    /// <param name="kind"><c>null</c> for all.</param>
    /// <param name="state"><c>null</c> for all.</param>
    /// <param name="before">The id that the page before ended with; <c>null</c> for the first page.</param>
    public Task<Page<WorkItem, long>> ListAsync(string? kind, WorkState? state, long? before, int limit, CancellationToken cancel)
    {
        var rows = db.Set<WorkItem>().AsNoTracking();
        if (!string.IsNullOrEmpty(kind))
            rows = rows.Where(w => w.Kind == kind);
        if (state is { } wanted)
            rows = rows.Where(IsIn(wanted, Now()));
        if (before is { } last)
            rows = rows.Where(w => w.Id < last);
        return rows.OrderByDescending(w => w.Id).PageAsync(Paging.Limit(limit), w => w.Id, cancel);
    }

    public WorkState StateOf(WorkItem item) =>
        item.IsDead ? WorkState.Dead : item.LeasedUntil >= Now() ? WorkState.Running : WorkState.Waiting;

    /// <summary>Does a dead item once more, as if it were new, and one that waits without waiting longer.</summary>
    /// <exception cref="Refused"><c>not_found</c>; <c>work_running</c>.</exception>
    public async Task RetryAsync(long id, CancellationToken cancel)
    {
        if (await RetryAsync(db.Set<WorkItem>().Where(w => w.Id == id), cancel) == 0)
            throw await WhyNotAsync(id, new Refused("work_running", 409, "This is already in progress."), cancel);
    }

    /// <summary>Does all dead items of a kind once more.</summary>
    /// <returns>How many.</returns>
    public Task<int> RetryDeadAsync(string kind, CancellationToken cancel) =>
        RetryAsync(db.Set<WorkItem>().Where(w => w.Kind == kind && w.DueAt == null), cancel);

    /// <summary>Does what waits of a kind without waiting longer: what it has waited for may be there.</summary>
    /// <returns>How many.</returns>
    public Task<int> HurryAsync(string kind, CancellationToken cancel) =>
        RetryAsync(db.Set<WorkItem>().Where(w => w.Kind == kind && w.DueAt != null), cancel);

    /// <summary>Takes a dead item away: what it was to do is never done.</summary>
    /// <exception cref="Refused"><c>not_found</c>; <c>work_not_dead</c>.</exception>
    public async Task DropAsync(long id, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        if (await db.Set<WorkItem>().Where(w => w.Id == id && w.DueAt == null).ExecuteDeleteAsync(cancel) == 0)
        {
            throw await WhyNotAsync(id,
                new Refused("work_not_dead", 409, "Only failed work can be discarded. This is still pending."), cancel);
        }
        await transaction.CommitAsync(cancel);
    }

    private async Task<int> RetryAsync(IQueryable<WorkItem> items, CancellationToken cancel)
    {
        var now = Now();
        await using var transaction = await db.BeginWriteAsync(cancel);
        var retried = await items.Where(w => w.LeasedUntil == null || w.LeasedUntil < now).ExecuteUpdateAsync(w => w
            .SetProperty(x => x.DueAt, now).SetProperty(x => x.Attempts, 0)
            .SetProperty(x => x.LeasedUntil, (DateTime?)null).SetProperty(x => x.LeasedBy, (Guid?)null), cancel);
        await transaction.CommitAsync(cancel);
        if (retried > 0)
            wakening.Enqueued();
        return retried;
    }

    private async Task<Refused> WhyNotAsync(long id, Refused why, CancellationToken cancel) =>
        await db.Set<WorkItem>().AnyAsync(w => w.Id == id, cancel) ? why : Refused.NotFound();

    private static Expression<Func<WorkItem, bool>> IsIn(WorkState state, DateTime now) => state switch
    {
        WorkState.Dead => w => w.DueAt == null,
        WorkState.Running => w => w.DueAt != null && w.LeasedUntil >= now,
        _ => w => w.DueAt != null && (w.LeasedUntil == null || w.LeasedUntil < now),
    };

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
