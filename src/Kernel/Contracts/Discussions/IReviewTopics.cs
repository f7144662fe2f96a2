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
