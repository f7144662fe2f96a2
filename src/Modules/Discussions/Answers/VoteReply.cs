using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Guildhall.Discussions.Answers;

/// <summary>
/// A member votes on somebody else's answer, thinks otherwise, or takes the vote back. Votes of a day are limited, and fewer of them may
/// go to one person, so that friends cannot lift each other.
/// </summary>
internal sealed class VoteReply(AppDb db, TopicGate gate, CommunityScope scope, IOptions<DiscussionsOptions> options)
{
    /// <param name="value">1, -1, or 0 for none.</param>
    /// <returns>The answer as it stands then.</returns>
    public async Task<Reply> RunAsync(long replyId, int value, CancellationToken cancel)
    {
        if (value is < -1 or > 1)
            throw Refused.AtField("value", "value_malformed", "A vote is 1, 0 or -1.");
        var seen = await db.Set<Reply>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == replyId, cancel) ?? throw Refused.NotFound();
        var topic = await db.Set<Topic>().AsNoTracking().SingleAsync(t => t.Id == seen.TopicId, cancel);
        var by = await gate.RequirePostAsync(topic, cancel);
        if (!seen.IsShown || topic.Kind != TopicKind.Question || seen.ReplyToId is not null)
            throw Refused.NotFound();
        if (seen.AuthorId == by)
            throw new Refused("own_work", 403, "You can't vote for your own answer.");

        await using var transaction = await db.BeginWriteAsync(cancel);
        // One device after the other, so that each finds what the one before has written.
        await db.LockAsync(LockOn.Topic, topic.Id, cancel);
        await db.LockAsync(LockOn.Member, by, cancel);
        await db.RequireUnarchivedAsync(topic.Id, cancel);
        var reply = await db.Set<Reply>().SingleAsync(r => r.Id == replyId, cancel);
        var vote = await db.Set<Vote>().SingleOrDefaultAsync(v => v.ReplyId == replyId && v.MemberId == by, cancel);
        if ((vote?.Value ?? 0) == value)
            return reply;
        if (value != 0)
            await CheckLimitsAsync(by, reply, cancel);
        reply.Count(value - (vote?.Value ?? 0));
        if (value == 0)
            db.Remove(vote!);
        else if (vote is null)
            db.Add(Vote.On(reply, by, value, gate.Now));
        else
            vote.Become(value, gate.Now);
        db.Publish(() => new ReplyVoted(scope.Id, by, topic.Place, replyId, value));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    private async Task CheckLimitsAsync(long by, Reply reply, CancellationToken cancel)
    {
        var since = gate.Now.AddDays(-1);
        var votes = db.Set<Vote>().Where(v => v.MemberId == by && v.At > since && v.ReplyId != reply.Id);
        if (await votes.CountAsync(cancel) >= options.Value.VotesPerDay)
            throw new Refused("votes_used_up", 429, "You have used all {0} votes for today.", options.Value.VotesPerDay)
            {
                RetryAfter = TimeSpan.FromHours(1),
            };
        if (await votes.CountAsync(v => v.AuthorId == reply.AuthorId, cancel) >= options.Value.VotesForOnePerDay)
            throw new Refused("votes_for_one_used_up", 429, "You have voted for the same person {0} times today.",
                options.Value.VotesForOnePerDay) { RetryAfter = TimeSpan.FromHours(1) };
    }
}
