using Guildhall.Growth.Books;
using Guildhall.Growth.Levels;
using Guildhall.Growth.Program;
using Guildhall.Kernel.Contracts.Growth;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Rewards;

/// <summary>
/// A member takes a reward for points. However many do at once: nothing is given twice, and nobody pays what they do not have.
/// </summary>
internal sealed class RedeemReward(AppDb db, PointsGate gate, ReadPoints points, Programs programs, GiveReward give)
{
    /// <param name="key">The same again gives the same redemption.</param>
    /// <param name="topicId">Of a priority answer: the member's question.</param>
    /// <exception cref="Refused">404; 409: sold_out, limit_reached, level_too_low, not_enough_points; 422.</exception>
    public async Task<Redemption> RunAsync(long rewardId, string? key, long? topicId, CancellationToken cancel)
    {
        var member = await gate.RequireMemberAsync(cancel);
        if (string.IsNullOrWhiteSpace(key) || key.Length > Redemption.MaxKey || key.Any(char.IsControl))
            throw Refused.AtField("key", "key_malformed", "Send a key of at most {0} characters.", Redemption.MaxKey);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Reward, rewardId, cancel);
        await db.LockAsync(LockOn.Member, member, cancel);
        if (await db.Set<Redemption>().AsNoTracking().SingleOrDefaultAsync(r => r.MemberId == member && r.Key == key, cancel) is { } made)
            return made.RewardId == rewardId ? made
                : throw new Refused("idempotency_mismatch", 422, "This Idempotency-Key was used for something else. Use a new one.");
        var reward = await db.Set<Reward>().SingleOrDefaultAsync(r => r.Id == rewardId && r.ArchivedAt == null, cancel)
            ?? throw Refused.NotFound();
        await CheckAsync(reward, member, cancel);

        var redemption = Redemption.Of(reward, member, key, gate.Now);
        db.Add(redemption);
        // What is given rests on its id.
        await db.SaveChangesAsync(cancel);
        db.Add(PointsBooks.Redeem(redemption));
        await give.RunAsync(reward, redemption, topicId, cancel);
        var needsHand = redemption.State == RedemptionState.Open && redemption.Kind == RewardKind.ByHand;
        db.Publish(() => new RewardRedeemed(redemption.CommunityId, member, member, redemption.Id, redemption.Title, needsHand));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return redemption;
    }

    private async Task CheckAsync(Reward reward, long member, CancellationToken cancel)
    {
        var taken = db.Set<Redemption>().Where(r => r.RewardId == reward.Id && r.State != RedemptionState.Refused);
        if (reward.Stock is { } stock && await taken.CountAsync(cancel) >= stock)
            throw new Refused("sold_out", 409, "This reward is gone. Your points are still yours.");
        if (reward.PerMember is { } limit && await taken.CountAsync(r => r.MemberId == member, cancel) >= limit)
            throw new Refused("limit_reached", 409, "You can take this reward {0} {0:time|times}, and you have.", limit);
        var level = await db.Set<MemberStanding>().Where(s => s.MemberId == member).Select(s => s.Level).SingleOrDefaultAsync(cancel);
        if (level < reward.MinLevel && await programs.OpenAsync(reward.CommunityId, cancel) is { } program
            && program.Level(reward.MinLevel) is not null)
            throw new Refused("level_too_low", 409, "This reward is for level {0} and above.", reward.MinLevel);
        var balance = await points.BalanceAsync(member, cancel);
        if (balance < reward.Cost)
            throw new Refused("not_enough_points", 409, "It costs {0} points, and you have {1}.", reward.Cost, balance);
    }
}
