using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Kernel.Events;

/// <summary>A place in the ledger's commit order.</summary>
public readonly record struct Position(long Transaction, long ActivityId)
{
    public static bool operator <(Position one, Position other) => one.CompareTo(other) < 0;

    public static bool operator >(Position one, Position other) => one.CompareTo(other) > 0;

    internal static Position Of(Activity activity) => new(activity.Transaction, activity.Id);

    private int CompareTo(Position other) => (Transaction, ActivityId).CompareTo((other.Transaction, other.ActivityId));
}

/// <summary>
/// Reads the ledger in commit order. PostgreSQL gives out ids before they commit, so a reader that goes by id alone can pass
/// over a slow transaction for ever. It therefore reads only transactions below the oldest one still running
/// (<c>pg_snapshot_xmin</c>), ordered by transaction: whatever commits later sorts later. That one may run in another database of
/// the same server: then everything here waits for it. SQLite has one writer: ids suffice. By hand, since it is asked all the time.
/// </summary>
internal static class ActivityReader
{
    private const string Settled = """ "transaction" < pg_snapshot_xmin(pg_current_snapshot())::text::bigint """;

    private const string AfterOnPostgres =
        $"""
        SELECT {Activity.Columns} FROM activities
        WHERE ("transaction", id) > (@transaction, @id) AND {Settled} ORDER BY "transaction", id LIMIT @limit
        """;

    private const string EndOnPostgres = $"""SELECT "transaction", id FROM activities WHERE {Settled} ORDER BY "transaction" DESC, id DESC LIMIT 1""";

    private const string AfterOnSqlite = $"SELECT {Activity.Columns} FROM activities WHERE id > @id ORDER BY id LIMIT @limit";

    private const string EndOnSqlite = """SELECT "transaction", id FROM activities ORDER BY id DESC LIMIT 1""";

    public static Task<List<Activity>> ReadAfterAsync(PreparedReads reads, Position after, int limit, CancellationToken cancel)
    {
        (string, object)[] values = reads.IsPostgres
            ? [("transaction", after.Transaction), ("id", after.ActivityId), ("limit", limit)]
            : [("id", after.ActivityId), ("limit", limit)];
        return reads.RunAsync(
            reads.IsPostgres ? AfterOnPostgres : AfterOnSqlite,
            values,
            async (rows, stop) =>
            {
                var activities = new List<Activity>();
                while (await rows.ReadAsync(stop))
                    activities.Add(Activity.Of(rows));
                return activities;
            },
            cancel);
    }

    /// <summary>The last activity that readers see; before all of them where there is none.</summary>
    public static Task<Position> EndAsync(PreparedReads reads, CancellationToken cancel) => reads.RunAsync(
        reads.IsPostgres ? EndOnPostgres : EndOnSqlite,
        [],
        async (last, stop) => await last.ReadAsync(stop) ? new Position(last.GetInt64(0), last.GetInt64(1)) : default,
        cancel);

    /// <summary>Those of some kinds only, up to a place that is settled: for a handler that is far behind.</summary>
    public static Task<List<Activity>> ReadBetweenAsync(
        AppDb db, Position after, Position until, IReadOnlyCollection<string> kinds, int limit, CancellationToken cancel) =>
        // Compared as rows, the index is walked from one end to the other.
        db.Activities.FromSql(
            $"""
            SELECT * FROM activities WHERE ("transaction", id) > ({after.Transaction}, {after.ActivityId}) AND ("transaction", id) <= ({until.Transaction}, {until.ActivityId})
            """)
            .AsNoTracking()
            .Where(a => kinds.Contains(a.Kind))
            .OrderBy(a => a.Transaction).ThenBy(a => a.Id).Take(limit).ToListAsync(cancel);

    /// <summary>Whether something is committed that readers must not see yet. PostgreSQL only.</summary>
    public static async Task<bool> HasUnsettledAsync(AppDb db, CancellationToken cancel)
    {
        var settled = await db.Database.SqlQueryRaw<long>("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS \"Value\"").SingleAsync(cancel);
        return await db.Activities.AnyAsync(a => a.Transaction >= settled, cancel);
    }
}
