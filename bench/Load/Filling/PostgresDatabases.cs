using System.Globalization;
using Npgsql;

namespace Guildhall.Load.Filling;

/// <summary>Databases on a given server, gone afterwards.</summary>
internal sealed class PostgresDatabases(string server) : IAsyncDisposable
{
    private readonly NpgsqlConnectionStringBuilder _server = Parse(server);
    private readonly List<string> _made = [];

    public async Task<string> VersionAsync()
    {
        await using var connection = new NpgsqlConnection(_server.ConnectionString);
        await connection.OpenAsync();
        return connection.PostgreSqlVersion.ToString();
    }

    /// <returns>The connection string of a new database.</returns>
    public async Task<string> CreateAsync(int articles)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"guildhall_bench_{Environment.ProcessId}_{articles}");
        // A template that nobody is connected to and that knows Chinese whatever the server's locale is.
        await DoAsync($"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0");
        _made.Add(name);
        return new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = name }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        foreach (var name in _made)
            await DoAsync($"DROP DATABASE {name} WITH (FORCE)");
    }

    private async Task DoAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>postgres://user:password@host:port/name, as the program takes it, or what the driver takes.</summary>
    private static NpgsqlConnectionStringBuilder Parse(string server)
    {
        if (!server.StartsWith("postgres", StringComparison.Ordinal))
            return new NpgsqlConnectionStringBuilder(server);
        var url = new Uri(server);
        var user = url.UserInfo.Split(':', 2);
        return new NpgsqlConnectionStringBuilder
        {
            Host = url.Host,
            Port = url.Port > 0 ? url.Port : 5432,
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            Database = url.AbsolutePath.Trim('/') is { Length: > 0 } name ? name : "postgres",
        };
    }
}
