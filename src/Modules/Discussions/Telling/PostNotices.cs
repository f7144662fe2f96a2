using Guildhall.Discussions.Asking;
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
internal sealed class PostNotices(AppDb db, TopicTerms terms, EffectiveFollowing follows, ICommunities communities) : IPostNotices
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
        return new PostNotice(post, asks.About?.Title ?? topic.Title, said.IsAnonymous ? null : author,
            said.IsAnonymous ? null : said.AuthorId,
            reply is null ? TopicPaths.Of(community.Slug, topic.Id) : TopicPaths.Reply(community.Slug, reply.Id));
    }

    public async Task<IReadOnlyList<PostHearer>> HearersAsync(
        long communityId, Thing post, long after, int count, CancellationToken cancel = default)
    {
        if (await SaidAsync(post, cancel) is not var (topic, reply, _))
            return [];
        var author = ((Post?)reply ?? topic).AuthorId;
        var (asked, named, answered, watching) =
            ((int)HeardBecause.Asked, (int)HeardBecause.Mentioned, (int)HeardBecause.RepliedTo, (int)HeardBecause.Watching);
        // Of a question once, when it is asked; a reply concerns its asker.
        var isQuestion = reply is null;
        var experts = db.Set<AskedExpert>().Where(e => isQuestion && e.TopicId == topic.Id && e.DeclinedAt == null)
            .Select(e => new { e.MemberId, Because = asked });
        var mentioned = db.Set<Mention>().Where(m => m.PostKind == post.Kind && m.PostId == post.Id)
            .Select(m => new { m.MemberId, Because = named });
        // A reply to a question is a reply to its asker; a comment concerns whoever wrote the piece.
        var repliedTo = await RepliedToAsync(topic, reply, communityId, cancel);
        var muters = follows.Muters(topic);
        var replied = db.Members.Where(m => m.Id == repliedTo && !muters.Contains(m.Id))
            .Select(m => new { MemberId = m.Id, Because = answered });
        var watchers = follows.Watchers(topic).Select(m => new { MemberId = m, Because = watching });
        var rows = await mentioned.Concat(experts).Concat(replied).Concat(watchers).Where(h => h.MemberId > after && h.MemberId != author)
            .GroupBy(h => h.MemberId).Select(g => new { MemberId = g.Key, Because = g.Min(h => h.Because) })
            .OrderBy(h => h.MemberId).Take(count).ToListAsync(cancel);
        return [.. rows.Select(h => new PostHearer(h.MemberId, (HeardBecause)h.Because))];
    }

    public async Task<long?> AuthorAsync(long communityId, Thing post, CancellationToken cancel = default) =>
        await SaidAsync(post, cancel) is var (topic, reply, _) ? ((Post?)reply ?? topic).AuthorId : null;

    public async Task<long?> NamedAuthorAsync(long communityId, Thing post, CancellationToken cancel = default) =>
        await SaidAsync(post, cancel) is var (topic, reply, _) && ((Post?)reply ?? topic) is { IsAnonymous: false } said
            ? said.AuthorId : null;

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
