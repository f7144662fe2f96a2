namespace Guildhall.Kernel.Contracts.Accounts;

/// <summary>Somebody has an account from now on, in no community yet: by the form, the set-up or an operator's verb.</summary>
public sealed record MemberRegistered(long MemberId) : IEvent
{
    public long CommunityId => 0;
    public long? ActorId => MemberId;
    public Thing Subject => new("member", MemberId);
    Reach IEvent.Reach => Reach.Nothing;
}
