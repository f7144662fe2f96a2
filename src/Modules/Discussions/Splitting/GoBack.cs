using Guildhall.Discussions.Answers;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Splitting;

/// <summary>Puts replies and what hung on them back where a move took them from: a part of <see cref="UndoMove"/>.</summary>
internal sealed class GoBack(AppDb db, MoveReplies replies, MovedText text, MovedReaders readers, TimeProvider time)
{
    /// <exception cref="Refused">409: too much has changed.</exception>
    public async Task RunAsync(Topic from, Topic to, ReplyMove move, UndoableMove undoable, long by, CancellationToken cancel)
    {
        var ties = await db.Set<UndoableTie>().Where(t => t.MoveId == move.Id).ToListAsync(cancel);
        var tied = ties.Select(t => t.ReplyId).ToList();
        var moved = await db.Set<Reply>().Where(r => r.TopicId == to.Id && (tied.Contains(r.Id)
                || db.Set<LeftPlace>().Any(p => p.TopicId == from.Id && p.MoveId == move.Id && p.ReplyId == r.Id)))
            .ToListAsync(cancel);
        var opening = moved.Find(r => r.Id == undoable.TextReplyId);
        if (undoable.IsMerger && opening is null || moved.Count == 0)
            throw new Refused("moved_on", 409, "They have been moved on since. Undo that first, or move them by hand.");
        if (opening is { IsShown: false })
            throw new Refused("text_not_shown", 409, "The topic's text was deleted or held since. Restore it first.");
        if (opening is not null)
            from.Unmerge(opening);
        await UnacceptAsync(to, [.. moved.Select(r => r.Id)], by, cancel);
        var back = await replies.BackAsync(
            to, from, [.. moved.OrderBy(r => r == opening ? 0 : r.Number ?? int.MaxValue).ThenBy(r => r.Id)], by, cancel);
        if (opening is not null)
        {
            await text.BecomeTopicAsync(opening, from, cancel);
            opening.BecomeTextOf(from, by, time.GetUtcNow().UtcDateTime);
        }
        await TieAsync(from, to, moved, opening, ties, cancel);
        await AcceptAsync(from, undoable, by, cancel);
        await PinAsync(from, undoable, cancel);
        if (undoable.IsMerger)
            await LeadAsync(from, to, cancel);
        await CloseAsync(to, undoable, by, cancel);
        await db.SaveChangesAsync(cancel);
        await readers.UndoAsync(from, to, move, back, cancel);
    }

    /// <summary>What stands in the other topic answers nobody who leaves it; and those who leave answer whom they answered.</summary>
    private async Task TieAsync(
        Topic from, Topic to, List<Reply> moved, Reply? opening, List<UndoableTie> ties, CancellationToken cancel)
    {
        var ids = moved.ConvertAll(r => r.Id);
        foreach (var left in await db.Set<Reply>()
            .Where(r => r.TopicId == to.Id && r.ReplyToId != null && ids.Contains(r.ReplyToId.Value)).ToListAsync(cancel))
            left.Answer(null);
        var all = (await db.Set<Reply>().Where(r => r.TopicId == from.Id).ToListAsync(cancel)).ToDictionary(r => r.Id);
        foreach (var reply in moved.Where(r => r.ReplyToId is { } id && (id == opening?.Id || !all.ContainsKey(id))))
            reply.Answer(null);
        foreach (var tie in ties)
            if (all.GetValueOrDefault(tie.ReplyId) is { } reply && (tie.ReplyToId is not { } id || all.ContainsKey(id)))
                reply.Answer(tie.ReplyToId);
    }

    private async Task UnacceptAsync(Topic to, List<long> ids, long by, CancellationToken cancel)
    {
        if (await db.Set<AcceptedAnswer>().SingleOrDefaultAsync(a => a.TopicId == to.Id && ids.Contains(a.ReplyId), cancel)
            is not { } accepted)
            return;
        db.Remove(accepted);
        db.Publish(() => new AnswerAccepted(to.CommunityId, by, to.Place, null));
    }

    private async Task AcceptAsync(Topic from, UndoableMove undoable, long by, CancellationToken cancel)
    {
        if (undoable.AcceptedReplyId is not { } id || await db.Set<AcceptedAnswer>().AnyAsync(a => a.TopicId == from.Id, cancel)
            || await db.Set<Reply>().SingleOrDefaultAsync(r => r.Id == id && r.TopicId == from.Id, cancel) is not { } answer)
            return;
        db.Add(AcceptedAnswer.Of(from, answer, undoable.AcceptedBy!.Value, undoable.AcceptedAt!.Value));
        if (answer.IsShown)
            db.Publish(() => new AnswerAccepted(from.CommunityId, by, from.Place, id));
    }

    private async Task PinAsync(Topic from, UndoableMove undoable, CancellationToken cancel)
    {
        if (undoable is not { PinnedBy: { } pinnedBy, PinnedAt: { } at }
            || await db.Set<Pin>().CountAsync(p => db.Set<Topic>().Any(t => t.Id == p.TopicId && t.SpaceId == from.SpaceId), cancel)
                >= Pin.MaxInSpace)
            return;
        db.Add(Pin.Of(from, pinnedBy, at));
    }

    /// <summary>What had been merged into it before leads to it again, and not to where it went.</summary>
    private async Task LeadAsync(Topic from, Topic to, CancellationToken cancel)
    {
        var away = await db.Set<Topic>().Where(t => t.MergedIntoId == to.Id && t.Id != from.Id).ToListAsync(cancel);
        var ids = away.ConvertAll(t => t.Id);
        var into = await db.Set<LeftPlace>().Where(p => ids.Contains(p.TopicId) && p.Number == 0)
            .Join(db.Set<ReplyMove>(), p => p.MoveId, m => m.Id, (p, m) => new { p.TopicId, m.ToTopicId })
            .ToDictionaryAsync(p => p.TopicId, p => p.ToTopicId, cancel);
        HashSet<long> back = [from.Id];
        while (away.FirstOrDefault(t => !back.Contains(t.Id) && back.Contains(into.GetValueOrDefault(t.Id))) is { } topic)
        {
            back.Add(topic.Id);
            topic.LeadTo(from);
        }
    }

    /// <summary>A topic that was opened for them alone goes, unless somebody has said something in it.</summary>
    private async Task CloseAsync(Topic to, UndoableMove undoable, long by, CancellationToken cancel)
    {
        if (!undoable.WasNew || to.Replies > 0 || await db.Set<Reply>().AnyAsync(r => r.TopicId == to.Id && r.DeletedAt == null, cancel))
            return;
        to.Delete(by, time.GetUtcNow().UtcDateTime);
        db.Publish(() => new TopicDeleted(to.CommunityId, by, to.Place));
    }
}
