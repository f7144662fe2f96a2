using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Inbox;

/// <param name="OrderCode"><c>null</c> while no order of this site was found for it.</param>
public sealed record InboxRow(
    long Id, string Processor, string EventId, string Type, string Reference, long? OrderId, string? OrderCode, DateTime ReceivedAt,
    int Copies, int Attempts,
    DateTime? NextAttemptAt, DateTime? ProcessedAt, string? Error)
{
    public bool IsDead => ProcessedAt is null && NextAttemptAt is null;
}

/// <summary>
/// The webhook inbox as its operators see it: those of their orders; who operates the installation also sees those that found none.
/// </summary>
internal sealed class InboxList(AppDb db, CommunityScope community)
{
    public Task<Page<InboxRow, long>> PageAsync(bool orphansToo, bool onlyOpen, long? before, int limit, CancellationToken cancel)
    {
        var communityId = community.Required.Id;
        // Named here, since a join keeps the filter of orders but would drop what has none.
        var rows =
            from delivery in db.Set<WebhookDelivery>().AsNoTracking()
            join order in db.Set<Order>().IgnoreQueryFilters() on delivery.OrderId equals order.Id into found
            from order in found.DefaultIfEmpty()
            where order != null ? order.CommunityId == communityId : orphansToo
            select new { Delivery = delivery, Order = order };
        if (onlyOpen)
            rows = rows.Where(r => r.Delivery.ProcessedAt == null);
        if (before is { } key)
            rows = rows.Where(r => r.Delivery.Id < key);
        return rows.OrderByDescending(r => r.Delivery.Id)
            .Select(r => new InboxRow(r.Delivery.Id, r.Delivery.Processor, r.Delivery.EventId, r.Delivery.Type, r.Delivery.Reference,
                r.Delivery.OrderId, r.Order == null ? null : r.Order.Code,
                r.Delivery.ReceivedAt, r.Delivery.Copies, r.Delivery.Attempts, r.Delivery.NextAttemptAt, r.Delivery.ProcessedAt,
                r.Delivery.Error))
            .PageAsync(Paging.Limit(limit), r => r.Id, cancel);
    }
}

/// <summary>An operator asks for one more try of a webhook that was given up.</summary>
internal sealed class RetryWebhook(
    AppDb db, Guard guard, Bell<SettlementWorker> bell, CommunityScope community, TimeProvider time)
{
    /// <param name="orphansToo">Whether the operator may touch what belongs to no order.</param>
    public async Task RunAsync(long deliveryId, bool orphansToo, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ReadMoney, cancel);
        var delivery = await db.Set<WebhookDelivery>().SingleOrDefaultAsync(d => d.Id == deliveryId, cancel) ?? throw Refused.NotFound();
        var own = delivery.OrderId is { } orderId
            ? await db.Set<Order>().AnyAsync(o => o.Id == orderId && o.CommunityId == community.Required.Id, cancel)
            : orphansToo;
        if (!own)
            throw Refused.NotFound();
        delivery.RetryNow(time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancel);
        bell.Ring();
    }
}
