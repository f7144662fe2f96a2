using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Values;
using Guildhall.Notifications.List;

namespace Guildhall.Notifications.Telling;

/// <summary>Authors hear of tips for what they wrote.</summary>
internal sealed class NotifyOnTips(TellMembers tell, ICommunities communities) : IHandle<TipGiven>
{
    public async Task HandleAsync(TipGiven happened, Envelope envelope, CancellationToken cancel)
    {
        if (await communities.FindAsync(envelope.CommunityId, cancel) is { } community)
            await tell.RunAsync(
                new Notice(envelope.CommunityId, NotificationKinds.Order, $"tip:{envelope.ActivityId}",
                    new Thing("article", happened.ArticleId), "A reader tipped {0} for “{1}”",
                    [new Money(happened.Amount, happened.Currency).Format(community.Language), happened.Title], "/account/tips"),
                [happened.AuthorId], envelope.At, cancel);
    }
}
