namespace Guildhall.Kernel.Contracts.Discussions;

/// <summary>A reply, an answer or a comment is there for others to read: it was posted, or released after it had been held.</summary>
/// <param name="ActorId">Who wrote it.</param>
/// <param name="Number">Its place in the topic, from 1.</param>
public sealed record ReplyPosted(long CommunityId, long? ActorId, TopicPlace Topic, long ReplyId, int Number) : IEvent
{
    /// <summary>The topic, or the thing that comments are about.</summary>
    public Thing Subject => Topic.Page();

    Reach IEvent.Reach => Topic.Reach();
}

/// <summary>The text of a reply changed.</summary>
/// <param name="ActorId">Who changed it.</param>
public sealed record ReplyEdited(long CommunityId, long? ActorId, TopicPlace Topic, long ReplyId) : IEvent
{
    /// <summary>The topic, or the thing that comments are about.</summary>
    public Thing Subject => Topic.Page();

    Reach IEvent.Reach => Topic.Reach();
}

/// <summary>A reply was deleted: its place stays, its text is gone from sight.</summary>
public sealed record ReplyDeleted(long CommunityId, long? ActorId, TopicPlace Topic, long ReplyId) : IEvent
{
    /// <summary>The topic, or the thing that comments are about.</summary>
    public Thing Subject => Topic.Page();

    Reach IEvent.Reach => Topic.Reach();
}

/// <summary>A deleted reply is back.</summary>
public sealed record ReplyRestored(long CommunityId, long? ActorId, TopicPlace Topic, long ReplyId) : IEvent
{
    /// <summary>The topic, or the thing that comments are about.</summary>
    public Thing Subject => Topic.Page();

    Reach IEvent.Reach => Topic.Reach();
}

/// <summary>A member voted on an answer, thought otherwise, or took the vote back.</summary>
/// <param name="Value">1, 0 or -1.</param>
public sealed record ReplyVoted(long CommunityId, long? ActorId, TopicPlace Topic, long ReplyId, int Value) : IEvent
{
    /// <summary>The question.</summary>
    public Thing Subject => Topic.Page();

    Reach IEvent.Reach => Contracts.Reach.Thing;
}

/// <summary>A member reacted to something, or took the reaction back.</summary>
/// <param name="Thing">What to.</param>
/// <param name="Page">The thing on whose page it stands: for a reply its topic.</param>
/// <param name="Name">Of the reaction.</param>
/// <param name="IsOn">Whether it stands now.</param>
public sealed record ReactionChanged(long CommunityId, long? ActorId, Thing Thing, Thing Page, string Name, bool IsOn) : IEvent
{
    /// <summary>The thing on whose page it stands.</summary>
    public Thing Subject => Page;

    Reach IEvent.Reach => Contracts.Reach.Thing;
}

/// <summary>It is known what a page is called to which a post leads: where the post stands, a card is shown.</summary>
/// <param name="Page">The thing on whose page the post stands.</param>
public sealed record LinkPreviewed(long CommunityId, long? ActorId, Thing Page) : IEvent
{
    /// <summary>The thing on whose page the post stands.</summary>
    public Thing Subject => Page;

    Reach IEvent.Reach => Contracts.Reach.Thing;
}
