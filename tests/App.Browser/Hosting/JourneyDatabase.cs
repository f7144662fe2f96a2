using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Guildhall.App.Browser.Hosting;

/// <summary>
/// The database of a server under test. GUILDHALL_TEST_DATABASE chooses "sqlite" (default) or "postgres", as for scenarios;
/// GUILDHALL_TEST_POSTGRES is the server's connection string. Nodes that share a data folder share the database.
/// </summary>
internal static class JourneyDatabase
{
    private static readonly ConcurrentDictionary<string, bool> Made = new();

    static JourneyDatabase() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var name in Made.Keys)
            Run($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    };

    /// <summary>What this run is on.</summary>
    public static bool OnPostgres => Environment.GetEnvironmentVariable("GUILDHALL_TEST_DATABASE") == "postgres";

    private static string Server => Environment.GetEnvironmentVariable("GUILDHALL_TEST_POSTGRES")
        ?? throw new InvalidOperationException("GUILDHALL_TEST_POSTGRES is not set: run the journeys with bin/test --browser.");

    /// <summary>As the setting Guildhall:Database wants it; empty for SQLite in the data folder.</summary>
    public static string SettingOf(DirectoryInfo data)
    {
        if (!OnPostgres)
            return "";
        var name = NameOf(data);
        if (Made.TryAdd(name, true))
            Run($"CREATE DATABASE {name}");
        return ConnectionTo(name);
    }

    public static void Drop(DirectoryInfo data)
    {
        if (OnPostgres && Made.TryRemove(NameOf(data), out _))
            Run($"DROP DATABASE IF EXISTS {NameOf(data)} WITH (FORCE)");
    }

    private static string NameOf(DirectoryInfo data) =>
        $"journey_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data.FullName)))[..24]}";

    private static string ConnectionTo(string database) =>
        new NpgsqlConnectionStringBuilder(Server) { Database = database, MaxPoolSize = 20 }.ConnectionString;

    private static void Run(string sql)
    {
        using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(Server) { Database = "postgres", Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of our own making.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
