using System.Data.Common;
using System.IO.Compression;
using System.Text.Json;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Guildhall.Web.Operations.Backups;

/// <summary>Fills an empty installation from a verified backup, in one transaction.</summary>
internal sealed class RestoreBackup(AppDb db, DataFolder data, IEnumerable<IAfterRestore> afterwards)
{
    /// <param name="prepare">Makes the database, once the backup is known to be sound; <c>null</c> where there is one already.</param>
    /// <exception cref="Refused">The backup is damaged or of another version, or the installation is not empty.</exception>
    public async Task<BackupManifest> RunAsync(string file, CancellationToken cancel, Func<Task>? prepare = null)
    {
        BackupFile.EnsureThere(file);
        await using var zip = await OpenAsync(file, cancel);
        var tables = BackupTables.Of(db);
        var manifest = await VerifyBackup.RunAsync(zip, tables, cancel);

        if (prepare is not null)
            await prepare();
        var written = new List<string>();
        try
        {
            await FillAsync(zip, tables, manifest, written, cancel);
            return manifest;
        }
        catch
        {
            written.ForEach(File.Delete);
            throw;
        }
    }

    private async Task FillAsync(
        ZipArchive zip, IReadOnlyList<BackupTable> tables, BackupManifest manifest, List<string> written, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        if (await db.Members.AnyAsync(cancel))
            throw new Refused("not_empty", 409, "This site has members already. Restore into an empty one: set Guildhall__Data to a new folder, or Guildhall__Database to an empty database.");
        var guards = await RowGuards.OfAsync(db, tables, cancel);
        foreach (var guard in guards.SetAside)
            await ExecuteAsync(guard, cancel);
        await ClearAsync(tables, cancel);
        foreach (var table in tables)
            await RestoreRowsAsync(zip, table, cancel);
        await StraightenOutboxAsync(cancel);
        foreach (var guard in guards.PutBack)
            await ExecuteAsync(guard, cancel);
        foreach (var step in afterwards)
            await step.RunAsync(db, cancel);
        // Once all rows fit: what a refused backup brought must not lie about.
        await RestoreFilesAsync(zip, manifest, written, cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task<ZipArchive> OpenAsync(string file, CancellationToken cancel)
    {
        try
        {
            return await ZipFile.OpenReadAsync(file, cancel);
        }
        catch (Exception damage) when (VerifyBackup.IsDamage(damage))
        {
            throw VerifyBackup.Damaged(damage.Message);
        }
    }

    /// <summary>A program that was started but not set up has left rows of its own: when its jobs ran, the link it printed.</summary>
    private async Task ClearAsync(IReadOnlyList<BackupTable> tables, CancellationToken cancel)
    {
        foreach (var table in tables.Reverse())
            await ExecuteAsync($"DELETE FROM \"{table.Name}\"", cancel);
    }

    /// <param name="written">Gets the files that were not there before.</param>
    private async Task RestoreFilesAsync(ZipArchive zip, BackupManifest manifest, List<string> written, CancellationToken cancel)
    {
        foreach (var name in manifest.Entries.Keys.Where(BackupFormat.IsFile))
        {
            var path = Path.Combine(data.Path, name);
            if (!File.Exists(path))
                written.Add(path);
            await using var from = await zip.GetEntry(name)!.OpenAsync(cancel);
            await using var to = Create(path, secret: name.StartsWith("keys/", StringComparison.Ordinal));
            await from.CopyToAsync(to, cancel);
            to.Flush(flushToDisk: true);
        }
    }

    /// <param name="secret">Whether only the account that runs the program may read it: the keys open every session.</param>
    private static FileStream Create(string path, bool secret)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (!secret || OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return File.Create(path);
        }
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Directory.CreateDirectory(folder, Own | UnixFileMode.UserExecute);
        File.SetUnixFileMode(folder, Own | UnixFileMode.UserExecute);
        // What stands there already would keep its mode.
        File.Delete(path);
        return new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Own });
    }

    private async Task RestoreRowsAsync(ZipArchive zip, BackupTable table, CancellationToken cancel)
    {
        await using var stream = await zip.GetEntry(BackupFormat.TableEntry(table.Name))!.OpenAsync(cancel);
        using var lines = new StreamReader(stream);
        await lines.ReadLineAsync(cancel);

        await using var insert = CommandOf(
            $"INSERT INTO \"{table.Name}\" ({table.ColumnList}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => "@p" + i))})");
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = "@p" + i;
            if (parameter is NpgsqlParameter json && table.Columns[i].IsJson)
                json.NpgsqlDbType = NpgsqlDbType.Jsonb;
            insert.Parameters.Add(parameter);
        }

        while (await lines.ReadLineAsync(cancel) is { Length: > 0 } line)
            await InsertAsync(insert, table, line, cancel);
        if (db.IsPostgres && table.Identity is { } identity)
            await ExecuteAsync($"SELECT setval(pg_get_serial_sequence('{table.Name}', '{identity}'), GREATEST((SELECT max(\"{identity}\") FROM \"{table.Name}\"), 1))", cancel);
    }

    private static async Task InsertAsync(DbCommand insert, BackupTable table, string line, CancellationToken cancel)
    {
        try
        {
            using var row = JsonDocument.Parse(line);
            for (var i = 0; i < table.Columns.Count; i++)
                insert.Parameters[i].Value = table.Columns[i].Parse(row.RootElement[i]);
            await insert.ExecuteNonQueryAsync(cancel);
        }
        catch (Exception unfit) when (Outage.Of(unfit) is null
            && unfit is DbException or JsonException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw VerifyBackup.Damaged($"a row of the table {table.Name} does not fit: {unfit.Message}");
        }
    }

    /// <summary>
    /// Transaction ids belong to the cluster that gave them out. Here all restored activities count as one transaction, in the
    /// order of their ids, and every handler goes back to before the first one that it had not seen: some it will see twice.
    /// </summary>
    private async Task StraightenOutboxAsync(CancellationToken cancel)
    {
        await ExecuteAsync(
            """
            UPDATE handler_positions SET activity_id = COALESCE(
                (SELECT min(a.id) - 1 FROM activities a
                 WHERE a."transaction" > handler_positions."transaction"
                    OR (a."transaction" = handler_positions."transaction" AND a.id > handler_positions.activity_id)),
                (SELECT max(id) FROM activities), 0), "transaction" = 0
            """, cancel);
        await ExecuteAsync("""UPDATE activities SET "transaction" = 0 WHERE "transaction" <> 0""", cancel);
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancel)
    {
        await using var command = CommandOf(sql);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private DbCommand CommandOf(string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = sql;
        return command;
    }
}
