using System.Globalization;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Costs;
using Guildhall.Payments.Incomes;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.ProfitAndLoss;

/// <summary>One entry behind a figure.</summary>
/// <param name="OrderCode"><c>null</c> where no order stands behind it.</param>
/// <param name="Text">What a cost was for, or who paid an income and its number.</param>
internal sealed record FigureRow(
    long Id, DateTime At, string DocumentKind, long DocumentId, string Purpose, long? OrderId, string? OrderCode, string? Text, long Amount,
    string Currency);

/// <summary>The entries that a figure consists of, newest first, paged by key.</summary>
internal sealed class RowList(AppDb db)
{
    /// <param name="account">In full.</param>
    /// <param name="item">Kind and id with a colon between: only orders that hold it.</param>
    public Task<Page<FigureRow, long>> PageAsync(
        string account, string? item, Period period, string currency, long? before, int limit, CancellationToken cancel)
    {
        var (start, end) = (period.Start, period.End);
        var entries = db.Set<Entry>().AsNoTracking()
            .Where(e => e.Account == account && e.Currency == currency && e.At >= start && e.At < end);
        if (before is { } key)
            entries = entries.Where(e => e.Id < key);
        var transactions = db.Set<LedgerTransaction>().AsNoTracking();
        if (item?.Split(':', 2) is [var kind, var number] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture,
            out var id))
            transactions = transactions.Where(t => db.Set<OrderLine>()
                .Any(l => l.OrderId == t.OrderId && l.ItemKind == kind && l.ItemId == id));
        var rows =
            from e in entries
            join t in transactions on e.TransactionId equals t.Id
            join o in db.Set<Order>() on t.OrderId equals o.Id into orders
            from order in orders.DefaultIfEmpty()
            orderby e.Id descending
            select new FigureRow(e.Id, e.At, t.DocumentKind, t.DocumentId, t.Purpose, t.OrderId, order == null ? null : order.Code,
                t.DocumentKind == LedgerDocuments.Cost
                    ? db.Set<Cost>().Where(c => c.Id == t.DocumentId).Select(c => c.Text).FirstOrDefault()
                    : t.DocumentKind == LedgerDocuments.Income
                    ? db.Set<Income>().Where(i => i.Id == t.DocumentId)
                        .Select(i => i.Number == "" ? i.Payer : i.Payer + " · " + i.Number).FirstOrDefault() : null,
                e.Amount, e.Currency);
        return rows.PageAsync(Paging.Limit(limit), r => r.Id, cancel);
    }
}
