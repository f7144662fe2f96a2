using System.Runtime.CompilerServices;
using Guildhall.Kernel.Data;
using Npgsql;

namespace Guildhall.Kernel.Events;

/// <summary>Gives each activity once, as soon as it is committed. Not for two callers at once.</summary>
internal interface ITailSource
{
    /// <summary>What is committed from now on will be given.</summary>
    Task StartAsync(CancellationToken cancel);

    /// <summary>What has been committed since the last time, in pieces. A caller that fails on one is given it again.</summary>
    IAsyncEnumerable<IReadOnlyList<Activity>> ReadAsync(CancellationToken cancel);
}

/// <summary>SQLite has one writer: ids are given out in the order of commits.</summary>
internal sealed class SqliteTail(PreparedReads reads) : ITailSource
{
    private const int PieceSize = 500;
    private Position _read;

    public async Task StartAsync(CancellationToken cancel) => _read = await ActivityReader.EndAsync(reads, cancel);

    public async IAsyncEnumerable<IReadOnlyList<Activity>> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        while (await ActivityReader.ReadAfterAsync(reads, _read, PieceSize, cancel) is { Count: > 0 } activities)
        {
            yield return activities;
            _read = Position.Of(activities[^1]);
            if (activities.Count < PieceSize)
                yield break;
        }
    }
}

/// <summary>
/// PostgreSQL knows by a snapshot which transactions somebody has seen (functions-info, table 9.86). New is what the snapshot of the last
/// look did not show: no page stays old because another transaction is long, and none is told twice. Its connection is its own and
/// gives up soon, so that a server that is silent is noticed.
/// </summary>
internal sealed class PostgresTail(DatabaseChoice database) : ITailSource, IAsyncDisposable
{
    private const int PieceSize = 500;

    private const string Query =
        $"""
        SELECT a.*, s.now FROM (SELECT pg_current_snapshot()::text AS now) s LEFT JOIN LATERAL (
            SELECT {Activity.Columns} FROM activities
            WHERE "transaction" >= pg_snapshot_xmin(@seen::pg_snapshot)::text::bigint
                AND NOT pg_visible_in_snapshot("transaction"::text::xid8, @seen::pg_snapshot)) a ON true
        ORDER BY a."transaction", a.id
        """;

    private readonly string _connectionString = new NpgsqlConnectionStringBuilder(database.ConnectionString)
    {
        Pooling = false,
        Timeout = 2,
        CommandTimeout = 2,
        CancellationTimeout = -1,
    }.ConnectionString;

    private NpgsqlConnection? _connection;
    private string _seen = "";

    public async Task StartAsync(CancellationToken cancel)
    {
        await using var now = (await OpenAsync(cancel)).CreateCommand();
        now.CommandText = "SELECT pg_current_snapshot()::text";
        _seen = (string)(await now.ExecuteScalarAsync(cancel))!;
    }

    public async IAsyncEnumerable<IReadOnlyList<Activity>> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var complete = false;
        try
        {
            await using var look = (await OpenAsync(cancel)).CreateCommand();
            look.CommandText = Query;
            look.Parameters.AddWithValue("seen", _seen);
            await look.PrepareAsync(cancel);
            await using var rows = await look.ExecuteReaderAsync(cancel);
            var (now, piece) = (_seen, new List<Activity>());
            while (await rows.ReadAsync(cancel))
            {
                now = rows.GetString(rows.FieldCount - 1);
                // Of a look that finds nothing comes one row with the snapshot alone.
                if (!rows.IsDBNull(0))
                    piece.Add(Activity.Of(rows));
                if (piece.Count < PieceSize)
                    continue;
                yield return piece;
                piece = [];
            }
            if (piece.Count > 0)
                yield return piece;
            _seen = now;
            complete = true;
        }
        finally
        {
            if (!complete)
                await DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
            await connection.DisposeAsync();
        _connection = null;
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancel)
    {
        if (_connection is { State: System.Data.ConnectionState.Open } open)
            return open;
        await DisposeAsync();
        var connection = new NpgsqlConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancel);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        return _connection = connection;
    }
}
