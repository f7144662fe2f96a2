using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;

namespace Guildhall.Discussions.Held;

/// <summary>Topics and replies as members report them.</summary>
internal sealed class ReportablePosts(AppDb db, JudgedPosts posts, TimeProvider time) : IReportable
{
    public IReadOnlyList<string> Kinds => [Topic.OwnKind, Reply.OwnKind];

    public async Task<ReportedThing?> FindAsync(long communityId, Thing thing, CancellationToken cancel = default) =>
        await posts.FindAsync(communityId, thing, cancel) is { } judged
            ? new ReportedThing(
                thing, judged.Post.AuthorId, await posts.TitleAsync(judged, cancel), judged.Post.Html, posts.PathOf(judged),
                judged.Post.CreatedAt, !judged.Post.IsShown)
            : null;

    public Task<bool> RemoveAsync(long communityId, Thing thing, long by, CancellationToken cancel = default) =>
        posts.ChangeAsync(communityId, thing, by, judged => Remove(judged, by), cancel);

    public Task<bool> RestoreAsync(long communityId, Thing thing, long by, CancellationToken cancel = default) =>
        posts.ChangeAsync(communityId, thing, by, judged => Restore(judged, by), cancel);

    /// <summary>What its author deleted meanwhile stays theirs to bring back.</summary>
    private bool Remove(JudgedPost judged, long by)
    {
        var (topic, reply) = judged;
        if (!judged.Post.IsShown)
            return false;
        judged.Post.Delete(by, time.GetUtcNow().UtcDateTime);
        if (reply is null)
        {
            db.Publish(() => new TopicDeleted(topic.CommunityId, by, topic.Place));
            return true;
        }
        topic.Lose();
        db.Publish(() => new ReplyDeleted(topic.CommunityId, by, topic.Place, reply.Id));
        return true;
    }

    private bool Restore(JudgedPost judged, long by)
    {
        var (topic, reply) = judged;
        if (judged.Post.DeletedAt is null || judged.Post.IsErased || (reply is null && topic.MergedIntoId is not null))
            return false;
        if (reply is null)
        {
            topic.Restore();
            db.Publish(() => new TopicRestored(topic.CommunityId, by, topic.Place));
            return true;
        }
        var wasNew = reply.Number is null;
        reply.RestoreIn(topic, time.GetUtcNow().UtcDateTime);
        if (wasNew && reply.Number is { } number)
            db.Publish(() => new ReplyPosted(topic.CommunityId, reply.Told(reply.AuthorId), topic.Place, reply.Id, number));
        else
            db.Publish(() => new ReplyRestored(topic.CommunityId, by, topic.Place, reply.Id));
        return true;
    }
}
