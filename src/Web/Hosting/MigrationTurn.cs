using Guildhall.Kernel.Data;
using Guildhall.Web.Operations.Databases;
using Npgsql;

namespace Guildhall.Web.Hosting;

/// <summary>
/// Of all nodes that want to migrate one database, one has the turn. The system takes it back from a process that dies: on PostgreSQL
/// it is an advisory lock of a session, beside SQLite's file a lock on a file of its own.
/// </summary>
internal static class MigrationTurn
{
    // "Guildhall" as a number. Locks with one key and those with two, which AppDb takes, never meet.
    private const long Key = 0x6775696c64;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    /// <param name="wait">Told once when another node has it.</param>
    public static async Task<IAsyncDisposable> TakeAsync(DatabaseChoice database, Action wait, CancellationToken cancel) =>
        database.IsPostgres
            ? await OnPostgresAsync(database, wait, cancel)
            : await OnSqliteAsync(SqliteFile.PathOf(database) + ".migrating", wait, cancel);

    private static async Task<IAsyncDisposable> OnPostgresAsync(DatabaseChoice database, Action wait, CancellationToken cancel)
    {
        // Unpooled: closing the connection ends the session, and with it the lock. A long migration is waited for.
        var options = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false, CommandTimeout = 0 };
        var connection = new NpgsqlConnection(options.ConnectionString);
        try
        {
            await connection.OpenAsync(cancel);
            if (!(bool)(await AskAsync("SELECT pg_try_advisory_lock($1)"))!)
            {
                wait();
                await AskAsync("SELECT pg_advisory_lock($1)");
            }
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        async Task<object?> AskAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter { Value = Key } } };
            return await command.ExecuteScalarAsync(cancel);
        }
    }

    /// <summary>The empty file stays: were it deleted, two who had opened it before and after would both have the turn.</summary>
    private static async Task<IAsyncDisposable> OnSqliteAsync(string file, Action wait, CancellationToken cancel)
    {
        for (var told = false; ; told = true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException taken) when (IsTaken(taken))
            {
                if (!told)
                    wait();
                await Task.Delay(BetweenTries, cancel);
            }
        }
    }

    /// <summary>EWOULDBLOCK (11 on Linux, 35 on macOS) of the lock; on Windows ERROR_SHARING_VIOLATION.</summary>
    private static bool IsTaken(IOException error) =>
        error.HResult == (OperatingSystem.IsWindows() ? unchecked((int)0x80070020) : OperatingSystem.IsMacOS() ? 35 : 11);
}
