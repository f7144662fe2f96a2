using Guildhall.Growth.Rewards;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Growth;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Priority;

/// <summary>Work: the time of a priority answer is over.</summary>
internal sealed record EndPriority(long RedemptionId);

/// <summary>Nobody has answered in time: the points come back by themselves.</summary>
internal sealed class EndDuePriority(AppDb db, ReturnPoints giveBack, CommunityScope scope, ICommunities communities, TimeProvider time)
    : IWork<EndPriority>
{
    public async Task RunAsync(EndPriority payload, WorkContext context, CancellationToken cancel)
    {
        if (await communities.FindAsync(context.CommunityId, cancel) is not { } community)
            return;
        scope.Enter(community);
        await using var transaction = await db.BeginWriteAsync(cancel);
        if (await db.Set<Redemption>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == payload.RedemptionId, cancel) is not { } seen)
            return;
        await db.LockAsync(LockOn.Reward, seen.RewardId, cancel);
        await db.LockAsync(LockOn.Member, seen.MemberId, cancel);
        var redemption = await db.Set<Redemption>().SingleAsync(r => r.Id == payload.RedemptionId, cancel);
        if (redemption.State != RedemptionState.Open || redemption.DueAt > time.GetUtcNow().UtcDateTime)
            return;
        await giveBack.RunAsync(redemption, by: null, "", cancel);
        await transaction.CommitAsync(cancel);
    }
}

/// <summary>Somebody answers a question with priority: the ticket has done what it was for. A part of the handler of deeds.</summary>
internal sealed class FulfilPriority(AppDb db, TimeProvider time)
{
    public async Task RunAsync(ReplyPosted happened, Envelope envelope, CancellationToken cancel)
    {
        if (happened.Topic.About is not null || happened.ActorId is not { } actor)
            return;
        // One's own reply is no answer.
        var open = await db.Set<Redemption>().AsNoTracking()
            .Where(r => r.TopicId == happened.Topic.TopicId && r.State == RedemptionState.Open && r.MemberId != actor).ToListAsync(cancel);
        foreach (var seen in open.Where(r => r.DueAt >= envelope.At))
        {
            await db.LockAsync(LockOn.Reward, seen.RewardId, cancel);
            var redemption = await db.Set<Redemption>().SingleAsync(r => r.Id == seen.Id, cancel);
            if (redemption.State != RedemptionState.Open)
                continue;
            redemption.Fulfil(null, by: null, "", time.GetUtcNow().UtcDateTime);
            db.Publish(() => new RedemptionDecided(
                redemption.CommunityId, null, redemption.MemberId, redemption.Id, redemption.Title, IsFulfilled: true, ""));
        }
        await db.SaveChangesAsync(cancel);
    }
}
