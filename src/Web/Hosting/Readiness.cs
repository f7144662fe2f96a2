using Guildhall.Kernel.Data;
using Guildhall.Web.Operations.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Guildhall.Web.Hosting;

/// <summary>
/// Whether the database answers and the disk has room, looked at anew when somebody asks. After an outage it also tries to write: reading
/// goes on when a disk is full.
/// </summary>
internal sealed class Readiness(
    IServiceScopeFactory scopes, DataFolder data, DatabaseChoice database, StorageHealth health, OutageLog outages) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private const long LeastFree = 4 * 1024 * 1024;

    private readonly Lock _lock = new();
    private Task _trial = Task.CompletedTask;

    public static void Add(IServiceCollection services)
    {
        OutageLog.Add(services);
        services.AddSingleton<Readiness>();
        services.AddHealthChecks().AddCheck<Readiness>("storage", tags: ["ready"]);
        services.AddHostedService<Watch>();
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancel = default)
    {
        try
        {
            await Trial().WaitAsync(Patience, cancel);
            outages.Recover();
        }
        catch (TimeoutException)
        {
            outages.Notice(new Outage(OutageKind.Unavailable, $"no answer within {Patience.TotalSeconds} s."));
        }
        catch (Exception failed) when (!cancel.IsCancellationRequested)
        {
            outages.Notice(Outage.Of(failed) ?? new Outage(OutageKind.Unavailable, failed.Message));
        }
        return health.Current is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
    }

    /// <summary>One at a time: a proxy that asks every second shall not pile up questions to a database that is silent.</summary>
    private Task Trial()
    {
        lock (_lock)
            // SQLite does not let go of its thread while it waits for a lock.
            return _trial.IsCompleted ? _trial = Task.Run(TryAsync) : _trial;
    }

    private async Task TryAsync()
    {
        EnsureRoom(data.Path);
        if (!database.IsPostgres)
            EnsureRoom(Path.GetDirectoryName(SqliteFile.PathOf(database))!);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.Database.SetCommandTimeout(Patience);
        if (health.Current is null)
            await db.Database.ExecuteSqlRawAsync(db.IsPostgres ? "SELECT 1" : "SELECT count(*) FROM sqlite_schema");
        else
            await WriteAsync(db);
    }

    /// <summary>
    /// Changes nothing, but commits: PostgreSQL writes down that there was a transaction, SQLite the first page as it is.
    /// </summary>
    private static async Task WriteAsync(AppDb db)
    {
        await using var transaction = await db.BeginWriteAsync();
        await db.Database.ExecuteSqlRawAsync(db.IsPostgres ? "SELECT txid_current()" : "PRAGMA user_version = 0");
        await transaction.CommitAsync();
    }

    private static void EnsureRoom(string folder)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (free < LeastFree)
            throw new IOException($"only {free / 1024} kB are free in {folder}", NoSpaceLeft);
    }

    private static int NoSpaceLeft => OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28;

    /// <summary>Asks while something is out, so that its end is told even where no proxy asks.</summary>
    private sealed class Watch(Readiness readiness, StorageHealth health, TimeProvider time) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stopping)
        {
            using var timer = new PeriodicTimer(StorageHealth.Quiet, time);
            while (await timer.WaitForNextTickAsync(stopping))
            {
                if (health.Current is not null)
                    await readiness.CheckHealthAsync(new HealthCheckContext(), stopping);
            }
        }
    }
}
