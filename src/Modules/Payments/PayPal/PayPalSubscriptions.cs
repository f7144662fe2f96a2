using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;

namespace Guildhall.Payments.PayPal;

/// <summary>
/// Payments that PayPal repeats. It has no word for "ends with the period that is paid" and none for "pause": both are a suspension, and
/// its note says which. A cancellation is for good there.
/// </summary>
internal sealed class PayPalSubscriptions(PayPalClient client, PayPalPlans plans, PayPalCharges charges, TimeProvider time)
{
    private const string EndsNote = "guildhall: ends with the paid period", PauseNote = "guildhall: paused";

    /// <summary>Ids of subscriptions begin so; those of orders hold no hyphen.</summary>
    public static bool IsOne(string reference) => reference.StartsWith("I-", StringComparison.Ordinal);

    public async Task<StartedCheckout> StartAsync(PayPalAccount account, SubscriptionRequest request, CancellationToken cancel)
    {
        var (checkout, plan) = (request.Checkout, request.Plan);
        var planId = await plans.EnsureAsync(account, plan, request.TrialDays, PayPalPlans.CyclesBefore(request.Course), cancel);
        var subscription = await client.PostAsync<PayPalSubscription>(account, "/v1/billing/subscriptions", new
        {
            PlanId = planId,
            CustomId = checkout.OrderCode,
            ApplicationContext = Context(checkout.Site + PaymentPaths.Returned(checkout.ReturnPath), checkout.Site + checkout.ReturnPath),
        }, checkout.RequestId, cancel);
        return PayPalLink.Approval(subscription.Links) is { } page && IsOne(subscription.Id ?? "")
            ? new StartedCheckout(subscription.Id!, new CheckoutStart.Page(page))
            : throw new ProcessorFailure("answer_unreadable");
    }

    /// <summary>The checkout that began it: what was paid there is the first charge.</summary>
    public async Task<CheckoutRecord> FetchCheckoutAsync(PayPalAccount account, string reference, CancellationToken cancel)
    {
        var record = await FetchAsync(account, reference, cancel);
        if (record.Charges.Count > 0)
            return new CheckoutRecord(CheckoutState.Paid, [record.Charges[0].Payment]);
        return new CheckoutRecord(record.State switch
        {
            SubscriptionState.Trialing => CheckoutState.Paid,
            SubscriptionState.Ended => CheckoutState.Expired,
            _ => CheckoutState.Open,
        }, []);
    }

    public async Task<bool> IsAgreedAsync(PayPalAccount account, string reference, CancellationToken cancel) =>
        (await ReadAsync(account, reference, cancel)).Status is not ("APPROVAL_PENDING" or "APPROVED");

    public async Task<SubscriptionRecord> FetchAsync(PayPalAccount account, string reference, CancellationToken cancel)
    {
        var subscription = await ReadAsync(account, reference, cancel);
        var pending = subscription.Status is "APPROVAL_PENDING" or "APPROVED";
        var made = pending ? [] : await charges.OfAsync(account, subscription, cancel);
        var billing = subscription.BillingInfo;
        var inTrial = made.Count == 0 && subscription.Plan?.BillingCycles?.Any(c => c.TenureType == "TRIAL") == true;
        var end = made.Count > 0 ? made[^1].CoversUntil : billing?.NextBillingTime?.UtcDateTime;
        var ends = subscription is { Status: "SUSPENDED", StatusChangeNote: EndsNote };
        var state = subscription.Status switch
        {
            "ACTIVE" when billing is { FailedPaymentsCount: > 0, OutstandingBalance: { } owed } && owed.Minor() > 0 => SubscriptionState.PastDue,
            "ACTIVE" => inTrial ? SubscriptionState.Trialing : SubscriptionState.Active,
            "SUSPENDED" when ends => end > time.GetUtcNow().UtcDateTime ? SubscriptionState.Active : SubscriptionState.Ended,
            "SUSPENDED" when subscription.StatusChangeNote == PauseNote => SubscriptionState.Paused,
            // After as many failures as the plan says; they try no more.
            "SUSPENDED" => billing?.FailedPaymentsCount > 0 ? SubscriptionState.PastDue : SubscriptionState.Paused,
            _ => pending ? SubscriptionState.Incomplete : SubscriptionState.Ended,
        };
        return new SubscriptionRecord(
            state, subscription.CustomId, end, ends && state == SubscriptionState.Active,
            subscription.Status == "ACTIVE" ? billing?.LastFailedPayment?.NextPaymentRetryTime?.UtcDateTime : null, made)
        {
            PlanKey = subscription.PlanId is { } plan ? await plans.KeyOfAsync(account, plan, cancel) : null,
        };
    }

    public Task CancelAsync(PayPalAccount account, string reference, bool atPeriodEnd, string requestId, CancellationToken cancel) =>
        atPeriodEnd
            ? ActAsync(account, reference, "suspend", EndsNote, requestId, cancel)
            : ActAsync(account, reference, "cancel", "guildhall: cancelled", requestId, cancel);

    public Task PauseAsync(PayPalAccount account, string reference, string requestId, CancellationToken cancel) =>
        ActAsync(account, reference, "suspend", PauseNote, requestId, cancel);

    /// <summary>Takes a suspension back.</summary>
    public Task ActivateAsync(PayPalAccount account, string reference, string requestId, CancellationToken cancel) =>
        ActAsync(account, reference, "activate", "guildhall: goes on", requestId, cancel);

    /// <summary>Its order was paid another way. What nobody has agreed to charges nothing and cannot be cancelled.</summary>
    public async Task CloseAsync(PayPalAccount account, string reference, CancellationToken cancel)
    {
        if ((await ReadAsync(account, reference, cancel)).Status is "ACTIVE" or "SUSPENDED")
            await CancelAsync(account, reference, atPeriodEnd: false, $"{reference}-close", cancel);
    }

    /// <summary>The buyer agrees once more; until then the old plan goes on.</summary>
    public async Task<CheckoutStart?> ReviseAsync(
        PayPalAccount account, string reference, SubscriptionPlan plan, string requestId, string returnUrl, CancellationToken cancel)
    {
        var planId = await plans.EnsureAsync(account, plan, trialDays: 0, before: [], cancel);
        var revised = await client.PostAsync<PayPalSubscription>(account, Path(reference) + "/revise", new
        {
            PlanId = planId,
            ApplicationContext = Context(returnUrl, returnUrl),
        }, requestId, cancel);
        return PayPalLink.Approval(revised.Links) is { } page ? new CheckoutStart.Page(page) : null;
    }

    private static object Context(string returnUrl, string cancelUrl) =>
        new { ReturnUrl = returnUrl, CancelUrl = cancelUrl, UserAction = "SUBSCRIBE_NOW", ShippingPreference = "NO_SHIPPING" };

    private Task<PayPalSubscription> ReadAsync(PayPalAccount account, string reference, CancellationToken cancel) =>
        client.GetAsync<PayPalSubscription>(account, Path(reference) + "?fields=plan,last_failed_payment", cancel);

    private async Task ActAsync(
        PayPalAccount account, string reference, string deed, string reason, string requestId, CancellationToken cancel)
    {
        try
        {
            await client.PostAsync(account, $"{Path(reference)}/{deed}", new { Reason = reason }, requestId, cancel);
        }
        catch (ProcessorFailure failure) when (failure.Code == "subscription_status_invalid")
        {
            // A repeated call finds it done. Anything else that it may be is a refusal.
            var status = (await ReadAsync(account, reference, cancel)).Status;
            if ((deed, status) is not (("suspend", "SUSPENDED") or ("cancel", "CANCELLED" or "EXPIRED") or ("activate", "ACTIVE")))
                throw;
        }
    }

    private static string Path(string reference) => $"/v1/billing/subscriptions/{Uri.EscapeDataString(reference)}";
}
