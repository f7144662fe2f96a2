using Guildhall.Kernel.Data;
using Guildhall.Payments.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Costs;

/// <param name="Quantity">In thousandths.</param>
/// <param name="ReversedAt"><c>null</c> while it stands.</param>
public sealed record CostRow(
    long Id, DateOnly Day, CostKind Kind, string Text, long Quantity, long UnitAmount, long Amount, string Currency, PaidFrom From,
    string By, DateTime EnteredAt, DateTime? ReversedAt, string? ReversedBy, string? Reason);

/// <param name="Start">UTC; <c>null</c> for no bound.</param>
/// <param name="End">UTC, exclusive.</param>
internal sealed record CostFilter(CostKind? Kind = null, string? Currency = null, DateTime? Start = null, DateTime? End = null);

/// <summary>What was spent, the last entered first, paged by key.</summary>
internal sealed class CostList(AppDb db)
{
    public Task<Page<CostRow, long>> PageAsync(CostFilter filter, long? before, int limit, CancellationToken cancel)
    {
        var costs = db.Set<Cost>().AsNoTracking();
        if (filter.Kind is { } kind)
            costs = costs.Where(c => c.Kind == kind);
        if (filter.Currency is { } currency)
            costs = costs.Where(c => c.Currency == currency);
        if (filter.Start is { } start)
            costs = costs.Where(c => c.At >= start);
        if (filter.End is { } end)
            costs = costs.Where(c => c.At < end);
        if (before is { } key)
            costs = costs.Where(c => c.Id < key);
        return Rows(costs.OrderByDescending(c => c.Id)).PageAsync(Paging.Limit(limit), c => c.Id, cancel);
    }

    public Task<CostRow?> FindAsync(long id, CancellationToken cancel) =>
        Rows(db.Set<Cost>().AsNoTracking().Where(c => c.Id == id)).SingleOrDefaultAsync(cancel);

    private IQueryable<CostRow> Rows(IQueryable<Cost> costs) =>
        from cost in costs
        join keeper in db.Members on cost.EnteredById equals keeper.Id
        join r in db.Set<Reversal>().Where(r => r.DocumentKind == LedgerDocuments.Cost) on cost.Id equals r.DocumentId into reversals
        from reversal in reversals.DefaultIfEmpty()
        join m in db.Members on reversal.ById equals m.Id into reversers
        from reverser in reversers.DefaultIfEmpty()
        select new CostRow(
            cost.Id, cost.Day, cost.Kind, cost.Text, cost.Quantity, cost.UnitAmount, cost.Amount, cost.Currency, cost.From, keeper.Name,
            cost.EnteredAt, reversal == null ? null : reversal.At, reverser == null ? null : reverser.Name,
            reversal == null ? null : reversal.Reason);
}
