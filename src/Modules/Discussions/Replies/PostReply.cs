using Guildhall.Discussions.Following;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Replies;

/// <summary>
/// Says something in a topic, answers a question, or comments on a thing. What begins with a command goes to its bot instead.
/// </summary>
internal sealed class PostReply(AppDb db, TopicGate gate, RenderPost render, KeepPost keep, AskBot ask)
{
    /// <param name="replyTo">A reply of the same topic; <c>null</c> for the topic itself, which makes an answer of a question.</param>
    /// <param name="key">The same key again gives the same reply; <c>null</c> for none.</param>
    /// <exception cref="Refused">409 where the topic is closed; 410 where it was deleted while the member was writing.</exception>
    public async Task<Posted> RunAsync(long topicId, string? body, long? replyTo, string? key, CancellationToken cancel)
    {
        var topic = await FindAsync(topicId, cancel);
        var by = await gate.RequirePostAsync(topic, cancel);
        return await ask.RunAsync(topic, topic!.About ?? topic.Thing, body, replyTo, key, cancel) is { } taken ? Posted.Asked(taken)
            : await PostAsync(topic, by, body, replyTo, key, cancel);
    }

    /// <summary>The same for other modules, whose words are no command.</summary>
    public async Task<Posted> SayAsync(long topicId, string? body, long? replyTo, string? key, CancellationToken cancel)
    {
        var topic = await FindAsync(topicId, cancel);
        return await PostAsync(topic!, await gate.RequirePostAsync(topic, cancel), body, replyTo, key, cancel);
    }

    /// <summary>Comments on an article or a resource; the first comment begins the list.</summary>
    public async Task<Posted> CommentAsync(Thing about, string? body, long? replyTo, string? key, CancellationToken cancel)
    {
        var by = await gate.RequirePostAsync(null, about, cancel);
        var known = await CommentsAsync(about, cancel);
        if (await ask.RunAsync(known, about, body, replyTo, key, cancel) is { } taken)
            return Posted.Asked(taken);
        // Before the list is begun, so that a text that cannot stand begins none.
        await render.BodyAsync(body, cancel);
        var topic = known ?? await BeginCommentsAsync(about, by, cancel);
        return await PostAsync(topic, by, body, replyTo, key, cancel);
    }

    private async Task<Posted> PostAsync(Topic topic, long by, string? body, long? replyTo, string? key, CancellationToken cancel)
    {
        var wish = Wish.Of(key, "reply", $"{topic.Id}", body, $"{replyTo}");
        if (wish is not null && await wish.MadeAsync(db, by, cancel) is { } made)
            return await AgainAsync(made, topic.Id, cancel);
        var text = await render.BodyAsync(body, cancel);
        var screened = await keep.ScreenAsync(Reply.OwnKind, null, by, text, cancel);
        try
        {
            var reply = await SaveAsync(topic.Id, by, text, replyTo, screened, wish, cancel);
            return new Posted(reply.Thing, topic.Id, reply.Number, true, screened.IsHeld);
        }
        catch (DbUpdateException failed) when (wish is not null && failed.IsCollision())
        {
            db.ChangeTracker.Clear();
            if (await wish.MadeAsync(db, by, cancel) is not { } meanwhile)
                throw;
            return await AgainAsync(meanwhile, topic.Id, cancel);
        }
    }

    private async Task<Reply> SaveAsync(
        long topicId, long by, PostText text, long? replyTo, (bool IsHeld, string Reason) screened, Wish? wish, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        // One after the other, so that numbers have no gaps and nobody replies after the topic was closed.
        await db.LockAsync(LockOn.Topic, topicId, cancel);
        db.ChangeTracker.Clear();
        var readers = db.Set<TopicReader>().Where(r => r.MemberId == by);
        var found = await db.Set<Topic>().Where(t => t.Id == topicId).LeftJoin(readers, t => t.Id, r => r.TopicId, (t, r) => new
        {
            Topic = t,
            IsArchived = db.Set<TopicArchive>().Any(a => a.TopicId == t.Id),
            IsClosed = db.Set<Closure>().Any(c => c.TopicId == t.Id),
            Reader = r,
        }).SingleAsync(cancel);
        var topic = found.Topic;
        if (topic.DeletedAt is not null)
            throw Edits.Gone();
        if (found.IsArchived)
            throw new Refused("topic_archived", 409,
                "This topic is archived and takes no replies. Your text is still here: copy it if you need it.");
        if (found.IsClosed)
            throw new Refused("topic_closed", 409,
                "This topic is closed to replies. Your text is still here: copy it if you need it.");
        await keep.TakeTurnAsync(by, cancel);
        var reply = Reply.To(topic, await RepliedToAsync(topic, replyTo, cancel), by, gate.Now);
        reply.Say(text, gate.Now);
        if (screened.IsHeld)
            reply.Hold();
        else
            reply.ShowIn(topic, gate.Now);
        db.Add(reply);
        ReadOwn(topic, reply, found.Reader);
        if (reply.Number is { } number)
            db.Publish(() => new ReplyPosted(db.CommunityId, reply.Told(by), topic.Place, reply.Id, number));
        else
            db.Publish(() => new PostHeld(db.CommunityId, reply.Told(by), reply.Thing, screened.Reason));
        await db.SaveChangesAsync(cancel);
        if (wish is not null)
            db.Add(PostingKey.Of(wish, reply, Reply.OwnKind, gate.Now));
        await keep.Ties.TieAsync(topic, reply.Thing, by, text, true, reply.IsShown, cancel);
        // What hangs on its id; most replies have nothing of the kind, and then nothing is asked.
        await db.SaveChangesAsync(cancel);
        await keep.IndexAsync(topic, reply, text.Plain, cancel, isNew: true);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    /// <summary>Comments under an answer stand side by side, so a reply to one of them belongs to the answer too.</summary>
    private async Task<long?> RepliedToAsync(Topic topic, long? replyTo, CancellationToken cancel)
    {
        if (replyTo is not { } id)
            return null;
        var to = await db.Set<Reply>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.TopicId == topic.Id, cancel);
        if (to is not { IsShown: true })
            throw Refused.AtField("replyTo", "reply_to_unknown", "What you're replying to no longer exists.");
        return topic.Kind == TopicKind.Question ? to.ReplyToId ?? to.Id : to.Id;
    }

    /// <summary>Whoever had read everything has read what they wrote themselves; and they hear of replies by following the topic.</summary>
    private void ReadOwn(Topic topic, Reply reply, TopicReader? reader)
    {
        if (reader is null)
        {
            db.Add(reader = TopicReader.Of(topic, reply.AuthorId, gate.Now));
            reader.Follow(Following.Following.Tracking);
        }
        if (reply.Number is { } number && reader.LastRead >= number - 1)
            reader.Read(number, gate.Now);
    }

    private async Task<Posted> AgainAsync(Thing made, long topicId, CancellationToken cancel)
    {
        var reply = await db.Set<Reply>().AsNoTracking().SingleAsync(r => r.Id == made.Id, cancel);
        return new Posted(made, topicId, reply.Number, false, reply.Standing != Standing.Shown);
    }

    private Task<Topic?> FindAsync(long id, CancellationToken cancel) =>
        db.Set<Topic>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, cancel);

    private Task<Topic?> CommentsAsync(Thing about, CancellationToken cancel) =>
        db.Set<Topic>().AsNoTracking().SingleOrDefaultAsync(t => t.AboutKind == about.Kind && t.AboutId == about.Id, cancel);

    private async Task<Topic> BeginCommentsAsync(Thing about, long by, CancellationToken cancel)
    {
        var topic = Topic.OfComments(db.CommunityId, about, by, gate.Now);
        db.Add(topic);
        try
        {
            await db.SaveChangesAsync(cancel);
            return topic;
        }
        catch (DbUpdateException failed) when (failed.IsCollision())
        {
            // Two comment first at once.
            db.ChangeTracker.Clear();
            return (await CommentsAsync(about, cancel))!;
        }
    }
}
