using System.Data.Common;
using System.Globalization;
using Guildhall.Load.Hosting;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Guildhall.Load.Selling;

/// <summary>The database of an installation, asked past the program: what it holds, not what the program says.</summary>
internal static class Books
{
    public static async Task<DbConnection> OpenAsync(Installation guildhall)
    {
        DbConnection connection = guildhall.Database.Length > 0 ? new NpgsqlConnection(guildhall.Database)
            : new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(guildhall.Folder, "guildhall.db"), Pooling = false, DefaultTimeout = 30,
            }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public static async Task<long> CountAsync(this Installation guildhall, string sql)
    {
        await using var connection = await OpenAsync(guildhall);
        return Convert.ToInt64(await connection.AskAsync(sql), CultureInfo.InvariantCulture);
    }

    public static async Task<string> TextAsync(this Installation guildhall, string sql)
    {
        await using var connection = await OpenAsync(guildhall);
        return (string)(await connection.AskAsync(sql))!;
    }

    public static async Task<object?> AskAsync(this DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Waits until it counts nothing any more.</summary>
    /// <returns>How long that took; <c>null</c> when it did not happen in time.</returns>
    public static async Task<TimeSpan?> UntilNoneAsync(this Installation guildhall, string count, TimeSpan patience)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (await guildhall.CountAsync(count) > 0)
        {
            if (watch.Elapsed > patience)
                return null;
            await Task.Delay(50);
        }
        return watch.Elapsed;
    }
}
