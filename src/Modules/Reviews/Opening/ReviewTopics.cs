using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Guildhall.Reviews.Diffs;
using Guildhall.Reviews.Rounds;

namespace Guildhall.Reviews.Opening;

/// <summary>What comes with a review: a diff, or the address from which one is fetched.</summary>
internal sealed record CheckedMatter(Diff? Diff, string? Source, string Words) : ReviewMatter(Words);

/// <summary>Keeps what comes with topics of the kind "review".</summary>
internal sealed class ReviewTopics(AppDb db, CheckDiff check) : IReviewTopics
{
    public ReviewMatter Check(ReviewDraft draft)
    {
        if (!string.IsNullOrWhiteSpace(draft.Source) && string.IsNullOrWhiteSpace(draft.Diff))
            return new CheckedMatter(null, MergeRequests.Check(draft.Source), "");
        var diff = check.Read(draft.Diff);
        return new CheckedMatter(diff, null, CheckDiff.Words(diff));
    }

    public void Begin(long communityId, TopicPlace topic, long authorId, ReviewMatter matter, DateTime at)
    {
        var (diff, source, _) = (CheckedMatter)matter;
        var review = Review.Of(communityId, topic.TopicId, topic.SpaceId, authorId, source, at);
        db.Add(review);
        if (diff is not null)
            db.Add(Round.Of(review, review.Next(), diff, null, at));
        else
            db.Enqueue(() => new WorkOrder($"{review.TopicId}", new FetchDiff(review.TopicId)));
    }

    public string NewPath(string community, string space) => ReviewPaths.New(community, space);
}
