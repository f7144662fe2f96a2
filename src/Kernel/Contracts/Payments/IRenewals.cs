namespace Guildhall.Kernel.Contracts.Payments;

/// <summary>What goes on by a subscription, so that nobody else need look after its end, or sell it once more.</summary>
public interface IRenewals
{
    /// <summary>Who of these members has a subscription of which item, so that nobody else reminds them of its end.</summary>
    Task<IReadOnlySet<(long MemberId, Thing Item)>> OfAsync(
        long communityId, IReadOnlyCollection<long> memberIds, CancellationToken cancel = default);

    /// <summary>A member's subscriptions of one kind of item that charge period after period and are not cancelled, oldest first.</summary>
    /// <param name="kind">Of the item, e.g. <c>tier</c>.</param>
    Task<IReadOnlyList<RenewingSubscription>> ChargedAsync(
        long communityId, long memberId, string kind, CancellationToken cancel = default);
}

/// <summary>A subscription that charges period after period.</summary>
/// <param name="Item">What it is of.</param>
/// <param name="Title">What it is called.</param>
public sealed record RenewingSubscription(long SubscriptionId, Thing Item, string Title)
{
    /// <summary>Where its member changes the plan, with what unused days are worth.</summary>
    public string Path => $"/account/subscriptions/{SubscriptionId}";
}
