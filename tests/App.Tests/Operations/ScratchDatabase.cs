using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Guildhall.App.Tests.Operations;

/// <summary>A data folder that is not there yet, and a database of the run's kind that is not there yet either.</summary>
internal sealed class ScratchDatabase : IAsyncDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("guildhall-scratch-");
    private readonly string _name = $"scratch_{Guid.NewGuid():N}";

    /// <summary>Inside a folder that is, so that a test sees what was left beside it.</summary>
    public string DataFolder => Path.Combine(_parent.FullName, "data");

    public string Parent => _parent.FullName;

    public string File => Path.Combine(DataFolder, "guildhall.db");

    /// <summary>As the command line of the program takes them.</summary>
    public string[] Settings => ["--applicationName=guildhall", $"--Guildhall:Data={DataFolder}", $"--Guildhall:Database={(TestDatabase.OnPostgres ? ConnectionTo(_name) : "")}"];

    public DatabaseChoice Choice => DatabaseChoice.Parse(TestDatabase.OnPostgres ? ConnectionTo(_name) : null, DataFolder);

    /// <summary>Makes it as an older version of the program left it; <c>null</c> brings it to this version.</summary>
    public async Task MigrateAsync(string? migration = null)
    {
        Directory.CreateDirectory(DataFolder);
        await using var db = Open();
        await db.GetService<IMigrator>().MigrateAsync(migration);
        await db.Database.CloseConnectionAsync();
        ClearPool();
    }

    public AppDb Open()
    {
        var options = new DbContextOptionsBuilder<AppDb>();
        Choice.Configure(options);
        return new AppDb(options.Options, Guildhall.Web.Modules.All, new CommunityScope(), new WriteQueue(oneAtATime: false),
            TimeProvider.System, Wakening.Nobody);
    }

    public async Task<bool> ExistsAsync() => TestDatabase.OnPostgres
        ? await ScalarAsync($"SELECT count(*) FROM pg_database WHERE datname = '{_name}'") is 1L
        : System.IO.File.Exists(File);

    public Task CreateEmptyAsync() => TestDatabase.OnPostgres ? ScalarAsync($"CREATE DATABASE {_name}") : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        ClearPool();
        if (TestDatabase.OnPostgres)
            await ScalarAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
        _parent.Delete(recursive: true);
    }

    private void ClearPool()
    {
        if (TestDatabase.OnPostgres)
            return;
        using var connection = new SqliteConnection(Choice.ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    private static string ConnectionTo(string database) =>
        new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("GUILDHALL_TEST_POSTGRES")) { Database = database, Pooling = false }.ConnectionString;

    private static async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionTo("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
