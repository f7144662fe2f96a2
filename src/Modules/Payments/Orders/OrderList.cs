using System.Globalization;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Guildhall.Kernel.Contracts.Accounts;
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

/// <summary>What narrows a list of orders down; <c>null</c> for all.</summary>
/// <param name="Search">A code or its beginning, an e-mail address, part of a buyer's name, or of what was bought.</param>
internal sealed record OrderFilter(OrderState? State, string? Search = null);

/// <summary>Orders, newest first, paged by key.</summary>
internal sealed class OrderList(AppDb db, IMembers members, TimeProvider time)
{
    public const int PageSize = 50;

    public async Task<Page<OrderRow, long>> OfCommunityAsync(OrderFilter filter, long? before, int limit, CancellationToken cancel) =>
        await PageAsync(await MatchingAsync(filter, cancel), before, limit, cancel);

    /// <summary>The same by the amount, the highest first.</summary>
    public async Task<Page<OrderRow, SortedKey>> ByAmountAsync(OrderFilter filter, SortedKey? after, CancellationToken cancel)
    {
        var (now, orders) = (Now, await MatchingAsync(filter, cancel));
        if (after is { } key && long.TryParse(key.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var total))
            orders = orders.Where(o => o.Total < total || (o.Total == total && o.Id < key.Id));
        var page = await orders.OrderByDescending(o => o.Total).ThenByDescending(o => o.Id).Include(o => o.Lines)
            .PageAsync(PageSize, o => new SortedKey(o.Total.ToString(CultureInfo.InvariantCulture), o.Id), cancel);
        return page.Select(o => Row(o, now));
    }

    /// <summary>The whole list, newest first, page by page, so that memory does not grow with it.</summary>
    public async IAsyncEnumerable<(OrderRow Order, string Buyer)> AllAsync(
        OrderFilter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        long? before = null;
        do
        {
            var page = await OfCommunityAsync(filter, before, PageSize, cancel);
            var buyers = await members.ManyAsync([.. page.Items.Select(o => o.MemberId).Distinct()], cancel);
            foreach (var order in page.Items)
                yield return (order, buyers.GetValueOrDefault(order.MemberId)?.Name ?? "");
            before = page.Next;
        }
        while (before is not null);
    }

    private async Task<IQueryable<Order>> MatchingAsync(OrderFilter filter, CancellationToken cancel)
    {
        var orders = db.Set<Order>().AsNoTracking();
        if (filter.State is { } state)
            orders = orders.Where(Stands(state, Now));
        if (filter.Search?.Trim() is not { Length: > 0 } search)
            return orders;
        if (search.Contains('@'))
        {
            var buyer = (await members.FindAsync(search, cancel))?.Id ?? 0;
            return orders.Where(o => o.MemberId == buyer);
        }
        var (code, words) = (search.ToUpperInvariant(), search.ToLowerInvariant());
        return orders.Where(o => o.Code.StartsWith(code)
            || db.Members.Any(m => m.Id == o.MemberId && m.Name.ToLower().Contains(words))
            || o.Lines.Any(l => l.Description.ToLower().Contains(words)));
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
        return page.Select(o => Row(o, now));
    }

    private static OrderRow Row(Order o, DateTime now) => new(
        o.Id, o.CommunityId, o.MemberId, o.Code, o.StateAt(now), o.Lines[0].Description, o.Lines[0].Interval,
        o.Lines[0].Quantity, o.Lines.Count, o.Total, o.RefundedTotal, o.Currency, o.CreatedAt, o.Lines[0].ItemKind, o.Kind);

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
