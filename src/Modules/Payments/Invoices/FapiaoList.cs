using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Invoices;

/// <summary>A request with the order that it is about.</summary>
internal sealed record FapiaoRow(FapiaoRequest Request, string Order);

/// <summary>Requests for a 发票, newest first, paged by key.</summary>
internal sealed class FapiaoList(AppDb db)
{
    public Task<Page<FapiaoRow, long>> PageAsync(FapiaoState? state, long? before, int limit, CancellationToken cancel)
    {
        var requests = db.Set<FapiaoRequest>().AsNoTracking();
        requests = state switch
        {
            FapiaoState.Requested => requests.Where(r => r.IssuedAt == null && r.RefusedAt == null),
            FapiaoState.Issued => requests.Where(r => r.IssuedAt != null && r.RedLetterNeededAt == null),
            FapiaoState.Refused => requests.Where(r => r.RefusedAt != null),
            FapiaoState.RedLetterNeeded => requests.Where(r => r.RedLetterNeededAt != null && r.RedLetterAt == null),
            FapiaoState.RedLetterIssued => requests.Where(r => r.RedLetterAt != null),
            _ => requests,
        };
        if (before is { } key)
            requests = requests.Where(r => r.Id < key);
        return Rows(requests).PageAsync(Paging.Limit(limit), r => r.Request.Id, cancel);
    }

    /// <exception cref="Refused">404.</exception>
    public async Task<FapiaoRow> OneAsync(long id, CancellationToken cancel) =>
        await Rows(db.Set<FapiaoRequest>().AsNoTracking().Where(r => r.Id == id)).SingleOrDefaultAsync(cancel) ?? throw Refused.NotFound();

    /// <summary>The one of an order that was not refused; <c>null</c> without.</summary>
    public Task<FapiaoRequest?> OfOrderAsync(long orderId, CancellationToken cancel) =>
        db.Set<FapiaoRequest>().AsNoTracking().SingleOrDefaultAsync(r => r.OrderId == orderId && r.RefusedAt == null, cancel);

    public Task<int> CountAsync(FapiaoState state, CancellationToken cancel) => state == FapiaoState.RedLetterNeeded
        ? db.Set<FapiaoRequest>().CountAsync(r => r.RedLetterNeededAt != null && r.RedLetterAt == null, cancel)
        : db.Set<FapiaoRequest>().CountAsync(r => r.IssuedAt == null && r.RefusedAt == null, cancel);

    /// <exception cref="Refused">404: no file, or not of the member who asks.</exception>
    public async Task<byte[]> FileAsync(long id, long? memberId, CancellationToken cancel)
    {
        var requests = db.Set<FapiaoRequest>().AsQueryable();
        // A member sees their own of all communities, anybody else that of the route's community.
        if (memberId is not null)
            requests = requests.IgnoreQueryFilters().Where(r => r.MemberId == memberId);
        if (!await requests.AnyAsync(r => r.Id == id && r.HasFile, cancel))
            throw Refused.NotFound();
        // It belongs to a request that was found above.
        return await db.Set<FapiaoFile>().IgnoreQueryFilters().Where(f => f.RequestId == id).Select(f => f.Content).SingleAsync(cancel);
    }

    private IQueryable<FapiaoRow> Rows(IQueryable<FapiaoRequest> requests) =>
        from request in requests
        join order in db.Set<Order>() on request.OrderId equals order.Id
        orderby request.Id descending
        select new FapiaoRow(request, order.Code);
}
