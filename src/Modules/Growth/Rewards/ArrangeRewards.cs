using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Rewards;

/// <summary>What an operator does with rewards: offers one, changes it, takes it out of the offer and brings it back.</summary>
internal sealed class ArrangeRewards(AppDb db, Guard guard, ITiers tiers, CommunityScope scope, TimeProvider time)
{
    /// <exception cref="Refused">422 at the field.</exception>
    public async Task<Reward> OfferAsync(RewardTerms terms, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(PointsPermissions.Manage, cancel);
        var reward = Reward.Of(scope.Id, await CheckedAsync(terms, cancel), by, time.GetUtcNow().UtcDateTime);
        db.Add(reward);
        await db.SaveChangesAsync(cancel);
        return reward;
    }

    /// <summary>Its kind stays: what was taken before is of that kind.</summary>
    public async Task ChangeAsync(long id, RewardTerms terms, CancellationToken cancel)
    {
        await guard.RequireAsync(PointsPermissions.Manage, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Reward, id, cancel);
        var reward = await db.Set<Reward>().SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw Refused.NotFound();
        reward.Change(await CheckedAsync(terms with { Kind = reward.Kind }, cancel));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    public async Task SetOfferedAsync(long id, bool isOffered, CancellationToken cancel)
    {
        await guard.RequireAsync(PointsPermissions.Manage, cancel);
        var reward = await db.Set<Reward>().SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw Refused.NotFound();
        if (isOffered)
            reward.Offer();
        else
            reward.Archive(time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancel);
    }

    private async Task<RewardTerms> CheckedAsync(RewardTerms terms, CancellationToken cancel)
    {
        var good = terms.Check();
        return good.TierId is not { } tier || await tiers.FindAsync(scope.Id, tier, cancel) is not null ? good
            : throw Refused.AtField("tier", "tier_unknown", "This community has no such tier.");
    }
}
