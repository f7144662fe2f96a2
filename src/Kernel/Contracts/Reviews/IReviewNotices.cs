namespace Guildhall.Kernel.Contracts.Reviews;

/// <summary>Whom the steps of a review concern, for those who tell them. Whether they may know of it is the gate's answer.</summary>
public interface IReviewNotices
{
    /// <summary>The review, and those who take part in it.</summary>
    /// <returns><c>null</c> where the community has none, or its topic is not shown.</returns>
    Task<ReviewNotice?> FindAsync(long communityId, long topicId, CancellationToken cancel = default);

    /// <summary>Those who wrote in a thread of comments.</summary>
    Task<IReadOnlyList<long>> ThreadAsync(long communityId, long threadId, CancellationToken cancel = default);

    /// <summary>Those who are asked by a request: one person, or who holds a role. Of everybody nobody in particular.</summary>
    Task<ReviewRequestNotice?> RequestAsync(long communityId, long requestId, CancellationToken cancel = default);
}

/// <summary>A review as others are told of it.</summary>
/// <param name="Path">Leads to its changes. Begins with a slash; percent-encoded.</param>
/// <param name="Reviewers">Who has given a verdict or commented, without its author.</param>
public sealed record ReviewNotice(string Title, string Path, long AuthorId, string Author, IReadOnlyList<long> Reviewers);

/// <summary>A request as others are told of it.</summary>
/// <param name="Asked">Members, without who has given a verdict since.</param>
/// <param name="DueAt">UTC; <c>null</c> for no time.</param>
public sealed record ReviewRequestNotice(IReadOnlyList<long> Asked, DateTime? DueAt);
