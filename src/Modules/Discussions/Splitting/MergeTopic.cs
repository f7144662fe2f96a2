using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Splitting;

/// <summary>
/// A moderator merges a topic into another one: its text becomes a reply there, its replies follow, and its address leads there. Moving
/// replies out again is <see cref="SplitTopic"/>; <see cref="UndoMove"/> takes all of it back.
/// </summary>
internal sealed class MergeTopic(AppDb db, Guard guard, MovedTopics topics, MoveReplies move, MovedText text, ISearchIndex index)
{
    /// <summary>The lock of both topics is held meanwhile, and nobody replies.</summary>
    public const int MaxReplies = 2_000;

    /// <param name="into">Id or address of a topic.</param>
    /// <returns>The topic in which all of it stands now. Repeating it changes nothing.</returns>
    /// <exception cref="Refused">
    /// 422 at the field "into": it is the topic itself, or none; 409: it was merged into another, or is too long.
    /// </exception>
    public async Task<long> RunAsync(long id, string? into, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ModerateTopics, cancel);
        var seen = await topics.RequireAsync(id, cancel);
        var target = await topics.ReadIntoAsync(id, into, cancel);
        if (seen.MergedIntoId == target)
            return target;
        if (seen.Kind == TopicKind.Review)
            throw new Refused("review_not_merged", 409, "A review keeps its diff and is not merged. Move its replies instead.");

        await using var transaction = await db.BeginWriteAsync(cancel);
        await topics.LockAsync(id, target, cancel);
        var from = await db.Set<Topic>().SingleAsync(t => t.Id == id, cancel);
        var to = await db.Set<Topic>().SingleAsync(t => t.Id == target, cancel);
        if (from.MergedIntoId == target)
            return target;
        if (from.MergedIntoId is not null)
            throw new Refused("topic_merged", 409, "This topic was merged into another one.");
        if (!from.IsShown || !to.IsShown)
            throw new Refused("topic_not_shown", 409, "Only topics that others see are merged.");
        if (await db.Set<Reply>().CountAsync(r => r.TopicId == id, cancel) > MaxReplies)
            throw new Refused("topic_too_long", 409, "Topics of up to {0} replies are merged. Move parts of it instead.", MaxReplies);
        var opening = await text.BecomeReplyAsync(from, cancel);
        var replies = await db.Set<Reply>().Where(r => r.TopicId == id).ToListAsync(cancel);
        var undoable = await move.RunAsync(from, to,
            [opening, .. replies.Where(r => r.Id != opening.Id).OrderBy(r => r.Number ?? int.MaxValue).ThenBy(r => r.Id)],
            by, false, opening, cancel);
        if (await db.Set<Pin>().SingleOrDefaultAsync(p => p.TopicId == id, cancel) is { } pin)
        {
            undoable.Keep(pin);
            db.Remove(pin);
        }
        from.MergeInto(to, by, topics.Now);
        db.Publish(() => new TopicMerged(from.CommunityId, by, to.Place, from.Place));
        await db.SaveChangesAsync(cancel);
        // What was merged into this one before leads to the end at once.
        await db.Set<Topic>().Where(t => t.MergedIntoId == id)
            .ExecuteUpdateAsync(t => t.SetProperty(x => x.MergedIntoId, (long?)to.Id), cancel);
        await index.RemoveAsync(from.Thing, cancel);
        await transaction.CommitAsync(cancel);
        return to.Id;
    }
}
