using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Events;
using Guildhall.Notifications.List;

namespace Guildhall.Notifications.Telling;

/// <summary>Whoever gave a gift hears that it was claimed, and whoever had claimed it hears when it was refunded.</summary>
internal sealed class NotifyOnGifts(TellMembers tell, ICommunities communities) : IHandle<GiftClaimed>, IHandle<GiftTakenBack>
{
    public Task HandleAsync(GiftClaimed happened, Envelope envelope, CancellationToken cancel) => TellAsync(
        envelope, happened.MemberId, happened.OrderId, "Your gift “{0}” in {1} was claimed", happened.Title, _ => "/account/gifts", cancel);

    public Task HandleAsync(GiftTakenBack happened, Envelope envelope, CancellationToken cancel) => TellAsync(
        envelope, happened.MemberId, happened.OrderId, "The gift “{0}” in {1} was refunded, so you no longer have it", happened.Title,
        community => $"/c/{community.Slug}/tiers", cancel);

    private async Task TellAsync(
        Envelope envelope, long memberId, long orderId, string text, string title, Func<CommunityInfo, string> path,
        CancellationToken cancel)
    {
        if (await communities.FindAsync(envelope.CommunityId, cancel) is { } community)
            await tell.RunAsync(
                new Notice(envelope.CommunityId, NotificationKinds.Order, $"gift:{envelope.ActivityId}", new Thing("order", orderId), text,
                    [title, community.Name], path(community)),
                [memberId], envelope.At, cancel);
    }
}
