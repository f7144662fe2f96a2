using Guildhall.Discussions.Answers;
using Guildhall.Discussions.History;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Replies;

/// <summary>Says a reply in other words; the former ones are kept.</summary>
internal sealed class EditReply(AppDb db, TopicGate gate, RenderPost render, KeepPost keep, CommunityScope scope)
{
    /// <param name="edition">The one that the writer saw; <c>null</c> overwrites whatever stands there.</param>
    /// <exception cref="Refused">409 where somebody else edited it meanwhile; 410 where it was deleted.</exception>
    public async Task RunAsync(long id, string? body, int? edition, CancellationToken cancel)
    {
        var (seenTopic, seen) = await FindAsync(id, cancel);
        var by = await gate.RequireChangeAsync(seenTopic, seen, cancel);
        var text = await render.BodyAsync(body, cancel);
        var (isHeld, reason) = await keep.ScreenAsync(Reply.OwnKind, id, by, text, cancel);

        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Topic, seenTopic.Id, cancel);
        db.ChangeTracker.Clear();
        var (topic, reply) = await FindAsync(id, cancel);
        if (reply.DeletedAt is not null || topic.DeletedAt is not null)
            throw Edits.Gone();
        await db.RequireUnarchivedAsync(topic.Id, cancel);
        if (edition is { } known && known != reply.Edition)
            throw Edits.ChangedMeanwhile();
        var wasShown = reply.IsShown;
        db.Add(PostRevision.Of(reply.Thing, reply, "", by, gate.Now));
        reply.Say(text, gate.Now);
        await keep.Ties.TieAsync(topic, reply.Thing, by, text, false, reply.IsShown && !isHeld, cancel);
        if (isHeld && wasShown)
        {
            reply.Hold();
            topic.Lose();
            db.Publish(() => new PostHeld(scope.Id, reply.Told(by), reply.Thing, reason));
        }
        await db.TellIfAcceptedAsync(topic, reply, wasShown, by, cancel);
        if (wasShown)
            db.Publish(() => new ReplyEdited(scope.Id, reply.Told(by), topic.Place, id));
        await db.SaveChangesAsync(cancel);
        await keep.IndexAsync(topic, reply, text.Plain, cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task<(Topic Topic, Reply Reply)> FindAsync(long id, CancellationToken cancel)
    {
        var reply = await db.Set<Reply>().SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw Refused.NotFound();
        return (await db.Set<Topic>().SingleAsync(t => t.Id == reply.TopicId, cancel), reply);
    }
}
