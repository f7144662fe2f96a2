namespace Guildhall.Kernel.Contracts.Discussions;

/// <summary>Opens topics for demos and importers of other modules, who answer for what they bring: no gate is asked of it.
/// What a member does goes through <see cref="IMemberTopics"/>.</summary>
public interface ITopics
{
    /// <summary>Opens a topic and saves. One of the same author and title in the same space is given instead of a second.</summary>
    /// <returns>The topic's id and whether it is new.</returns>
    /// <exception cref="Http.Refused">404: no such space of topics; 422: title or text cannot stand.</exception>
    Task<(long Id, bool IsNew)> OpenAsync(NewTopic topic, CancellationToken cancel = default);

    /// <summary>Adds a reply and saves.</summary>
    /// <returns>The reply's id.</returns>
    /// <exception cref="Http.Refused">404: no such topic; 422: the text cannot stand.</exception>
    Task<long> ReplyAsync(NewReply reply, CancellationToken cancel = default);

    /// <summary>
    /// Whoever acts now moves replies into a topic of their own, as moderators do: the gate is asked. Repeating it changes nothing.
    /// </summary>
    /// <param name="space">Slug of the space of both.</param>
    /// <param name="title">Of the topic that <paramref name="authorId"/> has opened there.</param>
    /// <param name="replies">Numbers of its replies.</param>
    /// <param name="into">Title of the new topic.</param>
    /// <exception cref="Http.Refused">404: no such topic, or whoever acts does not moderate.</exception>
    Task SplitAsync(
        long communityId, string space, long authorId, string title, IReadOnlyCollection<int> replies, string into,
        CancellationToken cancel = default);

    /// <summary>Says which answer solved a question, and saves.</summary>
    Task AcceptAsync(long communityId, long topicId, long replyId, DateTime at, CancellationToken cancel = default);
}

/// <summary>A topic to be opened.</summary>
/// <param name="IsQuestion">Its replies are answers, ordered by votes.</param>
/// <param name="At">UTC.</param>
public sealed record NewTopic(
    long CommunityId, long SpaceId, long AuthorId, string Title, string Markdown, IReadOnlyList<string> Tags, bool IsQuestion, DateTime At)
{
    /// <summary>What comes with a review; <c>null</c> for other topics. Where no module keeps reviews, the topic stands alone.</summary>
    public ReviewDraft? Review { get; init; }
}

/// <summary>A reply to be added.</summary>
/// <param name="ReplyTo">Id of the reply that it answers; <c>null</c> for the topic itself.</param>
/// <param name="At">UTC.</param>
public sealed record NewReply(long CommunityId, long TopicId, long AuthorId, string Markdown, long? ReplyTo, DateTime At);
