using Guildhall.Kernel.Contracts.Live;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Orders;

/// <summary>An order is its buyer's own; operators hear of it by their permission to see money.</summary>
internal sealed class OrdersHeard(AppDb db) : IHeardBy<OrderPaid>, IHeardBy<OrderRefunded>, IHeardBy<DisputeOpened>, IHeardBy<RefundClaimed>
{
    public async ValueTask<Heard> OfAsync(OrderPaid happened, CancellationToken cancel = default) =>
        new(new Audience.Of(happened.MemberId),
            new { order = await OrderAsync(happened.CommunityId, happened.OrderId, cancel), happened.Amount, happened.Currency });

    public async ValueTask<Heard> OfAsync(OrderRefunded happened, CancellationToken cancel = default) =>
        new(new Audience.Of(happened.MemberId),
            new { order = await OrderAsync(happened.CommunityId, happened.OrderId, cancel), happened.Amount, happened.Currency });

    /// <summary>Nothing that the buyer hears from us: their bank has it from them.</summary>
    public async ValueTask<Heard> OfAsync(DisputeOpened happened, CancellationToken cancel = default) =>
        new(new Audience.Needing(Need.Permission(happened.CommunityId, Permissions.Refund)), new
        {
            order = await OrderAsync(happened.CommunityId, happened.OrderId, cancel), happened.Amount, happened.Currency, happened.AnswerBy,
        });

    public async ValueTask<Heard> OfAsync(RefundClaimed happened, CancellationToken cancel = default) =>
        new(new Audience.Needing(Need.Permission(happened.CommunityId, Permissions.Refund)),
            new { order = await OrderAsync(happened.CommunityId, happened.OrderId, cancel), request = happened.ClaimId });

    // Asked on behalf of several communities, outside of any.
    private async Task<object> OrderAsync(long communityId, long id, CancellationToken cancel) =>
        await db.Set<Order>().IgnoreQueryFilters().AsNoTracking().Where(o => o.CommunityId == communityId && o.Id == id)
            .Select(o => new { o.Id, o.Code, o.Total, o.Currency, member = o.MemberId, o.PaidAt }).SingleAsync(cancel);
}
