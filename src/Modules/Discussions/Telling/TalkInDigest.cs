using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Bots;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Telling;

/// <summary>The topics with the most replies of a time, those that were opened in it, and the questions of it that wait.</summary>
internal sealed class TalkInDigest(AppDb db, IQuestions questions) : IDigestSource
{
    public async Task<IReadOnlyList<DigestThing>> WithinAsync(
        long communityId, DateTime from, DateTime until, int count, CancellationToken cancel = default)
    {
        var topics = db.Set<Topic>().IgnoreQueryFilters().AsNoTracking().Where(t => t.CommunityId == communityId
            && t.Kind != TopicKind.Comments && t.SpaceId != null && t.Standing == Standing.Shown && t.DeletedAt == null);
        var replies = await db.Set<Reply>().IgnoreQueryFilters().AsNoTracking()
            .Where(r => r.CommunityId == communityId && r.CreatedAt >= from && r.CreatedAt < until
                && r.Standing == Standing.Shown && r.DeletedAt == null && topics.Any(t => t.Id == r.TopicId))
            .GroupBy(r => r.TopicId).Select(g => new { g.Key, Replies = g.Count() })
            .OrderByDescending(g => g.Replies).ThenByDescending(g => g.Key).Take(count)
            .ToDictionaryAsync(g => g.Key, g => g.Replies, cancel);
        var waiting = (await questions.WaitingAsync(communityId, from, until, count, cancel)).Select(q => q.TopicId).ToHashSet();
        var talked = replies.Keys.Concat(waiting).ToList();
        var found = await topics.Where(t => talked.Contains(t.Id)).Select(t => new { t.Id, SpaceId = t.SpaceId!.Value })
            .ToListAsync(cancel);
        var opened = await topics.Where(t => t.CreatedAt >= from && t.CreatedAt < until && t.Replies == 0 && t.Kind != TopicKind.Question)
            .OrderByDescending(t => t.Id).Take(count).Select(t => new { t.Id, SpaceId = t.SpaceId!.Value }).ToListAsync(cancel);
        return
        [
            .. found.Select(t => new DigestThing(
                waiting.Contains(t.Id) ? DigestSection.Unanswered : DigestSection.Discussed, new Thing(Topic.OwnKind, t.Id), t.SpaceId,
                replies.GetValueOrDefault(t.Id))).OrderByDescending(t => t.Replies).ThenByDescending(t => t.Thing.Id),
            .. opened.Select(t => new DigestThing(DigestSection.Discussed, new Thing(Topic.OwnKind, t.Id), t.SpaceId, 0)),
        ];
    }
}
