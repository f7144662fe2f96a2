using Guildhall.Payments.Processors;
using Stripe;
using PaymentRecord = Guildhall.Payments.Processors.PaymentRecord;

namespace Guildhall.Payments.Stripe;

/// <summary>
/// Subscriptions that Stripe charges. Traps: periods stand on the item; an invoice names its subscription under "parent" and its payments
/// in a list of their own; a subscription that is paused by us stays "active" there.
/// </summary>
internal sealed class StripeSubscriptions(StripeClients clients, StripeCharges charges)
{
    public Task<SubscriptionRecord> FetchAsync(string reference, CancellationToken cancel) => clients.RunAsync(async (client, stop) =>
    {
        var subscription = await new SubscriptionService(client)
            .GetAsync(reference, new SubscriptionGetOptions { Expand = ["latest_invoice"] }, requestOptions: null, stop);
        var payments = (await charges.OfCustomerAsync(client, subscription.CustomerId, stop)).ToDictionary(p => p.Reference);
        var made = new List<ChargeRecord>();
        await foreach (var invoice in new InvoiceService(client).ListAutoPagingAsync(
            new InvoiceListOptions { Subscription = reference, Status = "paid", Limit = 100, Expand = ["data.payments"] },
            requestOptions: null, stop))
            made.AddRange(ChargesOf(invoice, payments));
        return new SubscriptionRecord(
            StateOf(subscription),
            subscription.Metadata?.GetValueOrDefault(StripeEvents.OrderKey),
            subscription.Items.Data.Count > 0 ? subscription.Items.Data.Max(i => i.CurrentPeriodEnd) : null,
            subscription.CancelAtPeriodEnd || subscription.CancelAt is not null,
            subscription.Status == "past_due" ? subscription.LatestInvoice?.NextPaymentAttempt : null,
            [.. made.OrderBy(c => c.CoversFrom).ThenBy(c => c.Payment.PaidAt)]);
    }, cancel);

    /// <summary>Their own pages for the customer. The operator switches them on in the dashboard; before that Stripe refuses.</summary>
    public Task<string> PortalAsync(string reference, string returnUrl, CancellationToken cancel) =>
        clients.RunAsync((client, stop) => PortalAsync(client, reference, returnUrl, stop), cancel);

    private static async Task<string> PortalAsync(StripeClient client, string reference, string returnUrl, CancellationToken stop)
    {
        var subscription = await new SubscriptionService(client).GetAsync(reference, options: null, requestOptions: null, stop);
        var session = await new global::Stripe.BillingPortal.SessionService(client).CreateAsync(
            new global::Stripe.BillingPortal.SessionCreateOptions { Customer = subscription.CustomerId, ReturnUrl = returnUrl },
            requestOptions: null, stop);
        return session.Url ?? throw new ProcessorFailure("no_page", final: true);
    }

    public Task CancelAsync(string reference, string requestId, CancellationToken cancel) => clients.RunAsync(async (client, stop) =>
    {
        var subscriptions = new SubscriptionService(client);
        try
        {
            return await subscriptions.CancelAsync(
                reference, new SubscriptionCancelOptions { Prorate = false, InvoiceNow = false },
                new RequestOptions { IdempotencyKey = requestId }, stop);
        }
        catch (StripeException refused) when ((int)refused.HttpStatusCode is 400 or 404)
        {
            // One that has ended is no longer there to be cancelled, but can be read.
            var ended = await subscriptions.GetAsync(reference, options: null, requestOptions: null, stop);
            if (ended.Status is "canceled" or "incomplete_expired")
                return ended;
            throw;
        }
    }, cancel);

    public Task EndAtPeriodEndAsync(string reference, bool ends, string requestId, CancellationToken cancel) =>
        UpdateAsync(reference, new SubscriptionUpdateOptions { CancelAtPeriodEnd = ends }, requestId, cancel);

    public Task PauseAsync(string reference, bool pauses, string requestId, CancellationToken cancel)
    {
        var options = new SubscriptionUpdateOptions();
        if (pauses)
            options.PauseCollection = new SubscriptionPauseCollectionOptions { Behavior = "void" };
        else
            // The client sends no empty object, and empty is what takes it away.
            options.AddExtraParam("pause_collection", "");
        return UpdateAsync(reference, options, requestId, cancel);
    }

    /// <summary>
    /// Another length of period would be charged at once. Counting what is paid as a trial keeps the next charge where it was.
    /// </summary>
    public Task ChangeAsync(string reference, SubscriptionPlan plan, string requestId, CancellationToken cancel) =>
        clients.RunAsync((client, stop) => ChangeAsync(client, reference, plan, requestId, stop), cancel);

    private static async Task<Subscription> ChangeAsync(
        StripeClient client, string reference, SubscriptionPlan plan, string requestId, CancellationToken stop)
    {
        var subscriptions = new SubscriptionService(client);
        var item = (await subscriptions.GetAsync(reference, options: null, requestOptions: null, stop)).Items.Data[0];
        var options = new SubscriptionUpdateOptions
        {
            Items = [new SubscriptionItemOptions { Id = item.Id, Price = await StripePlans.PriceAsync(client, plan, stop) }],
            ProrationBehavior = "none",
        };
        if (item.Price?.Recurring is { } recurring && MonthsOf(recurring) != plan.Months)
            options.TrialEnd = item.CurrentPeriodEnd;
        return await subscriptions.UpdateAsync(reference, options, new RequestOptions { IdempotencyKey = requestId }, stop);
    }

    private Task UpdateAsync(string reference, SubscriptionUpdateOptions options, string requestId, CancellationToken cancel) =>
        clients.RunAsync(
            (client, stop) => new SubscriptionService(client)
                .UpdateAsync(reference, options, new RequestOptions { IdempotencyKey = requestId }, stop), cancel);

    private static IEnumerable<ChargeRecord> ChargesOf(Invoice invoice, Dictionary<string, PaymentRecord> payments)
    {
        var periods = invoice.Lines.Data.Where(l => l.Parent?.SubscriptionItemDetails is not null).Select(l => l.Period)
            .Where(p => p is not null).ToList();
        var (from, until) = periods.Count > 0 ? (periods.Min(p => p.Start), periods.Max(p => p.End))
            : (invoice.PeriodStart, invoice.PeriodEnd);
        return (invoice.Payments?.Data ?? []).Select(p => p.Payment?.PaymentIntentId).OfType<string>().Distinct()
            .Where(payments.ContainsKey).Select(intent => new ChargeRecord(payments[intent], from, until));
    }

    private static SubscriptionState StateOf(Subscription subscription) => subscription.Status switch
    {
        "canceled" or "incomplete_expired" => SubscriptionState.Ended,
        _ when subscription.PauseCollection is not null => SubscriptionState.Paused,
        "trialing" => SubscriptionState.Trialing,
        "active" => SubscriptionState.Active,
        "past_due" or "unpaid" => SubscriptionState.PastDue,
        "paused" => SubscriptionState.Paused,
        _ => SubscriptionState.Incomplete,
    };

    private static long MonthsOf(PriceRecurring recurring) => recurring.Interval switch
    {
        "month" => recurring.IntervalCount,
        "year" => recurring.IntervalCount * 12,
        _ => 0,
    };
}
