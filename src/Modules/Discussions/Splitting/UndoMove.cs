using Guildhall.Discussions.Answers;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Splitting;

/// <summary>
/// A moderator takes a merger or a split back as a whole: the replies that it moved stand where they stood, and what it changed beside
/// them is as it was. What was said since stays where it was said; what was deleted or moved on since stays so. See decision 35.
/// </summary>
internal sealed class UndoMove(AppDb db, Guard guard, MovedTopics topics, GoBack back, KeepPost keep)
{
    /// <param name="id">The topic that was merged or split.</param>
    /// <param name="moveId">Of the split; <c>null</c> for the topic's merger.</param>
    /// <returns>The topic, which stands by itself again. Repeating it changes nothing.</returns>
    /// <exception cref="Refused">404: no such move, or a topic of it is closed to them; 409: too late, or too much has changed.</exception>
    public async Task<long> RunAsync(long id, long? moveId, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ModerateTopics, cancel);
        var seen = await topics.RequireAsync(id, cancel);
        var move = await FindAsync(id, moveId, cancel);
        if (move is null && moveId is not null)
            throw Refused.NotFound();
        if (move is null && seen.MergedIntoId is null)
            throw new Refused("topic_not_merged", 409, "This topic isn't merged into another one.");
        await topics.RequireAsync(move?.ToTopicId ?? seen.MergedIntoId!.Value, cancel);
        if (move is null)
            throw TooLate();

        await using var transaction = await db.BeginWriteAsync(cancel);
        await topics.LockAsync(id, move.ToTopicId, cancel);
        var undoable = await db.Set<UndoableMove>().SingleOrDefaultAsync(u => u.MoveId == move.Id, cancel);
        if (undoable?.UndoneAt is not null)
            return id;
        if (undoable is null || undoable.Until <= topics.Now)
            throw TooLate();
        var from = await db.Set<Topic>().SingleAsync(t => t.Id == id, cancel);
        var to = await db.Set<Topic>().SingleAsync(t => t.Id == move.ToTopicId, cancel);
        if (!to.IsShown || (!undoable.IsMerger && !from.IsShown))
            throw new Refused("topic_not_shown", 409, "One of the two topics is deleted, held or merged since. Bring it back first.");
        await back.RunAsync(from, to, move, undoable, by, cancel);
        undoable.Undo(by, topics.Now);
        db.Publish(() => new MoveUndone(from.CommunityId, by, from.Place, to.Place, undoable.IsMerger));
        await db.SaveChangesAsync(cancel);
        await keep.IndexAsync(from, MarkdownRenderer.Render(from.Markdown).PlainFull, cancel);
        if (to.DeletedAt is not null)
            await keep.IndexAsync(to, "", cancel);
        await transaction.CommitAsync(cancel);
        return id;
    }

    private Task<ReplyMove?> FindAsync(long id, long? moveId, CancellationToken cancel) => db.Set<ReplyMove>().AsNoTracking()
        .Where(m => m.FromTopicId == id && (moveId == null || m.Id == moveId)
            && db.Set<UndoableMove>().Any(u => u.MoveId == m.Id && (u.TextReplyId != null) == (moveId == null)))
        .OrderByDescending(m => m.Id).FirstOrDefaultAsync(cancel);

    private static Refused TooLate() => new(
        "undo_too_late", 409, "This can be undone for {0} days. Move the replies by hand instead.", UndoableMove.Days);
}
