using Guildhall.Kernel.Data;

namespace Guildhall.Kernel.Events;

/// <summary>
/// Failed deliveries whose time has come, of handlers that this program has; those of others wait for a program that has them. One that
/// lies further ahead than any wait was written by a clock that has been set back since: to wait for it could take years.
/// </summary>
internal sealed class DueRetries(PreparedReads reads, IEnumerable<HandlerRegistration> handlers, TimeProvider time)
{
    private const int PieceSize = 200;

    // Names of types, so they can stand in the text; without any, nothing is due.
    private readonly string _query =
        $"""
        SELECT id, handler, activity_id, attempts FROM failed_deliveries
        WHERE (next_attempt_at <= @now OR next_attempt_at > @latest) AND handler IN ({string.Join(", ", handlers.Select(h => $"'{h.Name}'").DefaultIfEmpty("''"))})
        ORDER BY id LIMIT {PieceSize}
        """;

    public async Task<IReadOnlyList<DueRetry>> ReadAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return await reads.RunAsync(_query, [("now", now), ("latest", now + Backoff.Longest)], async (rows, stop) =>
        {
            var due = new List<DueRetry>();
            while (await rows.ReadAsync(stop))
                due.Add(new DueRetry(rows.GetInt64(0), rows.GetString(1), rows.GetInt64(2), rows.GetInt32(3)));
            return due;
        }, cancel);
    }
}
