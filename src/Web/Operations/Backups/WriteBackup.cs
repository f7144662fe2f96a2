using System.Data;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Web.Operations.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Guildhall.Web.Operations.Backups;

/// <summary>Writes a backup while the site goes on: one read transaction sees one instant of the database.</summary>
internal sealed class WriteBackup(
    AppDb db, DatabaseChoice database, DataFolder data, IMoneyLedger ledger, IFilesElsewhere elsewhere, TimeProvider time)
{
    /// <summary>What the ledger's audit finds is no reason to refuse, but written down: it is the only backup that there can be.</summary>
    /// <exception cref="Refused">The file cannot be written there, or the database is damaged.</exception>
    public async Task<BackupManifest> RunAsync(string file, CancellationToken cancel)
    {
        BackupFile.EnsureFree(file);
        if (SqliteFile.FindDamage(database) is { } damage)
            throw new Refused("database_damaged", 422,
                "Nothing was backed up: the database file {0} is damaged: {1}. Keep older backups, and look closer with guildhall database check.",
                SqliteFile.PathOf(database), damage.TrimEnd('.'));

        // A name of its own, so that two who back up at once do not take each other's away.
        var unfinished = $"{file}.{Path.GetRandomFileName()}.part";
        try
        {
            await using var stream = BackupFile.Create(unfinished);
            var manifest = await WriteAsync(stream, cancel);
            stream.Flush(flushToDisk: true);
            stream.Close();
            File.Move(unfinished, file);
            return manifest;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private async Task<BackupManifest> WriteAsync(Stream stream, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var entries = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await using var zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);

        var tables = BackupTables.Of(db);
        LedgerVerdict books;
        await using (await BeginSnapshotAsync(cancel))
        {
            foreach (var table in tables)
                rows[table.Name] = await WriteEntryAsync(zip, entries, BackupFormat.TableEntry(table.Name),
                    to => WriteRowsAsync(table, to, cancel), cancel);
            books = await ledger.CheckAsync(cancel);
        }

        foreach (var path in BackupFormat.Folders.SelectMany(FilesIn))
            await WriteFileAsync(zip, entries, path, cancel);

        var manifest = new BackupManifest(
            BackupFormat.Version, BackupTables.Fingerprint(tables), now, rows, entries, books, await elsewhere.CountAsync(cancel));
        var json = JsonSerializer.SerializeToUtf8Bytes(manifest, JsonSerializerOptions.Web);
        await using (var last = await zip.CreateEntry(BackupFormat.Manifest).OpenAsync(cancel))
            await last.WriteAsync(json, cancel);
        zip.Comment = Convert.ToHexStringLower(SHA256.HashData(json));
        return manifest;
    }

    /// <summary>
    /// Files are named by their content and never change, so those of the snapshot are still there. What is still being written is none of
    /// them.
    /// </summary>
    private IEnumerable<string> FilesIn(string folder) => Directory.Exists(Path.Combine(data.Path, folder))
        ? Directory.EnumerateFiles(Path.Combine(data.Path, folder), "*", SearchOption.AllDirectories)
            .Where(path => !NameOf(path).StartsWith(BackupFormat.Incoming, StringComparison.Ordinal))
        : [];

    private string NameOf(string path) => Path.GetRelativePath(data.Path, path).Replace('\\', '/');

    private async Task WriteFileAsync(ZipArchive zip, IDictionary<string, string> entries, string path, CancellationToken cancel)
    {
        FileStream from;
        try
        {
            from = File.OpenRead(path);
        }
        catch (FileNotFoundException)
        {
            // Swept up meanwhile: nothing in the snapshot names it.
            return;
        }
        await using (from)
            await WriteEntryAsync(zip, entries, NameOf(path), async to =>
            {
                await from.CopyToAsync(to, cancel);
                return 1;
            }, cancel);
    }

    private async Task<IAsyncDisposable> BeginSnapshotAsync(CancellationToken cancel)
    {
        if (db.IsPostgres)
            return await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await db.Database.OpenConnectionAsync(cancel);
        var sqlite = (Microsoft.Data.Sqlite.SqliteConnection)db.Database.GetDbConnection();
        var transaction = sqlite.BeginTransaction(deferred: true);
        return (await db.Database.UseTransactionAsync(transaction, cancel))!;
    }

    private static async Task<long> WriteEntryAsync(
        ZipArchive zip, IDictionary<string, string> entries, string name, Func<Stream, Task<long>> write, CancellationToken cancel)
    {
        using var sha = SHA256.Create();
        long count;
        await using (var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancel))
        await using (var hashing = new CryptoStream(entry, sha, CryptoStreamMode.Write))
            count = await write(hashing);
        entries[name] = Convert.ToHexStringLower(sha.Hash!);
        return count;
    }

    private async Task<long> WriteRowsAsync(BackupTable table, Stream to, CancellationToken cancel)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = $"SELECT {table.ColumnList} FROM \"{table.Name}\"";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await JsonSerializer.SerializeAsync(to, table.Columns.Select(c => c.Name), cancellationToken: cancel);
        long count = 0;
        while (await reader.ReadAsync(cancel))
        {
            to.WriteByte((byte)'\n');
            await JsonSerializer.SerializeAsync(to, table.ReadRow(reader), cancellationToken: cancel);
            count++;
        }
        to.WriteByte((byte)'\n');
        return count;
    }
}
