using System.Globalization;
using System.Runtime.CompilerServices;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Costs;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Exports;

/// <summary>The ledger's entries with their documents, for accountants, a page of rows in memory at a time.</summary>
internal sealed class ExportLedger(AppDb db, CommunityScope community, Texts texts)
{
    private const int Batch = 1000;

    private static readonly string[] Heading =
        ["entry", "transaction", "day", "time_utc", "document", "document_id", "order", "account", "account_name", "debit", "credit", "currency", "text"];

    /// <param name="from">The first day; <c>null</c> from the beginning.</param>
    /// <param name="to">The last day; <c>null</c> to the end.</param>
    public CsvAnswer Run(DateOnly? from, DateOnly? to, CancellationToken cancel)
    {
        var name = string.Join('-', new[] { community.Required.Slug, "ledger", from is { } f ? Days.Text(f) : null, to is { } t
            ? Days.Text(t) : null }
            .OfType<string>());
        return new CsvAnswer($"{name}.csv", Heading, RowsAsync(from, to, cancel));
    }

    private async IAsyncEnumerable<CsvCell[]> RowsAsync(DateOnly? from, DateOnly? to, [EnumeratorCancellation] CancellationToken cancel)
    {
        var clock = BookClock.Of(community.Required);
        var entries = db.Set<Entry>().AsNoTracking();
        if (from is { } first && clock.StartOf(first) is var start)
            entries = entries.Where(e => e.At >= start);
        if (to is { } last && clock.StartOf(last.AddDays(1)) is var end)
            entries = entries.Where(e => e.At < end);
        var after = 0L;
        while (true)
        {
            var rows = await (
                from e in entries.Where(e => e.Id > after).OrderBy(e => e.Id).Take(Batch)
                join t in db.Set<LedgerTransaction>() on e.TransactionId equals t.Id
                join o in db.Set<Order>() on t.OrderId equals o.Id into orders
                from order in orders.DefaultIfEmpty()
                orderby e.Id
                select new { Entry = e, Document = t.DocumentKind, t.DocumentId, t.Purpose, Order = order == null ? null : order.Code })
                .ToListAsync(cancel);
            foreach (var row in rows)
                yield return Cells(row.Entry, row.Document, row.DocumentId, row.Purpose, row.Order, clock);
            if (rows.Count < Batch)
                yield break;
            after = rows[^1].Entry.Id;
        }
    }

    private CsvCell[] Cells(Entry entry, string document, long documentId, string purpose, string? order, BookClock clock) =>
    [
        entry.Id, entry.TransactionId, Days.Text(clock.DayOf(entry.At)),
        entry.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), document, documentId, order, entry.Account,
        LedgerWords.Account(entry.Account, texts), Side(entry.Amount, entry.Currency), Side(-entry.Amount, entry.Currency), entry.Currency,
        LedgerWords.Document(document, documentId, purpose, texts),
    ];

    private static CsvCell Side(long amount, string currency) => amount > 0 ? CsvCell.Of(new Money(amount, currency)) : CsvCell.Empty;
}
