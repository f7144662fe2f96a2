using Guildhall.Discussions.Asking;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Answers;

/// <summary>Questions that nobody has answered, and whose answers helped others before.</summary>
internal sealed class WaitingQuestions(AppDb db, ICommunities communities) : IQuestions
{
    /// <summary>An accepted answer says as much as so many votes.</summary>
    private const int Accepted = 3;

    public async Task<IReadOnlyList<WaitingQuestion>> WaitingAsync(
        long communityId, DateTime from, DateTime until, int count, CancellationToken cancel = default)
    {
        var community = await communities.FindAsync(communityId, cancel);
        var rows = await db.Set<Topic>().IgnoreQueryFilters().AsNoTracking()
            .Where(t => t.CommunityId == communityId && t.Kind == TopicKind.Question && t.Standing == Standing.Shown && t.DeletedAt == null
                && t.CreatedAt >= from && t.CreatedAt < until
                && !db.Set<Closure>().IgnoreQueryFilters().Any(c => c.CommunityId == communityId && c.TopicId == t.Id)
                && !db.Set<TopicArchive>().IgnoreQueryFilters().Any(a => a.CommunityId == communityId && a.TopicId == t.Id)
                && !db.Set<Reply>().IgnoreQueryFilters().Any(r => r.CommunityId == communityId && r.TopicId == t.Id && r.ReplyToId == null
                    && r.Standing == Standing.Shown && r.DeletedAt == null))
            .OrderBy(t => t.CreatedAt).ThenBy(t => t.Id).Take(count)
            .Select(t => new { t.Id, t.Title, t.AuthorId, t.CreatedAt }).ToListAsync(cancel);
        var ids = rows.ConvertAll(r => r.Id);
        var tags = (await db.Set<TopicTag>().IgnoreQueryFilters().AsNoTracking()
            .Where(t => t.CommunityId == communityId && ids.Contains(t.TopicId)).ToListAsync(cancel)).ToLookup(t => t.TopicId, t => t.Tag);
        return community is null ? []
            : rows.ConvertAll(r => new WaitingQuestion(
                r.Id, r.Title, r.AuthorId, [.. tags[r.Id].Order(StringComparer.Ordinal)], r.CreatedAt,
                TopicPaths.Of(community.Slug, r.Id)));
    }

    public async Task<IReadOnlyList<long>> ExpertsAsync(
        long communityId, WaitingQuestion question, int count, CancellationToken cancel = default)
    {
        // Of whom it is asked comes first, and nobody else is bothered as long as they have not declined.
        if (await db.Set<AskedExpert>().IgnoreQueryFilters()
            .Where(e => e.CommunityId == communityId && e.TopicId == question.TopicId && e.DeclinedAt == null)
            .Select(e => (long?)e.MemberId).SingleOrDefaultAsync(cancel) is { } expert)
            return [expert];
        var answers = db.Set<Reply>().IgnoreQueryFilters().AsNoTracking()
            .Where(r => r.CommunityId == communityId && r.ReplyToId == null && r.Standing == Standing.Shown && r.DeletedAt == null
                && r.AuthorId != question.AskerId
                && db.Set<Topic>().IgnoreQueryFilters().Any(t =>
                    t.CommunityId == communityId && t.Id == r.TopicId && t.Kind == TopicKind.Question && t.DeletedAt == null)
                && !db.Members.Any(m => m.Id == r.AuthorId && m.IsBot));
        var alike = question.Tags.Count == 0 ? [] : await BestAsync(communityId, answers.Where(r =>
            db.Set<TopicTag>().IgnoreQueryFilters().Any(t =>
                t.CommunityId == communityId && t.TopicId == r.TopicId && question.Tags.Contains(t.Tag))), count, cancel);
        return alike.Count >= count ? alike
            : [.. alike.Concat(await BestAsync(communityId, answers, count, cancel)).Distinct().Take(count)];
    }

    private async Task<List<long>> BestAsync(long communityId, IQueryable<Reply> answers, int count, CancellationToken cancel) =>
        await answers.Select(r => new
        {
            r.AuthorId,
            Worth = r.Score + (db.Set<AcceptedAnswer>().IgnoreQueryFilters()
                .Any(a => a.CommunityId == communityId && a.ReplyId == r.Id) ? Accepted : 0),
        }).GroupBy(r => r.AuthorId).Select(g => new { g.Key, Worth = g.Sum(r => r.Worth) })
            .Where(g => g.Worth > 0).OrderByDescending(g => g.Worth).ThenBy(g => g.Key).Take(count).Select(g => g.Key).ToListAsync(cancel);
}
