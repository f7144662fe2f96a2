using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Ledger;

public sealed record Balance(string Account, string Currency, long Amount);

public sealed record TransactionRow(
    long Id, long? OrderId, string DocumentKind, long DocumentId, string Purpose, DateTime At, IReadOnlyList<EntryRow> Entries);

public sealed record EntryRow(string Account, long Amount, string Currency);

/// <summary>The money ledger for reading: balances, and transactions newest first, paged by key.</summary>
internal sealed class LedgerList(AppDb db)
{
    public async Task<IReadOnlyList<Balance>> BalancesAsync(CancellationToken cancel) =>
        await db.Set<Entry>().AsNoTracking().GroupBy(e => new { e.Account, e.Currency })
            .OrderBy(a => a.Key.Account).ThenBy(a => a.Key.Currency)
            .Select(a => new Balance(a.Key.Account, a.Key.Currency, a.Sum(e => e.Amount))).ToListAsync(cancel);

    /// <param name="account">Only transactions that touch it; <c>null</c> for all.</param>
    public Task<Page<TransactionRow, long>> PageAsync(string? account, long? before, int limit, CancellationToken cancel)
    {
        var transactions = db.Set<LedgerTransaction>().AsNoTracking();
        if (!string.IsNullOrEmpty(account))
            transactions = transactions.Where(t => t.Entries.Any(e => e.Account == account));
        if (before is { } key)
            transactions = transactions.Where(t => t.Id < key);
        return Rows(transactions.OrderByDescending(t => t.Id)).PageAsync(Paging.Limit(limit), t => t.Id, cancel);
    }

    public Task<List<TransactionRow>> OfOrderAsync(long orderId, CancellationToken cancel) =>
        Rows(db.Set<LedgerTransaction>().AsNoTracking().Where(t => t.OrderId == orderId).OrderBy(t => t.Id)).ToListAsync(cancel);

    private static IQueryable<TransactionRow> Rows(IQueryable<LedgerTransaction> transactions) => transactions
        .Select(t => new TransactionRow(t.Id, t.OrderId, t.DocumentKind, t.DocumentId, t.Purpose, t.At,
            t.Entries.OrderBy(e => e.Id).Select(e => new EntryRow(e.Account, e.Amount, e.Currency)).ToList()));
}
