namespace Guildhall.Kernel.Contracts.Bots;

/// <summary>A member used a command of a bot. What they typed is told to that bot alone.</summary>
/// <param name="ActorId">Who used it.</param>
/// <param name="BotMemberId">The member that the bot is.</param>
public sealed record CommandUsed(long CommunityId, long? ActorId, long BotMemberId, long InteractionId) : IEvent
{
    /// <summary>The interaction.</summary>
    public Thing Subject => new("interaction", InteractionId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A member pressed a button that a bot has put under what it said.</summary>
/// <param name="ActorId">Who pressed it.</param>
/// <param name="BotMemberId">The member that the bot is.</param>
public sealed record ButtonPressed(long CommunityId, long? ActorId, long BotMemberId, long InteractionId) : IEvent
{
    /// <summary>The interaction.</summary>
    public Thing Subject => new("interaction", InteractionId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A bot has answered, or said that its answer comes later. Whoever asked hears of it.</summary>
/// <param name="ActorId">The bot.</param>
/// <param name="AskerId">Who asked.</param>
public sealed record InteractionAnswered(long CommunityId, long? ActorId, long AskerId, long InteractionId) : IEvent
{
    /// <summary>The interaction.</summary>
    public Thing Subject => new("interaction", InteractionId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A built-in bot has something for one member. Each is told once.</summary>
/// <param name="ActorId">Nobody: the program itself.</param>
/// <param name="About">The question that waits; the member for all others.</param>
/// <param name="Title">Of the question; empty for all others.</param>
/// <param name="Path">Leads to what it is about. Begins with a slash; percent-encoded.</param>
public sealed record BotNoticeGiven(
    long CommunityId, long? ActorId, BotNotice Notice, long MemberId, Thing About, string Title, string Path) : IEvent
{
    /// <summary>The member.</summary>
    public Thing Subject => new("member", MemberId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>What a built-in bot tells somebody.</summary>
public enum BotNotice
{
    /// <summary>Greets who has just joined.</summary>
    Welcome,

    /// <summary>A question has waited for long, and this member is likely to know the answer.</summary>
    Question,

    /// <summary>Names the rules to who has posted for the first time.</summary>
    Rules,
}
