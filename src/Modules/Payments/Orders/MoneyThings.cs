using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Disputes;
using Guildhall.Payments.Invoices;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Orders;

/// <summary>
/// Orders, subscriptions, and the refunds and disputes of orders: what grants and revocations rest on. It is asked across communities, so
/// every query ends at the orders of the one that is named.
/// </summary>
internal sealed class MoneyThings(AppDb db) : IOwnThings
{
    private const string Sold = "order", Line = "order_line", Refunded = "refund", Disputed = "dispute", Grace = "grace",
        Subscribed = "subscription", Fapiao = "fapiao";

    private static readonly Requirement ForBookkeepers = new Requirement.Permission(Permissions.ReadMoney);

    public IReadOnlyList<string> Kinds => [Sold, Line, Refunded, Disputed, Grace, Subscribed, Fapiao];

    public async Task<IReadOnlyList<ThingFacts>> FindAsync(
        CommunityInfo community, IReadOnlyCollection<Thing> things, CancellationToken cancel = default)
    {
        var sold = await OrdersAsync(community.Id, Ids(things, Sold), cancel);
        var lines = await LinesAsync(community.Id, Ids(things, Line), cancel);
        var refunds = await RefundsAsync(community.Id, Ids(things, Refunded), cancel);
        var disputes = await DisputesAsync(community.Id, Ids(things, Disputed), cancel);
        var fapiao = await FapiaoAsync(community.Id, Ids(things, Fapiao), cancel);
        var subscriptions = await SubscriptionsAsync(community.Id, Ids(things, Subscribed), cancel);

        return [.. things.Select(t => t.Kind switch
        {
            Sold when sold.TryGetValue(t.Id, out var order) => Facts(t, order.Code, new("order {0}", [order.Code]), Page(order.Id)),
            Line when lines.TryGetValue(t.Id, out var order) => Facts(t, order.Code, new("order {0}", [order.Code]), Page(order.Id)),
            Refunded when refunds.TryGetValue(t.Id, out var order) => Facts(t, order.Code, new("the refund of order {0}", [order.Code]), Page(order.Id)),
            Disputed when disputes.TryGetValue(t.Id, out var order) => Facts(t, order.Code, new("the dispute of order {0}", [order.Code]), Page(order.Id)),
            Grace => Facts(t, "", new("the grace period of a late payment", []), $"/c/{community.Slug}/manage/subscriptions"),
            Subscribed when subscriptions.TryGetValue(t.Id, out var title) => Facts(t, title, new("the subscription of {0}", [title]), $"/c/{community.Slug}/manage/subscriptions"),
            Fapiao when fapiao.TryGetValue(t.Id, out var order) => Facts(t, order.Code, new("the fapiao of order {0}", [order.Code]), Page(order.Id)),
            _ => null,
        }).OfType<ThingFacts>()];

        string Page(long orderId) => $"/c/{community.Slug}/manage/orders/{orderId}";
    }

    private static ThingFacts Facts(Thing thing, string title, ThingName name, string path) =>
        new(thing, title, name, path, ForBookkeepers);

    private async Task<Dictionary<long, OrderName>> OrdersAsync(long communityId, List<long> ids, CancellationToken cancel) =>
        ids.Count == 0 ? [] : await Orders(communityId).Where(o => ids.Contains(o.Id))
            .ToDictionaryAsync(o => o.Id, o => new OrderName(o.Id, o.Code), cancel);

    // Lines, refunds and disputes are joined with the orders of the community that was named.
    private async Task<Dictionary<long, OrderName>> LinesAsync(long communityId, List<long> ids, CancellationToken cancel) =>
        ids.Count == 0 ? [] : await db.Set<OrderLine>().IgnoreQueryFilters().Where(l => ids.Contains(l.Id))
            .Join(Orders(communityId), l => l.OrderId, o => o.Id, (l, o) => new { l.Id, OrderId = o.Id, o.Code })
            .ToDictionaryAsync(l => l.Id, l => new OrderName(l.OrderId, l.Code), cancel);

    private async Task<Dictionary<long, OrderName>> RefundsAsync(long communityId, List<long> ids, CancellationToken cancel) =>
        ids.Count == 0 ? [] : await db.Set<Refund>().IgnoreQueryFilters().Where(r => ids.Contains(r.Id))
            .Join(Orders(communityId), r => r.OrderId, o => o.Id, (r, o) => new { r.Id, OrderId = o.Id, o.Code })
            .ToDictionaryAsync(r => r.Id, r => new OrderName(r.OrderId, r.Code), cancel);

    private async Task<Dictionary<long, OrderName>> DisputesAsync(long communityId, List<long> ids, CancellationToken cancel) =>
        ids.Count == 0 ? [] : await db.Set<Dispute>().IgnoreQueryFilters().Where(d => ids.Contains(d.Id))
            .Join(Orders(communityId), d => d.OrderId, o => o.Id, (d, o) => new { d.Id, OrderId = o.Id, o.Code })
            .ToDictionaryAsync(d => d.Id, d => new OrderName(d.OrderId, d.Code), cancel);

    private async Task<Dictionary<long, OrderName>> FapiaoAsync(long communityId, List<long> ids, CancellationToken cancel) =>
        ids.Count == 0 ? [] : await db.Set<FapiaoRequest>().IgnoreQueryFilters().Where(r => ids.Contains(r.Id))
            .Join(Orders(communityId), r => r.OrderId, o => o.Id, (r, o) => new { r.Id, OrderId = o.Id, o.Code })
            .ToDictionaryAsync(r => r.Id, r => new OrderName(r.OrderId, r.Code), cancel);

    private async Task<Dictionary<long, string>> SubscriptionsAsync(long communityId, List<long> ids, CancellationToken cancel) =>
        ids.Count == 0 ? [] : await db.Set<Subscription>().IgnoreQueryFilters()
            .Where(s => s.CommunityId == communityId && ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Title, cancel);

    // A member's own list is read outside of any community.
    private IQueryable<Order> Orders(long communityId) =>
        db.Set<Order>().IgnoreQueryFilters().Where(o => o.CommunityId == communityId);

    private static List<long> Ids(IEnumerable<Thing> things, string kind) => [.. things.Where(d => d.Kind == kind).Select(d => d.Id)];

    private sealed record OrderName(long Id, string Code);
}
