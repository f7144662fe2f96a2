using Guildhall.Kernel.Data;
using Guildhall.Web.Operations.Databases;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Guildhall.Web.Operations.Backups;

/// <summary>
/// What a restore makes before it knows whether the backup fits: data folder, database, schema. A restore that is refused takes it
/// away again. What was there before is never touched: the installation may be a living one, and that be the reason to refuse.
/// </summary>
internal sealed class Traces : IAsyncDisposable
{
    private readonly List<string> _folders = [];
    private Func<Task> _removeDatabase = () => Task.CompletedTask;
    private bool _kept;

    public static async Task<Traces> BeforeAsync(IServiceProvider services, CancellationToken cancel)
    {
        var traces = new Traces();
        var (data, database) = (services.GetRequiredService<DataFolder>(), services.GetRequiredService<DatabaseChoice>());
        // The innermost first. Keys are made for an installation that nobody has entered yet.
        foreach (var folder in new[] { "keys", "files", "backups", "" }.Select(name => Path.Combine(data.Path, name)))
        {
            if (!Directory.Exists(folder))
                traces._folders.Add(folder);
        }
        traces._removeDatabase = database.IsPostgres
            ? await OfPostgresAsync(services.GetRequiredService<AppDb>(), cancel)
            : OfSqlite(database);
        return traces;
    }

    /// <summary>The restore went well.</summary>
    public void Keep() => _kept = true;

    public async ValueTask DisposeAsync()
    {
        if (_kept)
            return;
        await _removeDatabase();
        foreach (var folder in _folders.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
    }

    private static Func<Task> OfSqlite(DatabaseChoice database)
    {
        var file = SqliteFile.PathOf(database);
        if (File.Exists(file))
            return () => Task.CompletedTask;
        return () =>
        {
            using (var pooled = new SqliteConnection(database.ConnectionString))
                SqliteConnection.ClearPool(pooled);
            foreach (var ending in new[] { "", "-wal", "-shm", ".migrating" }.Where(_ => Directory.Exists(Path.GetDirectoryName(file))))
                File.Delete(file + ending);
            return Task.CompletedTask;
        };
    }

    private static async Task<Func<Task>> OfPostgresAsync(AppDb db, CancellationToken cancel)
    {
        if (!await db.GetService<IRelationalDatabaseCreator>().ExistsAsync(cancel))
            return async () => await db.Database.EnsureDeletedAsync(CancellationToken.None);
        if ((await NamesAsync(db, cancel)).Count > 0)
            return () => Task.CompletedTask;
        // It was empty, so all that it holds now was made by this restore.
        return async () =>
        {
            foreach (var drop in await NamesAsync(db, CancellationToken.None))
                await db.Database.ExecuteSqlRawAsync(drop);
        };
    }

    /// <summary>Every table and function of the schema, as the statement that drops it.</summary>
    private static Task<List<string>> NamesAsync(AppDb db, CancellationToken cancel) => db.Database.SqlQueryRaw<string>(
        """
        SELECT format('DROP TABLE IF EXISTS %I CASCADE', tablename) AS "Value" FROM pg_tables WHERE schemaname = current_schema()
        UNION ALL
        SELECT format('DROP FUNCTION IF EXISTS %s CASCADE', p.oid::regprocedure) FROM pg_proc p
        WHERE p.pronamespace = current_schema()::regnamespace
            AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
        """).ToListAsync(cancel);
}
