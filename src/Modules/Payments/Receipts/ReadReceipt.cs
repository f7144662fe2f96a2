using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Receipts;

/// <param name="Refunds">Those that went through, of the order's own currency.</param>
/// <param name="Test">No real money moved.</param>
internal sealed record Receipt(Order Order, OrderState State, CommunityInfo Community, IReadOnlyList<Refund> Refunds, bool Test);

/// <summary>A member's own order, wherever on this site it was placed.</summary>
internal sealed class ReadReceipt(AppDb db, ICommunities communities, CommunityScope scope, PaymentProcessors processors, TimeProvider time)
{
    public async Task<Receipt> RunAsync(long memberId, string code, CancellationToken cancel)
    {
        // The member's orders of all communities: theirs by member, not by community.
        var order = await db.Set<Order>().IgnoreQueryFilters().AsNoTracking().Include(o => o.Lines)
            .SingleOrDefaultAsync(o => o.Code == code && o.MemberId == memberId, cancel) ?? throw Refused.NotFound();
        var community = await communities.FindAsync(order.CommunityId, cancel) ?? throw Refused.NotFound();
        scope.Enter(community);
        var refunds = await db.Set<Refund>().AsNoTracking().Where(r => r.OrderId == order.Id && r.SucceededAt != null).OrderBy(r => r.Id).ToListAsync(cancel);
        var by = await db.Set<Checkout>().AsNoTracking().Where(c => c.OrderId == order.Id).OrderByDescending(c => c.Id).Select(c => c.Processor).FirstOrDefaultAsync(cancel);
        return new Receipt(order, order.StateAt(time.GetUtcNow().UtcDateTime), community, refunds, by is not null && processors.Find(by) is { MovesRealMoney: false });
    }
}
