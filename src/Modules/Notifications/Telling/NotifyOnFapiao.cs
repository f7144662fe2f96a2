using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Events;
using Guildhall.Notifications.List;

namespace Guildhall.Notifications.Telling;

/// <summary>Operators hear of requests for a 发票 and of red letters that are due; the buyer hears what became of the request.</summary>
internal sealed class NotifyOnFapiao(TellMembers tell, ICommunities communities, IRoleHolders holders)
    : IHandle<FapiaoRequested>, IHandle<FapiaoDecided>, IHandle<RedLetterNeeded>
{
    public Task HandleAsync(FapiaoRequested happened, Envelope envelope, CancellationToken cancel) =>
        ToOperatorsAsync(envelope, happened.RequestId, happened.Order, "A fapiao was requested for order {0} in {1}", cancel);

    public Task HandleAsync(RedLetterNeeded happened, Envelope envelope, CancellationToken cancel) =>
        ToOperatorsAsync(envelope, happened.RequestId, happened.Order, "The fapiao of order {0} in {1} needs a red-letter invoice", cancel);

    public async Task HandleAsync(FapiaoDecided happened, Envelope envelope, CancellationToken cancel)
    {
        if (await communities.FindAsync(happened.CommunityId, cancel) is not { } community)
            return;
        await tell.RunAsync(
            new Notice(
                happened.CommunityId, NotificationKinds.Order, $"fapiao:{envelope.ActivityId}", happened.Subject,
                happened.Issued ? "The fapiao of your order {0} in {1} is issued" : "The fapiao request for your order {0} in {1} was declined",
                [happened.Order, community.Name], $"/account/orders/{happened.Order}/fapiao"),
            [happened.MemberId], envelope.At, cancel);
    }

    private async Task ToOperatorsAsync(Envelope envelope, long requestId, string order, string text, CancellationToken cancel)
    {
        if (await communities.FindAsync(envelope.CommunityId, cancel) is not { } community)
            return;
        var operators = await holders.WithPermissionAsync(community.Id, OperatorMatter.Fapiao.Permission, envelope.At, cancel);
        await tell.RunAsync(
            new Notice(
                community.Id, NotificationKinds.Operator, $"fapiao:{envelope.ActivityId}", new Thing(OperatorMatter.Fapiao.ThingKind, requestId),
                text, [order, community.Name], $"/c/{community.Slug}/manage/fapiao/{requestId}"),
            operators, envelope.At, cancel);
    }
}
