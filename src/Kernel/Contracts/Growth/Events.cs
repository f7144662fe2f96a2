namespace Guildhall.Kernel.Contracts.Growth;

/// <summary>A community began or ceased to give points, or changed what they are given for, its levels or what levels open.</summary>
/// <param name="ActorId">The operator.</param>
public sealed record PointsProgramChanged(long CommunityId, long? ActorId) : IEvent
{
    /// <summary>The community.</summary>
    public Thing Subject => new("community", CommunityId);
}

/// <summary>An operator gave points to a member or took some, beside all rules.</summary>
/// <param name="ActorId">The operator.</param>
/// <param name="Points">Below zero where they were taken.</param>
/// <param name="Reason">The operator's words for the member.</param>
public sealed record PointsAdjusted(long CommunityId, long? ActorId, long MemberId, long TransactionId, long Points, string Reason) : IEvent
{
    /// <summary>The member.</summary>
    public Thing Subject => new("member", MemberId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A member is on another level than before, by what they earned or by what was taken back. Levels stand beside names.</summary>
/// <param name="From">0 where they had none.</param>
/// <param name="To">From 1.</param>
/// <param name="NameEn">What the new level is called in English.</param>
/// <param name="NameZh">What it is called in Chinese.</param>
public sealed record LevelChanged(
    long CommunityId, long? ActorId, long MemberId, int From, int To, string NameEn, string NameZh) : IEvent
{
    /// <summary>The member.</summary>
    public Thing Subject => new("member", MemberId);
}

/// <summary>A member does not want to be shown on boards and with a level any more, or wants to again.</summary>
public sealed record StandingShown(long CommunityId, long? ActorId, long MemberId, bool IsShown) : IEvent
{
    /// <summary>The member.</summary>
    public Thing Subject => new("member", MemberId);
}

/// <summary>A member has a badge from now on.</summary>
/// <param name="ActorId">The operator who gave it; <c>null</c> where it was earned.</param>
/// <param name="NameEn">What it is called in English.</param>
/// <param name="NameZh">What it is called in Chinese.</param>
public sealed record BadgeEarned(long CommunityId, long? ActorId, long MemberId, string Badge, string NameEn, string NameZh) : IEvent
{
    /// <summary>The member.</summary>
    public Thing Subject => new("member", MemberId);

    Reach IEvent.Reach => Reach.Thing;
}

/// <summary>A member holds a tier for what they contributed, or no longer does.</summary>
/// <param name="AwardId">The document that the grant rests on.</param>
/// <param name="Until">UTC, exclusive; <c>null</c> for no end of its own.</param>
/// <param name="IsOn">Whether it began; else it has ended early.</param>
public sealed record TierEarned(
    long CommunityId, long? ActorId, long MemberId, long AwardId, string Tier, DateTime? Until, bool IsOn) : IEvent
{
    /// <summary>The award.</summary>
    public Thing Subject => new("tier_award", AwardId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A member took a reward for points.</summary>
/// <param name="ActorId">The member.</param>
/// <param name="NeedsHand">Whether an operator has something to do for it.</param>
public sealed record RewardRedeemed(
    long CommunityId, long? ActorId, long MemberId, long RedemptionId, string Reward, bool NeedsHand) : IEvent
{
    /// <summary>The redemption.</summary>
    public Thing Subject => new("redemption", RedemptionId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A reward that a member took was handed over, or refused with the points back.</summary>
/// <param name="ActorId">The operator; <c>null</c> where time did it, as of a question that nobody answered in time.</param>
/// <param name="Note">The operator's words for the member; may be empty.</param>
public sealed record RedemptionDecided(
    long CommunityId, long? ActorId, long MemberId, long RedemptionId, string Reward, bool IsFulfilled, string Note) : IEvent
{
    /// <summary>The redemption.</summary>
    public Thing Subject => new("redemption", RedemptionId);

    Reach IEvent.Reach => Reach.Nothing;
}
