using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Bank;

/// <summary>Which transfers a list shows.</summary>
public enum TransferFilter
{
    /// <summary>Those that may still come.</summary>
    Awaited,

    /// <summary>Those with money that shall go back.</summary>
    ToReturn,

    Arrived,

    /// <summary>Given up, or too late.</summary>
    Closed,
}

/// <param name="Amount">Minor units that are awaited.</param>
/// <param name="Arrived">Minor units that came; null while nothing has.</param>
/// <param name="Returns">What shall go back, and what became of it.</param>
public sealed record TransferRow(
    long Id, long OrderId, string Order, long MemberId, long Amount, string Currency, DateTime CreatedAt, DateTime ExpiresAt,
    long? Arrived, DateOnly? ArrivedOn, DateTime? ClosedAt, IReadOnlyList<ReturnRow> Returns);

/// <param name="RefusedAt">When somebody said that it will not be sent.</param>
public sealed record ReturnRow(long Id, long Amount, DateTime RequestedAt, DateTime? SentAt, DateTime? RefusedAt)
{
    internal bool IsOpen => SentAt is null && RefusedAt is null;
}

/// <summary>Transfers of a community, newest first.</summary>
internal sealed class TransferList(AppDb db, TimeProvider time)
{
    public async Task<Page<TransferRow, long>> PageAsync(TransferFilter filter, long? before, int limit, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var transfers = db.Set<BankTransfer>().AsNoTracking();
        transfers = filter switch
        {
            TransferFilter.Arrived => transfers.Where(t => t.Arrived != null),
            TransferFilter.ToReturn => transfers.Where(t => t.Returns.Any(r => r.SentAt == null && r.RefusedAt == null)),
            TransferFilter.Closed => transfers.Where(t => t.Arrived == null && (t.ClosedAt != null || t.ExpiresAt <= now)),
            _ => transfers.Where(t => t.Arrived == null && t.ClosedAt == null && t.ExpiresAt > now),
        };
        if (before is { } key)
            transfers = transfers.Where(t => t.Id < key);
        return await Rows(transfers).PageAsync(Paging.Limit(limit), t => t.Id, cancel);
    }

    /// <exception cref="Refused">404.</exception>
    public async Task<TransferRow> OneAsync(long id, CancellationToken cancel) =>
        await Rows(db.Set<BankTransfer>().AsNoTracking().Where(t => t.Id == id)).SingleOrDefaultAsync(cancel) ?? throw Refused.NotFound();

    private IQueryable<TransferRow> Rows(IQueryable<BankTransfer> transfers) =>
        from transfer in transfers
        join order in db.Set<Order>() on transfer.OrderId equals order.Id
        orderby transfer.Id descending
        select new TransferRow(
            transfer.Id, order.Id, order.Code, order.MemberId, transfer.Amount, transfer.Currency, transfer.CreatedAt, transfer.ExpiresAt,
            transfer.Arrived, transfer.ArrivedOn, transfer.ClosedAt,
            transfer.Returns.OrderBy(r => r.Id).Select(r => new ReturnRow(r.Id, r.Amount, r.RequestedAt, r.SentAt, r.RefusedAt)).ToList());

    public Task<int> CountToReturnAsync(CancellationToken cancel) =>
        db.Set<BankReturn>().CountAsync(r => r.SentAt == null && r.RefusedAt == null, cancel);
}
