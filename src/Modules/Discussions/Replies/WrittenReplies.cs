using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Replies;

/// <summary>Replies that another module writes for whoever acts now.</summary>
internal sealed class WrittenReplies(AppDb db, PostReply post) : IReplyWriting
{
    public async Task<long> ReplyAsync(long topicId, long? replyTo, string markdown, string key, CancellationToken cancel = default) =>
        (await post.SayAsync(topicId, markdown, replyTo, key, cancel)).Post.Id;

    public async Task<long> CommentAsync(Thing about, string markdown, string key, CancellationToken cancel = default) =>
        (await post.CommentAsync(about, markdown, null, key, cancel)).Post.Id;

    public async Task<(long TopicId, long AuthorId)?> FindAsync(long communityId, Thing post, CancellationToken cancel = default)
    {
        if (post.Kind == Topic.OwnKind)
            return await db.Set<Topic>().IgnoreQueryFilters().AsNoTracking()
                .Where(t => t.CommunityId == communityId && t.Id == post.Id && t.Standing == Standing.Shown && t.DeletedAt == null)
                .Select(t => new { t.Id, t.AuthorId }).SingleOrDefaultAsync(cancel) is { } topic ? (topic.Id, topic.AuthorId) : null;
        return post.Kind != Reply.OwnKind ? null
            : await db.Set<Reply>().IgnoreQueryFilters().AsNoTracking()
                .Where(r => r.CommunityId == communityId && r.Id == post.Id && r.Standing == Standing.Shown && r.DeletedAt == null)
                .Select(r => new { r.TopicId, r.AuthorId }).SingleOrDefaultAsync(cancel) is { } reply
                ? (reply.TopicId, reply.AuthorId) : null;
    }
}
