using Guildhall.Discussions.Following;
using Guildhall.Discussions.Mentions;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Telling;

/// <summary>Finds those whom a post concerns. Asked by work of a community, which its queries see alone.</summary>
internal sealed class PostNotices(AppDb db, TopicTerms terms, ICommunities communities) : IPostNotices
{
    // One piece of work asks for what is told and for those who hear it, one after the other.
    private (Thing Post, Said? Said)? _last;

    public async Task<PostNotice?> FindAsync(long communityId, Thing post, CancellationToken cancel = default)
    {
        if (await SaidAsync(post, cancel) is not var (topic, reply, author)
            || await communities.FindAsync(communityId, cancel) is not { } community)
            return null;
        var said = (Post?)reply ?? topic;
        if (!said.IsShown || topic.DeletedAt is not null || (topic.Kind != TopicKind.Comments && !topic.IsShown))
            return null;
        var asks = await terms.OfAsync(community, topic.SpaceId, topic.About, cancel);
        return new PostNotice(post, asks.About?.Title ?? topic.Title, author, said.AuthorId,
            reply is null ? TopicPaths.Of(community.Slug, topic.Id) : TopicPaths.Reply(community.Slug, reply.Id));
    }

    public async Task<IReadOnlyList<PostHearer>> HearersAsync(
        long communityId, Thing post, long after, int count, CancellationToken cancel = default)
    {
        if (await SaidAsync(post, cancel) is not var (topic, reply, _))
            return [];
        var author = ((Post?)reply ?? topic).AuthorId;
        var mentioned = db.Set<Mention>().Where(m => m.PostKind == post.Kind && m.PostId == post.Id)
            .Select(m => new { m.MemberId, Because = 0 });
        // A reply to a question is a reply to its asker; a comment concerns whoever wrote the piece.
        var repliedTo = await RepliedToAsync(topic, reply, communityId, cancel);
        var readers = db.Set<TopicReader>().Where(r => r.TopicId == topic.Id);
        var followers = db.Set<SpaceFollower>().Where(f => f.SpaceId == topic.SpaceId);
        var watching = readers.Where(r => r.Following == Following.Following.Watching).Select(r => new { r.MemberId, Because = 2 })
            .Concat(followers.Where(f => f.Following == Following.Following.Watching
                    && !readers.Any(r => r.MemberId == f.MemberId && r.Following == Following.Following.Muted))
                .Select(f => new { f.MemberId, Because = 2 }));
        var answered = db.Members.Where(m => m.Id == repliedTo
                && !readers.Any(r => r.MemberId == m.Id && r.Following == Following.Following.Muted))
            .Select(m => new { MemberId = m.Id, Because = 1 });
        var rows = await mentioned.Concat(answered).Concat(watching).Where(h => h.MemberId > after && h.MemberId != author)
            .GroupBy(h => h.MemberId).Select(g => new { MemberId = g.Key, Because = g.Min(h => h.Because) })
            .OrderBy(h => h.MemberId).Take(count).ToListAsync(cancel);
        return [.. rows.Select(h => new PostHearer(h.MemberId, (HeardBecause)h.Because))];
    }

    private async Task<long?> RepliedToAsync(Topic topic, Reply? reply, long communityId, CancellationToken cancel)
    {
        if (reply is null)
            return null;
        if (reply.ReplyToId is { } to)
            return await db.Set<Reply>().Where(r => r.Id == to).Select(r => (long?)r.AuthorId).SingleOrDefaultAsync(cancel);
        if (topic.About is not { } about)
            return topic.AuthorId;
        var community = await communities.FindAsync(communityId, cancel);
        return community is null ? null : (await terms.AboutAsync(community, [about], cancel)).GetValueOrDefault(about)?.AuthorId;
    }

    private async Task<Said?> SaidAsync(Thing post, CancellationToken cancel)
    {
        if (_last is { } last && last.Post == post)
            return last.Said;
        var said = post.Kind == Reply.OwnKind
            ? await db.Set<Reply>().AsNoTracking().Where(r => r.Id == post.Id).Join(
                db.Set<Topic>(), r => r.TopicId, t => t.Id, (r, t) => new Said(
                    t, r, db.Members.Where(m => m.Id == r.AuthorId).Select(m => m.Name).First())).SingleOrDefaultAsync(cancel)
            : await db.Set<Topic>().AsNoTracking().Where(t => t.Id == post.Id).Select(
                t => new Said(t, null, db.Members.Where(m => m.Id == t.AuthorId).Select(m => m.Name).First())).SingleOrDefaultAsync(cancel);
        _last = (post, said);
        return said;
    }

    /// <summary>A post and its topic.</summary>
    /// <param name="Reply"><c>null</c> where the topic itself is the post.</param>
    private sealed record Said(Topic Topic, Reply? Reply, string Author);
}
