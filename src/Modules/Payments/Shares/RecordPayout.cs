using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Costs;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Shares;

/// <summary>The operator paid out what was owed, and says so. The same key again is the same payout.</summary>
internal sealed class RecordPayout(AppDb db, Guard guard, Payables payables, TimeProvider time)
{
    /// <exception cref="Refused">404: nothing was ever owed on that account; 422: not in that currency, or more than may be paid
    /// out now.</exception>
    public async Task<Payout> RunAsync(PayoutWish wish, string? key, long by, CancellationToken cancel)
    {
        await guard.RequireAsync(BookPermissions.Keep, cancel);
        var entryKey = "form:" + IdempotencyKey.Checked(key);
        var note = wish.Note?.Trim() is { Length: <= Payout.MaxNote } good ? good
            : wish.Note is null ? "" : throw Refused.AtField("note", "too_long", "At most {0} characters.", Payout.MaxNote);
        if (wish.From == PaidFrom.Payable)
            throw Refused.AtField("from", "account_unknown", "Choose bank or cash.");
        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        if (await db.Set<Payout>().AsNoTracking().SingleOrDefaultAsync(p => p.EntryKey == entryKey, cancel) is { } earlier)
            return earlier.Account == wish.Account && earlier.Amount == wish.Amount && earlier.Currency == wish.Currency ? earlier
                : throw new Refused("idempotency_mismatch", 422, "This Idempotency-Key was used for another payout. Use a new one.");
        var all = await payables.ListAsync(wish.Account, cancel);
        var due = all.FirstOrDefault(p => p.Currency == wish.Currency) ?? throw (all.Count == 0
            ? Refused.NotFound("Nothing is payable here.")
            : Refused.AtField("currency", "currency_not_payable", "Choose a currency that is owed here: {0}.",
                string.Join(", ", all.Select(p => p.Currency))));
        Check(wish, due);
        var payout = Payout.Make(db.CommunityId, wish.Account, wish.Amount, wish.Currency, wish.From, note, entryKey, by, now);
        db.Add(payout);
        await db.SaveChangesAsync(cancel);
        db.Add(Books.PayOut(payout));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return payout;
    }

    private static void Check(PayoutWish wish, Payable due)
    {
        if (wish.Amount <= 0)
            throw Refused.AtField("amount", "amount_not_positive", "Enter an amount above zero.");
        if (wish.Amount > due.Due)
            throw Refused.AtField("amount", "payout_too_large", "Only {0} can be paid out now; the rest is held to allow for refunds.",
                new Money(Math.Max(0, due.Due), due.Currency).ToDecimalString());
    }
}

/// <param name="Amount">Minor units.</param>
internal sealed record PayoutWish(string Account, long Amount, string Currency, PaidFrom From, string? Note);

/// <summary>A payout was entered wrongly: it is owed again. Reversed twice is reversed once.</summary>
internal sealed class ReversePayout(AppDb db, Guard guard, TimeProvider time)
{
    /// <returns>The account on which it is owed.</returns>
    /// <exception cref="Refused">404; 422: no reason.</exception>
    public async Task<string> RunAsync(long payoutId, string? reason, long by, CancellationToken cancel)
    {
        await guard.RequireAsync(BookPermissions.Keep, cancel);
        Reversal.CheckedReason(reason);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        var payout = await db.Set<Payout>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == payoutId, cancel) ?? throw Refused.NotFound();
        if (await db.Set<Reversal>().AnyAsync(r => r.DocumentKind == LedgerDocuments.Payout && r.DocumentId == payoutId, cancel))
            return payout.Account;
        var reversal = Reversal.Of(
            db.CommunityId, new(LedgerDocuments.Payout, payoutId), reason, by, time.GetUtcNow().UtcDateTime);
        db.Add(reversal);
        await db.SaveChangesAsync(cancel);
        db.Add(Books.Reverse(reversal, payout));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return payout.Account;
    }
}
