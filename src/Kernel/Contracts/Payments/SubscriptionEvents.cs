namespace Guildhall.Kernel.Contracts.Payments;

/// <summary>A period of a subscription ends soon: the next one has to be paid, or will be charged.</summary>
/// <param name="Item">What it is of, e.g. <c>tier:3</c>.</param>
/// <param name="Title">Its name.</param>
/// <param name="DueAt">UTC.</param>
/// <param name="Charged">A processor charges it; else the member pays by hand.</param>
/// <param name="Amount">Minor units of <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record RenewalDue(
    long CommunityId, long MemberId, long SubscriptionId, Thing Item, string Title, DateTime DueAt, bool Charged, long Amount,
        string Currency)
    : IEvent
{
    /// <summary>The program itself.</summary>
    public long? ActorId => null;

    /// <summary>The subscription.</summary>
    public Thing Subject => new("subscription", SubscriptionId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A charge of a subscription failed. It is tried again, and what it opens stays open until <paramref
/// name="OpenUntil"/>.</summary>
/// <param name="Item">What it is of.</param>
/// <param name="Title">Its name.</param>
/// <param name="OpenUntil">UTC, the end of the grace.</param>
public sealed record RenewalFailed(
    long CommunityId, long MemberId, long SubscriptionId, Thing Item, string Title, DateTime OpenUntil) : IEvent
{
    /// <summary>A webhook told of it.</summary>
    public long? ActorId => null;

    /// <summary>The subscription.</summary>
    public Thing Subject => new("subscription", SubscriptionId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A subscription has come to its end.</summary>
/// <param name="Item">What it was of.</param>
/// <param name="Title">Its name.</param>
/// <param name="Unpaid">No payment came in time; else it was cancelled.</param>
/// <param name="Charged">A processor charged it; else the member paid by hand.</param>
public sealed record SubscriptionEnded(
    long CommunityId, long MemberId, long SubscriptionId, Thing Item, string Title, bool Unpaid, bool Charged) : IEvent
{
    /// <summary>Time did it.</summary>
    public long? ActorId => null;

    /// <summary>The subscription.</summary>
    public Thing Subject => new("subscription", SubscriptionId);

    Reach IEvent.Reach => Reach.Nothing;
}

/// <summary>A processor charges the plan that a member has chosen only once they have agreed on a page of its own.</summary>
/// <param name="Item">What the subscription is of until then.</param>
/// <param name="Title">Its name.</param>
/// <param name="Processor">What the member knows the processor by: its brand.</param>
public sealed record ConsentNeeded(
    long CommunityId, long MemberId, long SubscriptionId, Thing Item, string Title, string Processor) : IEvent
{
    /// <summary>The processor answered so.</summary>
    public long? ActorId => null;

    /// <summary>The subscription.</summary>
    public Thing Subject => new("subscription", SubscriptionId);

    Reach IEvent.Reach => Reach.Nothing;
}
