namespace Guildhall.Kernel.Contracts.Moderation;

/// <summary>Watched words, rules or limits of a community changed: what is said from now on is screened by them.</summary>
/// <param name="ActorId">Who changed them; <c>null</c> when a clock did.</param>
public sealed record ScreeningChanged(long CommunityId, long? ActorId) : IEvent
{
    /// <summary>The community.</summary>
    public Thing Subject => new("community", CommunityId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A community trusts a member more or less than before.</summary>
/// <param name="ActorId">The operator who fixed the level; <c>null</c> where it follows from what the member did.</param>
public sealed record TrustChanged(long CommunityId, long? ActorId, long MemberId, TrustLevel From, TrustLevel To) : IEvent
{
    /// <summary>The member.</summary>
    public Thing Subject => new("member", MemberId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>Many join at once: until it ends, what newcomers say first waits for a moderator, and joining is slowed.</summary>
/// <param name="Joins">How many had joined when it was noticed.</param>
/// <param name="Networks">From how many networks, as far as that is known.</param>
/// <param name="Until">UTC: when it ends by itself, unless it goes on.</param>
public sealed record JoinFloodBegan(long CommunityId, long? ActorId, long FloodId, int Joins, int Networks, DateTime Until) : IEvent
{
    /// <summary>The flood.</summary>
    public Thing Subject => new("join_flood", FloodId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A flood of joins is over.</summary>
/// <param name="ActorId">The operator who ended it early; <c>null</c> where it ended by itself.</param>
public sealed record JoinFloodEnded(long CommunityId, long? ActorId, long FloodId) : IEvent
{
    /// <summary>The flood.</summary>
    public Thing Subject => new("join_flood", FloodId);

    Reach IEvent.Reach => Reach.Nothing;
}
