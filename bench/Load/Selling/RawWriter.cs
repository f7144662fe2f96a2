using System.Data.Common;
using System.Diagnostics;
using Guildhall.Load.Hosting;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Guildhall.Load.Selling;

/// <summary>
/// What the disk and the database give whoever only commits: rows of 200 bytes, one a commit, synced as the program syncs. SQLite has
/// one writer at a time; on PostgreSQL several connections commit at once.
/// </summary>
internal static class RawWriter
{
    /// <returns>Commits a second.</returns>
    public static async Task<double> MeasureAsync(Installation guildhall, TimeSpan time, int connections)
    {
        var isPostgres = guildhall.Database.Length > 0;
        var folder = Path.Combine(guildhall.Folder, "raw");
        Directory.CreateDirectory(folder);
        Func<DbConnection> connect = isPostgres ? () => new NpgsqlConnection(guildhall.Database)
            : () => new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(folder, "raw.db"), Pooling = false,
            }.ConnectionString);
        await using (var first = connect())
        {
            await first.OpenAsync();
            await first.AskAsync("DROP TABLE IF EXISTS bench_raw");
            await first.AskAsync(isPostgres ? "CREATE TABLE bench_raw (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, words text)"
                : "CREATE TABLE bench_raw (id INTEGER PRIMARY KEY AUTOINCREMENT, words TEXT)");
        }
        var watch = Stopwatch.StartNew();
        var commits = await Task.WhenAll(Enumerable.Range(0, isPostgres ? connections : 1)
            .Select(_ => Task.Run(() => WriteAsync(connect, isPostgres, watch, time))));
        var rate = commits.Sum() / watch.Elapsed.TotalSeconds;
        await using (var last = connect())
        {
            await last.OpenAsync();
            await last.AskAsync("DROP TABLE bench_raw");
        }
        Directory.Delete(folder, recursive: true);
        return rate;
    }

    private static async Task<int> WriteAsync(Func<DbConnection> connect, bool isPostgres, Stopwatch watch, TimeSpan time)
    {
        await using var connection = connect();
        await connection.OpenAsync();
        if (!isPostgres)
            await connection.AskAsync("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
        await using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO bench_raw (words) VALUES ('{new string('w', 200)}')";
        var commits = 0;
        for (; watch.Elapsed < time; commits++)
            await command.ExecuteNonQueryAsync();
        return commits;
    }
}
