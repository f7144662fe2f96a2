namespace Guildhall.Kernel.Contracts.Moderation;

/// <summary>Something waits for a moderator: it was reported or held, and nothing about it waited already.</summary>
/// <param name="ActorId"><c>null</c>: who reports is told to moderators alone.</param>
/// <param name="About">What it is about.</param>
public sealed record CaseOpened(long CommunityId, long? ActorId, long CaseId, Thing About) : IEvent
{
    /// <summary>The case.</summary>
    public Thing Subject => new("case", CaseId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A moderator decided a case, or an appeal.</summary>
/// <param name="ActorId">Who decided.</param>
/// <param name="About">What the case is about.</param>
/// <param name="AuthorId">Whose it is.</param>
public sealed record VerdictGiven(
    long CommunityId, long? ActorId, long CaseId, long VerdictId, VerdictKind Kind, Thing About, long AuthorId) : IEvent
{
    /// <summary>The case.</summary>
    public Thing Subject => new("case", CaseId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A moderator took a verdict back with all that it did; the case is open again.</summary>
/// <param name="ActorId">Who took it back.</param>
/// <param name="About">What the case is about.</param>
/// <param name="AuthorId">Whose it is.</param>
public sealed record VerdictUndone(
    long CommunityId, long? ActorId, long CaseId, long VerdictId, VerdictKind Kind, Thing About, long AuthorId) : IEvent
{
    /// <summary>The case.</summary>
    public Thing Subject => new("case", CaseId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>The author of what was decided about asks for another look.</summary>
/// <param name="ActorId">The author.</param>
public sealed record VerdictAppealed(long CommunityId, long? ActorId, long CaseId, long VerdictId) : IEvent
{
    /// <summary>The case.</summary>
    public Thing Subject => new("case", CaseId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A moderator says that they look after a case, or no longer do.</summary>
/// <param name="ActorId">Who.</param>
public sealed record CaseClaimed(long CommunityId, long? ActorId, long CaseId, bool Claimed) : IEvent
{
    /// <summary>The case.</summary>
    public Thing Subject => new("case", CaseId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A verdict put a sanction on a member.</summary>
/// <param name="ActorId">Who decided.</param>
/// <param name="Until">UTC, exclusive; <c>null</c> for no end.</param>
/// <param name="EveryMinutes">How far posts lie apart; 0 but in slow mode.</param>
public sealed record MemberSanctioned(
    long CommunityId, long? ActorId, long MemberId, long CaseId, long SanctionId, SanctionKind Kind, DateTime? Until, int EveryMinutes)
    : IEvent
{
    /// <summary>The member.</summary>
    public Thing Subject => new("member", MemberId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A sanction was lifted before its end.</summary>
/// <param name="ActorId">Who lifted it.</param>
public sealed record SanctionLifted(long CommunityId, long? ActorId, long MemberId, long SanctionId, SanctionKind Kind) : IEvent
{
    /// <summary>The member.</summary>
    public Thing Subject => new("member", MemberId);

    Reach IEvent.Reach => Reach.Nothing;
}
