using System.Data.Common;
using System.Runtime.CompilerServices;
using Guildhall.Kernel.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Guildhall.Kernel.Data;

/// <summary>
/// Which database this installation runs on, from <c>Guildhall:Database</c>: empty for <c>guildhall.db</c> in the data folder,
/// a path for another SQLite file, <c>postgres://user:password@host:port/name</c> or an Npgsql connection string for PostgreSQL.
/// </summary>
public sealed record DatabaseChoice(bool IsPostgres, string ConnectionString)
{
    /// <exception cref="Refused">The setting is none of these.</exception>
    public static DatabaseChoice Parse(string? setting, string dataFolder)
    {
        if (string.IsNullOrWhiteSpace(setting))
            return Sqlite(Path.Combine(dataFolder, "guildhall.db"));
        if (setting.StartsWith("postgres://", StringComparison.Ordinal) || setting.StartsWith("postgresql://", StringComparison.Ordinal))
            return new(true, FromUrl(setting));
        if (setting.Contains("Host=", StringComparison.OrdinalIgnoreCase))
            return new(true, FromOptions(setting));
        if (setting.Contains("://", StringComparison.Ordinal))
            throw new Refused("database_unknown", 400, "Guildhall:Database is neither a SQLite file nor postgres://user:password@host:port/name.");
        return Sqlite(setting);
    }

    private static DatabaseChoice Sqlite(string path) => new(false, new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        DefaultTimeout = 30,
    }.ConnectionString);

    // What names the other driver stands in methods of its own: SQLite would load it otherwise.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string FromOptions(string options) => new NpgsqlConnectionStringBuilder(options).ConnectionString;

    private static string FromUrl(string url)
    {
        var uri = new Uri(url);
        var user = uri.UserInfo.Split(':', 2);
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = Uri.UnescapeDataString(uri.Host),
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
            Username = Uri.UnescapeDataString(user[0]),
        };
        if (user.Length > 1)
            connection.Password = Uri.UnescapeDataString(user[1]);
        foreach (var option in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = option.Split('=', 2);
            connection[pair[0] == "sslmode" ? "SSL Mode" : pair[0]] = Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? "");
        }
        return connection.ConnectionString;
    }

    public void Configure(DbContextOptionsBuilder options)
    {
        // What fails is thrown, and whoever catches it knows whether it matters: two who register one address at once, or a
        // transaction that ends with the program, are no errors.
        options.ConfigureWarnings(w => w.Log(
            (RelationalEventId.CommandError, LogLevel.Debug), (RelationalEventId.TransactionError, LogLevel.Debug),
            (RelationalEventId.ConnectionError, LogLevel.Debug), (CoreEventId.QueryIterationFailed, LogLevel.Debug),
            (CoreEventId.SaveChangesFailed, LogLevel.Debug), (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug),
            // SQLite rebuilds a table where others alter it: a first start would greet its operator with a page of warnings.
            (RelationalEventId.NonTransactionalMigrationOperationWarning, LogLevel.Debug),
            (SqliteEventId.TableRebuildPendingWarning, LogLevel.Debug)));
        if (IsPostgres)
            UsePostgres(options);
        else
            options.UseSqlite(ConnectionString, o => o.MigrationsAssembly("Guildhall.Migrations.Sqlite")).AddInterceptors(SqlitePragmas.Instance);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void UsePostgres(DbContextOptionsBuilder options) =>
        options.UseNpgsql(ConnectionString, o => o.MigrationsAssembly("Guildhall.Migrations.Postgres"));
}

/// <summary>
/// WAL lets readers go on while one writes. FULL syncs at every commit: with NORMAL a power cut was measured to lose
/// hundreds of acknowledged commits, so it may never be tuned down.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    public static readonly SqlitePragmas Instance = new();
    private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000;";

    // EF opens a pooled connection around every query; the settings belong to the native one underneath, which stays open.
    private readonly ConditionalWeakTable<SQLitePCL.sqlite3, object> _set = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData data) => Set((SqliteConnection)connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData data, CancellationToken cancel = default)
    {
        Set((SqliteConnection)connection);
        return Task.CompletedTask;
    }

    private void Set(SqliteConnection connection)
    {
        if (connection.Handle is not { } native || !_set.TryAdd(native, this))
            return;
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }
}
