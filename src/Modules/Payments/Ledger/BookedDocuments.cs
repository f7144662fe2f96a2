using Guildhall.Kernel.Data;

namespace Guildhall.Payments.Ledger;

/// <summary>
/// How often, and with what, documents are booked: by document, to be joined with them. A database then reads each table once, where a
/// question per document would ask a quarter of a million times.
/// </summary>
internal static class BookedDocuments
{
    /// <param name="kind">One of <see cref="LedgerDocuments"/>.</param>
    public static IQueryable<BookedTimes> TimesOf(this AppDb db, string kind) => Times(db.Set<LedgerTransaction>(), kind);

    /// <summary>Counts only what was booked for one purpose.</summary>
    /// <inheritdoc cref="TimesOf(AppDb, string)"/>
    public static IQueryable<BookedTimes> TimesOf(this AppDb db, string kind, string purpose) =>
        Times(db.Set<LedgerTransaction>().Where(t => t.Purpose == purpose), kind);

    /// <summary>What was booked on accounts of one sort.</summary>
    /// <param name="kind">One of <see cref="LedgerDocuments"/>.</param>
    /// <param name="prefix">Of the accounts; ends with ':'.</param>
    public static IQueryable<BookedSum> SumsOf(this AppDb db, string kind, string prefix) =>
        db.Set<LedgerTransaction>().Where(t => t.DocumentKind == kind)
            .Join(db.Set<Entry>().Under(db, prefix), t => t.Id, e => e.TransactionId, (t, e) => new { t.DocumentId, e.Amount })
            .GroupBy(b => b.DocumentId).Select(g => new BookedSum { DocumentId = g.Key, Sum = g.Sum(b => b.Amount) });

    private static IQueryable<BookedTimes> Times(IQueryable<LedgerTransaction> transactions, string kind) =>
        transactions.Where(t => t.DocumentKind == kind).GroupBy(t => t.DocumentId)
            .Select(g => new BookedTimes { DocumentId = g.Key, Times = g.Count() });
}

/// <summary>A document that is not booked at all is not among them.</summary>
internal sealed class BookedTimes
{
    public long DocumentId { get; init; }
    public int Times { get; init; }
}

/// <inheritdoc cref="BookedTimes"/>
internal sealed class BookedSum
{
    public long DocumentId { get; init; }

    /// <summary>Minor units; debit is positive.</summary>
    public long Sum { get; init; }
}
