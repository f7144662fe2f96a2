using Guildhall.Discussions.Answers;
using Guildhall.Discussions.History;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Forgetting;

/// <summary>
/// Posts of a member who takes their words along: a reply leaves its place; a topic goes where nobody else has replied, and else stays as
/// the place of the others' replies, without title and text.
/// </summary>
internal sealed class ForgetPosts(AppDb db, IFiles files, ISearchIndex index, CommunityScope scope, TimeProvider time) : IForget
{
    /// <summary>The title of a topic without one.</summary>
    private const string Untitled = "—";

    public async Task ForgetInAsync(ForgottenMember member, CancellationToken cancel = default)
    {
        if (!member.TakesPosts)
            return;
        await using (var transaction = await db.BeginWriteAsync(cancel))
        {
            await db.Set<PostRevision>().Where(r =>
                    (r.PostKind == Reply.OwnKind && db.Set<Reply>().Any(p => p.Id == r.PostId && p.AuthorId == member.Id))
                    || (r.PostKind == Topic.OwnKind && db.Set<Topic>().Any(p => p.Id == r.PostId && p.AuthorId == member.Id)))
                .ExecuteDeleteAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        var replies = db.Set<Reply>().Where(r => r.AuthorId == member.Id && r.Markdown != "");
        while (await replies.OrderBy(r => r.TopicId).Select(r => (long?)r.TopicId).FirstOrDefaultAsync(cancel) is { } topicId)
            await EraseRepliesAsync(topicId, member.Id, cancel);
        var topics = db.Set<Topic>().Where(t => t.AuthorId == member.Id && t.Kind != TopicKind.Comments && t.Markdown != "");
        while (await topics.OrderBy(t => t.Id).Select(t => (long?)t.Id).FirstOrDefaultAsync(cancel) is { } topicId)
            await EraseTopicAsync(topicId, member.Id, cancel);
    }

    private async Task EraseRepliesAsync(long topicId, long by, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        var topic = await LockedAsync(topicId, cancel);
        foreach (var reply in await db.Set<Reply>().Where(r => r.TopicId == topicId && r.AuthorId == by && r.Markdown != "")
            .ToListAsync(cancel))
        {
            var wasShown = reply.IsShown;
            if (wasShown)
            {
                topic.Lose();
                db.Publish(() => new ReplyDeleted(scope.Id, reply.Told(by), topic.Place, reply.Id));
            }
            reply.Erase(by, time.GetUtcNow().UtcDateTime);
            await db.TellIfAcceptedAsync(topic, reply, wasShown, by, cancel);
            await LetGoAsync(reply.Thing, cancel);
        }
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task EraseTopicAsync(long topicId, long by, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        var topic = await LockedAsync(topicId, cancel);
        if (topic.Replies == 0)
        {
            topic.Erase(by, time.GetUtcNow().UtcDateTime);
            db.Publish(() => new TopicDeleted(scope.Id, topic.Told(by), topic.Place));
        }
        else
        {
            topic.Erase();
            db.Publish(() => new TopicEdited(scope.Id, topic.Told(by), topic.Place));
        }
        topic.Call(Untitled);
        await db.Set<TopicTag>().Where(t => t.TopicId == topicId).ExecuteDeleteAsync(cancel);
        await LetGoAsync(topic.Thing, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task<Topic> LockedAsync(long topicId, CancellationToken cancel)
    {
        await db.LockAsync(LockOn.Topic, topicId, cancel);
        db.ChangeTracker.Clear();
        return await db.Set<Topic>().SingleAsync(t => t.Id == topicId, cancel);
    }

    private async Task LetGoAsync(Thing post, CancellationToken cancel)
    {
        await files.ReplaceAsync(post, scope.Id, null, cancel);
        await index.RemoveAsync(post, cancel);
    }
}
