using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Guildhall.Kernel.Data;

/// <summary>
/// Queries of the hottest pages, by hand. SQLite forgets a prepared statement with its connection, and preparing costs more than
/// finding a row by its key; so connections are kept here with the commands that ran on them. They see what is committed, never
/// what an open transaction wrote. On PostgreSQL the driver keeps prepared statements with its pooled connections by itself.
/// </summary>
public sealed class PreparedReads(DatabaseChoice database) : IDisposable
{
    // More readers at once than cores only wait for each other; what is beyond is closed after use.
    private const int MostKept = 16;

    private readonly ConcurrentBag<ReadConnection> _free = [];
    private bool _closed;

    public bool IsPostgres => database.IsPostgres;

    /// <param name="sql">Constant text, since it is kept: what varies is a parameter.</param>
    /// <param name="values">Names as in <paramref name="sql"/>, without the mark. Instants are UTC with microseconds.</param>
    /// <param name="read">Reads the answer to its end; the reader is closed after it.</param>
    /// <param name="planAnew">Where the values decide how PostgreSQL should go about it: words of a search, for instance.</param>
    public async Task<T> RunAsync<T>(
        string sql, (string Name, object Value)[] values, Func<DbDataReader, CancellationToken, Task<T>> read, CancellationToken cancel,
        bool planAnew = false)
    {
        if (database.IsPostgres)
            return await RunOnPostgresAsync(sql, values, read, planAnew, cancel);

        var connection = _free.TryTake(out var kept) ? kept : new ReadConnection(database.ConnectionString);
        try
        {
            var answer = await ReadAsync(connection.Prepared(sql, values), read, cancel);
            if (_closed || _free.Count >= MostKept)
                connection.Dispose();
            else
                _free.Add(connection);
            return answer;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // By itself, so that SQLite does not load the other driver.
    private async Task<T> RunOnPostgresAsync<T>(
        string sql, (string Name, object Value)[] values, Func<DbDataReader, CancellationToken, Task<T>> read, bool planAnew,
        CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var command = Command(connection, sql, values);
        if (!planAnew)
            await command.PrepareAsync(cancel);
        return await ReadAsync(command, read, cancel);
    }

    /// <summary>The same question to a command of one's own.</summary>
    public static void Ask(DbCommand command, (string Name, object Value)[] values)
    {
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
    }

    /// <summary>A condition that the column holds one of the ids that <see cref="Ids"/> wrote into a parameter.</summary>
    /// <param name="parameter">Its name, without the mark.</param>
    public string IsOneOf(string column, string parameter) =>
        IsPostgres ? $"{column} = ANY(@{parameter}::bigint[])" : $"{column} IN (SELECT value FROM json_each(@{parameter}))";

    /// <summary>Any number of ids as one parameter, so that the query's text stays the same.</summary>
    public string Ids(IEnumerable<long> ids) => IsPostgres ? $"{{{string.Join(',', ids)}}}" : $"[{string.Join(',', ids)}]";

    /// <summary>An instant as it was kept.</summary>
    public static DateTime Utc(DbDataReader row, int column) => DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc);

    public void Dispose()
    {
        _closed = true;
        while (_free.TryTake(out var connection))
            connection.Dispose();
    }

    private static async Task<T> ReadAsync<T>(
        DbCommand command, Func<DbDataReader, CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await read(reader, cancel);
    }

    private static DbCommand Command(DbConnection connection, string sql, (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        Ask(command, values);
        return command;
    }

    /// <summary>One SQLite connection and the commands prepared on it.</summary>
    private sealed class ReadConnection : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

        public ReadConnection(string connectionString)
        {
            // Outside the driver's pool, which would close the commands with every return.
            _connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
            _connection.Open();
            using var pragma = _connection.CreateCommand();
            pragma.CommandText = "PRAGMA query_only=1; PRAGMA busy_timeout=30000;";
            pragma.ExecuteNonQuery();
        }

        public DbCommand Prepared(string sql, (string Name, object Value)[] values)
        {
            if (!_commands.TryGetValue(sql, out var command))
            {
                command = Command(_connection, sql, values);
                command.Prepare();
                _commands.Add(sql, command);
                return command;
            }
            for (var i = 0; i < values.Length; i++)
                command.Parameters[i].Value = values[i].Value;
            return command;
        }

        public void Dispose()
        {
            foreach (var command in _commands.Values)
                command.Dispose();
            _connection.Dispose();
        }
    }
}
