namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>What operators can take from a member, the lightest first. Signing in, own data and receipts always stay reachable.</summary>
public enum RestrictionKind
{
    /// <summary>Reads as before and writes nothing.</summary>
    Silenced,

    /// <summary>Reads nothing behind the gate and writes nothing, until a given instant. Paid time runs on.</summary>
    Suspended,

    /// <summary>As suspended, without an end.</summary>
    Banned,
}

/// <summary>A restriction that is in force. Of several, the gate weighs the heaviest.</summary>
/// <param name="Everywhere">Whether it holds in every community of the installation.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC, exclusive; <c>null</c> for no end.</param>
/// <param name="Reason">The operators' words for the member.</param>
public sealed record HeldRestriction(long Id, bool Everywhere, RestrictionKind Kind, DateTime From, DateTime? Until, string Reason)
{
    /// <summary>Whether it closes what the member would otherwise read.</summary>
    public bool ClosesReading => Kind != RestrictionKind.Silenced;
}

/// <summary>An operator restricted a member.</summary>
/// <param name="CommunityId">0 where it holds in the whole installation.</param>
/// <param name="ActorId">Who did it.</param>
/// <param name="MemberId">Whom it concerns.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC, exclusive; <c>null</c> for no end.</param>
public sealed record MemberRestricted(
    long CommunityId, long? ActorId, long MemberId, long RestrictionId, RestrictionKind Kind, DateTime From, DateTime? Until) : IEvent
{
    /// <summary>The member.</summary>
    public Thing Subject => new("member", MemberId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>An operator lifted a restriction before its end.</summary>
/// <param name="CommunityId">As for <see cref="MemberRestricted"/>.</param>
/// <param name="ActorId">Who lifted it.</param>
/// <param name="MemberId">Whom it concerned.</param>
public sealed record RestrictionLifted(long CommunityId, long? ActorId, long MemberId, long RestrictionId, RestrictionKind Kind) : IEvent
{
    /// <summary>The member.</summary>
    public Thing Subject => new("member", MemberId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A restricted member answered to the operators, who owe a reply.</summary>
/// <param name="CommunityId">As for <see cref="MemberRestricted"/>.</param>
/// <param name="ActorId">The member.</param>
public sealed record RestrictionAnswered(long CommunityId, long? ActorId, long MemberId, long RestrictionId, long AnswerId) : IEvent
{
    /// <summary>The member.</summary>
    public Thing Subject => new("member", MemberId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>An operator replied to the answer of a restricted member, who may then answer again.</summary>
/// <param name="CommunityId">As for <see cref="MemberRestricted"/>.</param>
/// <param name="ActorId">Who replied.</param>
public sealed record RestrictionReplied(long CommunityId, long? ActorId, long MemberId, long RestrictionId, long AnswerId) : IEvent
{
    /// <summary>The member.</summary>
    public Thing Subject => new("member", MemberId);

    Reach IEvent.Reach => Reach.Nothing;
}
