namespace Guildhall.Kernel.Contracts.Payments;

/// <summary>Somebody has claimed what was given to them, and it is open to them.</summary>
/// <param name="MemberId">The buyer, who gave it.</param>
/// <param name="ClaimedBy">Who has it now.</param>
/// <param name="Title">What it is, as on the order.</param>
public sealed record GiftClaimed(long CommunityId, long MemberId, long ClaimedBy, long OrderId, string Title) : IEvent
{
    /// <summary>Who claimed it.</summary>
    public long? ActorId => ClaimedBy;

    /// <summary>The order.</summary>
    public Thing Subject => new("order", OrderId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>The money of a gift went back, and whoever had claimed it holds it no longer.</summary>
/// <param name="MemberId">Who had it.</param>
/// <param name="Title">What it was, as on the order.</param>
public sealed record GiftTakenBack(long CommunityId, long? ActorId, long MemberId, long OrderId, string Title) : IEvent
{
    /// <summary>The order.</summary>
    public Thing Subject => new("order", OrderId);

    Reach IEvent.Reach => Reach.Nothing;
}
