using Guildhall.Discussions.Answers;
using Guildhall.Discussions.Following;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Splitting;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Topics;

/// <summary>Topics that demos and importers bring, at the time at which they were said. Whoever calls it answers for them.</summary>
internal sealed class BroughtTopics(
    AppDb db, RenderPost render, KeepPost keep, CommunityScope scope, ICommunities communities, IEnumerable<IReviewTopics> reviews,
    SplitTopic splitting)
    : ITopics
{
    public async Task<(long Id, bool IsNew)> OpenAsync(NewTopic topic, CancellationToken cancel = default)
    {
        await EnterAsync(topic.CommunityId, cancel);
        var space = scope.Required.TopicSpace(topic.SpaceId) ?? throw Refused.NotFound();
        var known = await db.Set<Topic>().Where(t => t.SpaceId == space.Id && t.AuthorId == topic.AuthorId && t.Title == topic.Title)
            .Select(t => (long?)t.Id).FirstOrDefaultAsync(cancel);
        if (known is { } there)
            return (there, false);
        var text = await render.TopicAsync(new PostDraft(topic.Title, topic.Markdown, string.Join(' ', topic.Tags)), cancel);
        var review = topic.Review is { } draft && reviews.FirstOrDefault() is { } keeper ? new BroughtReview(keeper, draft) : null;
        var matter = review?.Check();
        await using var transaction = await db.BeginWriteAsync(cancel);
        var kind = review is not null ? TopicKind.Review : topic.IsQuestion ? TopicKind.Question : TopicKind.Discussion;
        var opened = Topic.In(scope.Id, space.Id, kind, topic.AuthorId, topic.At);
        opened.Call(text.Title);
        opened.Say(text, topic.At);
        db.Add(opened);
        await db.SaveChangesAsync(cancel);
        db.AddRange(text.Tags.Select(t => TopicTag.Of(opened, t)));
        review?.Begin(opened, matter!, topic.At);
        var reader = TopicReader.Of(opened, topic.AuthorId, topic.At);
        reader.Follow(Following.Following.Watching);
        db.Add(reader);
        db.Publish(() => new TopicOpened(scope.Id, topic.AuthorId, opened.Place));
        await db.SaveChangesAsync(cancel);
        await keep.IndexAsync(opened, text.Plain, cancel, isNew: true);
        await transaction.CommitAsync(cancel);
        return (opened.Id, true);
    }

    public async Task<long> ReplyAsync(NewReply reply, CancellationToken cancel = default)
    {
        await EnterAsync(reply.CommunityId, cancel);
        var text = await render.BodyAsync(reply.Markdown, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Topic, reply.TopicId, cancel);
        var topic = await TopicAsync(reply.TopicId, cancel);
        var said = Reply.To(topic, reply.ReplyTo, reply.AuthorId, reply.At);
        said.Say(text, reply.At);
        said.ShowIn(topic, reply.At);
        db.Add(said);
        await db.SaveChangesAsync(cancel);
        db.Publish(() => new ReplyPosted(scope.Id, reply.AuthorId, topic.Place, said.Id, said.Number ?? 0));
        await db.SaveChangesAsync(cancel);
        await keep.IndexAsync(topic, said, text.Plain, cancel, isNew: true);
        await transaction.CommitAsync(cancel);
        return said.Id;
    }

    public async Task SplitAsync(
        long communityId, string space, long authorId, string title, IReadOnlyCollection<int> replies, string into,
        CancellationToken cancel = default)
    {
        await EnterAsync(communityId, cancel);
        var place = scope.Required.TopicSpace(space) ?? throw Refused.NotFound();
        var topic = await db.Set<Topic>().Where(t => t.SpaceId == place.Id && t.AuthorId == authorId && t.Title == title)
            .Select(t => (long?)t.Id).FirstOrDefaultAsync(cancel) ?? throw Refused.NotFound();
        var ids = await db.Set<Reply>().Where(r => r.TopicId == topic && r.Number != null && replies.Contains(r.Number.Value))
            .Select(r => r.Id).ToListAsync(cancel);
        await splitting.RunAsync(topic, new SplitDraft(ids, null, into, space, null), $"brought-split-{topic}", cancel);
    }

    public async Task AcceptAsync(long communityId, long topicId, long replyId, DateTime at, CancellationToken cancel = default)
    {
        await EnterAsync(communityId, cancel);
        var topic = await TopicAsync(topicId, cancel);
        var reply = await db.Set<Reply>().SingleAsync(r => r.Id == replyId && r.TopicId == topicId, cancel);
        db.Add(AcceptedAnswer.Of(topic, reply, topic.AuthorId, at));
        db.Publish(() => new AnswerAccepted(communityId, topic.AuthorId, topic.Place, replyId));
        await db.SaveChangesAsync(cancel);
    }

    private async Task<Topic> TopicAsync(long id, CancellationToken cancel) =>
        await db.Set<Topic>().SingleOrDefaultAsync(t => t.Id == id, cancel) ?? throw Refused.NotFound();

    /// <summary>Always anew: the caller may have made the space a moment ago.</summary>
    private async Task EnterAsync(long communityId, CancellationToken cancel) =>
        scope.Enter(await communities.FindAsync(communityId, cancel) ?? throw Refused.NotFound());
}
