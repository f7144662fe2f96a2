using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Integrations;
using Guildhall.Kernel.Events;
using Guildhall.Notifications.List;

namespace Guildhall.Notifications.Telling;

/// <summary>Whoever set an endpoint up hears that nothing is sent to it any more.</summary>
internal sealed class NotifyOnWebhookEndpointSwitchedOff(TellMembers tell, ICommunities communities) : IHandle<WebhookEndpointSwitchedOff>
{
    public async Task HandleAsync(WebhookEndpointSwitchedOff happened, Envelope envelope, CancellationToken cancel)
    {
        if (await communities.FindAsync(happened.CommunityId, cancel) is not { } community)
            return;
        await tell.RunAsync(
            new Notice(
                community.Id, NotificationKinds.Operator, $"webhook-off:{envelope.ActivityId}", new Thing("webhook_endpoint", happened.EndpointId),
                "A webhook endpoint of {0} was switched off: it took nothing for two days", [community.Name],
                $"/c/{community.Slug}/manage/webhook-endpoints/{happened.EndpointId}"),
            [happened.OwnerId], envelope.At, cancel);
    }
}
