using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Kernel.Contracts.Payments;

/// <summary>Buys with the built-in test processor as a member would, for demos. In the community that the scope has entered.</summary>
public interface ITestPurchases
{
    /// <summary>
    /// Places the member's order, starts its checkout and presses "pay" at the test processor. From there on everything goes its
    /// usual way: the webhooks follow, when the program serves or by <see cref="SettleAsync"/>, and book the money and grant the tier.
    /// Repeating it changes nothing.
    /// </summary>
    /// <param name="renews">Whether every further period is charged, too, as it comes.</param>
    /// <exception cref="Http.Refused">The test processor is off, or the tier is not sold for that period.</exception>
    Task BuyMembershipAsync(long memberId, long tierId, Interval interval, bool renews = false, CancellationToken cancel = default);

    /// <summary>
    /// Charges whose next period has begun by the program's clock, hands the test processor's webhooks over at once, where no server
    /// listens for them, works them off, and issues the invoices that handlers would issue where they run.
    /// </summary>
    Task SettleAsync(CancellationToken cancel = default);
}
