using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;

namespace Guildhall.Payments.Subscriptions;

/// <summary>What each period of a subscription is of, and what it costs.</summary>
/// <param name="Interval">Month, quarter or year.</param>
/// <param name="Amount">Minor units of <paramref name="Currency"/>.</param>
internal sealed record Plan(string ItemKind, long ItemId, string Title, long? PriceId, Interval Interval, long Amount, string Currency)
{
    public Thing Item => new(ItemKind, ItemId);

    /// <summary>Of how many parts, with hyphens between them, the name of a plan consists that a processor charges.</summary>
    public const int KeyParts = 6;

    /// <summary>Minor units a month, rounded half up: what recurring revenue counts.</summary>
    public long Monthly => (2 * Amount + Interval.Months()) / (2 * Interval.Months());

    public static Plan Of(OrderLine line, string currency) => new(
        line.ItemKind, line.ItemId, line.Description, line.PriceId, line.PlanInterval!.Value, line.PlanAmount!.Value, currency);

    /// <summary>As a processor charges it, named by its price: the same for the same one.</summary>
    /// <param name="amount">Each time, minor units: less than <see cref="Amount"/> where something is taken off.</param>
    public SubscriptionPlan ToCharge(long communityId, long amount) => new(
        $"gh-{communityId}-{ItemId}-{Interval.Word()}-{amount}-{Currency}".ToLowerInvariant(), Title, amount, Currency, Interval.Months());

    /// <summary>Whether a plan of this name is of the same item and the same length of period.</summary>
    public bool IsLike(string key) => key.Split('-') is [_, _, var item, var interval, _, _]
        && item == ItemId.ToString(CultureInfo.InvariantCulture) && interval == Interval.Word();

    /// <summary>What is charged by a plan of this name; <c>null</c> where it is none of ours.</summary>
    public static long? AmountOf(string key) => key.Split('-') is [_, _, _, _, var amount, _]
        && long.TryParse(amount, NumberStyles.None, CultureInfo.InvariantCulture, out var minor) ? minor : null;
}

/// <summary>How a subscription stands at an instant. Never stored: it follows from its facts and the clock.</summary>
public enum SubscriptionStanding
{
    /// <summary>Open for nothing; the first payment comes behind it.</summary>
    Trial,

    /// <summary>Paid. It may be cancelled and run out.</summary>
    Active,

    /// <summary>A payment is due and has not come; open for the days of grace.</summary>
    PastDue,

    Paused,
    Ended,
}

/// <summary>Why a member leaves.</summary>
public enum CancelReason
{
    TooExpensive,
    TooLittleTime,
    NotWhatIExpected,
    GoalReached,
    Other,

    /// <summary>It was cancelled on the processor's own site, where nobody was asked.</summary>
    AtProcessor,
}

/// <summary>Why a subscription has ended.</summary>
public enum EndReason
{
    Cancelled,

    /// <summary>No payment came in time.</summary>
    Lapsed,
    Refunded,

    /// <summary>An upgrade took its place.</summary>
    Replaced,
}
