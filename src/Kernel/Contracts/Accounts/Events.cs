namespace Guildhall.Kernel.Contracts.Accounts;

public sealed record MemberRegistered(long MemberId) : IEvent
{
    public long CommunityId => 0;
    public long? ActorId => MemberId;
    public Thing Subject => new("member", MemberId);
}
