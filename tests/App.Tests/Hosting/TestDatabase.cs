using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Guildhall.App.Tests.Hosting;

/// <summary>
/// A database of a test's own, made by copying one that was migrated once in this run. GUILDHALL_TEST_DATABASE chooses
/// "sqlite" (default) or "postgres"; GUILDHALL_TEST_POSTGRES is the server's connection string, which bin/test provides.
/// </summary>
internal abstract class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> SqliteTemplate = new(() => MakeTemplateAsync(onPostgres: false));
    private static readonly Lazy<Task<string>> PostgresTemplate = new(() => MakeTemplateAsync(onPostgres: true));

    /// <summary>Whether a PostgreSQL server is there, whatever this run is on.</summary>
    public static bool HasPostgres => Environment.GetEnvironmentVariable("GUILDHALL_TEST_POSTGRES") is not null;

    /// <summary>What this run is on.</summary>
    public static bool OnPostgres => Environment.GetEnvironmentVariable("GUILDHALL_TEST_DATABASE") == "postgres";

    /// <summary>As the setting Guildhall:Database wants it.</summary>
    public abstract string Setting { get; }

    public static async Task<TestDatabase> CreateAsync(DirectoryInfo folder, bool onPostgres) => onPostgres
        ? await PostgresDatabase.CopyAsync(await PostgresTemplate.Value)
        : SqliteFile.Copy(await SqliteTemplate.Value, folder);

    /// <summary>One that nothing has migrated yet.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync(DirectoryInfo folder, bool onPostgres) =>
        onPostgres ? await PostgresDatabase.CreateAsync() : new SqliteFile(Path.Combine(folder.FullName, "guildhall.db"));

    public abstract ValueTask DisposeAsync();

    private static async Task<string> MakeTemplateAsync(bool onPostgres)
    {
        var (template, setting) = onPostgres ? await PostgresDatabase.MakeEmptyAsync() : SqliteFile.MakeEmpty();
        var options = new DbContextOptionsBuilder<AppDb>();
        DatabaseChoice.Parse(setting, "").Configure(options);
        await using var db =
            new AppDb(options.Options, Guildhall.Web.Modules.All, new CommunityScope(), new WriteQueue(oneAtATime: false),
                TimeProvider.System, Wakening.Nobody);
        await db.Database.MigrateAsync();
        if (!onPostgres)
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        await db.Database.CloseConnectionAsync();
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        return template;
    }

    private sealed class SqliteFile(string path) : TestDatabase
    {
        public override string Setting => path;

        public static (string Template, string Setting) MakeEmpty()
        {
            var path = Path.Combine(Directory.CreateTempSubdirectory("guildhall-template-").FullName, "template.db");
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
            return (path, path);
        }

        public static SqliteFile Copy(string template, DirectoryInfo folder)
        {
            var path = Path.Combine(folder.FullName, "guildhall.db");
            File.Copy(template, path);
            return new SqliteFile(path);
        }

        public override ValueTask DisposeAsync()
        {
            using var connection = new SqliteConnection($"Data Source={path}");
            SqliteConnection.ClearPool(connection);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class PostgresDatabase(string name) : TestDatabase
    {
        private static readonly string Server = Environment.GetEnvironmentVariable("GUILDHALL_TEST_POSTGRES")
            ?? throw new InvalidOperationException("GUILDHALL_TEST_POSTGRES is not set: run the tests with bin/test --postgres.");

        // One at a time: a template must not be in use while it is copied.
        private static readonly SemaphoreSlim Copying = new(1, 1);

        public override string Setting => ConnectionTo(name, pooled: true);

        public static async Task<(string Template, string Setting)> MakeEmptyAsync()
        {
            var name = $"template_{Environment.ProcessId}";
            await RunAsync($"CREATE DATABASE {name}");
            return (name, ConnectionTo(name, pooled: false));
        }

        public static async Task<PostgresDatabase> CopyAsync(string template)
        {
            var name = $"test_{Guid.NewGuid():N}";
            await Copying.WaitAsync();
            try
            {
                await RunAsync($"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY");
            }
            finally
            {
                Copying.Release();
            }
            return new PostgresDatabase(name);
        }

        public static async Task<PostgresDatabase> CreateAsync()
        {
            var name = $"test_{Guid.NewGuid():N}";
            await RunAsync($"CREATE DATABASE {name}");
            return new PostgresDatabase(name);
        }

        public override async ValueTask DisposeAsync() => await RunAsync($"DROP DATABASE {name} WITH (FORCE)");

        private static string ConnectionTo(string database, bool pooled) =>
            new NpgsqlConnectionStringBuilder(Server) { Database = database, Pooling = pooled, MaxPoolSize = 20 }.ConnectionString;

        private static async Task RunAsync(string sql)
        {
            await using var connection = new NpgsqlConnection(ConnectionTo("postgres", pooled: false));
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }
    }
}
