using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Reviews;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Guildhall.Reviews.Verdicts;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Reviews.Requests;

/// <summary>Work: a review that was asked for is due soon, or its time is over.</summary>
internal sealed record RemindOfReview(long RequestId)
{
    private static readonly TimeSpan Before = TimeSpan.FromDays(1);

    /// <summary>
    /// When those who are asked are reminded: a day before the time, or, where it is nearer, when half of the time is over. <c>null</c>
    /// without a time.
    /// </summary>
    public static DateTime? First(ReviewRequest request, DateTime now) => request.DueAt is not { } due ? null
        : due - now > 2 * Before ? due - Before : now + (due - now) / 2;
}

/// <summary>Reminds once before the time and tells once after it, where nobody has answered.</summary>
internal sealed class RemindOfDueReview(AppDb db, CommunityScope scope, ICommunities communities, TimeProvider time) : IWork<RemindOfReview>
{
    public async Task RunAsync(RemindOfReview payload, WorkContext context, CancellationToken cancel)
    {
        if (await communities.FindAsync(context.CommunityId, cancel) is not { } community)
            return;
        scope.Enter(community);
        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        var request = await db.Set<ReviewRequest>().SingleOrDefaultAsync(r => r.Id == payload.RequestId, cancel);
        if (request is not { DueAt: { } due, OverToldAt: null } || await IsAnsweredAsync(request, cancel))
            return;
        var review = await db.Set<Review>().AsNoTracking().SingleAsync(r => r.TopicId == request.ReviewId, cancel);
        var isOver = due <= now;
        if (isOver)
            request.TellOver(now);
        else if (request.RemindedAt is null)
            request.Remind(now);
        db.Publish(() => new ReviewDue(community.Id, null, review.Place, request.Id, isOver));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        if (!isOver)
            context.RunAgainAt = due;
    }

    /// <summary>A verdict of the person; of a role or of everybody, of anybody, since it was asked for.</summary>
    private Task<bool> IsAnsweredAsync(ReviewRequest request, CancellationToken cancel) => db.Set<Verdict>().AnyAsync(
        v => v.ReviewId == request.ReviewId && v.At >= request.At && (request.MemberId == null || v.MemberId == request.MemberId), cancel);
}
