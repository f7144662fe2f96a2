namespace Guildhall.Kernel.Contracts.Discussions;

/// <summary>
/// Answered by the module that keeps what is reviewed. A topic of the kind "review" comes with a diff: Discussions keeps the topic with its
/// gate, screening and conversation, and this module what is looked at line by line. Without such a module there are no reviews.
/// </summary>
public interface IReviewTopics
{
    /// <summary>Checks what is to be reviewed, before the topic's transaction.</summary>
    /// <exception cref="Http.Refused">At the field "diff" or "source": it is missing, too large or no diff.</exception>
    ReviewMatter Check(ReviewDraft draft);

    /// <summary>
    /// Keeps it with the topic: in the caller's unit of work and transaction, after the topic has its id. The caller saves.
    /// </summary>
    /// <param name="at">UTC.</param>
    void Begin(long communityId, TopicPlace topic, long authorId, ReviewMatter matter, DateTime at);

    /// <summary>Where somebody posts a diff for review in a space. Begins with a slash; percent-encoded.</summary>
    string NewPath(string community, string space);
}

/// <summary>What somebody wants to have reviewed, as given.</summary>
/// <param name="Diff">A unified diff.</param>
/// <param name="Source">Instead of it: the address of a public merge request whose diff is fetched.</param>
public sealed record ReviewDraft(string? Diff, string? Source);

/// <summary>The same, checked; the module that answers <see cref="IReviewTopics"/> knows what is in it.</summary>
/// <param name="Words">What the screening shall look at beside the topic's own text.</param>
public abstract record ReviewMatter(string Words);

/// <summary>Opens topics for whoever acts now: the gate and the screening are asked, as at the form of topics.</summary>
public interface IMemberTopics
{
    /// <summary>Opens a review and saves.</summary>
    /// <param name="key">The same key again gives the same topic; <c>null</c> for none.</param>
    /// <exception cref="Http.Refused">As for every topic, and what <see cref="IReviewTopics.Check"/> refuses.</exception>
    Task<OpenedTopic> OpenReviewAsync(NewReview review, string? key, CancellationToken cancel = default);

    /// <summary>Opens a topic of the kind that its space is for, and saves.</summary>
    /// <param name="space">Slug of the space.</param>
    /// <param name="key">The same key again gives the same topic; <c>null</c> for none.</param>
    /// <exception cref="Http.Refused">As for every topic.</exception>
    Task<OpenedTopic> OpenAsync(string? space, string? title, string? body, string? key, CancellationToken cancel = default);

    /// <summary>Says something in a topic, as at its form, and saves.</summary>
    /// <exception cref="Http.Refused">As for every reply.</exception>
    Task ReplyAsync(long topicId, string body, CancellationToken cancel = default);
}

/// <summary>A review to be opened.</summary>
/// <param name="Space">Slug of the space.</param>
/// <param name="Tags">As typed.</param>
public sealed record NewReview(string? Space, string? Title, string? Body, string? Tags, ReviewDraft Draft);

/// <summary>A topic that was opened.</summary>
/// <param name="IsNew">Not opened before by the same key.</param>
/// <param name="IsHeld">It waits for a moderator.</param>
public sealed record OpenedTopic(long Id, string Path, bool IsNew, bool IsHeld);
