using Guildhall.Discussions.Bookmarks;
using Guildhall.Discussions.History;
using Guildhall.Discussions.Mentions;
using Guildhall.Discussions.Reactions;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Splitting;

/// <summary>
/// The text of a merged topic as a reply, with all that members made of it, and back. A part of <see cref="MergeTopic"/> and
/// <see cref="UndoMove"/>, in their transaction.
/// </summary>
internal sealed class MovedText(AppDb db)
{
    public async Task<Reply> BecomeReplyAsync(Topic topic, CancellationToken cancel)
    {
        var text = Reply.OfText(topic);
        db.Add(text);
        await db.SaveChangesAsync(cancel);
        await CarryAsync(topic.Thing, text.Thing, "", cancel);
        return text;
    }

    /// <summary>The caller has moved the reply back, and saves.</summary>
    public async Task BecomeTopicAsync(Reply text, Topic topic, CancellationToken cancel) =>
        await CarryAsync(text.Thing, topic.Thing, topic.Title, cancel);

    /// <param name="title">Of revisions that were made while it was a reply, which has none.</param>
    private async Task CarryAsync(Thing from, Thing to, string title, CancellationToken cancel)
    {
        var (fromKind, fromId, toKind, toId) = (from.Kind, from.Id, to.Kind, to.Id);
        // Whoever turned to the merged topic itself meanwhile has done so once.
        var reactions = db.Set<Reaction>().Where(r => r.ThingKind == fromKind && r.ThingId == fromId);
        await reactions.Where(r => db.Set<Reaction>()
                .Any(k => k.ThingKind == toKind && k.ThingId == toId && k.MemberId == r.MemberId && k.Name == r.Name))
            .ExecuteDeleteAsync(cancel);
        await reactions.ExecuteUpdateAsync(r => r.SetProperty(x => x.ThingKind, toKind).SetProperty(x => x.ThingId, toId), cancel);
        await CountAsync(from, to, cancel);
        var bookmarks = db.Set<Bookmark>().Where(b => b.ThingKind == fromKind && b.ThingId == fromId);
        await bookmarks.Where(b => db.Set<Bookmark>().Any(k => k.ThingKind == toKind && k.ThingId == toId && k.MemberId == b.MemberId))
            .ExecuteDeleteAsync(cancel);
        await bookmarks.ExecuteUpdateAsync(b => b.SetProperty(x => x.ThingKind, toKind).SetProperty(x => x.ThingId, toId), cancel);
        await db.Set<Mention>().Where(m => m.PostKind == fromKind && m.PostId == fromId)
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.PostKind, toKind).SetProperty(x => x.PostId, toId), cancel);
        await db.Set<PostRevision>().Where(r => r.PostKind == fromKind && r.PostId == fromId)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.PostKind, toKind).SetProperty(x => x.PostId, toId)
                .SetProperty(x => x.Title, x => x.Title == "" ? title : x.Title), cancel);
    }

    private async Task CountAsync(Thing from, Thing to, CancellationToken cancel)
    {
        await db.Set<ReactionCount>()
            .Where(c => (c.ThingKind == from.Kind && c.ThingId == from.Id) || (c.ThingKind == to.Kind && c.ThingId == to.Id))
            .ExecuteDeleteAsync(cancel);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO reaction_counts (thing_kind, thing_id, name, community_id, members)
            SELECT thing_kind, thing_id, name, community_id, COUNT(*) FROM reactions
            WHERE thing_kind = {to.Kind} AND thing_id = {to.Id} AND community_id = {db.CommunityId}
            GROUP BY thing_kind, thing_id, name, community_id
            """, cancel);
    }
}
