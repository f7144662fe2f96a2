using Guildhall.Discussions.Replies;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Http;

namespace Guildhall.Discussions.Topics;

/// <summary>What comes with a review, and who keeps it.</summary>
internal sealed record BroughtReview(IReviewTopics Keeper, ReviewDraft Draft)
{
    public ReviewMatter Check() => Keeper.Check(Draft);

    public void Begin(Topic topic, ReviewMatter matter, DateTime now) =>
        Keeper.Begin(topic.CommunityId, topic.Place, topic.AuthorId, matter, now);
}

/// <summary>Opens a topic that comes with a diff, where a module keeps such.</summary>
internal sealed class OpenReview(OpenTopic open, PostReply reply, IEnumerable<IReviewTopics> keepers, CommunityScope scope) : IMemberTopics
{
    public async Task<Posted> RunAsync(string? space, PostDraft draft, ReviewDraft review, string? key, CancellationToken cancel)
    {
        if (keepers.FirstOrDefault() is not { } keeper)
            throw Refused.AtField("kind", "kind_unknown", "A topic is a discussion, a question or a review.");
        return await open.RunAsync(space, TopicKind.Review, draft, key, cancel, new BroughtReview(keeper, review));
    }

    public async Task<OpenedTopic> OpenReviewAsync(NewReview review, string? key, CancellationToken cancel = default)
    {
        return Opened(await RunAsync(review.Space, new PostDraft(review.Title, review.Body, review.Tags), review.Draft, key, cancel));
    }

    public async Task<OpenedTopic> OpenAsync(string? space, string? title, string? body, string? key, CancellationToken cancel = default) =>
        Opened(await open.RunAsync(space, null, new PostDraft(title, body, null), key, cancel));

    public async Task ReplyAsync(long topicId, string body, CancellationToken cancel = default) =>
        await reply.SayAsync(topicId, body, null, null, cancel);

    private OpenedTopic Opened(Posted posted) =>
        new(posted.TopicId, TopicPaths.Of(scope.Required.Slug, posted.TopicId), posted.IsNew, posted.IsHeld);
}
