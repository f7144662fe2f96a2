using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Topics;

/// <summary>
/// Takes a topic out of sight with all its replies, and brings it back. Authors may as long as nobody has replied: after that it is not
/// theirs alone.
/// </summary>
internal sealed class DeleteTopic(AppDb db, TopicGate gate, KeepPost keep, CommunityScope scope)
{
    /// <exception cref="Refused">409: others have replied.</exception>
    public async Task<Topic> RunAsync(long id, CancellationToken cancel)
    {
        var seen = await FindAsync(id, cancel);
        var by = await gate.RequireChangeAsync(seen, seen, cancel);
        var moderates = await gate.ModeratesAsync(cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Topic, id, cancel);
        db.ChangeTracker.Clear();
        var topic = await FindAsync(id, cancel);
        if (topic.DeletedAt is not null)
            return topic;
        if (!moderates)
            await db.RequireUnarchivedAsync(id, cancel);
        if (!moderates && topic.Replies > 0)
            throw new Refused("topic_has_replies", 409, "Others have replied, so you can't delete it. Ask a moderator.");
        topic.Delete(by, gate.Now);
        db.Publish(() => new TopicDeleted(scope.Id, topic.Told(by), topic.Place));
        await db.SaveChangesAsync(cancel);
        await keep.IndexAsync(topic, "", cancel);
        await transaction.CommitAsync(cancel);
        return topic;
    }

    public async Task<Topic> RestoreAsync(long id, CancellationToken cancel)
    {
        var seen = await FindAsync(id, cancel);
        var by = await gate.RequireChangeAsync(seen, seen, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Topic, id, cancel);
        db.ChangeTracker.Clear();
        var topic = await FindAsync(id, cancel);
        if (topic.DeletedAt is null)
            return topic;
        if (topic.MergedIntoId is not null)
            throw new Refused("topic_merged", 409, "This topic was merged into another one.");
        topic.Restore();
        db.Publish(() => new TopicRestored(scope.Id, topic.Told(by), topic.Place));
        await db.SaveChangesAsync(cancel);
        await keep.IndexAsync(topic, MarkdownRenderer.Render(topic.Markdown).PlainFull, cancel);
        await transaction.CommitAsync(cancel);
        return topic;
    }

    private async Task<Topic> FindAsync(long id, CancellationToken cancel) =>
        await db.Set<Topic>().SingleOrDefaultAsync(t => t.Id == id && t.Kind != TopicKind.Comments, cancel) ?? throw Refused.NotFound();
}
