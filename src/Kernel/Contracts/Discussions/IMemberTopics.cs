namespace Guildhall.Kernel.Contracts.Discussions;

/// <summary>
/// Opens topics as the form of topics does, for whoever acts now (<see cref="Http.CurrentMember"/>) in the community that was entered: the
/// gate and the screening are asked, the screening with links, mentions and pictures; whoever is mentioned is told, lone links get their
/// cards, and what the screening holds is seen by its author as held. In a transaction of its own: whoever goes on clears what
/// <c>AppDb</c> tracks.
/// </summary>
public interface IMemberTopics
{
    /// <summary>Opens a topic of the kind that its space is for, and saves.</summary>
    /// <param name="space">Slug of the space.</param>
    /// <param name="body">Markdown.</param>
    /// <param name="key">
    /// Of the member's own choice, at most 100 characters: the same again gives the same topic; <c>null</c> for none.
    /// </param>
    /// <exception cref="Http.Refused">
    /// 404: no such space, or they may not post there; 422 at "title", "body" or "tags", also where the screening refuses it, and where the
    /// key was used for something else; 429 in slow mode.
    /// </exception>
    Task<OpenedTopic> OpenAsync(string? space, string? title, string? body, string? key, CancellationToken cancel = default);

    /// <summary>Opens a review and saves.</summary>
    /// <param name="key">The same key again gives the same topic; <c>null</c> for none.</param>
    /// <exception cref="Http.Refused">As for every topic, and what <see cref="IReviewTopics.Check"/> refuses.</exception>
    Task<OpenedTopic> OpenReviewAsync(NewReview review, string? key, CancellationToken cancel = default);

    /// <summary>Says something in a topic, as at its form, and saves.</summary>
    /// <exception cref="Http.Refused">As for every reply.</exception>
    Task ReplyAsync(long topicId, string body, CancellationToken cancel = default);
}

/// <summary>A review to be opened.</summary>
/// <param name="Space">Slug of the space.</param>
/// <param name="Tags">As typed.</param>
public sealed record NewReview(string? Space, string? Title, string? Body, string? Tags, ReviewDraft Draft);

/// <summary>A topic that was opened.</summary>
/// <param name="Path">Begins with a slash; percent-encoded.</param>
/// <param name="IsNew">Not opened before by the same key.</param>
/// <param name="IsHeld">It waits for a moderator.</param>
public sealed record OpenedTopic(long Id, string Path, bool IsNew, bool IsHeld);
