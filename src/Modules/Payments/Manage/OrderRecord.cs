using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Disputes;
using Guildhall.Payments.Gifts;
using Guildhall.Payments.Inbox;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Manage;

/// <summary>Everything that hangs on one order, for its operator: the whole road of its money on one page.</summary>
internal sealed record OrderRecord(
    OrderFile File,
    OrderState State,
    MemberInfo? Member,
    IReadOnlyDictionary<long, string> Operators,
    IReadOnlyList<TransactionRow> Transactions,
    IReadOnlyList<GrantInfo> Grants,
    IReadOnlyList<InboxRow> Deliveries,
    IReadOnlyList<DisputeRow> Disputes,
    GiftRow? Gift,
    MemberInfo? Receiver)
{
    public Order Order => File.Order;
}

internal sealed class ReadOrderRecord(AppDb db, LedgerList ledger, IGrants grants, IMembers members, GiftList gifts, TimeProvider time)
{
    public async Task<OrderRecord> RunAsync(long orderId, CancellationToken cancel)
    {
        if (!await db.Set<Order>().AnyAsync(o => o.Id == orderId, cancel))
            throw Refused.NotFound();
        var file = await OrderFile.ReadAsync(db, orderId, cancel);
        var order = file.Order;
        var gift = order.WaitsForClaim ? await gifts.OfOrderAsync(orderId, cancel) : null;
        var people = await members.ManyAsync([order.MemberId, gift?.ClaimedBy ?? order.MemberId,
            .. file.Refunds.Select(r => r.RequestedById).OfType<long>()], cancel);
        return new OrderRecord(
            file,
            order.StateAt(time.GetUtcNow().UtcDateTime),
            people.GetValueOrDefault(order.MemberId),
            people.ToDictionary(p => p.Key, p => p.Value.Name),
            await ledger.OfOrderAsync(orderId, cancel),
            await grants.OfSourcesAsync(order.CommunityId, SoldLine.SourceKind, [.. order.Lines.Select(l => l.Id)], cancel),
            await db.Set<WebhookDelivery>().AsNoTracking().Where(d => d.OrderId == orderId).OrderBy(d => d.Id)
                .Select(d => new InboxRow(d.Id, d.Processor, d.EventId, d.Type, d.Reference, d.OrderId, order.Code, d.ReceivedAt, d.Copies,
                    d.Attempts, d.NextAttemptAt, d.ProcessedAt, d.Error))
                .ToListAsync(cancel),
            await DisputeRow.OfOrderAsync(db, orderId, cancel),
            gift,
            gift?.ClaimedBy is { } receiver ? people.GetValueOrDefault(receiver) : null);
    }
}
