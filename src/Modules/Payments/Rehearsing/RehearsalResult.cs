using System.ComponentModel;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Payments.Rehearsing;

/// <summary>What a proposal would do. Amounts are minor units; times are UTC.</summary>
/// <param name="Access">Members who gain or lose spaces.</param>
/// <param name="Subscriptions">Every living one, also those that stay as they are.</param>
/// <param name="Revenue">Monthly recurring revenue by currency.</param>
/// <param name="Promises">What would not be kept, and what is owed to somebody.</param>
/// <param name="OpenedToAll">Names of spaces that everybody could read.</param>
/// <param name="ClosedToVisitors">Names of spaces that only members could read.</param>
public sealed record RehearsalResult(
    IReadOnlyList<AccessChange> Access, IReadOnlyList<RenewalChange> Subscriptions, IReadOnlyList<RevenueChange> Revenue,
    IReadOnlyList<BrokenPromise> Promises, IReadOnlyList<string> OpenedToAll, IReadOnlyList<string> ClosedToVisitors)
{
    public int Gaining => Access.Count(a => a.Gains.Count > 0);
    public int Losing => Access.Count(a => a.Loses.Count > 0);
}

/// <param name="Until">Until when the member holds what is changed; <c>null</c> for no end.</param>
public sealed record AccessChange(
    long MemberId, IReadOnlyList<string> Tiers, IReadOnlyList<string> Gains, IReadOnlyList<string> Loses, DateTime? Until);

/// <param name="Charged">A processor charges it; else the member pays by hand.</param>
/// <param name="DueAt">When the next period is due.</param>
/// <param name="Before">What that costs as things are.</param>
/// <param name="Kept">What it would cost where subscribers keep their price.</param>
/// <param name="Raised">What it would cost at the proposed price.</param>
/// <param name="MonthlyBefore">Recurring revenue of it; 0 in a trial, a pause, or once it is cancelled.</param>
/// <param name="Blocked">It is paid by hand, and its tier or its period would no longer be sold.</param>
public sealed record RenewalChange(
    long SubscriptionId, long MemberId, string Title, Interval Interval, string Currency, bool Charged, DateTime DueAt, long Before,
    long Kept, long Raised, long MonthlyBefore, long MonthlyKept, long MonthlyRaised, bool Blocked)
{
    public bool Changes => Before != Kept || Before != Raised || Blocked;
}

public sealed record RevenueChange(string Currency, int Subscriptions, long Before, long Kept, long Raised);

/// <param name="Kind">"lifetime_loses", "paid_period_shrinks", "given_access_shrinks", "coupon_ends", "coupon_for_ever_raised",
/// "renewal_blocked".</param>
/// <param name="Text">A text key that says it.</param>
/// <param name="MemberIds">Whom it was given to.</param>
public sealed record BrokenPromise(string Kind, [Localizable(true)] string Text, IReadOnlyList<long> MemberIds);
