using Guildhall.Discussions.Answers;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Held;

/// <summary>A topic, or a reply and its topic, that a moderator decides about.</summary>
internal sealed record JudgedPost(Topic Topic, Reply? Reply)
{
    public Post Post => (Post?)Reply ?? Topic;

    public string Path(string community) =>
        Reply is null ? TopicPaths.Of(community, Topic.Id) : TopicPaths.Reply(community, Reply.Id);
}

/// <summary>Finds posts for verdicts and changes them under the lock of their topic. Whoever decides has asked the gate.</summary>
internal sealed class JudgedPosts(AppDb db, KeepPost keep, TopicTerms terms, CommunityScope scope, ICommunities communities)
{
    public async Task<JudgedPost?> FindAsync(long communityId, Thing post, CancellationToken cancel)
    {
        await EnterAsync(communityId, cancel);
        return await PairAsync(post, cancel);
    }

    /// <summary>Its title, or that of what it comments on.</summary>
    public async Task<string> TitleAsync(JudgedPost judged, CancellationToken cancel) => judged.Topic.About is null ? judged.Topic.Title
        : (await terms.OfAsync(scope.Required, null, judged.Topic.About, cancel)).About?.Title ?? "";

    public string PathOf(JudgedPost judged) => judged.Path(scope.Required.Slug);

    /// <param name="change">Says whether it has changed anything.</param>
    public async Task<bool> ChangeAsync(
        long communityId, Thing post, long by, Func<JudgedPost, bool> change, CancellationToken cancel)
    {
        await EnterAsync(communityId, cancel);
        await using var own = db.IsInTransaction ? null : await db.BeginWriteAsync(cancel);
        if (await PairAsync(post, cancel) is not { } seen)
            return false;
        await db.LockAsync(LockOn.Topic, seen.Topic.Id, cancel);
        db.ChangeTracker.Clear();
        if (await PairAsync(post, cancel) is not { } judged)
            return false;
        var wasShown = judged.Post.IsShown;
        if (!change(judged))
            return false;
        if (judged.Post.IsShown && !wasShown)
            keep.Ties.Preview(judged.Topic, judged.Post.Html);
        if (judged.Reply is { } reply)
            await db.TellIfAcceptedAsync(judged.Topic, reply, wasShown, by, cancel);
        await db.SaveChangesAsync(cancel);
        var plain = judged.Post.IsShown ? MarkdownRenderer.Render(judged.Post.Markdown).PlainFull : "";
        await (judged.Reply is null ? keep.IndexAsync(judged.Topic, plain, cancel)
            : keep.IndexAsync(judged.Topic, judged.Reply, plain, cancel));
        if (own is not null)
            await own.CommitAsync(cancel);
        return true;
    }

    private async Task<JudgedPost?> PairAsync(Thing post, CancellationToken cancel)
    {
        var reply = post.Kind != Reply.OwnKind ? null : await db.Set<Reply>().SingleOrDefaultAsync(r => r.Id == post.Id, cancel);
        if (post.Kind == Reply.OwnKind && reply is null)
            return null;
        var topicId = reply?.TopicId ?? post.Id;
        var topic = await db.Set<Topic>().SingleOrDefaultAsync(t => t.Id == topicId, cancel);
        // Comments begin with the thing that they are about: there is no topic to decide about.
        return topic is null || (reply is null && topic.Kind == TopicKind.Comments) ? null : new JudgedPost(topic, reply);
    }

    private async Task EnterAsync(long communityId, CancellationToken cancel)
    {
        if (scope.Current?.Id != communityId)
            scope.Enter(await communities.FindAsync(communityId, cancel) ?? throw Refused.NotFound());
    }
}
