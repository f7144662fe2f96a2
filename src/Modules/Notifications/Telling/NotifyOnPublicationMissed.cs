using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Events;
using Guildhall.Notifications.List;

namespace Guildhall.Notifications.Telling;

/// <summary>Its author, whoever planned it and the operators of the community hear that an article did not appear.</summary>
internal sealed class NotifyOnPublicationMissed(
    TellMembers tell, ICommunities communities, IRoleHolders holders) : IHandle<PublicationMissed>
{
    public async Task HandleAsync(PublicationMissed happened, Envelope envelope, CancellationToken cancel)
    {
        if (await communities.FindAsync(happened.CommunityId, cancel) is not { } community)
            return;
        var operators = await holders.WithPermissionAsync(community.Id, Permissions.ManageCommunity, envelope.At, cancel);
        await tell.RunAsync(
            new Notice(
                community.Id, NotificationKinds.Operator, $"publication-missed:{envelope.ActivityId}",
                new Thing(OperatorMatter.Drafts.ThingKind, happened.ArticleId),
                "“{0}” was not published as planned: it has no text", [happened.Title],
                $"/c/{community.Slug}/manage/articles/{happened.ArticleId}"),
            [happened.AuthorId, happened.EditorId, .. operators], envelope.At, cancel);
    }
}
