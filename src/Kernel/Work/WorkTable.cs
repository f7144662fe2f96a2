using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Kernel.Work;

/// <summary>The statements of the queue. Each is one that decides, so that several processes may work on one queue.</summary>
internal static class WorkTable
{
    /// <summary>
    /// Runs inside the caller's transaction. An item that is being worked on keeps its lease and runs once more afterwards.
    /// </summary>
    public static Task EnqueueAsync(AppDb db, WorkOrder order, DateTime now, CancellationToken cancel)
    {
        var (key, kind, json, community) = (order.Key, order.Kind, order.Json, order.CommunityId ?? db.CommunityId);
        var (due, at) = (Micro(order.Due ?? now), Micro(now));
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO work_items (kind, key, community_id, payload, due_at, attempts, revision, error, done, total, enqueued_at)
                VALUES ({kind}, {key}, {community}, {json}, {due}, 0, 0, '', 0, 0, {at})
            ON CONFLICT (kind, key) DO UPDATE SET
                payload = excluded.payload,
                revision = work_items.revision + 1,
                attempts = 0,
                due_at = CASE WHEN work_items.due_at < excluded.due_at THEN work_items.due_at ELSE excluded.due_at END
            """, cancel);
    }

    /// <summary>What is due of one kind, the longest due first.</summary>
    public static Task<List<WorkItem>> DueAsync(AppDb db, string kind, DateTime now, int limit, CancellationToken cancel) =>
        db.Set<WorkItem>().AsNoTracking()
        .Where(w => w.Kind == kind && w.DueAt <= now && (w.LeasedUntil == null || w.LeasedUntil < now))
        .OrderBy(w => w.DueAt).Take(limit).ToListAsync(cancel);

    public static Task<List<string>> KindsDueAsync(AppDb db, DateTime now, CancellationToken cancel) => db.Set<WorkItem>().AsNoTracking()
        .Where(w => w.DueAt <= now && (w.LeasedUntil == null || w.LeasedUntil < now)).Select(w => w.Kind).Distinct().ToListAsync(cancel);

    /// <summary>
    /// Of an item whose lease has run out, the process has died with it, and maybe because of it: that counts as a failure.
    /// </summary>
    public static async Task<bool> LeaseAsync(
        AppDb db, WorkItem item, Guid owner, DateTime now, TimeSpan lease, CancellationToken cancel)
    {
        var died = item.LeasedUntil is null ? 0 : 1;
        var leased = await db.Set<WorkItem>()
            .Where(w => w.Id == item.Id && w.DueAt <= now && w.LeasedUntil == item.LeasedUntil && w.Revision == item.Revision)
            .ExecuteUpdateAsync(w => w
                .SetProperty(x => x.LeasedUntil, now + lease).SetProperty(x => x.LeasedBy, owner)
                .SetProperty(x => x.Attempts, x => x.Attempts + died), cancel) == 1;
        if (leased && died == 1)
            item.CountDeath();
        return leased;
    }

    public static async Task<bool> ExtendAsync(AppDb db, long id, Guid owner, DateTime until, CancellationToken cancel) =>
        await Own(db, id, owner).ExecuteUpdateAsync(w => w.SetProperty(x => x.LeasedUntil, until), cancel) == 1;

    public static Task ReportAsync(AppDb db, long id, Guid owner, long done, long total, CancellationToken cancel) =>
        Own(db, id, owner).ExecuteUpdateAsync(w => w.SetProperty(x => x.Done, done).SetProperty(x => x.Total, total), cancel);

    /// <summary>Takes the finished item away, unless it was enqueued again meanwhile: then it is due.</summary>
    public static async Task FinishAsync(AppDb db, WorkItem item, Guid owner, DateTime? again, CancellationToken cancel)
    {
        var own = Own(db, item.Id, owner);
        if (again is null && await own.Where(w => w.Revision == item.Revision).ExecuteDeleteAsync(cancel) == 1)
            return;
        await own.Where(w => w.Revision == item.Revision).ExecuteUpdateAsync(w => w.SetProperty(x => x.DueAt, again), cancel);
        await own.ExecuteUpdateAsync(w => w
            .SetProperty(x => x.LeasedUntil, (DateTime?)null).SetProperty(x => x.LeasedBy, (Guid?)null)
            .SetProperty(x => x.Attempts, 0).SetProperty(x => x.Error, ""), cancel);
    }

    /// <summary>What was enqueued again meanwhile has not failed: it is due as it was enqueued.</summary>
    /// <param name="retry">UTC; <c>null</c> makes the item dead.</param>
    public static async Task FailAsync(
        AppDb db, WorkItem item, Guid owner, DateTime now, DateTime? retry, int failures, string error, CancellationToken cancel)
    {
        var own = Own(db, item.Id, owner);
        await own.Where(w => w.Revision == item.Revision).ExecuteUpdateAsync(w => w
            .SetProperty(x => x.DueAt, retry).SetProperty(x => x.EnqueuedAt, now)
            .SetProperty(x => x.Attempts, failures).SetProperty(x => x.Error, error), cancel);
        await ReleaseAsync(db, item.Id, owner, cancel);
    }

    /// <summary>The program stops: the work is due again at once, and this was no failure.</summary>
    public static Task ReleaseAsync(AppDb db, long id, Guid owner, CancellationToken cancel) =>
        Own(db, id, owner).ExecuteUpdateAsync(w => w.SetProperty(x => x.LeasedUntil, (DateTime?)null)
            .SetProperty(x => x.LeasedBy, (Guid?)null), cancel);

    private static IQueryable<WorkItem> Own(AppDb db, long id, Guid owner) =>
        db.Set<WorkItem>().Where(w => w.Id == id && w.LeasedBy == owner);

    // As the mapped columns are: this statement is written without the mapping.
    private static DateTime Micro(DateTime at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));
}
