namespace Guildhall.Kernel.Contracts.Chat;

/// <summary>
/// A message concerns somebody in particular: it names them, answers them, or begins to wait for them in a conversation. The other
/// messages are no facts of the ledger: a channel has a log of its own.
/// </summary>
/// <param name="ActorId">Who wrote it.</param>
/// <param name="Mentioned">Members whom it names.</param>
/// <param name="RepliedTo">Whose message it answers; <c>null</c> for nobody's.</param>
/// <param name="Waiting">Members of a conversation, or who follow the thread by hand, who had read all that was said before it.</param>
public sealed record MessageAddressed(
    long CommunityId, long? ActorId, long ChannelId, long MessageId, IReadOnlyList<long> Mentioned, long? RepliedTo,
    IReadOnlyList<long> Waiting) : IEvent
{
    /// <summary>The message.</summary>
    public Thing Subject => new("message", MessageId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A moderator took a message of somebody else out of sight. What authors do with their own is no fact.</summary>
/// <param name="ActorId">The moderator.</param>
public sealed record MessageRemoved(long CommunityId, long? ActorId, long ChannelId, long MessageId) : IEvent
{
    /// <summary>The message.</summary>
    public Thing Subject => new("message", MessageId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A moderator brought a message of somebody else back.</summary>
/// <param name="ActorId">The moderator.</param>
public sealed record MessageRestored(long CommunityId, long? ActorId, long ChannelId, long MessageId) : IEvent
{
    /// <summary>The message.</summary>
    public Thing Subject => new("message", MessageId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A moderator muted a member in a channel or removed them from it.</summary>
/// <param name="ActorId">The moderator.</param>
/// <param name="IsRemoval">The channel is not there for them; else they read it and write nothing.</param>
/// <param name="Until">UTC; <c>null</c> for no end.</param>
public sealed record MemberBarred(
    long CommunityId, long? ActorId, long ChannelId, long MemberId, bool IsRemoval, DateTime? Until) : IEvent
{
    /// <summary>The channel.</summary>
    public Thing Subject => new("channel", ChannelId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A moderator took a mute or a removal back before its end.</summary>
/// <param name="ActorId">The moderator.</param>
/// <param name="IsRemoval">Of a removal; else of a mute.</param>
public sealed record MemberBarLifted(long CommunityId, long? ActorId, long ChannelId, long MemberId, bool IsRemoval) : IEvent
{
    /// <summary>The channel.</summary>
    public Thing Subject => new("channel", ChannelId);

    Reach IEvent.Reach => Reach.Nothing;
}
