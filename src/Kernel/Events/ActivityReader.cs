using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Kernel.Events;

/// <summary>A place in the ledger's commit order.</summary>
public readonly record struct Position(long Transaction, long ActivityId)
{
    internal static Position Of(Activity activity) => new(activity.Transaction, activity.Id);
}

/// <summary>
/// Reads the ledger in commit order. PostgreSQL gives out ids before they commit, so a reader that goes by id alone can pass
/// over a slow transaction for ever. It therefore reads only transactions below the oldest one still running
/// (<c>pg_snapshot_xmin</c>), ordered by transaction: whatever commits later sorts later. That one may run in another database of
/// the same server: then everything here waits for it. SQLite has one writer: ids suffice.
/// </summary>
internal static class ActivityReader
{
    public static async Task<List<Activity>> ReadAfterAsync(AppDb db, Position after, int limit, CancellationToken cancel)
    {
        var activities = db.Activities.AsNoTracking();
        if (db.IsPostgres)
        {
            var settled = await SettledBelowAsync(db, cancel);
            activities = activities.Where(a =>
                a.Transaction < settled && (a.Transaction > after.Transaction || (a.Transaction == after.Transaction && a.Id > after.ActivityId)));
        }
        else
        {
            activities = activities.Where(a => a.Id > after.ActivityId);
        }
        return await activities.OrderBy(a => a.Transaction).ThenBy(a => a.Id).Take(limit).ToListAsync(cancel);
    }

    /// <summary>By hand: asked at every start, while the first pages want both cores for the queries that EF makes for them.</summary>
    public static Task<Position> EndAsync(PreparedReads reads, CancellationToken cancel) => reads.RunAsync(
        """SELECT "transaction", id FROM activities ORDER BY "transaction" DESC, id DESC LIMIT 1""",
        [],
        async (last, stop) => await last.ReadAsync(stop) ? new Position(last.GetInt64(0), last.GetInt64(1)) : default,
        cancel);

    /// <summary>Whether something is committed that readers must not see yet. PostgreSQL only.</summary>
    public static async Task<bool> HasUnsettledAsync(AppDb db, CancellationToken cancel)
    {
        var settled = await SettledBelowAsync(db, cancel);
        return await db.Activities.AnyAsync(a => a.Transaction >= settled, cancel);
    }

    private static Task<long> SettledBelowAsync(AppDb db, CancellationToken cancel) =>
        db.Database.SqlQueryRaw<long>("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS \"Value\"").SingleAsync(cancel);
}
