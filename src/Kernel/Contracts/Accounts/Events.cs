namespace Guildhall.Kernel.Contracts.Accounts;

/// <summary>Somebody has an account from now on, in no community yet: by the form, the set-up or an operator's verb.</summary>
public sealed record MemberRegistered(long MemberId) : IEvent
{
    public long CommunityId => 0;
    public long? ActorId => MemberId;
    public Thing Subject => new("member", MemberId);
    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A program is a member from now on.</summary>
/// <param name="ActorId">Who made it.</param>
public sealed record BotRegistered(long MemberId, long? ActorId) : IEvent
{
    /// <summary>Of the installation.</summary>
    public long CommunityId => 0;

    /// <summary>The member.</summary>
    public Thing Subject => new("member", MemberId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A member says something else about themselves: handle, bio, links, or whether others see it.</summary>
/// <param name="By">Where not the member did it: a moderator who took something down.</param>
public sealed record ProfileChanged(long MemberId, long? By = null) : IEvent
{
    public long CommunityId => 0;
    public long? ActorId => By ?? MemberId;
    public Thing Subject => new("member", MemberId);
    Reach IEvent.Reach => Reach.Thing;
}

/// <summary>
/// A member goes by another name, or shows another face: any page may show them, and the file of the face before is gone.
/// </summary>
/// <param name="ActorId">Who changed it: the member, or whoever keeps the bot.</param>
public sealed record AppearanceChanged(long MemberId, long? ActorId) : IEvent
{
    public long CommunityId => 0;
    public Thing Subject => new("member", MemberId);
    Reach IEvent.Reach => Reach.Community;
}

/// <summary>
/// Devices on which a member never signed in guess at the member's account. Told once a day, and again on the day when the password turns
/// out to be known: to warn the member and the operator of the installation.
/// </summary>
/// <param name="Tries">That reached the account within a day until now.</param>
/// <param name="PasswordKnown">The right password was entered, and codes of the second step are guessed.</param>
public sealed record SignInAttacked(long AttackId, long MemberId, int Tries, bool PasswordKnown) : IEvent
{
    public long CommunityId => 0;
    public long? ActorId => null;
    public Thing Subject => new("member", MemberId);
    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A member's account is deleted, and their name with it: pages that showed it are made anew.</summary>
public sealed record MemberForgotten(long MemberId) : IEvent
{
    public long CommunityId => 0;
    public long? ActorId => null;
    public Thing Subject => new("member", MemberId);
    Reach IEvent.Reach => Reach.Community;
}
