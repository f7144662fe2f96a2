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
