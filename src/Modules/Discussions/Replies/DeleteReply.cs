using Guildhall.Discussions.Answers;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Replies;

/// <summary>Takes a reply out of sight, where its place stays, and brings it back.</summary>
internal sealed class DeleteReply(AppDb db, TopicGate gate, KeepPost keep, CommunityScope scope)
{
    /// <returns>The topic.</returns>
    public async Task<Topic> RunAsync(long id, CancellationToken cancel)
    {
        var (seenTopic, seen) = await FindAsync(id, cancel);
        var by = await gate.RequireChangeAsync(seenTopic, seen, cancel);
        var moderates = await gate.ModeratesAsync(cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var (topic, reply) = await LockedAsync(seenTopic.Id, id, cancel);
        if (reply.DeletedAt is not null)
            return topic;
        if (!moderates)
            await db.RequireUnarchivedAsync(topic.Id, cancel);
        var wasShown = reply.IsShown;
        if (wasShown)
            topic.Lose();
        reply.Delete(by, gate.Now);
        await db.TellIfAcceptedAsync(topic, reply, wasShown, by, cancel);
        db.Publish(() => new ReplyDeleted(scope.Id, reply.Told(by), topic.Place, id));
        await db.SaveChangesAsync(cancel);
        await keep.IndexAsync(topic, reply, "", cancel);
        await transaction.CommitAsync(cancel);
        return topic;
    }

    /// <exception cref="Refused">404: it is not there, its words are gone for good, or somebody else deleted it.</exception>
    public async Task<Topic> RestoreAsync(long id, CancellationToken cancel)
    {
        var (seenTopic, seen) = await FindAsync(id, cancel);
        var by = await gate.RequireChangeAsync(seenTopic, seen, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var (topic, reply) = await LockedAsync(seenTopic.Id, id, cancel);
        if (reply.DeletedAt is null)
            return topic;
        if (reply.IsErased)
            throw Refused.NotFound();
        var wasNew = reply.Number is null;
        reply.RestoreIn(topic, gate.Now);
        if (wasNew && reply.Number is { } number)
            db.Publish(() => new ReplyPosted(scope.Id, reply.Told(reply.AuthorId), topic.Place, id, number));
        else
            db.Publish(() => new ReplyRestored(scope.Id, reply.Told(by), topic.Place, id));
        await db.TellIfAcceptedAsync(topic, reply, false, by, cancel);
        await db.SaveChangesAsync(cancel);
        await keep.IndexAsync(topic, reply, MarkdownRenderer.Render(reply.Markdown).PlainFull, cancel);
        await transaction.CommitAsync(cancel);
        return topic;
    }

    private async Task<(Topic Topic, Reply Reply)> LockedAsync(long topicId, long id, CancellationToken cancel)
    {
        await db.LockAsync(LockOn.Topic, topicId, cancel);
        db.ChangeTracker.Clear();
        return await FindAsync(id, cancel);
    }

    private async Task<(Topic Topic, Reply Reply)> FindAsync(long id, CancellationToken cancel)
    {
        var reply = await db.Set<Reply>().SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw Refused.NotFound();
        return (await db.Set<Topic>().SingleAsync(t => t.Id == reply.TopicId, cancel), reply);
    }
}
