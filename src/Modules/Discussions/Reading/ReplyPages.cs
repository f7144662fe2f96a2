using Guildhall.Discussions.Answers;
using Guildhall.Discussions.Reactions;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Reputations;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Reading;

/// <summary>What the viewer may do in a topic.</summary>
/// <param name="MayChangeAll">Whether they change what others said.</param>
internal sealed record ReplyRights(bool MayPost, bool MayChangeAll, bool Moderates);

/// <summary>Reads one page of replies in few queries, however long the topic is.</summary>
internal sealed class ReplyPages(AppDb db, PreparedReads reads, ReactionLists reactions, CurrentMember member, TopicGate gate)
{
    /// <summary>Comments that stand under one answer; the others are linked.</summary>
    public const int MaxComments = 20;

    private const int Answers = 10, MaxHeld = 20;

    // Read along with those of the replies.
    private IReadOnlyList<ReactionTally> _ofTopic = [];

    public long? MemberId => member.Id;

    public SpaceInfo? SpaceOf(Topic topic) => gate.SpaceOf(topic);

    public async Task<TopicView> FillAsync(TopicView view, ReplyRights rights, TopicPageWish wish, CancellationToken cancel)
    {
        var topic = view.Topic;
        if (topic.Kind == TopicKind.Question && !wish.ByTime && wish.At is null)
            return await ByVotesAsync(view, rights, wish.Answers, cancel);
        var after = wish.At is { } at ? TopicView.PageOf(Math.Clamp(at, 1, Math.Max(1, topic.LastNumber)))
            : Math.Clamp((wish.After ?? 0) / TopicView.PageSize * TopicView.PageSize, 0, view.LastPage);
        var rows = await RowsAsync(topic, ReplyRows.ByTime, cancel, ("after", after), ("last", after + TopicView.PageSize));
        var held = await HeldAsync(view, cancel);
        var seen = await SeenAsync(view, [.. rows, .. held], rights, cancel);
        return view with
        {
            After = after,
            Replies = [.. seen.Take(rows.Count)],
            Held = [.. seen.Skip(rows.Count)],
            Reactions = _ofTopic,
        };
    }

    private async Task<TopicView> ByVotesAsync(TopicView view, ReplyRights rights, AnswerKey? after, CancellationToken cancel)
    {
        var (topic, accepted) = (view.Topic, view.AcceptedId);
        var found = after is { } key
            ? await RowsAsync(topic, ReplyRows.NextAnswers, cancel,
                ("accepted", accepted ?? 0), ("score", key.Score), ("id", key.Id), ("most", Answers + 1))
            : await RowsAsync(topic, ReplyRows.BestAnswers, cancel, ("accepted", accepted ?? 0), ("most", Answers + 1));
        List<ReplyRow> page = [.. found.Take(Answers)];
        if (accepted is { } solved && after is null)
            page.InsertRange(0, await RowsAsync(topic, ReplyRows.Accepted, cancel, ("accepted", solved)));
        var comments = await RowsAsync(
            topic, ReplyRows.Comments(reads), cancel, ("answers", reads.Ids(page.Select(r => r.Id))), ("most", MaxComments));
        var held = await HeldAsync(view, cancel);
        var seen = await SeenAsync(view, [.. page, .. comments, .. held], rights, cancel);
        var under = seen.Skip(page.Count).Take(comments.Count).ToLookup(r => r.Row.ReplyToId);
        var more = await MoreAsync(topic, [.. under.Where(u => u.Key is not null && u.Count() == MaxComments)
            .Select(u => (u.Key!.Value, u.Max(r => r.Row.Number ?? 0)))], cancel);
        return view with
        {
            ByVotes = true,
            Replies = [.. seen.Take(page.Count)
                .Select(r => r with { Comments = [.. under[r.Row.Id]], More = more.GetValueOrDefault(r.Row.Id),
                    IsAccepted = r.Row.Id == accepted })],
            Held = [.. seen.Skip(page.Count + comments.Count)],
            NextAnswers = found.Count > Answers ? new AnswerKey(page[^1].Score, page[^1].Id) : null,
            Reactions = _ofTopic,
        };
    }

    /// <summary>What was said about answers behind the comments that stand under them.</summary>
    private async Task<Dictionary<long, MoreComments>> MoreAsync(
        Topic topic, IReadOnlyList<(long Answer, int Last)> full, CancellationToken cancel)
    {
        if (full.Count == 0)
            return [];
        var answers = full.Select(f => f.Answer).ToList();
        var shown = await db.Set<Reply>().Where(r => r.TopicId == topic.Id && answers.Contains(r.ReplyToId ?? 0) && r.Number != null)
            .GroupBy(r => r.ReplyToId ?? 0).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var more = new Dictionary<long, MoreComments>();
        foreach (var (answer, last) in full.Where(f => shown.GetValueOrDefault(f.Answer) > MaxComments))
        {
            // Few answers have so many: a page has none or one.
            var first = await db.Set<Reply>().Where(r => r.TopicId == topic.Id && r.ReplyToId == answer && r.Number > last)
                .MinAsync(r => r.Number, cancel);
            more[answer] = new MoreComments(shown[answer] - MaxComments, first ?? last);
        }
        return more;
    }

    /// <summary>What was written in the replies of a page that the viewer sees, by id: pages show it rendered.</summary>
    public Task<Dictionary<long, WrittenReply>> WrittenAsync(TopicView view, CancellationToken cancel)
    {
        var ids = view.Replies.Where(r => !r.IsGone).Select(r => r.Row.Id).ToList();
        return db.Set<Reply>().AsNoTracking().Where(r => ids.Contains(r.Id))
            .ToDictionaryAsync(r => r.Id, r => new WrittenReply(r.Markdown, r.Edition), cancel);
    }

    /// <summary>What the viewer has written and nobody else sees yet.</summary>
    private async Task<List<ReplyRow>> HeldAsync(TopicView view, CancellationToken cancel) =>
        member.Id is not { } me || !gate.IsAuthor(me) ? []
        : await RowsAsync(view.Topic, ReplyRows.Held, cancel, ("member", me), ("most", MaxHeld));

    private Task<List<ReplyRow>> RowsAsync(
        Topic topic, string query, CancellationToken cancel, params (string Name, object Value)[] values) =>
        reads.RunAsync(query, [("community", topic.CommunityId), ("topic", topic.Id), .. values], ReplyRows.ReadAsync, cancel);

    private async Task<List<SeenReply>> SeenAsync(TopicView view, List<ReplyRow> rows, ReplyRights rights, CancellationToken cancel)
    {
        var topic = view.Topic.Thing;
        List<Thing> things = [topic, .. rows.Select(r => new Thing(Reply.OwnKind, r.Id))];
        var tallies = await reactions.OfAsync(things, member.Id, cancel);
        if (view.Topic.Kind == TopicKind.Question)
            rows = await WithReputationAsync(rows, cancel);
        var votes = member.Id is { } voter && view.Topic.Kind == TopicKind.Question ? await VotesAsync(rows, voter, cancel) : [];
        _ofTopic = [.. tallies[topic]];
        return rows.ConvertAll(r =>
        {
            var thing = new Thing(Reply.OwnKind, r.Id);
            var mine = gate.IsAuthor(r.AuthorId);
            var shown = r.Standing == Standing.Shown && r.DeletedAt is null;
            var sees = shown || rights.Moderates || (mine && (r.DeletedAt is null || r.DeletedBy == member.Id));
            // A text that must not be shown does not leave this class.
            var known = r.IsAnonymous && !mine ? r with { AuthorId = 0, Author = null, Face = null, Reputation = null } : r;
            return new SeenReply(sees ? known : known with { Html = "" }, !sees,
                sees && (rights.MayChangeAll || (mine && rights.MayPost)), mine,
                votes.GetValueOrDefault(r.Id), sees ? [.. tallies[thing]] : []);
        });
    }

    private async Task<List<ReplyRow>> WithReputationAsync(List<ReplyRow> rows, CancellationToken cancel)
    {
        var authors = rows.Select(r => r.AuthorId).Distinct().ToList();
        var points = await db.Set<Reputation>().AsNoTracking().Where(r => authors.Contains(r.MemberId))
            .ToDictionaryAsync(r => r.MemberId, r => r.Points, cancel);
        return rows.ConvertAll(r => points.TryGetValue(r.AuthorId, out var own) ? r with { Reputation = own } : r);
    }

    private Task<Dictionary<long, int>> VotesAsync(List<ReplyRow> rows, long voter, CancellationToken cancel)
    {
        var ids = rows.ConvertAll(r => r.Id);
        return db.Set<Vote>().AsNoTracking().Where(v => v.MemberId == voter && ids.Contains(v.ReplyId))
            .ToDictionaryAsync(v => v.ReplyId, v => v.Value, cancel);
    }
}
