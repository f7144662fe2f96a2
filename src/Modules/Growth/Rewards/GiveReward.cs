using Guildhall.Growth.Priority;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;

namespace Guildhall.Growth.Rewards;

/// <summary>Gives what a reward promises, or leaves it to a person. Inside the transaction of the redemption.</summary>
internal sealed class GiveReward(AppDb db, IGivenCoupons coupons, IGrants grants, ITiers tiers, PrioritiseQuestion prioritise,
    TimeProvider time)
{
    public Task RunAsync(Reward reward, Redemption redemption, long? topicId, CancellationToken cancel) => reward.Kind switch
    {
        RewardKind.Coupon => CouponAsync(reward, redemption, cancel),
        RewardKind.TierDays => TierAsync(reward, redemption, cancel),
        RewardKind.PriorityAnswer => prioritise.RunAsync(reward, redemption, topicId, cancel),
        _ => Task.CompletedTask,
    };

    private async Task CouponAsync(Reward reward, Redemption redemption, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var code = await coupons.GiveAsync(
            redemption.MemberId, reward.Percent, reward.Days > 0 ? now.AddDays(reward.Days) : null, reward.Title, reward.CreatedBy, cancel);
        redemption.Fulfil(code, by: null, "", now);
    }

    /// <summary>It joins on to what runs already, so that nothing paid is lost.</summary>
    private async Task TierAsync(Reward reward, Redemption redemption, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (reward.TierId is not { } tierId || await tiers.FindAsync(reward.CommunityId, tierId, cancel) is null)
            throw new Refused("reward_gone", 409, "This reward isn't offered any more.");
        var from = await grants.RunsUntilAsync(reward.CommunityId, redemption.MemberId, tierId, now, cancel)
            ?? throw new Refused("already_yours", 409, "You already have this tier with no end date, so this would give you nothing.");
        await grants.GrantTierAsync(
            reward.CommunityId, redemption.MemberId, tierId, from, from.AddDays(reward.Days), redemption.Document, redemption.MemberId,
            now, cancel);
        redemption.Fulfil(null, by: null, "", now);
        await db.SaveChangesAsync(cancel);
    }
}
