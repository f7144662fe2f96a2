using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Subscriptions;

/// <summary>Which orders may agree to further charges.</summary>
internal sealed class RenewingOrders(AppDb db)
{
    /// <summary>Before the order is stored, in the buyer's turn.</summary>
    /// <exception cref="Refused">422: nothing of it goes on, or too much; 409: it is charged already.</exception>
    public async Task CheckAsync(Order order, Upgrade? upgrade, DateTime now, CancellationToken cancel)
    {
        var line = Renewing(order.Lines);
        var charged = await db.Set<Subscription>().AsNoTracking().Where(s => s.MemberId == order.MemberId && s.ItemKind == line.ItemKind
            && s.ItemId == line.ItemId && s.Processor != null && s.EndedAt == null).ToListAsync(cancel);
        if (charged.Any(s => s.StateAt(now) != SubscriptionStanding.Ended && s.Id != upgrade?.SubscriptionId))
            throw new Refused("subscribed_already", 409, "You already have a subscription to this that renews automatically. Change or keep that one.");
        order.Renew();
    }

    /// <summary>What an order costs, period by period.</summary>
    /// <exception cref="Refused">422: nothing of it goes on, or too much.</exception>
    public static PriceCourse CourseOf(IReadOnlyList<OrderLine> lines) => Renewing(lines).Course();

    private static OrderLine Renewing(IReadOnlyList<OrderLine> lines) => lines is [{ PlanInterval: not null, Quantity: 1 } line] ? line
        : throw Refused.AtField("renews", "not_renewable", "Only a single item sold monthly, quarterly or yearly renews automatically. Order it on its own.");
}
