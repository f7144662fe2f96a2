using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Live;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Telling;

/// <summary>Of a topic hears who may read it; of one that is deleted or held, moderators.</summary>
internal sealed class TopicsHeard(AppDb db, ICommunities communities, TopicTerms terms)
    : IHeardBy<TopicOpened>, IHeardBy<TopicEdited>, IHeardBy<TopicClosed>, IHeardBy<TopicReopened>, IHeardBy<TopicDeleted>,
        IHeardBy<TopicMoved>, IHeardBy<ReplyPosted>, IHeardBy<ReplyEdited>, IHeardBy<ReplyDeleted>, IHeardBy<AnswerAccepted>,
        IHeardBy<RepliesMoved>, IHeardBy<TopicMerged>, IHeardBy<MoveUndone>, IHeardBy<TopicArchived>
{
    public ValueTask<Heard> OfAsync(TopicOpened happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.Topic.TopicId, null, cancel);

    public ValueTask<Heard> OfAsync(TopicEdited happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.Topic.TopicId, null, cancel);

    public ValueTask<Heard> OfAsync(TopicClosed happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.Topic.TopicId, null, cancel);

    public ValueTask<Heard> OfAsync(TopicReopened happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.Topic.TopicId, null, cancel);

    public ValueTask<Heard> OfAsync(TopicDeleted happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.Topic.TopicId, null, cancel);

    public ValueTask<Heard> OfAsync(TopicMoved happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.Topic.TopicId, null, cancel);

    public ValueTask<Heard> OfAsync(ReplyPosted happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.Topic.TopicId, happened.ReplyId, cancel);

    public ValueTask<Heard> OfAsync(ReplyEdited happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.Topic.TopicId, happened.ReplyId, cancel);

    public ValueTask<Heard> OfAsync(ReplyDeleted happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.Topic.TopicId, happened.ReplyId, cancel);

    public ValueTask<Heard> OfAsync(AnswerAccepted happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.Topic.TopicId, happened.ReplyId, cancel);

    /// <summary>Of the topic in which they stand now: whoever reads the other one alone shall not hear of it.</summary>
    public ValueTask<Heard> OfAsync(RepliesMoved happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.Topic.TopicId, happened.FirstReplyId, cancel);

    public ValueTask<Heard> OfAsync(TopicMerged happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.Topic.TopicId, null, cancel);

    public ValueTask<Heard> OfAsync(MoveUndone happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.Topic.TopicId, null, cancel);

    public ValueTask<Heard> OfAsync(TopicArchived happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.Topic.TopicId, null, cancel);

    private async ValueTask<Heard> OfAsync(long communityId, long topicId, long? replyId, CancellationToken cancel)
    {
        if (await communities.FindAsync(communityId, cancel) is not { } community)
            return Heard.ByNobody;
        // Asked on behalf of several communities, outside of any.
        var topic = await db.Set<Topic>().IgnoreQueryFilters().AsNoTracking()
            .SingleOrDefaultAsync(t => t.CommunityId == communityId && t.Id == topicId, cancel);
        // The same.
        var reply = replyId is null ? null : await db.Set<Reply>().IgnoreQueryFilters().AsNoTracking()
            .Where(r => r.CommunityId == communityId && r.Id == replyId)
            .Select(r => new { r.Id, r.Number, AuthorId = r.IsAnonymous ? null : (long?)r.AuthorId })
            .SingleOrDefaultAsync(cancel);
        if (topic is null || (replyId is not null && reply is null))
            return Heard.ByNobody;
        var asks = await terms.OfAsync(community, topic.SpaceId, topic.About, cancel);
        var need = topic.IsShown ? Need.ToRead(communityId, topic.Thing, asks.ToRead)
            : Need.Permission(communityId, Permissions.ModerateTopics);
        return new Heard(new Audience.Needing(need), new
        {
            topic = new { topic.Id, Title = asks.About?.Title ?? topic.Title, path = TopicPaths.Page(community.Slug, topic),
                topic.Replies },
            reply = reply is null ? null
                : new { reply.Id, reply.Number, by = reply.AuthorId, path = TopicPaths.Reply(community.Slug, reply.Id) },
        });
    }
}
