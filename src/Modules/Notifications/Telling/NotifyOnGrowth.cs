using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Growth;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Notifications.List;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Notifications.Telling;

/// <summary>
/// Members hear of levels, badges and tiers that they reached, of points by hand and of what became of a reward; operators of rewards that
/// wait for them. That a level was lost is told by the history alone.
/// </summary>
internal sealed class NotifyOnGrowth(TellMembers tell, AppDb db, ICommunities communities, IRoleHolders holders)
    : IHandle<LevelChanged>, IHandle<BadgeEarned>, IHandle<TierEarned>, IHandle<PointsAdjusted>, IHandle<RewardRedeemed>,
        IHandle<RedemptionDecided>
{
    public async Task HandleAsync(LevelChanged happened, Envelope envelope, CancellationToken cancel)
    {
        if (happened.To <= happened.From || happened.To == 1)
            return;
        var name = await IsChineseAsync(happened.MemberId, cancel) ? happened.NameZh : happened.NameEn;
        // Whoever loses a level and reaches it again heard of it the first time.
        await TellAsync(happened, happened.MemberId, envelope, $"level:{happened.CommunityId}:{happened.To}", "You reached level {0}, {1}, in {2}",
            [happened.To.ToString(CultureInfo.InvariantCulture), name], "points", cancel);
    }

    public async Task HandleAsync(BadgeEarned happened, Envelope envelope, CancellationToken cancel)
    {
        var name = await IsChineseAsync(happened.MemberId, cancel) ? happened.NameZh : happened.NameEn;
        await TellAsync(happened, happened.MemberId, envelope, $"badge:{happened.CommunityId}:{happened.Badge}",
            happened.ActorId is null ? "You earned the badge “{0}” in {1}" : "You were given the badge “{0}” in {1}", [name],
            $"points/badges/{happened.Badge}", cancel);
    }

    public Task HandleAsync(TierEarned happened, Envelope envelope, CancellationToken cancel) => TellAsync(
        happened, happened.MemberId, envelope, $"tier-award:{happened.AwardId}:{(happened.IsOn ? "on" : "off")}",
        happened.IsOn ? "For what you contribute, you have {0} in {1}" : "You no longer have {0} in {1} for what you contribute",
        [happened.Tier], "points", cancel);

    public Task HandleAsync(PointsAdjusted happened, Envelope envelope, CancellationToken cancel) => TellAsync(
        happened, happened.MemberId, envelope, $"points:{happened.TransactionId}",
        happened.Points > 0 ? "You were given {0} points in {2}: {1}" : "{0} of your points in {2} were taken: {1}",
        [Math.Abs(happened.Points).ToString(CultureInfo.InvariantCulture), happened.Reason], "points/history", cancel);

    public async Task HandleAsync(RewardRedeemed happened, Envelope envelope, CancellationToken cancel)
    {
        if (!happened.NeedsHand || await communities.FindAsync(happened.CommunityId, cancel) is not { } community)
            return;
        var operators = await holders.WithPermissionAsync(community.Id, OperatorMatter.Rewards.Permission, envelope.At, cancel);
        await tell.RunAsync(
            new Notice(
                community.Id, NotificationKinds.Operator, $"redeemed:{happened.RedemptionId}",
                new Thing(OperatorMatter.Rewards.ThingKind, happened.RedemptionId), "A member of {0} redeemed “{1}”",
                [community.Name, happened.Reward], $"/c/{community.Slug}/manage/points/redemptions/{happened.RedemptionId}"),
            operators, envelope.At, cancel);
    }

    public Task HandleAsync(RedemptionDecided happened, Envelope envelope, CancellationToken cancel) => TellAsync(
        happened, happened.MemberId, envelope, $"redemption:{happened.RedemptionId}:{(happened.IsFulfilled ? "done" : "back")}",
        happened switch
        {
            { IsFulfilled: true } => "Your reward “{0}” in {1} is done",
            { ActorId: null } => "Nobody answered in time: the points for “{0}” in {1} are back",
            _ => "The points for “{0}” in {1} are back. See why",
        },
        [happened.Reward], "points/rewards", cancel);

    private async Task<bool> IsChineseAsync(long member, CancellationToken cancel) =>
        await db.Members.Where(m => m.Id == member).Select(m => m.Language).SingleOrDefaultAsync(cancel) == "zh";

    /// <summary>The community's name is the last argument.</summary>
    private async Task TellAsync(
        IEvent happened, long member, Envelope envelope, string key, string text, IReadOnlyList<string> told, string page,
        CancellationToken cancel)
    {
        if (await communities.FindAsync(happened.CommunityId, cancel) is { } community)
            await tell.RunAsync(
                new Notice(community.Id, NotificationKinds.Points, key, happened.Subject, text, [.. told, community.Name],
                    $"/c/{community.Slug}/{page}"),
                [member], envelope.At, cancel);
    }
}
