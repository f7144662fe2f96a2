using Guildhall.Discussions.Answers;
using Guildhall.Discussions.Following;
using Guildhall.Discussions.Reactions;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Reading;

/// <summary>
/// What members read, wrote and valued in discussions, for trust. "Since" is about what came since: topics and replies that were written
/// then and read, likes that were given then. Asked of several communities by jobs, so each query names its community.
/// </summary>
internal sealed class TakingPartInTalk(AppDb db) : ITakingPart
{
    public async Task<IReadOnlyDictionary<long, TakingPart>> OfAsync(
        long communityId, IReadOnlyCollection<long> memberIds, DateTime? since, CancellationToken cancel = default)
    {
        var from = since ?? DateTime.UnixEpoch;
        var members = memberIds.ToList();
        var sum = members.ToDictionary(m => m, _ => TakingPart.None);
        void Add(long member, TakingPart part) => sum[member] = sum[member].Plus(part);

        foreach (var r in await ReadingAsync(communityId, members, from, cancel))
            Add(r.MemberId, TakingPart.None with { TopicsEntered = r.Topics, PostsRead = r.Topics + r.Posts, SecondsReading = r.Seconds,
                LastAt = r.LastAt });
        foreach (var w in await WritingAsync(communityId, members, from, cancel))
            Add(w.MemberId, TakingPart.None with { TopicsRepliedTo = w.Topics, Removed = w.Removed });
        foreach (var (member, given) in await GivenAsync(communityId, members, from, cancel))
            Add(member, TakingPart.None with { LikesGiven = given });
        foreach (var likes in (await ReceivedAsync(communityId, members, from, cancel)).GroupBy(l => l.Author))
            Add(likes.Key, TakingPart.None with
            {
                LikesReceived = likes.Count(),
                LikedBy = likes.Select(l => l.By).Distinct().Count(),
                LikedOnDays = likes.Select(l => l.At.Date).Distinct().Count(),
            });
        return sum;
    }

    public async Task<(int Topics, int Posts)> VolumeAsync(long communityId, DateTime since, CancellationToken cancel = default)
    {
        // What bots say is nothing that members are measured by.
        var bots = db.Members.Where(m => m.IsBot).Select(m => m.Id);
        var topics = await Topics(communityId)
            .CountAsync(t => t.Kind != TopicKind.Comments && t.CreatedAt >= since && !bots.Contains(t.AuthorId), cancel);
        return (topics, topics + await Replies(communityId)
            .CountAsync(r => r.CreatedAt >= since && r.Number != null && !bots.Contains(r.AuthorId), cancel));
    }

    private async Task<List<ReadingRow>> ReadingAsync(long communityId, List<long> members, DateTime from, CancellationToken cancel)
    {
        var readers = Readers(communityId).Where(r => members.Contains(r.MemberId) && r.LastRead >= 0);
        var opened = await readers.GroupBy(r => r.MemberId).Select(g => new
        {
            g.Key,
            // Of a topic that was opened the first post is read.
            Topics = g.Count(r => Topics(communityId).Any(t => t.Id == r.TopicId && t.CreatedAt >= from && t.Kind != TopicKind.Comments)),
            Seconds = g.Sum(r => r.SecondsRead),
            LastAt = g.Max(r => r.At),
        }).ToListAsync(cancel);
        var replies = from == DateTime.UnixEpoch
            // A number for each reply: what is read up to one is as many.
            ? await readers.GroupBy(r => r.MemberId).Select(g => new { g.Key, Posts = g.Sum(r => r.LastRead) })
                .ToDictionaryAsync(r => r.Key, r => r.Posts, cancel)
            : await readers.Where(r => r.At >= from)
                .Join(Replies(communityId).Where(r => r.CreatedAt >= from), r => r.TopicId, r => r.TopicId,
                    (reader, reply) => new { reader, reply })
                .Where(r => r.reply.Number <= r.reader.LastRead && r.reply.AuthorId != r.reader.MemberId)
                .GroupBy(r => r.reader.MemberId).Select(g => new { g.Key, Posts = g.Count() })
                    .ToDictionaryAsync(r => r.Key, r => r.Posts, cancel);
        return [.. opened.Select(o => new ReadingRow(o.Key, o.Topics, replies.GetValueOrDefault(o.Key), o.Seconds, o.LastAt))];
    }

    private async Task<List<WritingRow>> WritingAsync(long communityId, List<long> members, DateTime from, CancellationToken cancel)
    {
        var replies = await Replies(communityId).Where(r => members.Contains(r.AuthorId) && r.CreatedAt >= from).GroupBy(r => r.AuthorId)
            .Select(g => new
            {
                g.Key,
                Topics = g.Where(r => r.Standing == Standing.Shown && r.DeletedAt == null).Select(r => r.TopicId).Distinct().Count(),
                Removed = g.Count(r => r.Standing == Standing.Refused || (r.DeletedBy != null && r.DeletedBy != r.AuthorId)),
            }).ToListAsync(cancel);
        var topics = await Topics(communityId)
            .Where(t => members.Contains(t.AuthorId) && t.CreatedAt >= from && t.Kind != TopicKind.Comments
                && (t.Standing == Standing.Refused || (t.DeletedBy != null && t.DeletedBy != t.AuthorId)))
            .GroupBy(t => t.AuthorId).Select(g => new { g.Key, Removed = g.Count() }).ToListAsync(cancel);
        return [.. replies.Select(r => new WritingRow(r.Key, r.Topics, r.Removed)),
            .. topics.Select(t => new WritingRow(t.Key, 0, t.Removed))];
    }

    private async Task<List<(long Member, int Count)>> GivenAsync(long communityId, List<long> members, DateTime from,
        CancellationToken cancel)
    {
        var reactions = await Reactions(communityId).Where(r => members.Contains(r.MemberId) && r.At >= from).GroupBy(r => r.MemberId)
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        var votes = await Votes(communityId).Where(v => members.Contains(v.MemberId) && v.At >= from && v.Value > 0)
            .GroupBy(v => v.MemberId)
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        return [.. reactions.Concat(votes).Select(c => (c.Key, c.Count))];
    }

    private async Task<List<Like>> ReceivedAsync(long communityId, List<long> members, DateTime from, CancellationToken cancel)
    {
        var forReplies = await Replies(communityId).Where(r => members.Contains(r.AuthorId))
            .Join(Reactions(communityId).Where(r => r.ThingKind == Reply.OwnKind && r.At >= from), r => r.Id, r => r.ThingId,
                (reply, reaction) => new { reply.AuthorId, reaction.MemberId, reaction.At })
            .Where(l => l.MemberId != l.AuthorId).ToListAsync(cancel);
        var forTopics = await Topics(communityId).Where(t => members.Contains(t.AuthorId))
            .Join(Reactions(communityId).Where(r => r.ThingKind == Topic.OwnKind && r.At >= from), t => t.Id, r => r.ThingId,
                (topic, reaction) => new { topic.AuthorId, reaction.MemberId, reaction.At })
            .Where(l => l.MemberId != l.AuthorId).ToListAsync(cancel);
        var votes = await Votes(communityId)
            .Where(v => members.Contains(v.AuthorId) && v.AuthorId != v.MemberId && v.At >= from && v.Value > 0)
            .Select(v => new { v.AuthorId, v.MemberId, v.At }).ToListAsync(cancel);
        return [.. forReplies.Concat(forTopics).Concat(votes).Select(l => new Like(l.AuthorId, l.MemberId, l.At))];
    }

    private IQueryable<TopicReader> Readers(long communityId) =>
        db.Set<TopicReader>().IgnoreQueryFilters().AsNoTracking().Where(r => r.CommunityId == communityId);

    private IQueryable<Topic> Topics(long communityId) =>
        db.Set<Topic>().IgnoreQueryFilters().AsNoTracking().Where(t => t.CommunityId == communityId);

    private IQueryable<Reply> Replies(long communityId) =>
        db.Set<Reply>().IgnoreQueryFilters().AsNoTracking().Where(r => r.CommunityId == communityId);

    private IQueryable<Reaction> Reactions(long communityId) =>
        db.Set<Reaction>().IgnoreQueryFilters().AsNoTracking().Where(r => r.CommunityId == communityId);

    private IQueryable<Vote> Votes(long communityId) =>
        db.Set<Vote>().IgnoreQueryFilters().AsNoTracking().Where(v => v.CommunityId == communityId);

    private sealed record ReadingRow(long MemberId, int Topics, int Posts, int Seconds, DateTime LastAt);

    private sealed record WritingRow(long MemberId, int Topics, int Removed);

    private sealed record Like(long Author, long By, DateTime At);
}
