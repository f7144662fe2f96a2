namespace Guildhall.Kernel.Contracts.Payments;

/// <summary>A member asks for the money of an order back, and an operator has to decide.</summary>
/// <param name="MemberId">The buyer.</param>
/// <param name="ClaimId">The request.</param>
public sealed record RefundClaimed(long CommunityId, long MemberId, long OrderId, long ClaimId) : IEvent
{
    /// <summary>The buyer.</summary>
    public long? ActorId => MemberId;

    /// <summary>The order.</summary>
    public Thing Subject => new("order", OrderId);

    /// <summary>Visitors see no orders.</summary>
    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>An operator has declined to give the money of an order back.</summary>
/// <param name="ActorId">The operator.</param>
/// <param name="MemberId">The buyer.</param>
/// <param name="ClaimId">The request.</param>
/// <param name="Code">Of the order, as the buyer knows it.</param>
/// <param name="Answer">The operator's words.</param>
public sealed record RefundDeclined(long CommunityId, long? ActorId, long MemberId, long OrderId, long ClaimId, string Code, string Answer)
    : IEvent
{
    /// <summary>The order.</summary>
    public Thing Subject => new("order", OrderId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A dispute is still unanswered, and soon it is too late.</summary>
/// <param name="MemberId">The buyer.</param>
/// <param name="DisputeId">The dispute.</param>
/// <param name="AnswerBy">UTC.</param>
/// <param name="Amount">What is asked back, minor units of <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record DisputeAnswerDue(
    long CommunityId, long MemberId, long OrderId, long DisputeId, DateTime AnswerBy, long Amount, string Currency) : IEvent
{
    /// <summary>Time did it.</summary>
    public long? ActorId => null;

    /// <summary>The order.</summary>
    public Thing Subject => new("order", OrderId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A community has changed the terms on which money goes back. Its price pages say them.</summary>
/// <param name="ActorId">The operator.</param>
public sealed record RefundTermsChanged(long CommunityId, long? ActorId) : IEvent
{
    /// <summary>The community.</summary>
    public Thing Subject => new("community", CommunityId);
}
