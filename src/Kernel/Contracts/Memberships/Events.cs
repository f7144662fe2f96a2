namespace Guildhall.Kernel.Contracts.Memberships;

public sealed record MembershipGranted(long CommunityId, long MemberId, long TierId, DateTime From, DateTime? Until, string Source) : IEvent
{
    public long? ActorId => MemberId;
    public Thing Subject => new("tier", TierId);
}

public sealed record RoleGranted(long CommunityId, long MemberId, string Role, string Source) : IEvent
{
    public long? ActorId => null;
    public Thing Subject => new("member", MemberId);
}

/// <summary>A grant of a tier or of a role ended early.</summary>
public sealed record MembershipRevoked(long CommunityId, long MemberId, long GrantId, string Reason) : IEvent
{
    public long? ActorId => null;
    public Thing Subject => new("grant", GrantId);
}

public sealed record TiersChanged(long CommunityId, long? ActorId) : IEvent
{
    public Thing Subject => new("community", CommunityId);
}
