namespace Guildhall.Kernel.Contracts.Discussions;

/// <summary>Where something was said.</summary>
/// <param name="TopicId">The topic, or the comments of a thing.</param>
/// <param name="SpaceId">0 for comments, which stand in no space.</param>
/// <param name="About">The thing that comments are about; <c>null</c> for a topic.</param>
public readonly record struct TopicPlace(long TopicId, long SpaceId, Thing? About)
{
    /// <summary>On whose page it stands.</summary>
    public Thing Page() => About ?? new Thing("topic", TopicId);

    internal Reach Reach() => SpaceId == 0 ? Contracts.Reach.Thing : Contracts.Reach.Space(SpaceId);
}

/// <summary>A topic or question is there for others to read: it was opened, or released after it had been held.</summary>
/// <param name="ActorId">
/// Who opened it; <c>null</c> for an anonymous question, as in all that its asker does to it and in it.
/// </param>
public sealed record TopicOpened(long CommunityId, long? ActorId, TopicPlace Topic) : IEvent
{
    /// <summary>The topic.</summary>
    public Thing Subject => Topic.Page();

    Reach IEvent.Reach => Topic.Reach();
}

/// <summary>Title, text or tags of a topic changed.</summary>
/// <param name="ActorId">Who changed it.</param>
public sealed record TopicEdited(long CommunityId, long? ActorId, TopicPlace Topic) : IEvent
{
    /// <summary>The topic.</summary>
    public Thing Subject => Topic.Page();

    Reach IEvent.Reach => Topic.Reach();
}

/// <summary>Nobody replies to a topic any more.</summary>
public sealed record TopicClosed(long CommunityId, long? ActorId, TopicPlace Topic) : IEvent
{
    /// <summary>The topic.</summary>
    public Thing Subject => Topic.Page();

    Reach IEvent.Reach => Topic.Reach();
}

/// <summary>A closed topic takes replies again.</summary>
public sealed record TopicReopened(long CommunityId, long? ActorId, TopicPlace Topic) : IEvent
{
    /// <summary>The topic.</summary>
    public Thing Subject => Topic.Page();

    Reach IEvent.Reach => Topic.Reach();
}

/// <summary>A topic stands above the others of its space, or no longer does.</summary>
public sealed record TopicPinned(long CommunityId, long? ActorId, TopicPlace Topic, bool Pinned) : IEvent
{
    /// <summary>The topic.</summary>
    public Thing Subject => Topic.Page();

    Reach IEvent.Reach => Topic.Reach();
}

/// <summary>A topic went from one space to another. Both lists change, so it reaches the whole community.</summary>
/// <param name="FromSpaceId">Where it stood.</param>
public sealed record TopicMoved(long CommunityId, long? ActorId, TopicPlace Topic, long FromSpaceId) : IEvent
{
    /// <summary>The topic.</summary>
    public Thing Subject => Topic.Page();
}

/// <summary>A topic went out of sight with all its replies.</summary>
public sealed record TopicDeleted(long CommunityId, long? ActorId, TopicPlace Topic) : IEvent
{
    /// <summary>The topic.</summary>
    public Thing Subject => Topic.Page();

    Reach IEvent.Reach => Topic.Reach();
}

/// <summary>A deleted topic is back.</summary>
public sealed record TopicRestored(long CommunityId, long? ActorId, TopicPlace Topic) : IEvent
{
    /// <summary>The topic.</summary>
    public Thing Subject => Topic.Page();

    Reach IEvent.Reach => Topic.Reach();
}

/// <summary>
/// The asker or a moderator says which answer solved a question, or takes that back; or the accepted answer went out of sight or came back.
/// </summary>
/// <param name="ReplyId">The answer; <c>null</c> where none is accepted any more.</param>
public sealed record AnswerAccepted(long CommunityId, long? ActorId, TopicPlace Topic, long? ReplyId) : IEvent
{
    /// <summary>The question.</summary>
    public Thing Subject => Topic.Page();

    Reach IEvent.Reach => Topic.Reach();
}

/// <summary>Of whom a question is asked said that they will not answer it.</summary>
/// <param name="ActorId">Of whom it was asked.</param>
public sealed record QuestionDeclined(long CommunityId, long? ActorId, TopicPlace Topic) : IEvent
{
    /// <summary>The question.</summary>
    public Thing Subject => Topic.Page();

    Reach IEvent.Reach => Topic.Reach();
}

/// <summary>A moderator looked who wrote an anonymous post. Nobody else hears of it.</summary>
/// <param name="Post">A "topic" or a "reply".</param>
public sealed record AuthorRevealed(long CommunityId, long? ActorId, TopicPlace Topic, Thing Post) : IEvent
{
    /// <summary>The topic.</summary>
    public Thing Subject => Topic.Page();

    Reach IEvent.Reach => Contracts.Reach.Thing;
}

/// <summary>A topic was put away: it is read, but nobody changes it, and lists leave it out; or it was brought back.</summary>
public sealed record TopicArchived(long CommunityId, long? ActorId, TopicPlace Topic, bool Archived) : IEvent
{
    /// <summary>The topic.</summary>
    public Thing Subject => Topic.Page();

    Reach IEvent.Reach => Topic.Reach();
}

/// <summary>A moderator moved replies from one topic to another. Pages of both change, so it reaches the whole community.</summary>
/// <param name="Topic">Where they stand now.</param>
/// <param name="From">Where they stood.</param>
/// <param name="FirstReplyId">The first of them.</param>
/// <param name="Replies">How many.</param>
/// <param name="IsMerger">
/// Whether it is part of more, which its own event says too: all of a topic was merged (<see cref="TopicMerged"/>), or a move was undone
/// (<see cref="MoveUndone"/>).
/// </param>
public sealed record RepliesMoved(
    long CommunityId, long? ActorId, TopicPlace Topic, TopicPlace From, long FirstReplyId, int Replies, bool IsMerger) : IEvent
{
    /// <summary>The topic in which they stand now.</summary>
    public Thing Subject => Topic.Page();
}

/// <summary>A moderator merged a topic into another, whose replies its text and its replies are now.</summary>
/// <param name="Topic">Where all of it stands now.</param>
/// <param name="From">The topic that was merged.</param>
public sealed record TopicMerged(long CommunityId, long? ActorId, TopicPlace Topic, TopicPlace From) : IEvent
{
    /// <summary>The topic in which all of it stands now.</summary>
    public Thing Subject => Topic.Page();
}

/// <summary>A moderator undid a merger or a split: the topic stands by itself again with its replies.</summary>
/// <param name="Topic">The topic that was merged or split.</param>
/// <param name="From">The topic in which they stood meanwhile.</param>
/// <param name="WasMerger">Whether all of the topic had been merged.</param>
public sealed record MoveUndone(long CommunityId, long? ActorId, TopicPlace Topic, TopicPlace From, bool WasMerger) : IEvent
{
    /// <summary>The topic that was merged or split.</summary>
    public Thing Subject => Topic.Page();
}
