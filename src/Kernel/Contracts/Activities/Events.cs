namespace Guildhall.Kernel.Contracts.Activities;

/// <summary>A live session became public, so that people can say that they come.</summary>
/// <param name="SpaceId">Where it stands.</param>
public sealed record SessionPublished(long CommunityId, long? ActorId, long SessionId, long SpaceId) : IEvent
{
    /// <summary>The session.</summary>
    public Thing Subject => new("session", SessionId);

    Reach IEvent.Reach => Reach.Space(SpaceId);
}

/// <summary>What a session says, asks or costs changed; drafts included.</summary>
/// <param name="SpaceId">Where it stands.</param>
/// <param name="IsPublic">Whether visitors see it.</param>
public sealed record SessionRevised(long CommunityId, long? ActorId, long SessionId, long SpaceId, bool IsPublic) : IEvent
{
    /// <summary>The session.</summary>
    public Thing Subject => new("session", SessionId);

    Reach IEvent.Reach => IsPublic ? Reach.Space(SpaceId) : Reach.Nothing;
}

/// <summary>A public session begins at another time than was said.</summary>
/// <param name="SpaceId">Where it stands.</param>
/// <param name="StartsAt">UTC, from now on.</param>
/// <param name="Timing">Counts how often it was moved.</param>
public sealed record SessionMoved(
    long CommunityId, long? ActorId, long SessionId, long SpaceId, DateTime StartsAt, int Timing) : IEvent
{
    /// <summary>The session.</summary>
    public Thing Subject => new("session", SessionId);

    Reach IEvent.Reach => Reach.Space(SpaceId);
}

/// <summary>A public session does not take place.</summary>
/// <param name="SpaceId">Where it stands.</param>
/// <param name="Reason">The host's words; may be empty.</param>
public sealed record SessionCancelled(long CommunityId, long? ActorId, long SessionId, long SpaceId, string Reason) : IEvent
{
    /// <summary>The session.</summary>
    public Thing Subject => new("session", SessionId);

    Reach IEvent.Reach => Reach.Space(SpaceId);
}

/// <summary>A session has a recording or notes that it did not have before.</summary>
/// <param name="SpaceId">Where it stands.</param>
public sealed record SessionReplayAdded(long CommunityId, long? ActorId, long SessionId, long SpaceId) : IEvent
{
    /// <summary>The session.</summary>
    public Thing Subject => new("session", SessionId);

    Reach IEvent.Reach => Reach.Space(SpaceId);
}

/// <summary>A session begins soon: whoever comes is reminded.</summary>
/// <param name="IsSoon">In a quarter of an hour, else in a day.</param>
/// <param name="StartsAt">UTC.</param>
/// <param name="Timing">Counts how often it was moved.</param>
public sealed record SessionDue(long CommunityId, long SessionId, bool IsSoon, DateTime StartsAt, int Timing) : IEvent
{
    /// <summary>A clock did it.</summary>
    public long? ActorId => null;

    /// <summary>The session.</summary>
    public Thing Subject => new("session", SessionId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>Somebody has a seat in a session.</summary>
/// <param name="ActorId">Who did it: the member, who bought it, or <c>null</c> when it became free.</param>
/// <param name="MemberId">Who comes.</param>
/// <param name="How">"own", "ticket" or "waiting": from the waiting list.</param>
public sealed record SeatTaken(long CommunityId, long? ActorId, long SessionId, long MemberId, string How) : IEvent
{
    /// <summary>The session.</summary>
    public Thing Subject => new("session", SessionId);

    Reach IEvent.Reach => Reach.Thing;
}

/// <summary>Somebody does not come after all, or waits no longer.</summary>
/// <param name="ActorId">Who did it; <c>null</c> when the program itself did.</param>
/// <param name="MemberId">Whose seat it was.</param>
/// <param name="Reason">A text key; empty for the member's own wish.</param>
public sealed record SeatGivenUp(long CommunityId, long? ActorId, long SessionId, long MemberId, string Reason) : IEvent
{
    /// <summary>The session.</summary>
    public Thing Subject => new("session", SessionId);

    Reach IEvent.Reach => Reach.Thing;
}

/// <summary>Somebody went through the door of a session for the first time.</summary>
/// <param name="ActorId">Who.</param>
public sealed record SessionJoined(long CommunityId, long? ActorId, long SessionId) : IEvent
{
    /// <summary>The session.</summary>
    public Thing Subject => new("session", SessionId);

    Reach IEvent.Reach => Reach.Nothing;
}
