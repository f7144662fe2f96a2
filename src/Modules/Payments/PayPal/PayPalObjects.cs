namespace Guildhall.Payments.PayPal;

// What of PayPal's objects is read, https://developer.paypal.com/docs/api/orders/v2/ and /subscriptions/v1/.

internal sealed record PayPalLink(string Href, string Rel)
{
    /// <summary>Where the buyer agrees: "payer-action" with a payment source, "approve" without and in subscriptions.</summary>
    public static string? Approval(IReadOnlyList<PayPalLink>? links) =>
        links?.FirstOrDefault(l => l.Rel is "payer-action" or "approve")?.Href;

    /// <summary>The last part of the address of the object above, e.g. the capture of a refund.</summary>
    public static string? Above(IReadOnlyList<PayPalLink>? links) => links?.FirstOrDefault(l => l.Rel == "up")?.Href.Split('/')[^1];
}

/// <param name="Status">CREATED, SAVED, APPROVED, VOIDED, COMPLETED, PAYER_ACTION_REQUIRED.</param>
internal sealed record PayPalOrder(string Id, string Status, IReadOnlyList<PayPalUnit>? PurchaseUnits, IReadOnlyList<PayPalLink>? Links)
{
    public PayPalUnit? Unit => PurchaseUnits is { Count: > 0 } units ? units[0] : null;
}

/// <param name="InvoiceId">Our request id.</param>
internal sealed record PayPalUnit(string? CustomId, string? InvoiceId, PayPalPayments? Payments);

internal sealed record PayPalPayments(IReadOnlyList<PayPalCapture>? Captures, IReadOnlyList<PayPalRefund>? Refunds);

/// <param name="Status">COMPLETED, DECLINED, PARTIALLY_REFUNDED, PENDING, REFUNDED, FAILED.</param>
internal sealed record PayPalCapture(
    string Id, string Status, PayPalAmount Amount, PayPalBreakdown? SellerReceivableBreakdown, DateTimeOffset? CreateTime)
{
    /// <summary>Whether the money came, whatever became of it since. PENDING has not come.</summary>
    public bool HasCome => Status is "COMPLETED" or "PARTIALLY_REFUNDED" or "REFUNDED";
}

internal sealed record PayPalBreakdown(PayPalAmount? PaypalFee);

/// <param name="Status">CANCELLED, FAILED, PENDING, COMPLETED.</param>
/// <param name="CustomId">Our request id.</param>
internal sealed record PayPalRefund(
    string Id, string Status, PayPalAmount Amount, string? CustomId, DateTimeOffset? CreateTime, IReadOnlyList<PayPalLink>? Links);

/// <param name="Status">APPROVAL_PENDING, APPROVED, ACTIVE, SUSPENDED, CANCELLED, EXPIRED.</param>
/// <param name="StatusChangeNote">The reason that was given with the last change.</param>
internal sealed record PayPalSubscription(
    string Id, string Status, string? StatusChangeNote, string? PlanId, string? CustomId, DateTimeOffset? CreateTime,
    PayPalBilling? BillingInfo, PayPalPlan? Plan, IReadOnlyList<PayPalLink>? Links);

internal sealed record PayPalBilling(
    PayPalAmount? OutstandingBalance, IReadOnlyList<PayPalCycles>? CycleExecutions, DateTimeOffset? NextBillingTime,
    int FailedPaymentsCount, PayPalFailedPayment? LastFailedPayment);

/// <param name="TenureType">TRIAL or REGULAR.</param>
internal sealed record PayPalCycles(string TenureType, int CyclesCompleted, int CyclesRemaining);

internal sealed record PayPalFailedPayment(DateTimeOffset? NextPaymentRetryTime);

internal sealed record PayPalPlan(string? Id, IReadOnlyList<PayPalCycle>? BillingCycles);

internal sealed record PayPalCycle(string TenureType, PayPalFrequency Frequency);

/// <param name="IntervalUnit">DAY, WEEK, MONTH, YEAR.</param>
internal sealed record PayPalFrequency(string IntervalUnit, int IntervalCount)
{
    public DateTime After(DateTime at) => IntervalUnit switch
    {
        "DAY" => at.AddDays(IntervalCount),
        "WEEK" => at.AddDays(7 * IntervalCount),
        "YEAR" => at.AddYears(IntervalCount),
        _ => at.AddMonths(IntervalCount),
    };
}

internal sealed record PayPalTransactions(IReadOnlyList<PayPalTransaction>? Transactions, IReadOnlyList<PayPalLink>? Links);

/// <param name="Status">COMPLETED, DECLINED, PARTIALLY_REFUNDED, PENDING, REFUNDED.</param>
internal sealed record PayPalTransaction(string Id, string Status, PayPalSplit AmountWithBreakdown, DateTimeOffset Time)
{
    public bool HasCome => Status is "COMPLETED" or "PARTIALLY_REFUNDED" or "REFUNDED";
}

internal sealed record PayPalSplit(PayPalAmount GrossAmount, PayPalAmount? FeeAmount);

internal sealed record PayPalDisputes(IReadOnlyList<PayPalDispute>? Items);

/// <param name="DisputeState">OPEN_INQUIRIES, REQUIRED_ACTION, REQUIRED_OTHER_PARTY_ACTION, UNDER_PAYPAL_REVIEW, APPEALABLE,
/// RESOLVED.</param>
internal sealed record PayPalDispute(
    string DisputeId, string? Reason, string? DisputeState, PayPalAmount? DisputeAmount, DateTimeOffset? CreateTime,
    DateTimeOffset? SellerResponseDueDate, PayPalOutcome? DisputeOutcome);

/// <summary>One alone, with what may be done about it now.</summary>
internal sealed record PayPalDisputeDetails(string? DisputeState, IReadOnlyList<PayPalLink>? Links)
{
    /// <param name="deed">"provide-evidence" or "accept-claim"; they write it with either stroke.</param>
    public bool Offers(string deed) => (Links ?? []).Any(l => l.Rel.Replace('_', '-') == deed);
}

internal sealed record PayPalOutcome(string? OutcomeCode);
