using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;

namespace Guildhall.Discussions.Held;

/// <summary>Carries out what a moderator decides about held topics and replies.</summary>
internal sealed class HeldPosts(AppDb db, JudgedPosts posts, TimeProvider time) : IHeldPosts
{
    public IReadOnlyList<string> Kinds => [Topic.OwnKind, Reply.OwnKind];

    public async Task<HeldPost?> FindAsync(long communityId, Thing post, CancellationToken cancel = default) =>
        await posts.FindAsync(communityId, post, cancel) is { Post: { Standing: Standing.Held } held } judged
            ? new HeldPost(post, held.AuthorId, await posts.TitleAsync(judged, cancel), held.Html, posts.PathOf(judged), held.CreatedAt)
            : null;

    public Task<bool> ReleaseHeldAsync(long communityId, Thing post, long by, CancellationToken cancel = default) =>
        posts.ChangeAsync(communityId, post, by, judged => Release(judged, by), cancel);

    public Task<bool> RefuseHeldAsync(long communityId, Thing post, long by, CancellationToken cancel = default) =>
        posts.ChangeAsync(communityId, post, by, judged =>
        {
            if (judged.Post.Standing != Standing.Held)
                return false;
            judged.Post.Refuse();
            return true;
        }, cancel);

    public Task<bool> HoldAgainAsync(long communityId, Thing post, long by, CancellationToken cancel = default) =>
        posts.ChangeAsync(communityId, post, by, judged => HoldAgain(judged, by), cancel);

    private bool Release(JudgedPost judged, long by)
    {
        var (topic, reply) = judged;
        if (judged.Post.Standing != Standing.Held)
            return false;
        if (reply is null)
        {
            Release(topic, by);
            return true;
        }
        var wasNew = reply.Number is null;
        reply.ShowIn(topic, Now);
        // What its author deleted meanwhile comes to light when they bring it back.
        if (!reply.IsShown)
            return true;
        if (wasNew && reply.Number is { } number)
            db.Publish(() => new ReplyPosted(topic.CommunityId, reply.Told(reply.AuthorId), topic.Place, reply.Id, number));
        else
            db.Publish(() => new ReplyEdited(topic.CommunityId, reply.Told(reply.AuthorId), topic.Place, reply.Id));
        return true;
    }

    /// <summary>One that others had read before it was held is none that is new.</summary>
    private void Release(Topic topic, long by)
    {
        var wasNew = !topic.WasShown;
        topic.Release(Now);
        if (!topic.IsShown)
            return;
        if (wasNew)
            db.Publish(() => new TopicOpened(topic.CommunityId, topic.Told(topic.AuthorId), topic.Place));
        else
            db.Publish(() => new TopicEdited(topic.CommunityId, by, topic.Place));
    }

    private bool HoldAgain(JudgedPost judged, long by)
    {
        var (topic, reply) = judged;
        if (judged.Post.Standing == Standing.Held)
            return false;
        var wasShown = judged.Post.IsShown;
        if (reply is null)
            topic.HoldAfter(wasShown);
        else
            reply.Hold();
        if (!wasShown)
            return true;
        if (reply is null)
        {
            db.Publish(() => new TopicEdited(topic.CommunityId, by, topic.Place));
            return true;
        }
        topic.Lose();
        db.Publish(() => new ReplyEdited(topic.CommunityId, by, topic.Place, reply.Id));
        return true;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
