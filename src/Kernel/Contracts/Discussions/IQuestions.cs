namespace Guildhall.Kernel.Contracts.Discussions;

/// <summary>Questions that wait, and who could answer them.</summary>
public interface IQuestions
{
    /// <summary>
    /// Open questions without any answer that were asked in this span (UTC, from inclusive, until exclusive), the oldest first. Those that
    /// are closed, held or deleted are not among them.
    /// </summary>
    Task<IReadOnlyList<WaitingQuestion>> WaitingAsync(
        long communityId, DateTime from, DateTime until, int count, CancellationToken cancel = default);

    /// <summary>
    /// Members whose answers helped others, the best first: by accepted answers and votes on questions with one of these tags, and where
    /// there are too few of those, on all questions. The asker and bots are not among them. Whether they may read it is the gate's answer.
    /// </summary>
    Task<IReadOnlyList<long>> ExpertsAsync(
        long communityId, WaitingQuestion question, int count, CancellationToken cancel = default);
}

/// <summary>A question that nobody has answered.</summary>
/// <param name="Path">Begins with a slash; percent-encoded.</param>
public sealed record WaitingQuestion(
    long TopicId, string Title, long AskerId, IReadOnlyList<string> Tags, DateTime AskedAt, string Path);

/// <summary>Replies for whoever acts now (<see cref="Http.CurrentMember"/>), in the community that was entered.</summary>
public interface IReplyWriting
{
    /// <summary>Asks the gate and the screening, and saves.</summary>
    /// <param name="replyTo">The reply that it answers; <c>null</c> for the topic.</param>
    /// <param name="key">The same again gives the same reply.</param>
    /// <exception cref="Http.Refused">As for a reply that is written by hand.</exception>
    Task<long> ReplyAsync(long topicId, long? replyTo, string markdown, string key, CancellationToken cancel = default);

    /// <summary>The same on something that members comment on.</summary>
    Task<long> CommentAsync(Thing about, string markdown, string key, CancellationToken cancel = default);

    /// <summary>The topic of a reply that is shown and its author; <c>null</c> for any other. The gate is not asked.</summary>
    Task<(long TopicId, long AuthorId)?> FindAsync(long communityId, Thing post, CancellationToken cancel = default);
}
