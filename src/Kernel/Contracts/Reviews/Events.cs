namespace Guildhall.Kernel.Contracts.Reviews;

/// <summary>Where a review stands: it is known by its topic.</summary>
/// <param name="SpaceId">The topic's space.</param>
public readonly record struct ReviewPlace(long TopicId, long SpaceId)
{
    /// <summary>The topic.</summary>
    public Thing Topic => new("topic", TopicId);
}

/// <summary>There is another version to look at.</summary>
/// <param name="ActorId">The author; <c>null</c> where a diff was fetched.</param>
/// <param name="Round">From 1.</param>
/// <param name="SuggestionId">The comment whose suggestion was taken over; <c>null</c> for a version of the author's own.</param>
public sealed record ReviewRoundPosted(long CommunityId, long? ActorId, ReviewPlace Review, int Round, long? SuggestionId) : IEvent
{
    /// <summary>The topic.</summary>
    public Thing Subject => Review.Topic;

    Reach IEvent.Reach => Reach.Thing;
}

/// <summary>Somebody commented on lines, or answered such a comment.</summary>
/// <param name="ActorId">Who.</param>
/// <param name="ThreadId">The comment that began the thread; the comment itself where it did.</param>
public sealed record ReviewCommented(long CommunityId, long? ActorId, ReviewPlace Review, long CommentId, long ThreadId) : IEvent
{
    /// <summary>The topic.</summary>
    public Thing Subject => Review.Topic;

    Reach IEvent.Reach => Reach.Thing;
}

/// <summary>A thread of comments was resolved or opened again, or a comment removed or brought back.</summary>
public sealed record ReviewThreadChanged(long CommunityId, long? ActorId, ReviewPlace Review, long CommentId) : IEvent
{
    /// <summary>The topic.</summary>
    public Thing Subject => Review.Topic;

    Reach IEvent.Reach => Reach.Thing;
}

/// <summary>A reviewer says what they think of the newest round.</summary>
/// <param name="ActorId">The reviewer.</param>
/// <param name="Verdict">"approve", "request_changes" or "comment".</param>
public sealed record ReviewVerdictGiven(long CommunityId, long? ActorId, ReviewPlace Review, int Round, string Verdict) : IEvent
{
    /// <summary>The topic.</summary>
    public Thing Subject => Review.Topic;

    Reach IEvent.Reach => Reach.Thing;
}

/// <summary>The author asks for a review.</summary>
/// <param name="ActorId">The author.</param>
/// <param name="RequestId">Whom, and until when, <see cref="IReviewNotices"/> says.</param>
public sealed record ReviewAsked(long CommunityId, long? ActorId, ReviewPlace Review, long RequestId) : IEvent
{
    /// <summary>The topic.</summary>
    public Thing Subject => Review.Topic;

    Reach IEvent.Reach => Reach.Thing;
}

/// <summary>A review that was asked for is due soon, or its time is over, and nobody has answered.</summary>
/// <param name="IsOver">Whether its time is over.</param>
public sealed record ReviewDue(long CommunityId, long? ActorId, ReviewPlace Review, long RequestId, bool IsOver) : IEvent
{
    /// <summary>The topic.</summary>
    public Thing Subject => Review.Topic;

    Reach IEvent.Reach => Reach.Nothing;
}
