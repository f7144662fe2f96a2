using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.ByHand;

/// <summary>
/// Enters the lines of a file that are good and new. Those with faults are given back, to be corrected and sent again: nothing is lost, and
/// nothing comes in twice.
/// </summary>
internal sealed class ImportByHand<T, TTyped, TWish>(AppDb db, Guard guard, CommunityScope community, TimeProvider time)
    where T : class, IEntered<T, TTyped, TWish> where TWish : class, IWish
{
    private const int Batch = 500;

    /// <summary>What an import would do. Changes nothing.</summary>
    /// <exception cref="Refused">422: no such table.</exception>
    public async Task<EntryTable<TWish>> PreviewAsync(string? text, CancellationToken cancel)
    {
        var today = BookClock.Of(community.Required).DayOf(time.GetUtcNow().UtcDateTime);
        var table = EntryFile.Read<T, TTyped, TWish>(text, community.Required.Currency, today);
        var known = await KnownAsync(table, cancel);
        var lines = table.Lines.Select(l => l.Wish is not null && known.TryGetValue(l.Key, out var reversed)
            ? l with { IsKnown = true, IsReversed = reversed } : l).ToList();
        var doubts = await T.DoubtsAsync(db, [.. lines.Where(l => l.IsNew).Select(l => l.Wish!)], cancel);
        return table with
        {
            Lines = [.. lines.Select(l => l.IsNew && doubts.TryGetValue(l.Wish!, out var doubt)
                ? l with { Wish = null, Faults = [doubt], Key = "" } : l)],
        };
    }

    /// <returns>How many came in, and the table as it stood before.</returns>
    /// <exception cref="Refused">As for the preview.</exception>
    public async Task<(int Entered, EntryTable<TWish> Table)> RunAsync(string? text, long by, CancellationToken cancel)
    {
        await guard.RequireAsync(BookPermissions.Keep, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        var table = await PreviewAsync(text, cancel);
        var clock = BookClock.Of(community.Required);
        var now = time.GetUtcNow().UtcDateTime;
        var entered = 0;
        foreach (var lines in table.Lines.Where(l => l.IsNew).Chunk(Batch))
        {
            await EnterByHand<T, TTyped, TWish>.BookAsync(db,
                [.. lines.Select(l => T.Enter(db.CommunityId, l.Wish!, clock.NoonOf(l.Wish!.Day), l.Key, by, now))], cancel);
            db.ChangeTracker.Clear();
            entered += lines.Length;
        }
        await transaction.CommitAsync(cancel);
        return (entered, table);
    }

    /// <returns>By key, whether it was reversed since.</returns>
    private async Task<Dictionary<string, bool>> KnownAsync(EntryTable<TWish> table, CancellationToken cancel)
    {
        var (known, kind) = (new Dictionary<string, bool>(StringComparer.Ordinal), T.DocumentKind);
        foreach (var keys in table.Lines.Where(l => l.Wish is not null).Select(l => l.Key).Chunk(Batch))
        {
            var found = await db.Set<T>().Where(d => keys.Contains(d.EntryKey))
                .Select(d => new
                {
                    d.EntryKey, Reversed = db.Set<Reversal>().Any(r => r.DocumentKind == kind && r.DocumentId == d.Id),
                })
                .ToListAsync(cancel);
            foreach (var one in found)
                known[one.EntryKey] = one.Reversed;
        }
        return known;
    }
}
