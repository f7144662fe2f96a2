using Guildhall.Discussions.Answers;
using Guildhall.Discussions.Following;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Splitting;

/// <summary>
/// Moves replies from one topic to another, with all that hangs on their places: a part of <see cref="SplitTopic"/> and
/// <see cref="MergeTopic"/>, inside their transaction and under the locks of both topics. A reply that comes back takes its former place.
/// </summary>
internal sealed class MoveReplies(AppDb db, TimeProvider time)
{
    /// <param name="replies">Of <paramref name="from"/>, by number; those that have none, being held, last.</param>
    /// <param name="wasNew">Whether the topic was opened for them.</param>
    /// <param name="isMerger">Then the accepted answer of the one becomes that of the other, where that is a question without.</param>
    public async Task<ReplyMove> RunAsync(
        Topic from, Topic to, IReadOnlyList<Reply> replies, long by, bool wasNew, bool isMerger, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (ids, before) = (replies.Select(r => r.Id).ToList(), to.LastNumber);
        var former = await db.Set<LeftPlace>().Where(p => p.TopicId == to.Id && ids.Contains(p.ReplyId))
            .ToDictionaryAsync(p => p.ReplyId, cancel);
        List<Reply> strange = [.. replies.Where(r => !former.ContainsKey(r.Id))];
        var move = ReplyMove.Of(from, to, strange.FirstOrDefault() ?? replies[0], strange.Count, by, now);
        db.Add(move);
        await db.SaveChangesAsync(cancel);
        var last = 0;
        foreach (var reply in replies)
        {
            if (reply.Number is { } number)
            {
                db.Add(LeftPlace.Of(move, reply, number));
                last = number;
            }
            reply.MoveTo(from, to, former.GetValueOrDefault(reply.Id)?.Number);
        }
        db.RemoveRange(former.Values);
        Untie(replies, ids, to);
        await AcceptAsync(from, to, ids, by, isMerger, cancel);
        from.Moved();
        to.Moved();
        if (!wasNew && replies.Where(r => r.IsShown).MaxBy(r => r.CreatedAt) is { } latest && latest.CreatedAt > to.LastAt)
            to.LastSaid(latest.CreatedAt, latest.AuthorId, latest.IsAnonymous);
        db.Publish(() => new RepliesMoved(from.CommunityId, by, to.Place, from.Place, move.FirstReplyId, replies.Count, isMerger));
        db.Enqueue(() => ReindexTopics.Of(to));
        await db.SaveChangesAsync(cancel);
        // Those that stay and answered one of them.
        await db.Set<Reply>().Where(r => r.TopicId == from.Id && r.ReplyToId != null && ids.Contains(r.ReplyToId.Value))
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.ReplyToId, (long?)null), cancel);
        await SayLastAsync(from, cancel);
        await ReadersAsync(from, to, move, wasNew, before, last, now, cancel);
        await db.SaveChangesAsync(cancel);
        return move;
    }

    /// <summary>A reply answers what stands in its own topic; under an answer comments stand side by side.</summary>
    private static void Untie(IReadOnlyList<Reply> replies, List<long> ids, Topic to)
    {
        var moved = ids.ToHashSet();
        foreach (var reply in replies.Where(r => r.ReplyToId is { } id && !moved.Contains(id)))
            reply.Answer(null);
        if (to.Kind != TopicKind.Question)
            return;
        var byId = replies.ToDictionary(r => r.Id);
        foreach (var reply in replies.Where(r => r.ReplyToId is not null).OrderBy(r => r.Id))
            reply.Answer(byId[reply.ReplyToId!.Value].ReplyToId ?? reply.ReplyToId);
    }

    private async Task AcceptAsync(Topic from, Topic to, List<long> ids, long by, bool takesAnswer, CancellationToken cancel)
    {
        var accepted = await db.Set<AcceptedAnswer>().SingleOrDefaultAsync(a => a.TopicId == from.Id && ids.Contains(a.ReplyId), cancel);
        if (accepted is null)
            return;
        db.Remove(accepted);
        db.Publish(() => new AnswerAccepted(from.CommunityId, by, from.Place, null));
        if (!takesAnswer || to.Kind != TopicKind.Question || await db.Set<AcceptedAnswer>().AnyAsync(a => a.TopicId == to.Id, cancel))
            return;
        db.Add(AcceptedAnswer.Moved(to, accepted));
        db.Publish(() => new AnswerAccepted(from.CommunityId, by, to.Place, accepted.ReplyId));
    }

    private async Task SayLastAsync(Topic topic, CancellationToken cancel)
    {
        var last = await db.Set<Reply>().Where(r => r.TopicId == topic.Id && r.Number != null && r.Standing == Standing.Shown
                && r.DeletedAt == null)
            .OrderByDescending(r => r.Number).Select(r => new { r.CreatedAt, r.AuthorId, r.IsAnonymous }).FirstOrDefaultAsync(cancel);
        topic.LastSaid(
            last?.CreatedAt ?? topic.CreatedAt, last?.AuthorId ?? topic.AuthorId, last?.IsAnonymous ?? topic.IsAnonymous);
    }

    /// <summary>Who read and followed them goes on doing so where they stand now.</summary>
    private async Task ReadersAsync(
        Topic from, Topic to, ReplyMove move, bool wasNew, int before, int last, DateTime now, CancellationToken cancel)
    {
        // Their order is the same there, so what somebody had read is the beginning of a new topic.
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO topic_readers (topic_id, member_id, community_id, last_read, following, at, seconds_read)
            SELECT {to.Id}, r.member_id, r.community_id,
                   CASE WHEN {wasNew} AND r.last_read >= 0
                        THEN (SELECT COUNT(*) FROM left_places p
                              WHERE p.topic_id = {from.Id} AND p.move_id = {move.Id} AND p.number <= r.last_read)
                        ELSE -1 END,
                   r.following, {now}, 0
            FROM topic_readers r
            WHERE r.topic_id = {from.Id} AND r.community_id = {from.CommunityId}
              AND NOT EXISTS (SELECT 1 FROM topic_readers k WHERE k.topic_id = {to.Id} AND k.member_id = r.member_id)
            """, cancel);
        var readers = db.Set<TopicReader>().Where(r => r.TopicId == to.Id);
        var former = db.Set<TopicReader>().Where(r => r.TopicId == from.Id);
        // Whoever had read all of both has nothing new before them.
        await readers.Where(r => r.LastRead == before && former.Any(f => f.MemberId == r.MemberId && f.LastRead >= last))
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.LastRead, to.LastNumber), cancel);
        await readers.Where(r => (r.Following == Following.Following.Normal || r.Following == Following.Following.Tracking)
                && former.Any(f => f.MemberId == r.MemberId && f.Following == Following.Following.Watching))
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.Following, Following.Following.Watching), cancel);
    }
}
