using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace Guildhall.Web.Hosting;

/// <summary>Brings the database to this version at start. SQLite is backed up first, by VACUUM INTO, never by copying the live file.</summary>
internal static partial class Migrations
{
    public static async Task ApplyAsync(IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var log = scope.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Migrations));
        try
        {
            // Asked for migrations without it, PostgreSQL answers with an error that EF writes to the log before it goes on.
            if (db.IsPostgres && await db.GetService<IRelationalDatabaseCreator>().ExistsAsync(cancel))
                await db.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancel);
            var pending = (await db.Database.GetPendingMigrationsAsync(cancel)).ToList();
            if (pending.Count == 0)
                return;
            if (!db.IsPostgres && (await db.Database.GetAppliedMigrationsAsync(cancel)).Any())
                await BackUpAsync(db, scope.ServiceProvider.GetRequiredService<DataFolder>(), pending[0], cancel);
            Migrating(log, pending.Count);
            await db.Database.MigrateAsync(cancel);
        }
        catch (Exception unreachable) when (db.IsPostgres && unreachable is System.Data.Common.DbException or System.Net.Sockets.SocketException)
        {
            throw new Refused("database_unreachable", 503, "The database does not answer: {0} Check Guildhall__Database and that the server runs.", unreachable.Message);
        }
    }

    private static async Task BackUpAsync(AppDb db, DataFolder data, string before, CancellationToken cancel)
    {
        var file = Path.Combine(data.Folder("backups"), $"before-{before}.db");
        if (!File.Exists(file))
            await db.Database.ExecuteSqlAsync($"VACUUM INTO {file}", cancel);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Applying {Count} migrations")]
    private static partial void Migrating(ILogger log, int count);
}
