using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Orders;

/// <summary>Names the orders and refunds on which grants and revocations rest, for "why can this member see this?".</summary>
internal sealed class OrderDocuments(AppDb db, ICommunities communities) : IDocuments
{
    private const string Line = "order_line", Refunded = "refund";

    public IReadOnlyList<string> Kinds => [Line, Refunded];

    public async Task<IReadOnlyDictionary<Thing, DocumentTitle>> FindAsync(long communityId, IReadOnlyCollection<Thing> documents, CancellationToken cancel = default)
    {
        var slug = (await communities.FindAsync(communityId, cancel))?.Slug;
        var orders = db.Set<Order>().IgnoreQueryFilters().Where(o => o.CommunityId == communityId);
        var lineIds = Ids(documents, Line);
        // Lines and refunds are joined with the orders of the community that is named above.
        var lines = lineIds.Count == 0 ? [] : await db.Set<OrderLine>().IgnoreQueryFilters().Where(l => lineIds.Contains(l.Id))
            .Join(orders, l => l.OrderId, o => o.Id, (l, o) => new { l.Id, OrderId = o.Id, o.Code }).ToListAsync(cancel);
        var refundIds = Ids(documents, Refunded);
        // The same for refunds.
        var refunds = refundIds.Count == 0 ? [] : await db.Set<Refund>().IgnoreQueryFilters().Where(r => refundIds.Contains(r.Id))
            .Join(orders, r => r.OrderId, o => o.Id, (r, o) => new { r.Id, OrderId = o.Id, o.Code }).ToListAsync(cancel);

        var titles = lines.ToDictionary(l => new Thing(Line, l.Id), l => new DocumentTitle("order {0}", [l.Code], $"/c/{slug}/manage/orders/{l.OrderId}"));
        foreach (var refund in refunds)
            titles[new Thing(Refunded, refund.Id)] = new DocumentTitle("the refund of order {0}", [refund.Code], $"/c/{slug}/manage/orders/{refund.OrderId}");
        return titles;
    }

    private static List<long> Ids(IEnumerable<Thing> documents, string kind) => [.. documents.Where(d => d.Kind == kind).Select(d => d.Id)];
}
