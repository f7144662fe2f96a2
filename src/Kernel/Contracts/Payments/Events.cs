namespace Guildhall.Kernel.Contracts.Payments;

/// <summary>An order is paid, and what was bought is open.</summary>
/// <param name="MemberId">The buyer, who is the actor too, also where a webhook told of the payment or an operator accepted it.</param>
/// <param name="Amount">What arrived, minor units of <paramref name="Currency"/>, before the processor's fee.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record OrderPaid(long CommunityId, long MemberId, long OrderId, long Amount, string Currency) : IEvent
{
    /// <summary>The buyer.</summary>
    public long? ActorId => MemberId;

    /// <summary>The order.</summary>
    public Thing Subject => new("order", OrderId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>Money has arrived that does not fit its order: an operator has to accept it or give it back.</summary>
public sealed record OrderHeld(long CommunityId, long MemberId, long OrderId) : IEvent
{
    /// <summary>A webhook told of it.</summary>
    public long? ActorId => null;

    /// <summary>The order.</summary>
    public Thing Subject => new("order", OrderId);

    /// <summary>Visitors see no orders.</summary>
    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>Money of an order went back, all of it or a part. Rows of the first version name no actor.</summary>
/// <param name="ActorId">The operator who asked for it; <c>null</c> when it was made at the processor.</param>
/// <param name="MemberId">The buyer.</param>
/// <param name="Amount">What went back this time, minor units of <paramref name="Currency"/>, above zero.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record OrderRefunded(long CommunityId, long? ActorId, long MemberId, long OrderId, long Amount, string Currency) : IEvent
{
    /// <summary>The order.</summary>
    public Thing Subject => new("order", OrderId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>The buyer's bank asks a payment back: an operator has to answer.</summary>
/// <param name="MemberId">The buyer.</param>
/// <param name="Amount">What is asked back, minor units of <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="AnswerBy">UTC; <c>null</c> when no answer is due.</param>
public sealed record DisputeOpened(
    long CommunityId, long MemberId, long OrderId, long Amount, string Currency, DateTime? AnswerBy) : IEvent
{
    /// <summary>The processor told of it.</summary>
    public long? ActorId => null;

    /// <summary>The order.</summary>
    public Thing Subject => new("order", OrderId);

    /// <summary>Visitors see no orders.</summary>
    Reach IEvent.Reach => Reach.Nothing;
}
