namespace Guildhall.Kernel.Contracts.Payments;

public sealed record OrderPaid(long CommunityId, long MemberId, long OrderId, long Amount, string Currency) : IEvent
{
    public long? ActorId => MemberId;
    public Thing Subject => new("order", OrderId);
}

public sealed record OrderRefunded(long CommunityId, long MemberId, long OrderId, long Amount, string Currency) : IEvent
{
    public long? ActorId => null;
    public Thing Subject => new("order", OrderId);
}
