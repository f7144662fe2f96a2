using System.Globalization;
using Guildhall.Discussions.Answers;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Guildhall.Discussions.Reputations;

/// <summary>Work: votes or accepted answers of a member changed.</summary>
internal sealed record ReckonReputation(long MemberId)
{
    public static WorkOrder Of(long communityId, long memberId) => new(
        string.Create(CultureInfo.InvariantCulture, $"{communityId}-{memberId}"), new ReckonReputation(memberId), CommunityId: communityId);
}

/// <summary>
/// Has those reckoned anew whom it concerns: the author of the answer, and in a series of votes the voter too. Whoever wrote without their
/// name is not among them: a number that appears or moves at that moment would tell who it was.
/// </summary>
internal sealed class ReckonOnVotes(AppDb db) : IHandle<ReplyVoted>, IHandle<AnswerAccepted>, IHandle<ReplyDeleted>, IHandle<ReplyRestored>,
        IHandle<RepliesMoved>
{
    public Task HandleAsync(ReplyVoted happened, Envelope envelope, CancellationToken cancel) =>
        ReckonAsync(happened.CommunityId, happened.ReplyId, happened.ActorId, cancel);

    /// <summary>Whoever had the accepted answer before is the author of one of the others.</summary>
    public async Task HandleAsync(AnswerAccepted happened, Envelope envelope, CancellationToken cancel)
    {
        var authors = await db.Set<Reply>().Where(r => r.TopicId == happened.Topic.TopicId && r.ReplyToId == null && !r.IsAnonymous)
            .Select(r => r.AuthorId).Distinct().ToListAsync(cancel);
        await EnqueueAsync(happened.CommunityId, authors, cancel);
    }

    /// <summary>An accepted answer may have lost its question.</summary>
    public async Task HandleAsync(RepliesMoved happened, Envelope envelope, CancellationToken cancel)
    {
        var named = db.Set<Reply>().Where(r => r.TopicId == happened.Topic.TopicId && !r.IsAnonymous);
        var authors = await db.Set<Vote>().Join(named, v => v.ReplyId, r => r.Id,
            (v, r) => r.AuthorId).Distinct().ToListAsync(cancel);
        var answered = await db.Set<Reputation>().Join(named, p => p.MemberId, r => r.AuthorId, (p, r) => p.MemberId).Distinct()
            .ToListAsync(cancel);
        await EnqueueAsync(happened.CommunityId, [.. authors.Union(answered)], cancel);
    }

    public Task HandleAsync(ReplyDeleted happened, Envelope envelope, CancellationToken cancel) =>
        ReckonAsync(happened.CommunityId, happened.ReplyId, null, cancel);

    public Task HandleAsync(ReplyRestored happened, Envelope envelope, CancellationToken cancel) =>
        ReckonAsync(happened.CommunityId, happened.ReplyId, null, cancel);

    private async Task ReckonAsync(long communityId, long replyId, long? voter, CancellationToken cancel)
    {
        var author = await db.Set<Reply>().Where(r => r.Id == replyId && !r.IsAnonymous)
            .Select(r => (long?)r.AuthorId).SingleOrDefaultAsync(cancel);
        await EnqueueAsync(communityId, [.. new[] { author, voter }.OfType<long>()], cancel);
    }

    private async Task EnqueueAsync(long communityId, List<long> members, CancellationToken cancel)
    {
        foreach (var member in members)
            db.Enqueue(() => ReckonReputation.Of(communityId, member));
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Reckons from all rows, so that a number that was wrong is right at the next vote. What is deleted gives nothing.</summary>
internal sealed class ReckonReputations(
    AppDb db, CommunityScope scope, ICommunities communities, IOptions<DiscussionsOptions> options, TimeProvider time)
    : IWork<ReckonReputation>
{
    public async Task RunAsync(ReckonReputation payload, WorkContext context, CancellationToken cancel)
    {
        if (await communities.FindAsync(context.CommunityId, cancel) is not { } community)
            return;
        scope.Enter(community);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, payload.MemberId, cancel);
        var points = await PointsAsync(payload.MemberId, cancel);
        var reputation = await db.Set<Reputation>().SingleOrDefaultAsync(r => r.MemberId == payload.MemberId, cancel);
        if (reputation is null)
            db.Add(reputation = Reputation.Of(community.Id, payload.MemberId));
        reputation.Become(points, time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task<int> PointsAsync(long member, CancellationToken cancel)
    {
        var shown = db.Set<Reply>().Where(r => r.Standing == Standing.Shown && r.DeletedAt == null);
        var votes = await db.Set<Vote>().Where(v => v.AuthorId == member || v.MemberId == member)
            .Join(shown, v => v.ReplyId, r => r.Id, (v, r) => new CountedVote(v.MemberId, v.AuthorId, v.Value, v.At)).ToListAsync(cancel);
        var named = shown.Where(r => r.AuthorId == member && !r.IsAnonymous);
        var answers = await db.Set<AcceptedAnswer>().Join(named, a => a.ReplyId, r => r.Id, (a, r) => a)
            .Join(db.Set<Topic>().Where(t => t.DeletedAt == null), a => a.TopicId, t => t.Id,
                (a, t) => new CountedAnswer(t.AuthorId, a.AcceptedBy, member, a.AcceptedAt)).ToListAsync(cancel);
        return new Reckoning(options.Value).Of(member, votes, answers);
    }
}
