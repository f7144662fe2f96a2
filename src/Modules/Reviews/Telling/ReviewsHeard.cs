using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Live;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Reviews;

namespace Guildhall.Reviews.Telling;

/// <summary>Of a review hears who may read its topic; of one that is held or deleted moderators.</summary>
internal sealed class ReviewsHeard(ICommunities communities, ITopicFacts topics)
    : IHeardBy<ReviewRoundPosted>, IHeardBy<ReviewCommented>, IHeardBy<ReviewThreadChanged>, IHeardBy<ReviewVerdictGiven>
{
    public ValueTask<Heard> OfAsync(ReviewRoundPosted happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.ActorId, happened.Review, happened.Round, null, cancel);

    public ValueTask<Heard> OfAsync(ReviewCommented happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.ActorId, happened.Review, null, happened.CommentId, cancel);

    public ValueTask<Heard> OfAsync(ReviewThreadChanged happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.ActorId, happened.Review, null, happened.CommentId, cancel);

    public ValueTask<Heard> OfAsync(ReviewVerdictGiven happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.ActorId, happened.Review, happened.Round, null, cancel);

    private async ValueTask<Heard> OfAsync(
        long communityId, long? by, ReviewPlace review, int? round, long? comment, CancellationToken cancel)
    {
        if (await communities.FindAsync(communityId, cancel) is not { } community
            || await topics.FindAsync(community, review.TopicId, cancel) is not { } topic)
            return Heard.ByNobody;
        var need = topic.IsShown ? Need.ToRead(communityId, topic.Thing, topic.ToRead)
            : Need.Permission(communityId, Permissions.ModerateTopics);
        return new Heard(new Audience.Needing(need), new
        {
            review = new { id = topic.Id, topic.Title, path = ReviewPaths.Of(community.Slug, topic.Id) },
            by,
            round,
            comment,
        });
    }
}
