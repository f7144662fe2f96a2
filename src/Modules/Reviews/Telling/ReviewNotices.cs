using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Reviews;
using Guildhall.Kernel.Data;
using Guildhall.Reviews.Comments;
using Guildhall.Reviews.Requests;
using Guildhall.Reviews.Verdicts;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Reviews.Telling;

/// <summary>Says whom the steps of a review concern. Asked by handlers that stand in no community, so the community is named.</summary>
internal sealed class ReviewNotices(AppDb db, ICommunities communities, ITopicFacts topics, IRoleHolders roles, TimeProvider time)
    : IReviewNotices
{
    public async Task<ReviewNotice?> FindAsync(long communityId, long topicId, CancellationToken cancel = default)
    {
        if (await communities.FindAsync(communityId, cancel) is not { } community
            || await topics.FindAsync(community, topicId, cancel) is not { IsShown: true } topic)
            return null;
        var author = await db.Members.Where(m => m.Id == topic.AuthorId).Select(m => m.Name).SingleAsync(cancel);
        var reviewers = await db.Set<Verdict>().IgnoreQueryFilters().Where(v => v.CommunityId == communityId && v.ReviewId == topicId)
            .Select(v => v.MemberId)
            .Union(db.Set<ReviewComment>().IgnoreQueryFilters()
                .Where(c => c.CommunityId == communityId && c.ReviewId == topicId && c.DeletedAt == null
                    && c.Standing == CommentStanding.Shown)
                .Select(c => c.AuthorId))
            .Where(m => m != topic.AuthorId).ToListAsync(cancel);
        return new ReviewNotice(topic.Title, ReviewPaths.Of(community.Slug, topicId), topic.AuthorId, author, reviewers);
    }

    public async Task<IReadOnlyList<long>> ThreadAsync(long communityId, long threadId, CancellationToken cancel = default) =>
        await db.Set<ReviewComment>().IgnoreQueryFilters()
            .Where(c => c.CommunityId == communityId && (c.Id == threadId || c.ThreadId == threadId) && c.DeletedAt == null
                && c.Standing == CommentStanding.Shown)
            .Select(c => c.AuthorId).Distinct().ToListAsync(cancel);

    public async Task<ReviewRequestNotice?> RequestAsync(long communityId, long requestId, CancellationToken cancel = default)
    {
        var request = await db.Set<ReviewRequest>().IgnoreQueryFilters().AsNoTracking()
            .SingleOrDefaultAsync(r => r.CommunityId == communityId && r.Id == requestId, cancel);
        if (request is null)
            return null;
        IReadOnlyList<long> asked = request switch
        {
            { MemberId: { } member } => [member],
            { Role: { } role } => await roles.WithRoleAsync(communityId, role, time.GetUtcNow().UtcDateTime, cancel),
            _ => [],
        };
        var answered = await db.Set<Verdict>().IgnoreQueryFilters()
            .Where(v => v.CommunityId == communityId && v.ReviewId == request.ReviewId && v.At >= request.At).Select(v => v.MemberId)
            .ToListAsync(cancel);
        return new ReviewRequestNotice([.. asked.Except(answered).Where(m => m != request.AskedBy)], request.DueAt);
    }
}
