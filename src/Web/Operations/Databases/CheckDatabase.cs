using System.Data.Common;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Web.Operations.Backups;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Web.Operations.Databases;

/// <param name="Tables">How many could be read to their end, with this many rows.</param>
/// <param name="NotChecked">What this database server would need for a deeper look; <c>null</c> when nothing was left out.</param>
internal sealed record DatabaseVerdict(bool Sound, long Tables, long Rows, IReadOnlyList<string> Findings, string? NotChecked);

/// <summary>Reads everything: the file as SQLite knows it, indexes as PostgreSQL's amcheck does, and each row as a backup would.</summary>
internal sealed class CheckDatabase(AppDb db, DatabaseChoice database)
{
    private const string WithoutAmcheck =
        "Indexes were not compared with their tables: CREATE EXTENSION amcheck in this database would let them be.";

    private readonly List<string> _findings = [];
    private long _tables, _rows;

    /// <exception cref="Refused">There is no database yet.</exception>
    public async Task<DatabaseVerdict> RunAsync(CancellationToken cancel)
    {
        if (!db.IsPostgres && !File.Exists(SqliteFile.PathOf(database)))
            throw new Refused("database_missing", 404, "There is no database {0} yet.", SqliteFile.PathOf(database));
        _findings.AddRange(SqliteFile.FindAllDamage(database));
        var notChecked = await ReadAsync(cancel);
        return new DatabaseVerdict(_findings.Count == 0, _tables, _rows, _findings, notChecked);
    }

    private async Task<string?> ReadAsync(CancellationToken cancel)
    {
        try
        {
            await db.Database.OpenConnectionAsync(cancel);
        }
        catch (DbException damage) when (Outage.Of(damage) is { Kind: OutageKind.Damaged })
        {
            return null;
        }
        foreach (var table in BackupTables.Of(db))
            await ReadAsync(table, cancel);
        return db.IsPostgres ? await IndexesAsync(cancel) : null;
    }

    private async Task ReadAsync(BackupTable table, CancellationToken cancel)
    {
        try
        {
            await using var command = Command($"SELECT {table.ColumnList} FROM \"{table.Name}\"");
            await using var reader = await command.ExecuteReaderAsync(cancel);
            for (; await reader.ReadAsync(cancel); _rows++)
                Note(() => table.ReadRow(reader));
            _tables++;
        }
        catch (DbException unreadable) when (Outage.Of(unreadable) is not { Kind: OutageKind.Unavailable })
        {
            _findings.Add($"The table {table.Name} cannot be read to its end: {unreadable.Message}");
        }
    }

    private void Note(Action read)
    {
        try
        {
            read();
        }
        catch (Refused unreadable)
        {
            _findings.Add(Failure.Sentence(unreadable));
        }
    }

    /// <summary>postgresql.org/docs/current/amcheck.html</summary>
    /// <returns>What to do where the extension is not installed.</returns>
    private async Task<string?> IndexesAsync(CancellationToken cancel)
    {
        if (await ScalarAsync("SELECT count(*) FROM pg_extension WHERE extname = 'amcheck'", cancel) is 0L)
            return WithoutAmcheck;
        foreach (var index in await db.Database.SqlQueryRaw<string>(
            """
            SELECT c.oid::regclass::text AS "Value" FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
            WHERE a.amname = 'btree' AND c.relnamespace = current_schema()::regnamespace AND i.indisvalid
            """).ToListAsync(cancel))
        {
            try
            {
                await ScalarAsync($"SELECT bt_index_check('{index.Replace("'", "''")}'::regclass, heapallindexed => true)", cancel);
            }
            catch (DbException damaged) when (Outage.Of(damaged) is not { Kind: OutageKind.Unavailable })
            {
                _findings.Add($"The index {index} is damaged: {damaged.Message}");
            }
        }
        return null;
    }

    private async Task<object?> ScalarAsync(string sql, CancellationToken cancel)
    {
        await using var command = Command(sql);
        return await command.ExecuteScalarAsync(cancel);
    }

    private DbCommand Command(string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
