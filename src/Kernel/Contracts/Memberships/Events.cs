namespace Guildhall.Kernel.Contracts.Memberships;

public sealed record MembershipGranted(long CommunityId, long MemberId, long TierId, DateTime From, DateTime? Until, string Source) : IEvent
{
    public long? ActorId => MemberId;
    public Thing Subject => new("tier", TierId);
}

public sealed record MembershipRevoked(long CommunityId, long MemberId, long GrantId, string Reason) : IEvent
{
    public long? ActorId => null;
    public Thing Subject => new("grant", GrantId);
}

public sealed record TiersChanged(long CommunityId, long? ActorId) : IEvent
{
    public Thing Subject => new("community", CommunityId);
}
