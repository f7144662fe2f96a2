using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Costs;

/// <summary>
/// Enters the lines of a file that are good and new. Those with faults are given back, to be corrected and sent again: nothing is lost, and
/// nothing comes in twice.
/// </summary>
internal sealed class ImportCosts(AppDb db, CommunityScope community, TimeProvider time)
{
    private const int Batch = 500;

    /// <summary>What an import would do. Changes nothing.</summary>
    /// <exception cref="Refused">422: no table of costs.</exception>
    public async Task<CostTable> PreviewAsync(string? text, CancellationToken cancel)
    {
        var today = BookClock.Of(community.Required).DayOf(time.GetUtcNow().UtcDateTime);
        var table = CostFile.Read(text, community.Required.Currency, today);
        var known = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var keys in table.Lines.Where(l => l.Wish is not null).Select(l => l.Key).Chunk(Batch))
        {
            var found = await db.Set<Cost>().Where(c => keys.Contains(c.EntryKey))
                .Select(c => new { c.EntryKey, Reversed = db.Set<Reversal>()
                    .Any(r => r.DocumentKind == LedgerDocuments.Cost && r.DocumentId == c.Id) })
                .ToListAsync(cancel);
            foreach (var one in found)
                known[one.EntryKey] = one.Reversed;
        }
        return table with
        {
            Lines = [.. table.Lines.Select(l => l.Wish is not null && known.TryGetValue(l.Key, out var reversed)
                ? l with { IsKnown = true, IsReversed = reversed } : l)],
        };
    }

    /// <returns>How many came in, and the table as it stood before.</returns>
    /// <exception cref="Refused">As for the preview.</exception>
    public async Task<(int Entered, CostTable Table)> RunAsync(string? text, long by, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        var table = await PreviewAsync(text, cancel);
        var clock = BookClock.Of(community.Required);
        var now = time.GetUtcNow().UtcDateTime;
        var entered = 0;
        foreach (var lines in table.Lines.Where(l => l.IsNew).Chunk(Batch))
        {
            await EnterCost.BookAsync(db,
                [.. lines.Select(l => Cost.Enter(db.CommunityId, l.Wish!, clock.NoonOf(l.Wish!.Day), l.Key, by, now))], cancel);
            db.ChangeTracker.Clear();
            entered += lines.Length;
        }
        await transaction.CommitAsync(cancel);
        return (entered, table);
    }
}
