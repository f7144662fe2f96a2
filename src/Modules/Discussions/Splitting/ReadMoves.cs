using Guildhall.Discussions.Reading;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Splitting;

/// <summary>The place of a reply that stands elsewhere now.</summary>
/// <param name="Title">Of the topic in which it stands; <c>null</c> where the viewer may not know of it.</param>
/// <param name="Path">Leads to the reply; <c>null</c> likewise.</param>
public sealed record SeenLeftPlace(int Number, string? Title, string? Path);

/// <summary>Where a reply and those after it came from.</summary>
/// <param name="Title"><c>null</c> where the viewer may not know of the topic.</param>
/// <param name="Path"><c>null</c> likewise, and where that topic is merged away.</param>
/// <param name="Undo">Where a moderator's button undoes it; <c>null</c> for others, and where that is not possible any more.</param>
public sealed record SeenOrigin(string? Title, string? Path, string? Undo = null);

/// <summary>What a page of a topic says about replies that came and went, as far as the viewer may know of the other topics.</summary>
internal sealed class ReadMoves(AppDb db, CommunityScope scope, CurrentHoldings held, TimeProvider time)
{
    public async Task<TopicView> FillAsync(TopicView view, CancellationToken cancel)
    {
        var (topic, from, to) = (view.Topic.Id, view.After, view.After + TopicView.PageSize);
        List<long> ids = [.. view.Replies.Concat(view.Replies.SelectMany(r => r.Comments)).Select(r => r.Row.Id)];
        var places = view.ByVotes ? [] : await db.Set<LeftPlace>().Where(p => p.TopicId == topic && p.Number > from && p.Number <= to)
            .Join(db.Set<Reply>(), p => p.ReplyId, r => r.Id, (p, r) => new { p.Number, ReplyId = r.Id, r.TopicId })
            .OrderBy(p => p.Number).ToListAsync(cancel);
        var origins = await db.Set<ReplyMove>()
            .Where(m => m.ToTopicId == topic && m.Replies > 0 && ids.Contains(m.FirstReplyId)).OrderBy(m => m.Id)
            .Select(m => new { m.Id, m.FirstReplyId, m.FromTopicId }).ToListAsync(cancel);
        var known = await KnownAsync([.. places.Select(p => p.TopicId).Concat(origins.Select(o => o.FromTopicId)).Distinct()], cancel);
        var undo = view.Moderates ? await UndoAsync([.. origins.Select(o => o.Id)], cancel) : [];
        return view with
        {
            Left = places.ConvertAll(p => known.GetValueOrDefault(p.TopicId) is { } there
                ? new SeenLeftPlace(p.Number, there.Title, TopicPaths.Reply(scope.Required.Slug, p.ReplyId))
                : new SeenLeftPlace(p.Number, null, null)),
            Origins = origins.GroupBy(o => o.FirstReplyId).ToDictionary(
                g => g.Key, g => known.GetValueOrDefault(g.Last().FromTopicId) is { } there
                ? new SeenOrigin(there.Title, there.MergedIntoId is null ? TopicPaths.Of(scope.Required.Slug, there.Id) : null,
                    undo.GetValueOrDefault(g.Last().Id))
                : new SeenOrigin(null, null)),
        };
    }

    /// <returns>Where each of these moves is undone that still can be, by its id.</returns>
    private async Task<Dictionary<long, string>> UndoAsync(List<long> moves, CancellationToken cancel)
    {
        if (moves.Count == 0)
            return [];
        var now = time.GetUtcNow().UtcDateTime;
        var found = await db.Set<UndoableMove>().Where(u => moves.Contains(u.MoveId) && u.UndoneAt == null && u.Until > now)
            .Join(db.Set<ReplyMove>(), u => u.MoveId, m => m.Id, (u, m) => new { m.Id, m.FromTopicId, IsMerger = u.TextReplyId != null })
            .ToListAsync(cancel);
        return found.ToDictionary(f => f.Id, f => f.IsMerger ? TopicPaths.UndoMerger(scope.Required.Slug, f.FromTopicId)
            : TopicPaths.UndoSplit(scope.Required.Slug, f.FromTopicId, f.Id));
    }

    /// <summary>Where a former address of a merged topic leads now.</summary>
    /// <param name="number">Of a reply there; <c>null</c> for the topic itself.</param>
    /// <returns><c>null</c> where it leads nowhere for this viewer.</returns>
    public async Task<string?> LeadsToAsync(Topic topic, int? number, CancellationToken cancel)
    {
        if (topic.MergedIntoId is not { } into)
            return null;
        var wanted = number ?? 0;
        var reply = await db.Set<LeftPlace>().Where(p => p.TopicId == topic.Id && (p.Number == wanted || p.Number == 0))
            .OrderByDescending(p => p.Number).Select(p => (long?)p.ReplyId).FirstOrDefaultAsync(cancel);
        var stands = await db.Set<Reply>().Where(r => r.Id == reply).Select(r => (long?)r.TopicId).SingleOrDefaultAsync(cancel) ?? into;
        return (await KnownAsync([stands], cancel)).Count == 0 ? null
            : reply is { } id ? TopicPaths.Reply(scope.Required.Slug, id) : TopicPaths.Of(scope.Required.Slug, into);
    }

    /// <summary>The topic whose text a reply was while that was merged, and is again.</summary>
    /// <returns><c>null</c> where it is another reply, or the viewer may not know of the topic.</returns>
    public async Task<long?> TextOfAsync(long reply, CancellationToken cancel)
    {
        var topics = await db.Set<Reply>()
            .Where(r => r.Id == reply && r.Number == null && r.DeletedAt != null && r.Markdown == ""
                && db.Set<LeftPlace>().Any(p => p.ReplyId == reply))
            .Select(r => r.TopicId).ToListAsync(cancel);
        return (await KnownAsync(topics, cancel)).Keys.Select(k => (long?)k).SingleOrDefault();
    }

    /// <summary>Those of these topics of which the viewer may know.</summary>
    public async Task<Dictionary<long, Topic>> KnownAsync(List<long> ids, CancellationToken cancel)
    {
        if (ids.Count == 0)
            return [];
        var holdings = await held.GetAsync(cancel);
        var moderates = holdings.Permissions.Contains(Permissions.ModerateTopics);
        var topics = await db.Set<Topic>().AsNoTracking().Where(t => ids.Contains(t.Id)).ToListAsync(cancel);
        return topics.Where(t => holdings.Opens(TopicTerms.ToReadIn(scope.Required, t.SpaceId))
            && (t.IsShown || t.MergedIntoId is not null || moderates)).ToDictionary(t => t.Id);
    }
}
