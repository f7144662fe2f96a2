namespace Guildhall.Kernel.Contracts.Payments;

/// <summary>A member asks for a 发票 of a paid order: an operator has to make it or to say why not.</summary>
/// <param name="MemberId">The buyer.</param>
/// <param name="Order">The order's public code.</param>
public sealed record FapiaoRequested(long CommunityId, long MemberId, long RequestId, long OrderId, string Order) : IEvent
{
    /// <summary>The buyer.</summary>
    public long? ActorId => MemberId;

    /// <summary>The request.</summary>
    public Thing Subject => new("fapiao", RequestId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>An operator has made a 发票, or has refused to.</summary>
/// <param name="ActorId">The operator; <c>null</c> where it was refused by itself, since all the money went back.</param>
/// <param name="MemberId">The buyer.</param>
/// <param name="Order">The order's public code.</param>
/// <param name="Issued"><c>false</c>: refused.</param>
public sealed record FapiaoDecided(
    long CommunityId, long? ActorId, long MemberId, long RequestId, long OrderId, string Order, bool Issued) : IEvent
{
    /// <summary>The request.</summary>
    public Thing Subject => new("fapiao", RequestId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>Money of an order went back after its 发票 was issued: the seller has to issue a 红字发票 (red-letter invoice).</summary>
/// <param name="MemberId">The buyer.</param>
/// <param name="Order">The order's public code.</param>
public sealed record RedLetterNeeded(long CommunityId, long MemberId, long RequestId, long OrderId, string Order) : IEvent
{
    /// <summary>The refund did it.</summary>
    public long? ActorId => null;

    /// <summary>The request.</summary>
    public Thing Subject => new("fapiao", RequestId);

    Reach IEvent.Reach => Reach.Nothing;
}
