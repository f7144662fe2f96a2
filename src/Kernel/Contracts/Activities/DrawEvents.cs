namespace Guildhall.Kernel.Contracts.Activities;

/// <summary>A draw takes entries. Its prizes, who may enter and the commitment to its seed are fixed from now on.</summary>
/// <param name="Commitment">SHA-256 of the seed, which nobody knows yet; lower-case hexadecimal.</param>
/// <param name="ClosesAt">UTC.</param>
public sealed record DrawOpened(long CommunityId, long? ActorId, long DrawId, string Commitment, DateTime ClosesAt) : IEvent
{
    /// <summary>The draw.</summary>
    public Thing Subject => new("draw", DrawId);
}

/// <summary>A member has entered a draw.</summary>
/// <param name="ActorId">The member.</param>
/// <param name="EntryId">The number that stands for them in the list.</param>
public sealed record DrawEntered(long CommunityId, long? ActorId, long DrawId, long EntryId) : IEvent
{
    /// <summary>The draw.</summary>
    public Thing Subject => new("draw", DrawId);

    Reach IEvent.Reach => Reach.Thing;
}

/// <summary>A member has taken their entry back.</summary>
/// <param name="ActorId">The member.</param>
/// <param name="EntryId">The number that stood for them.</param>
public sealed record DrawEntryWithdrawn(long CommunityId, long? ActorId, long DrawId, long EntryId) : IEvent
{
    /// <summary>The draw.</summary>
    public Thing Subject => new("draw", DrawId);

    Reach IEvent.Reach => Reach.Thing;
}

/// <summary>A draw takes no more entries: their list is frozen. The seed is still secret.</summary>
/// <param name="ActorId"><c>null</c> where the clock did it.</param>
/// <param name="Entries">How many.</param>
/// <param name="EntriesHash">SHA-256 of their numbers; lower-case hexadecimal.</param>
public sealed record DrawClosed(long CommunityId, long? ActorId, long DrawId, int Entries, string EntriesHash) : IEvent
{
    /// <summary>The draw.</summary>
    public Thing Subject => new("draw", DrawId);

    Reach IEvent.Reach => Reach.Thing;
}

/// <summary>The seed of a draw is told, and with it who has won.</summary>
/// <param name="Seed">Lower-case hexadecimal.</param>
/// <param name="Entries">The numbers that won, in the order of the prizes.</param>
/// <param name="MemberIds">Who they are, in the same order.</param>
public sealed record DrawDecided(
    long CommunityId, long DrawId, string Seed, IReadOnlyList<long> Entries, IReadOnlyList<long> MemberIds) : IEvent
{
    /// <summary>Reckoned, by nobody.</summary>
    public long? ActorId => null;

    /// <summary>The draw.</summary>
    public Thing Subject => new("draw", DrawId);
}

/// <summary>A draw that was open does not take place.</summary>
/// <param name="Reason">Said to everybody.</param>
public sealed record DrawCancelled(long CommunityId, long? ActorId, long DrawId, string Reason) : IEvent
{
    /// <summary>The draw.</summary>
    public Thing Subject => new("draw", DrawId);
}
