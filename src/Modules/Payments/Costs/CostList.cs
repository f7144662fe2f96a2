using Guildhall.Kernel.Data;
using Guildhall.Payments.ByHand;
using Guildhall.Payments.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Costs;

/// <param name="Quantity">In thousandths.</param>
/// <param name="ReversedAt"><c>null</c> while it stands.</param>
public sealed record CostRow(
    long Id, DateOnly Day, CostKind Kind, string Text, long Quantity, long UnitAmount, long Amount, string Currency, PaidFrom From,
    string By, DateTime EnteredAt, DateTime? ReversedAt, string? ReversedBy, string? Reason);

/// <summary>What was spent, the last entered first, paged by key.</summary>
internal sealed class CostList(AppDb db)
{
    /// <param name="kind"><c>null</c> for all.</param>
    public Task<Page<CostRow, long>> PageAsync(CostKind? kind, EntryFilter filter, long? before, int limit, CancellationToken cancel)
    {
        var costs = filter.In(db.Set<Cost>().AsNoTracking(), before);
        if (kind is { } wanted)
            costs = costs.Where(c => c.Kind == wanted);
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
