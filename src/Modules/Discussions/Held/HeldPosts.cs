using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Held;

/// <summary>Carries out what a moderator decides about held topics and replies.</summary>
internal sealed class HeldPosts(AppDb db, KeepPost keep, CommunityScope scope, ICommunities communities, TimeProvider time) : IHeldPosts
{
    public IReadOnlyList<string> Kinds => [Topic.OwnKind, Reply.OwnKind];

    public async Task<HeldPost?> FindAsync(long communityId, Thing post, CancellationToken cancel = default)
    {
        await EnterAsync(communityId, cancel);
        if (await PairAsync(post, cancel) is not var (topic, reply))
            return null;
        var held = (Post?)reply ?? topic;
        return held.Standing != Standing.Held ? null
            : new HeldPost(post, held.AuthorId, topic.Title, held.Html,
                reply is null ? TopicPaths.Of(scope.Required.Slug, topic.Id) : TopicPaths.Reply(scope.Required.Slug, reply.Id),
                held.CreatedAt);
    }

    public Task<bool> ReleaseHeldAsync(long communityId, Thing post, long by, CancellationToken cancel = default) =>
        WriteAsync(communityId, post, Release, cancel);

    public Task<bool> RefuseHeldAsync(long communityId, Thing post, long by, CancellationToken cancel = default) =>
        WriteAsync(communityId, post, (topic, reply) => ((Post?)reply ?? topic).Refuse(), cancel);

    private void Release(Topic topic, Reply? reply)
    {
        if (reply is null)
        {
            topic.Release(Now);
            db.Publish(() => new TopicOpened(topic.CommunityId, topic.AuthorId, topic.Place));
            return;
        }
        var wasNew = reply.Number is null;
        reply.ShowIn(topic, Now);
        if (wasNew)
            db.Publish(() => new ReplyPosted(topic.CommunityId, reply.AuthorId, topic.Place, reply.Id, reply.Number ?? 0));
        else
            db.Publish(() => new ReplyEdited(topic.CommunityId, reply.AuthorId, topic.Place, reply.Id));
    }

    private async Task<bool> WriteAsync(long communityId, Thing post, Action<Topic, Reply?> change, CancellationToken cancel)
    {
        await EnterAsync(communityId, cancel);
        await using var own = db.IsInTransaction ? null : await db.BeginWriteAsync(cancel);
        if (await PairAsync(post, cancel) is not { } seen)
            return false;
        await db.LockAsync(LockOn.Topic, seen.Topic.Id, cancel);
        db.ChangeTracker.Clear();
        if (await PairAsync(post, cancel) is not var (topic, reply))
            return false;
        var held = (Post?)reply ?? topic;
        if (held.Standing != Standing.Held)
            return false;
        change(topic, reply);
        await db.SaveChangesAsync(cancel);
        var plain = held.IsShown ? MarkdownRenderer.Render(held.Markdown).PlainFull : "";
        await (reply is null ? keep.IndexAsync(topic, plain, cancel) : keep.IndexAsync(topic, reply, plain, cancel));
        if (own is not null)
            await own.CommitAsync(cancel);
        return true;
    }

    private async Task<(Topic Topic, Reply? Reply)?> PairAsync(Thing post, CancellationToken cancel)
    {
        var reply = post.Kind != Reply.OwnKind ? null : await db.Set<Reply>().SingleOrDefaultAsync(r => r.Id == post.Id, cancel);
        if (post.Kind == Reply.OwnKind && reply is null)
            return null;
        var topicId = reply?.TopicId ?? post.Id;
        var topic = await db.Set<Topic>().SingleOrDefaultAsync(t => t.Id == topicId, cancel);
        return topic is null ? null : (topic, reply);
    }

    private async Task EnterAsync(long communityId, CancellationToken cancel)
    {
        if (scope.Current?.Id != communityId)
            scope.Enter(await communities.FindAsync(communityId, cancel) ?? throw Refused.NotFound());
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
