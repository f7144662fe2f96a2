namespace Guildhall.Payments.Processors;

/// <summary>
/// A processor that charges by itself, period after period. It charges and we mirror: whether somebody has access is decided by our own
/// rows. Calls that change something carry a request id that was stored before.
/// </summary>
internal interface IRecurringProcessor : IPaymentProcessor
{
    /// <summary>
    /// What all periods cost is told at the beginning, since they change a price only with the buyer's consent. Else they are told before
    /// each charge that differs.
    /// </summary>
    bool KeepsSchedule => false;

    /// <summary>Whether it can charge what coupons make of the price, period by period.</summary>
    bool Carries(PriceCourse course) => true;

    /// <summary>
    /// Starts a subscription; the buyer agrees and pays the first period there. The same request id gives the same answer.
    /// </summary>
    /// <returns>The reference of the checkout; the subscription's own comes with <see cref="CheckoutSubscriptionAsync"/>.</returns>
    /// <exception cref="ProcessorFailure" />
    Task<StartedCheckout> SubscribeAsync(SubscriptionRequest request, CancellationToken cancel);

    /// <summary>The subscription that a checkout began; <c>null</c> while the buyer has not agreed.</summary>
    /// <exception cref="ProcessorFailure" />
    Task<string?> CheckoutSubscriptionAsync(string checkoutReference, CancellationToken cancel);

    /// <summary>How it stands there, with every charge it has made.</summary>
    /// <exception cref="ProcessorFailure" />
    Task<SubscriptionRecord> FetchSubscriptionAsync(string reference, CancellationToken cancel);

    /// <summary>The subscription that a payment was charged for, where their list names neither it nor an order of ours.</summary>
    /// <returns><c>null</c> for a payment of no subscription.</returns>
    /// <exception cref="ProcessorFailure" />
    Task<string?> SubscriptionOfAsync(string paymentReference, CancellationToken cancel) => Task.FromResult<string?>(null);

    /// <summary>No further charge: now, or once the paid period is over.</summary>
    /// <exception cref="ProcessorFailure" />
    Task CancelSubscriptionAsync(string reference, bool atPeriodEnd, string requestId, CancellationToken cancel);

    /// <summary>Takes back a cancellation that is due at the end of the period.</summary>
    /// <exception cref="ProcessorFailure" />
    Task KeepSubscriptionAsync(string reference, string requestId, CancellationToken cancel);

    /// <summary>No charge until it is resumed.</summary>
    /// <exception cref="ProcessorFailure" />
    Task PauseSubscriptionAsync(string reference, string requestId, CancellationToken cancel);

    /// <exception cref="ProcessorFailure" />
    Task ResumeSubscriptionAsync(string reference, string requestId, CancellationToken cancel);

    /// <summary>Another price from the next charge on. What an upgrade costs now is an order of ours, by our own formula.</summary>
    /// <returns>Where the buyer agrees once more; <c>null</c> when nobody needs to.</returns>
    /// <exception cref="ProcessorFailure" />
    Task<CheckoutStart?> ChangeSubscriptionAsync(
        string reference, SubscriptionPlan plan, string requestId, string returnUrl, CancellationToken cancel);
}

/// <summary>What is charged each time.</summary>
/// <param name="Key">Ours, the same for the same price: lower case letters, digits and hyphens, at most 60. A plan is made there
/// once.</param>
/// <param name="Amount">Minor units of <paramref name="Currency"/>.</param>
/// <param name="Months">Length of a period.</param>
internal sealed record SubscriptionPlan(string Key, string Title, long Amount, string Currency, int Months);

/// <param name="Checkout">The order of the first period: its amount is what is paid now, 0 for a free trial.</param>
/// <param name="TrialDays">Days before the first charge; 0 without a trial.</param>
internal sealed record SubscriptionRequest(CheckoutRequest Checkout, SubscriptionPlan Plan, int TrialDays)
{
    /// <summary>All that it costs. Where the processor keeps no schedule of its own, <see cref="Plan"/> is of the next charge alone.</summary>
    public PriceCourse Course { get; init; } = new(Checkout.Amount, TrialDays, [], Plan.Amount);
}

/// <param name="PeriodEnd">UTC; the end of what is paid, or of the trial.</param>
/// <param name="EndsAtPeriodEnd">It was cancelled and runs out.</param>
/// <param name="NextTryAt">When a failed charge is tried again, UTC; <c>null</c> when none failed or none is tried any more.</param>
/// <param name="Charges">Oldest first, those that went through.</param>
internal sealed record SubscriptionRecord(
    SubscriptionState State, string? OrderCode, DateTime? PeriodEnd, bool EndsAtPeriodEnd, DateTime? NextTryAt,
    IReadOnlyList<ChargeRecord> Charges)
{
    /// <summary>Our key of the plan that they charge from now on; <c>null</c> where they do not say, or it is none that we made.</summary>
    public string? PlanKey { get; init; }
}

/// <param name="CoversFrom">UTC.</param>
/// <param name="CoversUntil">UTC, exclusive.</param>
internal sealed record ChargeRecord(PaymentRecord Payment, DateTime CoversFrom, DateTime CoversUntil);

/// <summary>How a subscription stands on the processor's side.</summary>
internal enum SubscriptionState
{
    /// <summary>The buyer has not agreed, or the first charge is not through.</summary>
    Incomplete,
    Trialing,
    Active,

    /// <summary>A charge failed and is tried again.</summary>
    PastDue,
    Paused,
    Ended,
}
