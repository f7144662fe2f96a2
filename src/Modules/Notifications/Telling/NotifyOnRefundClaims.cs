using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Events;
using Guildhall.Notifications.List;

namespace Guildhall.Notifications.Telling;

/// <summary>Operators hear that a member wants money back; the member hears of a no. A yes is told by the money that goes back.</summary>
internal sealed class NotifyOnRefundClaims(TellMembers tell, ICommunities communities, IRoleHolders holders)
    : IHandle<RefundClaimed>, IHandle<RefundDeclined>
{
    public async Task HandleAsync(RefundClaimed happened, Envelope envelope, CancellationToken cancel)
    {
        if (await communities.FindAsync(happened.CommunityId, cancel) is not { } community)
            return;
        var operators = await holders.WithPermissionAsync(community.Id, OperatorMatter.Orders.Permission, envelope.At, cancel);
        await tell.RunAsync(
            new Notice(
                community.Id, NotificationKinds.Operator, $"refund-claimed:{happened.ClaimId}",
                new Thing(OperatorMatter.Orders.ThingKind, happened.OrderId), "A member of {0} requests a refund", [community.Name],
                $"/c/{community.Slug}/manage/refund-requests/{happened.ClaimId}"),
            operators, envelope.At, cancel);
    }

    public async Task HandleAsync(RefundDeclined happened, Envelope envelope, CancellationToken cancel)
    {
        if (await communities.FindAsync(happened.CommunityId, cancel) is not { } community)
            return;
        await tell.RunAsync(
            new Notice(
                community.Id, NotificationKinds.Order, $"refund-declined:{happened.ClaimId}", new Thing("order", happened.OrderId),
                "The refund of order {0} in {1} was declined: {2}", [happened.Code, community.Name, happened.Answer],
                $"/c/{community.Slug}/orders/{happened.Code}"),
            [happened.MemberId], envelope.At, cancel);
    }
}
