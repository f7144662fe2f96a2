using System.ComponentModel;
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
    /// <exception cref="Refused">422: nothing of it goes on, or too much; 409: it is charged already, or another tier is, whose plan can be
    /// changed for this one; <c>subscription</c> names it.</exception>
    public async Task CheckAsync(Order order, Upgrade? upgrade, DateTime now, CancellationToken cancel)
    {
        var line = Renewing(order.Lines);
        var charged = (await db.Set<Subscription>().AsNoTracking().Where(s => s.MemberId == order.MemberId && s.ItemKind == line.ItemKind
            && s.Processor != null && s.EndedAt == null).OrderBy(s => s.Id).ToListAsync(cancel))
            .FindAll(s => s.StateAt(now) != SubscriptionStanding.Ended && s.Id != upgrade?.SubscriptionId);
        if (charged.Find(s => s.ItemId == line.ItemId) is { } same)
            throw Subscribed("subscribed_already", same, "You already have a subscription to this that renews automatically. Change or keep that one.");
        // Tiers of one community are plans of one membership; whoever has cancelled one may begin another.
        if (line.ItemKind == "tier" && upgrade is null && charged.Find(s => !s.IsCancelled) is { } other)
            throw Subscribed("subscribed_otherwise", other, "You already have a subscription here that renews automatically: {0}. Change its plan instead, and unused days count.", other.Title);
        order.Renew();
    }

    private static Refused Subscribed(string code, Subscription subscription, [Localizable(true)] string text, params object[] args)
    {
        var refused = new Refused(code, 409, text, args);
        refused.Extra["subscription"] = subscription.Id;
        return refused;
    }

    /// <summary>What an order costs, period by period.</summary>
    /// <exception cref="Refused">422: nothing of it goes on, or too much.</exception>
    public static PriceCourse CourseOf(IReadOnlyList<OrderLine> lines) => Renewing(lines).Course();

    private static OrderLine Renewing(IReadOnlyList<OrderLine> lines) => lines is [{ PlanInterval: not null, Quantity: 1 } line] ? line
        : throw Refused.AtField("renews", "not_renewable", "Only a single item sold monthly, quarterly or yearly renews automatically. Order it on its own.");
}
