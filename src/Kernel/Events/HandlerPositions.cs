using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Events;

/// <summary>
/// The table of how far each handler is. A row is only moved by a statement that says from where: of several nodes one succeeds.
/// </summary>
internal sealed class HandlerPositions(PreparedReads reads, IServiceScopeFactory scopes, IEnumerable<HandlerRegistration> handlers)
{
    /// <summary>
    /// Gives a position to each handler that has none. Done before the program serves: to a handler that begins now, everything that
    /// happens from then on is new.
    /// </summary>
    public async Task FixAsync(CancellationToken cancel)
    {
        var known = await LoadAsync(cancel);
        var missing = handlers.Where(h => !known.ContainsKey(h.Name)).OrderBy(h => h.Name, StringComparer.Ordinal).ToList();
        if (missing.Count == 0)
            return;
        var end = await ActivityReader.EndAsync(reads, cancel);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var transaction = await db.BeginWriteAsync(cancel);
        foreach (var handler in missing)
        {
            var from = handler.From == Start.Now ? end : default;
            // Another node may be starting too: the first to come fixes it for both.
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO handler_positions (handler, "transaction", activity_id) VALUES ({handler.Name}, {from.Transaction}, {from.ActivityId})
                ON CONFLICT DO NOTHING
                """, cancel);
        }
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Of all handlers that were ever here.</summary>
    public Task<Dictionary<string, Position>> LoadAsync(CancellationToken cancel) => reads.RunAsync(
        """SELECT handler, "transaction", activity_id FROM handler_positions""",
        [],
        async (rows, stop) =>
        {
            var positions = new Dictionary<string, Position>(StringComparer.Ordinal);
            while (await rows.ReadAsync(stop))
                positions[rows.GetString(0)] = new Position(rows.GetInt64(1), rows.GetInt64(2));
            return positions;
        },
        cancel);

    /// <summary>Of one handler, as others have left it.</summary>
    public async Task<Position> FindAsync(string handler, CancellationToken cancel)
    {
        if ((await LoadAsync(cancel)).TryGetValue(handler, out var position))
            return position;
        // A restore took it away.
        await FixAsync(cancel);
        return (await LoadAsync(cancel))[handler];
    }

    /// <summary>Inside the caller's transaction.</summary>
    /// <returns><c>false</c> when another node has moved it.</returns>
    public static async Task<bool> MoveAsync(AppDb db, string handler, Position from, Position to, CancellationToken cancel) =>
        await MoveAsync(db, [handler], from, to, cancel) == 1;

    /// <summary>
    /// Moves handlers that nothing concerned, all in one transaction. What others have moved stays where they have moved it.
    /// </summary>
    public async Task MoveAsync(ILookup<Position, string> handlers, Position to, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var transaction = await db.BeginWriteAsync(cancel);
        foreach (var from in handlers)
            await MoveAsync(db, [.. from], from.Key, to, cancel);
        await transaction.CommitAsync(cancel);
    }

    private static Task<int> MoveAsync(AppDb db, string[] handlers, Position from, Position to, CancellationToken cancel) =>
        db.Set<HandlerPosition>()
        .Where(p => handlers.Contains(p.Handler) && p.Transaction == from.Transaction && p.ActivityId == from.ActivityId)
        .ExecuteUpdateAsync(p => p.SetProperty(x => x.Transaction, to.Transaction).SetProperty(x => x.ActivityId, to.ActivityId), cancel);
}
