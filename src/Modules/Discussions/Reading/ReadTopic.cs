using Guildhall.Discussions.Answers;
using Guildhall.Discussions.Following;
using Guildhall.Discussions.Splitting;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Reading;

/// <summary>Reads a topic, or the comments of a thing, with one page of replies for whoever asks.</summary>
internal sealed class ReadTopic(AppDb db, TopicGate gate, CurrentHoldings held, ReplyPages pages, ReadMoves moves)
{
    /// <summary>The topic; of one that was merged, the one in which all of it stands now.</summary>
    /// <exception cref="Refused">404: missing, closed to the viewer, deleted and held look alike.</exception>
    public async Task<TopicView> RunAsync(long id, TopicPageWish wish, CancellationToken cancel)
    {
        var found = await FindAsync(id, wish, cancel);
        return found.View ?? await RunAsync(found.Into, wish, cancel);
    }

    /// <returns>The topic, or the path to which its address leads since it was merged into another.</returns>
    /// <exception cref="Refused">404: missing, closed to the viewer, deleted and held look alike.</exception>
    public async Task<(TopicView? View, string? LeadsTo, long Into)> FindAsync(long id, TopicPageWish wish, CancellationToken cancel)
    {
        var topic = await db.Set<Topic>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id && t.Kind != TopicKind.Comments, cancel);
        if (topic is { MergedIntoId: not null } && await moves.LeadsToAsync(topic, wish.At, cancel) is { } path)
            return (null, path, topic.MergedIntoId.Value);
        var asks = await gate.RequireReadAsync(topic, cancel);
        return (await ViewAsync(topic!, asks, wish, cancel), null, id);
    }

    /// <summary>The comments of a thing.</summary>
    /// <returns><c>null</c> where nobody has commented.</returns>
    /// <exception cref="Refused">404: there is no such thing, or the viewer may not read all of it.</exception>
    public async Task<TopicView?> CommentsAsync(Thing about, TopicPageWish wish, CancellationToken cancel)
    {
        var topic = await db.Set<Topic>().AsNoTracking()
            .SingleOrDefaultAsync(t => t.AboutKind == about.Kind && t.AboutId == about.Id, cancel);
        if (topic is null)
            return null;
        return await ViewAsync(topic, await gate.RequireReadAsync(topic, cancel), wish, cancel);
    }

    /// <summary>Whether whoever asks may comment on a thing under which nobody has yet.</summary>
    public async Task<bool> MayCommentAsync(TopicAsks asks, CancellationToken cancel)
    {
        var holdings = await held.GetAsync(cancel);
        return holdings.MayPost && holdings.Opens(asks.ToPost);
    }

    /// <summary>A topic and a reply by the reply's id, where the viewer sees both.</summary>
    public async Task<(Topic Topic, Replies.Reply Reply)> ReplyAsync(long id, CancellationToken cancel)
    {
        var reply = await db.Set<Replies.Reply>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw Refused.NotFound();
        var topic = await db.Set<Topic>().AsNoTracking().SingleAsync(t => t.Id == reply.TopicId, cancel);
        await gate.RequireReadAsync(topic, cancel);
        return gate.Sees(reply, await gate.ModeratesAsync(cancel)) ? (topic, reply) : throw Refused.NotFound();
    }

    private async Task<TopicView> ViewAsync(Topic topic, TopicAsks asks, TopicPageWish wish, CancellationToken cancel)
    {
        var (holdings, me) = (await held.GetAsync(cancel), pages.MemberId);
        var facts = await db.Set<Topic>().Where(t => t.Id == topic.Id).Join(db.Members, t => t.AuthorId, m => m.Id, (t, m) => new
        {
            m.Name, m.Face,
            Closure = db.Set<Closure>().Where(c => c.TopicId == t.Id).FirstOrDefault(),
            IsPinned = db.Set<Pin>().Any(p => p.TopicId == t.Id),
            Accepted = db.Set<AcceptedAnswer>().Where(a => a.TopicId == t.Id).Select(a => (long?)a.ReplyId).FirstOrDefault(),
            Reader = db.Set<TopicReader>().Where(r => r.TopicId == t.Id && r.MemberId == me).Select(r => new { r.LastRead, r.Following })
                .FirstOrDefault(),
        }).AsNoTracking().SingleAsync(cancel);
        var tags = await db.Set<TopicTag>().Where(t => t.TopicId == topic.Id).OrderBy(t => t.Tag).Select(t => t.Tag).ToListAsync(cancel);
        var moderates = holdings.Permissions.Contains(Permissions.ModerateTopics);
        var mayPost = holdings.MayPost && holdings.Opens(asks.ToPost);
        var rights = new ReplyRights(mayPost, moderates);
        var view = new TopicView(
            topic, facts.Name, facts.Face, pages.SpaceOf(topic), asks.About, tags, facts.Closure, facts.IsPinned, facts.Accepted,
            facts.Reader is { LastRead: >= 0 } reader ? reader.LastRead : null, facts.Reader?.Following ?? Following.Following.Normal,
            mayPost && facts.Closure is null && topic.IsShownOrComments, moderates || (mayPost && topic.AuthorId == me), moderates, [], 0);
        var filled = await pages.FillAsync(view, rights, wish, cancel);
        return topic.Moves == 0 ? filled : await moves.FillAsync(filled, cancel);
    }
}
