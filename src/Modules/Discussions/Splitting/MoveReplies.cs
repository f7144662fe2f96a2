using Guildhall.Discussions.Answers;
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
internal sealed class MoveReplies(AppDb db, MovedReaders readers, TimeProvider time)
{
    /// <param name="replies">Of <paramref name="from"/>, by number; those that have none, being held, last.</param>
    /// <param name="wasNew">Whether the topic was opened for them.</param>
    /// <param name="text">
    /// The first of them where a topic is merged. Then the accepted answer of the one becomes that of the other, if that is a question
    /// without.
    /// </param>
    public async Task<UndoableMove> RunAsync(
        Topic from, Topic to, IReadOnlyList<Reply> replies, long by, bool wasNew, Reply? text, CancellationToken cancel)
    {
        var before = to.LastNumber;
        var move = await BeginAsync(from, to, replies, by, cancel);
        var undoable = UndoableMove.Of(move, wasNew, text);
        db.Add(undoable);
        var last = replies.Max(r => r.Number ?? 0);
        await PlaceAsync(from, to, replies, move, cancel);
        await UntieAsync(from, to, replies, move, cancel);
        await AcceptAsync(from, to, undoable, [.. replies.Select(r => r.Id)], by, cancel);
        await SayAsync(from, to, replies, move, wasNew, text is not null, cancel);
        await readers.FollowAsync(from, to, move, wasNew, before, last, move.MovedAt, cancel);
        await db.SaveChangesAsync(cancel);
        return undoable;
    }

    /// <summary>The same way back: what they answered and who followed them is for <see cref="UndoMove"/> to say.</summary>
    public async Task<ReplyMove> BackAsync(Topic from, Topic to, IReadOnlyList<Reply> replies, long by, CancellationToken cancel)
    {
        var move = await BeginAsync(from, to, replies, by, cancel);
        await PlaceAsync(from, to, replies, move, cancel);
        await SayAsync(from, to, replies, move, false, true, cancel);
        await SayLastAsync(to, cancel);
        await db.SaveChangesAsync(cancel);
        return move;
    }

    private async Task<ReplyMove> BeginAsync(Topic from, Topic to, IReadOnlyList<Reply> replies, long by, CancellationToken cancel)
    {
        var ids = replies.Select(r => r.Id).ToList();
        var known = await FormerOf(to, ids).Select(p => p.ReplyId).ToListAsync(cancel);
        List<Reply> strange = [.. replies.Where(r => !known.Contains(r.Id))];
        var move = ReplyMove.Of(
            from, to, strange.FirstOrDefault() ?? replies[0], strange.Count, by, time.GetUtcNow().UtcDateTime);
        db.Add(move);
        await db.SaveChangesAsync(cancel);
        return move;
    }

    private IQueryable<LeftPlace> FormerOf(Topic to, List<long> ids) =>
        db.Set<LeftPlace>().Where(p => p.TopicId == to.Id && ids.Contains(p.ReplyId));

    private async Task PlaceAsync(Topic from, Topic to, IReadOnlyList<Reply> replies, ReplyMove move, CancellationToken cancel)
    {
        var former = await FormerOf(to, [.. replies.Select(r => r.Id)]).ToDictionaryAsync(p => p.ReplyId, cancel);
        foreach (var reply in replies)
        {
            if (reply.Number is { } number)
                db.Add(LeftPlace.Of(move, reply, number));
            reply.MoveTo(from, to, former.GetValueOrDefault(reply.Id)?.Number);
        }
        db.RemoveRange(former.Values);
        from.Moved();
        to.Moved();
    }

    private async Task SayAsync(
        Topic from, Topic to, IReadOnlyList<Reply> replies, ReplyMove move, bool wasNew, bool isPart, CancellationToken cancel)
    {
        if (!wasNew && replies.Where(r => r.IsShown).MaxBy(r => r.CreatedAt) is { } latest && latest.CreatedAt > to.LastAt)
            to.LastSaid(latest.CreatedAt, latest.AuthorId, latest.IsAnonymous);
        db.Publish(() => new RepliesMoved(
            from.CommunityId, move.MovedBy, to.Place, from.Place, move.FirstReplyId, replies.Count, isPart));
        db.Enqueue(() => ReindexTopics.Of(to));
        await db.SaveChangesAsync(cancel);
        await SayLastAsync(from, cancel);
    }

    /// <summary>A reply answers what stands in its own topic; under an answer comments stand side by side.</summary>
    private async Task UntieAsync(Topic from, Topic to, IReadOnlyList<Reply> replies, ReplyMove move, CancellationToken cancel)
    {
        var moved = replies.Select(r => r.Id).ToHashSet();
        var answered = replies.ToDictionary(r => r.Id, r => r.ReplyToId);
        foreach (var reply in replies.Where(r => r.ReplyToId is { } id && !moved.Contains(id)))
            reply.Answer(null);
        if (to.Kind == TopicKind.Question)
        {
            var byId = replies.ToDictionary(r => r.Id);
            foreach (var reply in replies.Where(r => r.ReplyToId is not null).OrderBy(r => r.Id))
                reply.Answer(byId[reply.ReplyToId!.Value].ReplyToId ?? reply.ReplyToId);
        }
        db.AddRange(replies.Where(r => r.Number is null || r.ReplyToId != answered[r.Id])
            .Select(r => UndoableTie.Of(move, r.Id, answered[r.Id])));
        // Those that stay and answered one of them.
        foreach (var left in await db.Set<Reply>()
            .Where(r => r.TopicId == from.Id && r.ReplyToId != null && moved.Contains(r.ReplyToId.Value)).ToListAsync(cancel))
        {
            if (moved.Contains(left.Id))
                continue;
            db.Add(UndoableTie.Of(move, left.Id, left.ReplyToId));
            left.Answer(null);
        }
    }

    private async Task AcceptAsync(Topic from, Topic to, UndoableMove undoable, List<long> ids, long by, CancellationToken cancel)
    {
        var accepted = await db.Set<AcceptedAnswer>().SingleOrDefaultAsync(a => a.TopicId == from.Id && ids.Contains(a.ReplyId), cancel);
        if (accepted is null)
            return;
        undoable.Keep(accepted);
        db.Remove(accepted);
        db.Publish(() => new AnswerAccepted(from.CommunityId, by, from.Place, null));
        if (!undoable.IsMerger || to.Kind != TopicKind.Question || await db.Set<AcceptedAnswer>().AnyAsync(a => a.TopicId == to.Id, cancel))
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
}
