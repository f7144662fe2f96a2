using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.ByHand;

/// <summary>An operator enters what was spent or earned. The same key again is the same document.</summary>
internal sealed class EnterByHand<T, TTyped, TWish>(AppDb db, Guard guard, CommunityScope community, TimeProvider time)
    where T : class, IEntered<T, TTyped, TWish> where TWish : class, IWish
{
    /// <exception cref="Refused">422 at the field; idempotency_mismatch; 400: no key; 409: entered under another key.</exception>
    public async Task<Entered<T>> RunAsync(TTyped typed, string? key, long by, CancellationToken cancel)
    {
        await guard.RequireAsync(BookPermissions.Keep, cancel);
        var entryKey = "form:" + IdempotencyKey.Checked(key);
        var clock = BookClock.Of(community.Required);
        var now = time.GetUtcNow().UtcDateTime;
        var faults = new List<Refused>();
        var wish = T.Read(typed, community.Required.Currency, clock.DayOf(now), faults) ?? throw faults[0];

        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        if (await db.Set<T>().AsNoTracking().SingleOrDefaultAsync(d => d.EntryKey == entryKey, cancel) is { } earlier)
            return earlier.ToWish().Equals(wish) ? new(earlier, IsNew: false)
                : throw new Refused("idempotency_mismatch", 422, "This Idempotency-Key was used for something else. Use a new one.");
        if ((await T.DoubtsAsync(db, [wish], cancel)).TryGetValue(wish, out var doubt))
            throw doubt;
        var entered = T.Enter(db.CommunityId, wish, clock.NoonOf(wish.Day), entryKey, by, now);
        await BookAsync(db, [entered], cancel);
        await transaction.CommitAsync(cancel);
        return new(entered, IsNew: true);
    }

    /// <summary>Inside the caller's transaction.</summary>
    internal static async Task BookAsync(AppDb db, IReadOnlyCollection<T> documents, CancellationToken cancel)
    {
        db.AddRange(documents);
        await db.SaveChangesAsync(cancel);
        db.AddRange(documents.Select(d => d.Book()));
        await db.SaveChangesAsync(cancel);
    }
}

/// <param name="IsNew"><c>false</c> for what the key has entered before.</param>
internal sealed record Entered<T>(T Document, bool IsNew);
