using Guildhall.Kernel.Data;

namespace Guildhall.Kernel.Events;

/// <summary>
/// Failed deliveries whose time has come, of handlers that this program has; those of others wait for a program that has them. One that lies
/// further ahead than any wait was written by a clock that has been set back since: to wait for it could take years.
/// </summary>
internal sealed class DueRetries(PreparedReads reads, IEnumerable<HandlerRegistration> handlers, TimeProvider time)
{
    private const int PieceSize = 200;

    private readonly (string, object)[] _names = [.. handlers.Select((h, i) => ($"handler{i}", (object)h.Name))];

    public async Task<IReadOnlyList<DueRetry>> ReadAsync(CancellationToken cancel)
    {
        if (_names.Length == 0)
            return [];
        var now = time.GetUtcNow().UtcDateTime;
        var sql =
            $"""
            SELECT id, handler, activity_id, attempts FROM failed_deliveries
            WHERE (next_attempt_at <= @now OR next_attempt_at > @latest) AND handler IN ({string.Join(", ", _names.Select(n => "@" + n.Item1))})
            ORDER BY id LIMIT {PieceSize}
            """;
        return await reads.RunAsync(sql, [.. _names, ("now", now), ("latest", now + Backoff.Longest)], async (rows, stop) =>
        {
            var due = new List<DueRetry>();
            while (await rows.ReadAsync(stop))
                due.Add(new DueRetry(rows.GetInt64(0), rows.GetString(1), rows.GetInt64(2), rows.GetInt32(3)));
            return due;
        }, cancel);
    }
}
