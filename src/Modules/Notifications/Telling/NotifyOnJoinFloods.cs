using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Events;
using Guildhall.Notifications.List;

namespace Guildhall.Notifications.Telling;

/// <summary>Whoever looks after the screening hears that many join at once.</summary>
internal sealed class NotifyOnJoinFloods(TellMembers tell, ICommunities communities, IRoleHolders holders) : IHandle<JoinFloodBegan>
{
    public async Task HandleAsync(JoinFloodBegan happened, Envelope envelope, CancellationToken cancel)
    {
        if (await communities.FindAsync(happened.CommunityId, cancel) is not { } community)
            return;
        var team = await holders.WithPermissionAsync(community.Id, OperatorMatter.Floods.Permission, envelope.At, cancel);
        await tell.RunAsync(
            new Notice(
                community.Id, NotificationKinds.Operator, $"join-flood:{happened.FloodId}",
                new Thing(OperatorMatter.Floods.ThingKind, happened.FloodId),
                "{1} people joined {0} within minutes. What they post first waits for a moderator, and joining is slowed",
                [community.Name, happened.Joins.ToString(CultureInfo.InvariantCulture)], $"/c/{community.Slug}/manage/screening/floods"),
            team, envelope.At, cancel);
    }
}
