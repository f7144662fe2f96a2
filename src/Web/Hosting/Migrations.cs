using System.Data.Common;
using System.Net.Sockets;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace Guildhall.Web.Hosting;

/// <summary>
/// Brings the database to this version at start; of several nodes that start at once, one does and the others wait. SQLite is backed up
/// first, by VACUUM INTO, never by copying the live file.
/// </summary>
internal static partial class Migrations
{
    /// <exception cref="Refused">The database does not answer or cannot be used.</exception>
    public static async Task ApplyAsync(IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        try
        {
            await OnceFreeAsync(async () =>
            {
                await CreateAsync(db, cancel);
                if ((await PendingAsync(db, cancel)).Count > 0)
                    await ApplyAloneAsync(db, scope.ServiceProvider, cancel);
            }, cancel);
        }
        catch (Exception unusable) when (unusable is DbException or SocketException)
        {
            throw Unusable(db, unusable);
        }
    }

    /// <summary>
    /// On SQLite a node that looks while another makes the file or a table anew is told at once that it is locked; it looks again.
    /// </summary>
    private static async Task OnceFreeAsync(Func<Task> migrate, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await migrate();
                return;
            }
            catch (SqliteException busy) when (busy.SqliteErrorCode is Busy or Locked && tries < MostTries)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250), cancel);
            }
        }
    }

    // https://sqlite.org/rescode.html
    private const int Busy = 5, Locked = 6, MostTries = 40;

    private static Refused Unusable(AppDb db, Exception error)
    {
        if (Outage.Of(error) is { Kind: OutageKind.Damaged } damage)
            return new Refused("database_damaged", 503,
                "The database is damaged: {0} Look closer with guildhall database check, then restore the newest backup.", damage.Detail);
        return db.IsPostgres
            ? new Refused("database_unreachable", 503,
                "The database doesn't answer: {0} Check Guildhall__Database and that the server runs.", error.Message)
            : new Refused("database_unusable", 503, "The database {0} can't be used: {1}", db.Database.GetDbConnection().DataSource, error.Message);
    }

    private static async Task ApplyAloneAsync(AppDb db, IServiceProvider services, CancellationToken cancel)
    {
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Migrations));
        await using var alone = await MigrationTurn.TakeAsync(services.GetRequiredService<DatabaseChoice>(), () => Waiting(log), cancel);
        if (db.IsPostgres)
            await db.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancel);
        else
            await db.Database.ExecuteSqlRawAsync(ForgetBrokenOff, cancel);
        // Read again: another node may have been here meanwhile.
        var pending = await PendingAsync(db, cancel);
        if (pending.Count == 0)
            return;
        if (!db.IsPostgres && (await db.Database.GetAppliedMigrationsAsync(cancel)).Any())
            await BackUpAsync(db, services.GetRequiredService<DataFolder>(), pending[0], cancel);
        Migrating(log, pending.Count);
        await db.Database.MigrateAsync(cancel);
    }

    // EF's own lock on SQLite is a row; a program that was killed while it migrated leaves it, and every later start would wait for ever.
    // Here nobody else migrates: the turn is ours.
    private const string ForgetBrokenOff = "DROP TABLE IF EXISTS \"__EFMigrationsLock\"";

    private const string HistoryIsThere = "SELECT to_regclass('\"__EFMigrationsHistory\"') IS NOT NULL AS \"Value\"";

    /// <summary>On PostgreSQL the database may have to be made; two nodes may try at once.</summary>
    private static async Task CreateAsync(AppDb db, CancellationToken cancel)
    {
        if (!db.IsPostgres)
            return;
        var creator = db.GetService<IRelationalDatabaseCreator>();
        if (await creator.ExistsAsync(cancel))
            return;
        try
        {
            await creator.CreateAsync(cancel);
        }
        catch (DbException) when (!cancel.IsCancellationRequested)
        {
            if (!await creator.ExistsAsync(cancel))
                throw;
        }
    }

    private static async Task<List<string>> PendingAsync(AppDb db, CancellationToken cancel)
    {
        // Npgsql finds out by asking the table, and the server's log keeps the error.
        if (db.IsPostgres && !await db.Database.SqlQueryRaw<bool>(HistoryIsThere).SingleAsync(cancel))
            return [.. db.Database.GetMigrations()];
        return [.. await db.Database.GetPendingMigrationsAsync(cancel)];
    }

    private static async Task BackUpAsync(AppDb db, DataFolder data, string before, CancellationToken cancel)
    {
        var file = Path.Combine(data.Folder("backups"), $"before-{before}.db");
        if (!File.Exists(file))
            await db.Database.ExecuteSqlAsync($"VACUUM INTO {file}", cancel);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Applying {Count} migrations")]
    private static partial void Migrating(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Another node migrates the database; waiting for it")]
    private static partial void Waiting(ILogger log);
}
