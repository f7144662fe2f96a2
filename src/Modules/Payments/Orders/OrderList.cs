using System.Linq.Expressions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Ui;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Orders;

/// <summary>One order in a list.</summary>
internal sealed record OrderRow(
    long Id, long CommunityId, long MemberId, string Code, OrderState State, string Description, Interval? Interval, int Quantity,
    int Lines, long Total, long Refunded, string Currency, DateTime CreatedAt, string ItemKind, OrderKind Kind)
{
    public string What(Texts T)
    {
        var first = OrderWords.What(Description, Interval, Quantity, T);
        return Lines == 1 ? first : T["{0} and {1} more", first, Lines - 1];
    }
}

/// <summary>Orders, newest first, paged by key.</summary>
internal sealed class OrderList(AppDb db, TimeProvider time)
{
    public Task<Page<OrderRow, long>> OfCommunityAsync(OrderState? state, long? before, int limit, CancellationToken cancel)
    {
        var orders = db.Set<Order>().AsNoTracking();
        return PageAsync(state is { } wanted ? orders.Where(Stands(wanted, Now)) : orders, before, limit, cancel);
    }

    /// <param name="communityId"><c>null</c>: what the member bought anywhere on this site.</param>
    public Task<Page<OrderRow, long>> OfMemberAsync(long memberId, long? communityId, long? before, int limit, CancellationToken cancel)
    {
        // A member sees their own orders of all communities.
        var orders = db.Set<Order>().IgnoreQueryFilters().AsNoTracking().Where(o => o.MemberId == memberId);
        return PageAsync(communityId is { } one ? orders.Where(o => o.CommunityId == one) : orders, before, limit, cancel);
    }

    public Task<int> CountHeldAsync(CancellationToken cancel) => db.Set<Order>().CountAsync(Stands(OrderState.Held, Now), cancel);

    private async Task<Page<OrderRow, long>> PageAsync(IQueryable<Order> orders, long? before, int limit, CancellationToken cancel)
    {
        var now = Now;
        if (before is { } key)
            orders = orders.Where(o => o.Id < key);
        var page = await orders.OrderByDescending(o => o.Id).Include(o => o.Lines).PageAsync(Paging.Limit(limit), o => o.Id, cancel);
        return page.Select(o => new OrderRow(
            o.Id, o.CommunityId, o.MemberId, o.Code, o.StateAt(now), o.Lines[0].Description, o.Lines[0].Interval,
            o.Lines[0].Quantity, o.Lines.Count, o.Total, o.RefundedTotal, o.Currency, o.CreatedAt, o.Lines[0].ItemKind, o.Kind));
    }

    /// <summary><see cref="Order.StateAt"/> for the database. A test compares the two row by row.</summary>
    internal static Expression<Func<Order, bool>> Stands(OrderState state, DateTime now) => state switch
    {
        OrderState.Held => o => o.HeldAt != null && o.ReleasedAt == null,
        OrderState.Refunded => o => (o.HeldAt == null || o.ReleasedAt != null) && o.RefundedAt != null,
        OrderState.Paid => o => o.RefundedAt == null && (o.HeldAt == null || o.ReleasedAt != null) && o.PaidAt != null,
        OrderState.Cancelled =>
            o => o.RefundedAt == null && (o.HeldAt == null || o.ReleasedAt != null) && o.PaidAt == null && o.CancelledAt != null,
        OrderState.Expired =>
            o => o.RefundedAt == null && (o.HeldAt == null || o.ReleasedAt != null) && o.PaidAt == null && o.CancelledAt == null
            && o.ExpiresAt <= now,
        _ => o => o.RefundedAt == null && (o.HeldAt == null || o.ReleasedAt != null) && o.PaidAt == null && o.CancelledAt == null
            && o.ExpiresAt > now,
    };

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
