using Guildhall.Kernel.Data;
using Guildhall.Payments.ByHand;
using Guildhall.Payments.Costs;
using Guildhall.Payments.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Incomes;

/// <param name="Amount">Minor units.</param>
/// <param name="ReversedAt"><c>null</c> while it stands.</param>
public sealed record IncomeRow(
    long Id, DateOnly Day, string Stream, string Payer, long Amount, string Currency, PaidFrom Into, string Number, string Note,
    string By, DateTime EnteredAt, DateTime? ReversedAt, string? ReversedBy, string? Reason);

/// <summary>What was earned elsewhere, the last entered first, paged by key.</summary>
internal sealed class IncomeList(AppDb db)
{
    /// <param name="stream"><c>null</c> for all.</param>
    public Task<Page<IncomeRow, long>> PageAsync(string? stream, EntryFilter filter, long? before, int limit, CancellationToken cancel)
    {
        var incomes = filter.In(db.Set<Income>().AsNoTracking(), before);
        if (stream is { } wanted)
            incomes = incomes.Where(i => i.Stream == wanted);
        return Rows(incomes.OrderByDescending(i => i.Id)).PageAsync(Paging.Limit(limit), i => i.Id, cancel);
    }

    public Task<IncomeRow?> FindAsync(long id, CancellationToken cancel) =>
        Rows(db.Set<Income>().AsNoTracking().Where(i => i.Id == id)).SingleOrDefaultAsync(cancel);

    private IQueryable<IncomeRow> Rows(IQueryable<Income> incomes) =>
        from income in incomes
        join keeper in db.Members on income.EnteredById equals keeper.Id
        join r in db.Set<Reversal>().Where(r => r.DocumentKind == LedgerDocuments.Income) on income.Id equals r.DocumentId into reversals
        from reversal in reversals.DefaultIfEmpty()
        join m in db.Members on reversal.ById equals m.Id into reversers
        from reverser in reversers.DefaultIfEmpty()
        select new IncomeRow(
            income.Id, income.Day, income.Stream, income.Payer, income.Amount, income.Currency, income.Into, income.Number, income.Note,
            keeper.Name, income.EnteredAt, reversal == null ? null : reversal.At, reverser == null ? null : reverser.Name,
            reversal == null ? null : reversal.Reason);
}
