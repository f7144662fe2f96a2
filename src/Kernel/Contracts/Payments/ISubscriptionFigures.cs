namespace Guildhall.Kernel.Contracts.Payments;

/// <summary>
/// Monthly recurring revenue (MRR): of each subscription that is paid and goes on, the price of its plan, less coupons that still
/// run, divided by its months, rounded half up to the minor unit. Trials, pauses, single purchases and fixed terms count nothing; a late
/// payment counts until its grace is over.
/// </summary>
public interface ISubscriptionFigures
{
    /// <summary>MRR of a community at an instant, UTC, now or past, by currency.</summary>
    Task<IReadOnlyList<RecurringRevenue>> AtAsync(long communityId, DateTime at, CancellationToken cancel = default);

    /// <summary>
    /// What changed it in (from, until], by currency: MRR at <paramref name="until"/> is MRR at <paramref name="from"/> and the sum of
    /// these.
    /// </summary>
    Task<IReadOnlyList<RecurringChange>> InAsync(long communityId, DateTime from, DateTime until, CancellationToken cancel = default);
}

/// <summary>MRR in one currency.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Amount">Minor units a month.</param>
public sealed record RecurringRevenue(string Currency, long Amount);

/// <summary>Movements of MRR, minor units a month.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="New">Of members who had no paid subscription here before.</param>
/// <param name="Expansion">Of those who pay more than before.</param>
/// <param name="Contraction">Of those who pay less, zero or below.</param>
/// <param name="Churn">Of those who ended or paused, zero or below.</param>
/// <param name="Reactivation">Of those who came back.</param>
public sealed record RecurringChange(string Currency, long New, long Expansion, long Contraction, long Churn, long Reactivation);
