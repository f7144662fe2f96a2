using System.Data.Common;
using System.Diagnostics;
using Guildhall.Load.Hosting;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Guildhall.Load.Streaming;

/// <summary>
/// When an activity can be read by others: a thread on the clients' cores asks the database, over a connection of its own that reads only,
/// every 0.15 ms. What it says is late by one question at the most, so that waits from then on are too short by no more than that.
/// </summary>
internal sealed class CommitWatch : IDisposable
{
    private static readonly long Pause = Stopwatch.Frequency * 15 / 100_000;

    private readonly DbConnection _connection;
    private readonly DbCommand _next;
    private readonly Thread _watching;
    private readonly Lock _lock = new();
    private TaskCompletionSource<DateTime>? _wanted;
    private long _last;
    private volatile bool _disposed;

    /// <param name="kind">Of the activities that count.</param>
    public CommitWatch(Installation guildhall, string kind)
    {
        _connection = guildhall.Database.Length > 0 ? new NpgsqlConnection(guildhall.Database)
            : new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(guildhall.Folder, "guildhall.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false,
            }.ConnectionString);
        _connection.Open();
        using (var newest = _connection.CreateCommand())
        {
            newest.CommandText = "SELECT COALESCE(MAX(id), 0) FROM activities";
            _last = Convert.ToInt64(newest.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        }
        _next = _connection.CreateCommand();
        _next.CommandText = $"SELECT id FROM activities WHERE id > @last AND kind = '{kind}' ORDER BY id LIMIT 1";
        var last = _next.CreateParameter();
        (last.ParameterName, last.Value) = ("last", _last);
        _next.Parameters.Add(last);
        _next.Prepare();
        _watching = new Thread(Watch) { IsBackground = true };
        _watching.Start();
    }

    /// <summary>When the next one becomes visible, UTC.</summary>
    public Task<DateTime> NextAsync()
    {
        lock (_lock)
            return (_wanted = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    public void Dispose()
    {
        _disposed = true;
        _watching.Join();
        _next.Dispose();
        _connection.Dispose();
    }

    private void Watch()
    {
        Linux.LeaveFirstCore();
        while (!_disposed)
        {
            var asked = Stopwatch.GetTimestamp();
            if (IsWanted() && _next.ExecuteScalar() is { } id and not DBNull)
                Tell(Convert.ToInt64(id, System.Globalization.CultureInfo.InvariantCulture), DateTime.UtcNow);
            while (Stopwatch.GetTimestamp() - asked < Pause)
                Thread.SpinWait(20);
        }
    }

    private bool IsWanted()
    {
        lock (_lock)
            return _wanted is not null;
    }

    private void Tell(long id, DateTime now)
    {
        _next.Parameters[0].Value = _last = id;
        lock (_lock)
        {
            _wanted?.TrySetResult(now);
            _wanted = null;
        }
    }
}
