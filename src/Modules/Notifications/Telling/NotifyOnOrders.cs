using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Values;
using Guildhall.Notifications.List;

namespace Guildhall.Notifications.Telling;

/// <summary>The buyer hears how the order goes; operators hear of one that needs them.</summary>
internal sealed class NotifyOnOrders(TellMembers tell, ICommunities communities, IRoleHolders holders, IContacts contacts)
    : IHandle<OrderPaid>, IHandle<OrderRefunded>, IHandle<OrderHeld>
{
    public Task HandleAsync(OrderPaid happened, Envelope envelope, CancellationToken cancel) => ToBuyerAsync(
        envelope, happened.MemberId, $"order-paid:{happened.OrderId}", happened.OrderId, "Your payment of {0} to {1} has arrived",
        new Money(happened.Amount, happened.Currency), cancel);

    public Task HandleAsync(OrderRefunded happened, Envelope envelope, CancellationToken cancel) => ToBuyerAsync(
        envelope, happened.MemberId, $"order-refunded:{envelope.ActivityId}", happened.OrderId, "{1} refunded you {0}",
        new Money(happened.Amount, happened.Currency), cancel);

    public async Task HandleAsync(OrderHeld happened, Envelope envelope, CancellationToken cancel)
    {
        if (await communities.FindAsync(happened.CommunityId, cancel) is not { } community)
            return;
        var operators = await holders.WithPermissionAsync(happened.CommunityId, OperatorMatter.Orders.Permission, envelope.At, cancel);
        await tell.RunAsync(
            new Notice(
                happened.CommunityId, NotificationKinds.Operator, $"order-held:{envelope.ActivityId}",
                new Thing(OperatorMatter.Orders.ThingKind, happened.OrderId),
                "An order in {0} needs your decision", [community.Name], $"/c/{community.Slug}/manage/orders/{happened.OrderId}"),
            operators, envelope.At, cancel);
    }

    private async Task ToBuyerAsync(
        Envelope envelope, long buyer, string key, long orderId, string text, Money amount, CancellationToken cancel)
    {
        if (await communities.FindAsync(envelope.CommunityId, cancel) is not { } community)
            return;
        var language = (await contacts.ManyAsync([buyer], cancel)).GetValueOrDefault(buyer)?.Language ?? community.Language;
        await tell.RunAsync(
            new Notice(
                envelope.CommunityId, NotificationKinds.Order, key, new Thing("order", orderId), text,
                [amount.Format(language), community.Name], "/account/orders"),
            [buyer], envelope.At, cancel);
    }
}
