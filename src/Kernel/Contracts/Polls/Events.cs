namespace Guildhall.Kernel.Contracts.Polls;

/// <summary>A poll is there for others to vote in: it was made, or released after it had been held.</summary>
/// <param name="ActorId">Who made it.</param>
public sealed record PollOpened(long CommunityId, long? ActorId, long PollId) : IEvent
{
    /// <summary>The poll.</summary>
    public Thing Subject => new("poll", PollId);

    Reach IEvent.Reach => Reach.Thing;
}

/// <summary>Somebody voted, thought otherwise or took their ballot back.</summary>
/// <param name="ActorId">Who; <c>null</c> in a secret ballot.</param>
/// <param name="ShowsNow">Whether visitors see results while the poll runs, so that their pages change.</param>
public sealed record PollVoted(long CommunityId, long? ActorId, long PollId, bool ShowsNow) : IEvent
{
    /// <summary>The poll.</summary>
    public Thing Subject => new("poll", PollId);

    Reach IEvent.Reach => ShowsNow ? Reach.Thing : Reach.Nothing;
}

/// <summary>Nobody votes in a poll any more.</summary>
/// <param name="ActorId">Who ended it; <c>null</c> where its time was over.</param>
public sealed record PollClosed(long CommunityId, long? ActorId, long PollId) : IEvent
{
    /// <summary>The poll.</summary>
    public Thing Subject => new("poll", PollId);

    Reach IEvent.Reach => Reach.Thing;
}

/// <summary>A moderator took a poll out of sight, or brought it back.</summary>
/// <param name="IsRemoved">Whether it is out of sight now.</param>
public sealed record PollRemoved(long CommunityId, long? ActorId, long PollId, bool IsRemoved) : IEvent
{
    /// <summary>The poll.</summary>
    public Thing Subject => new("poll", PollId);

    Reach IEvent.Reach => Reach.Thing;
}

/// <summary>Its author said a poll in other words, or lets it end at another time.</summary>
public sealed record PollEdited(long CommunityId, long? ActorId, long PollId) : IEvent
{
    /// <summary>The poll.</summary>
    public Thing Subject => new("poll", PollId);

    Reach IEvent.Reach => Reach.Thing;
}
