using Guildhall.Discussions.Splitting;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Reading;

/// <summary>Reads a topic, or the comments of a thing, with one page of replies for whoever asks.</summary>
internal sealed class ReadTopic(
    AppDb db, PreparedReads reads, TopicGate gate, CurrentHoldings held, ReplyPages pages, ReadMoves moves, IIgnoring ignoring)
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
        var row = await reads.RunAsync(
            TopicRow.ById, [("member", pages.MemberId ?? 0), ("community", db.CommunityId), ("id", id)], TopicRow.ReadAsync, cancel);
        if (row?.Topic is { MergedIntoId: { } into } && await moves.LeadsToAsync(row.Topic, wish.At, cancel) is { } path)
            return (null, path, into);
        var asks = await gate.RequireReadAsync(row?.Topic, cancel);
        return (await ViewAsync(row!, asks, wish, cancel), null, id);
    }

    /// <summary>The comments of a thing.</summary>
    /// <returns><c>null</c> where nobody has commented.</returns>
    /// <exception cref="Refused">404: there is no such thing, or the viewer may not read all of it.</exception>
    public async Task<TopicView?> CommentsAsync(Thing about, TopicPageWish wish, CancellationToken cancel)
    {
        var row = await reads.RunAsync(
            TopicRow.ByThing,
            [("member", pages.MemberId ?? 0), ("community", db.CommunityId), ("about", about.Kind), ("id", about.Id)], TopicRow.ReadAsync, cancel);
        return row is null ? null : await ViewAsync(row, await gate.RequireReadAsync(row.Topic, cancel), wish, cancel);
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

    private async Task<TopicView> ViewAsync(TopicRow row, TopicAsks asks, TopicPageWish wish, CancellationToken cancel)
    {
        var (holdings, topic) = (await held.GetAsync(cancel), row.Topic);
        var moderates = holdings.Permissions.Contains(Permissions.ModerateTopics);
        var mayPost = holdings.MayPost && holdings.Opens(asks.ToPost);
        var hides = topic.IsAnonymous && !gate.IsAuthor(topic.AuthorId);
        var rights = new ReplyRights(mayPost && row.ArchivedAt is null, moderates && row.ArchivedAt is null, moderates);
        var view = new TopicView(
            topic, hides ? null : row.Author, hides ? null : row.Face, pages.SpaceOf(topic), asks.About, row.Tags,
            row.ClosedAt, row.IsPinned, row.AcceptedId,
            row.LastRead, row.Following, mayPost && row is { ClosedAt: null, ArchivedAt: null } && topic.IsShownOrComments,
            row.ArchivedAt is null && (moderates || (mayPost && topic.AuthorId == pages.MemberId)), moderates, [], 0) 
        {
            FirstUnread = row.FirstUnread,
            Expert = row.Expert,
            ArchivedAt = row.ArchivedAt,
            Ignored = await ignoring.IgnoredByAsync(pages.MemberId, cancel),
        };
        var filled = await pages.FillAsync(view, rights, wish, cancel);
        return topic.Moves == 0 ? filled : await moves.FillAsync(filled, cancel);
    }
}
