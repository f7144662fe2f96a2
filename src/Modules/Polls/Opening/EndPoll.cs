using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Polls;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Polls.Opening;

/// <summary>Work: the time of a poll is over.</summary>
internal sealed record EndPoll(long PollId);

/// <summary>Nobody could vote any more by then; now pages and open windows are told.</summary>
internal sealed class EndDuePoll(AppDb db, CommunityScope scope, ICommunities communities, TimeProvider time) : IWork<EndPoll>
{
    public async Task RunAsync(EndPoll payload, WorkContext context, CancellationToken cancel)
    {
        if (await communities.FindAsync(context.CommunityId, cancel) is not { } community)
            return;
        scope.Enter(community);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Poll, payload.PollId, cancel);
        var poll = await db.Set<Poll>().SingleOrDefaultAsync(p => p.Id == payload.PollId, cancel);
        if (poll is not { ClosedAt: null, EndsAt: { } end } || end > time.GetUtcNow().UtcDateTime)
            return;
        poll.Close(null, end);
        db.Publish(() => new PollClosed(community.Id, null, poll.Id));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
