using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Events;

namespace Guildhall.Growth.Deeds;

/// <summary>
/// Topics and replies. Whatever is told of a post, it is looked at as it stands now: shown, held, deleted, restored. Replies below one's
/// own and what is said without a name are no deeds.
/// </summary>
internal sealed class PostDeeds(TurnDeeds turn, IPostNotices posts, ITopicFacts topics, IThings things, ICommunities communities)
{
    public async Task TopicAsync(TopicPlace place, Envelope envelope, CancellationToken cancel)
    {
        if (place.About is not null)
            return;
        var topic = new Thing("topic", place.TopicId);
        var shown = await posts.FindAsync(envelope.CommunityId, topic, cancel);
        if (shown?.AuthorId is { } author)
            await turn.RunAsync(
                new DeedFact(envelope.CommunityId, $"topic:{topic.Id}", DeedKind.TopicOpened, author, author, topic, envelope.At),
                stands: true, isHidden: false, envelope.ActivityId, cancel);
        await turn.HideAsync(topic, shown is null, envelope.ActivityId, cancel);
    }

    public async Task ReplyAsync(TopicPlace place, long replyId, Envelope envelope, CancellationToken cancel)
    {
        var reply = new Thing("reply", replyId);
        var shown = await posts.FindAsync(envelope.CommunityId, reply, cancel);
        if (shown?.AuthorId is { } author && await OwnerAsync(place, author, envelope.CommunityId, cancel) != author)
            await turn.RunAsync(
                new DeedFact(envelope.CommunityId, $"reply:{replyId}", DeedKind.ReplyPosted, author, author, reply, envelope.At),
                stands: true, isHidden: false, envelope.ActivityId, cancel);
        await turn.HideAsync(reply, shown is null, envelope.ActivityId, cancel);
    }

    /// <summary>An edit that the screening held takes a post out of sight.</summary>
    public async Task HideAsync(Thing post, Envelope envelope, CancellationToken cancel)
    {
        if (post.Kind is "topic" or "reply")
            await turn.HideAsync(
                post, await posts.FindAsync(envelope.CommunityId, post, cancel) is null, envelope.ActivityId, cancel);
    }

    /// <summary>Whose topic or article it stands below.</summary>
    private async Task<long?> OwnerAsync(TopicPlace place, long reader, long communityId, CancellationToken cancel)
    {
        if (place.About is { } about)
            return (await things.FindAsync(communityId, [about], new Viewer(reader), cancel)).GetValueOrDefault(about)?.AuthorId;
        return await communities.FindAsync(communityId, cancel) is { } community
            ? (await topics.FindAsync(community, place.TopicId, cancel))?.AuthorId : null;
    }
}
