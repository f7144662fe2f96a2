using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Integrations;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Events;
using Guildhall.Notifications.List;

namespace Guildhall.Notifications.Telling;

/// <summary>
/// Whoever may set an endpoint up hears that nothing is sent to it any more: the one who did may have left since.
/// </summary>
internal sealed class NotifyOnWebhookEndpointSwitchedOff(
    TellMembers tell, ICommunities communities, IRoleHolders holders) : IHandle<WebhookEndpointSwitchedOff>
{
    public async Task HandleAsync(WebhookEndpointSwitchedOff happened, Envelope envelope, CancellationToken cancel)
    {
        if (await communities.FindAsync(happened.CommunityId, cancel) is not { } community)
            return;
        var managers = await holders.WithPermissionAsync(community.Id, OperatorMatter.Webhooks.Permission, envelope.At, cancel);
        await tell.RunAsync(
            new Notice(
                community.Id, NotificationKinds.Operator, $"webhook-off:{envelope.ActivityId}",
                new Thing(OperatorMatter.Webhooks.ThingKind, happened.EndpointId),
                "A webhook endpoint of {0} was turned off: nothing was delivered for two days", [community.Name],
                $"/c/{community.Slug}/manage/webhook-endpoints/{happened.EndpointId}"),
            managers, envelope.At, cancel);
    }
}
