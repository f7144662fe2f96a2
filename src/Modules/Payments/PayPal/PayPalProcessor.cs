using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Payments.PayPal;

/// <summary>
/// PayPal: orders that we capture once the buyer has agreed, and subscriptions that it charges. README.md tells its traps.
/// </summary>
internal sealed class PayPalProcessor(
    ProcessorSettings settings, PayPalClient client, PayPalOrders orders, PayPalSubscriptions subscriptions, PayPalWebhook webhook,
    PayPalDisputeAnswers disputes, KnownRefunds refunds) : IRecurringProcessor, IAnswerDisputes
{
    public const string Key = "paypal";

    public string Name => Key;
    public string Title => "PayPal";
    public bool Takes(string currency) => PayPalAmount.Takes(currency);
    public bool MovesRealMoney => true;
    public IReadOnlyList<ProcessorSetting> Settings => PayPalAccount.Settings;
    public async ValueTask<bool> IsOnAsync(CancellationToken cancel) => PayPalAccount.Of(await settings.GetAsync(cancel)) is not null;

    public async Task<string> TestConnectionAsync(CancellationToken cancel)
    {
        var account = await AccountAsync(cancel);
        var app = await client.GreetAsync(account, cancel);
        // Without it every webhook would be refused, and nobody would know why.
        if (account.WebhookId.Length > 0)
            await client.GetAsync<PayPalWebhookEntry>(account, $"/v1/notifications/webhooks/{Uri.EscapeDataString(account.WebhookId)}", cancel);
        return app;
    }

    public async Task<StartedCheckout> StartAsync(CheckoutRequest request, CancellationToken cancel) =>
        await orders.StartAsync(await AccountAsync(cancel), request, cancel);

    public async Task<CheckoutRecord> FetchAsync(string reference, CancellationToken cancel)
    {
        var account = await AccountAsync(cancel);
        return PayPalSubscriptions.IsOne(reference)
            ? await subscriptions.FetchCheckoutAsync(account, reference, cancel)
            : await orders.FetchAsync(account, reference, cancel);
    }

    /// <summary>An order takes money only when we ask, so nothing is to be closed; a subscription that nobody wants is cancelled.</summary>
    public async Task CloseAsync(string reference, CancellationToken cancel)
    {
        if (PayPalSubscriptions.IsOne(reference))
            await subscriptions.CloseAsync(await AccountAsync(cancel), reference, cancel);
    }

    public async Task RefundAsync(RefundRequest request, CancellationToken cancel)
    {
        var account = await AccountAsync(cancel);
        var refund = await client.PostAsync<PayPalRefund>(
            account, $"/v2/payments/captures/{Uri.EscapeDataString(request.PaymentReference)}/refund",
            new
            {
                Amount = PayPalAmount.Of(request.Amount, request.Currency),
                CustomId = request.RequestId,
                InvoiceId = request.RequestId,
            },
            request.RequestId, cancel);
        if (string.IsNullOrEmpty(refund.Id))
            throw new ProcessorFailure("answer_unreadable");
        // An order lists its refunds, a charge of a subscription does not.
        await refunds.NoteAsync(Key, refund.Id, request.PaymentReference, request.RequestId, cancel);
    }

    public async Task AnswerDisputeAsync(string reference, string text, string requestId, CancellationToken cancel) =>
        await disputes.AnswerAsync(await AccountAsync(cancel), reference, text, requestId, cancel);

    public async Task AcceptDisputeAsync(string reference, string note, string requestId, CancellationToken cancel) =>
        await disputes.AcceptAsync(await AccountAsync(cancel), reference, note, requestId, cancel);

    public async ValueTask<WebhookEvent?> VerifyAsync(
        IHeaderDictionary headers, ReadOnlyMemory<byte> body, DateTime now, CancellationToken cancel)
    {
        var account = PayPalAccount.Of(await settings.GetAsync(cancel)) ?? throw Kernel.Http.Refused.NotFound();
        await webhook.CheckAsync(account, headers, body, cancel);
        return await webhook.ReadAsync(body, cancel);
    }

    public IAsyncEnumerable<ListedPayment> ListAsync(DateTime from, DateTime until, CancellationToken cancel) =>
        new PayPalReport(client).ListAsync(() => AccountAsync(cancel), from, until, cancel);

    public bool KeepsSchedule => true;

    public bool Carries(PriceCourse course) => PayPalPlans.Fits(course);

    public async Task<StartedCheckout> SubscribeAsync(SubscriptionRequest request, CancellationToken cancel) =>
        await subscriptions.StartAsync(await AccountAsync(cancel), request, cancel);

    public async Task<string?> CheckoutSubscriptionAsync(string checkoutReference, CancellationToken cancel) =>
        PayPalSubscriptions.IsOne(checkoutReference)
        && await subscriptions.IsAgreedAsync(await AccountAsync(cancel), checkoutReference, cancel)
            ? checkoutReference
            : null;

    public async Task<SubscriptionRecord> FetchSubscriptionAsync(string reference, CancellationToken cancel) =>
        await subscriptions.FetchAsync(await AccountAsync(cancel), reference, cancel);

    public async Task CancelSubscriptionAsync(string reference, bool atPeriodEnd, string requestId, CancellationToken cancel) =>
        await subscriptions.CancelAsync(await AccountAsync(cancel), reference, atPeriodEnd, requestId, cancel);

    public async Task KeepSubscriptionAsync(string reference, string requestId, CancellationToken cancel) =>
        await subscriptions.ActivateAsync(await AccountAsync(cancel), reference, requestId, cancel);

    public async Task PauseSubscriptionAsync(string reference, string requestId, CancellationToken cancel) =>
        await subscriptions.PauseAsync(await AccountAsync(cancel), reference, requestId, cancel);

    public async Task ResumeSubscriptionAsync(string reference, string requestId, CancellationToken cancel) =>
        await subscriptions.ActivateAsync(await AccountAsync(cancel), reference, requestId, cancel);

    public async Task<CheckoutStart?> ChangeSubscriptionAsync(
        string reference, SubscriptionPlan plan, string requestId, string returnUrl, CancellationToken cancel) =>
        await subscriptions.ReviseAsync(await AccountAsync(cancel), reference, plan, requestId, returnUrl, cancel);

    private async Task<PayPalAccount> AccountAsync(CancellationToken cancel) =>
        PayPalAccount.Of(await settings.GetAsync(cancel)) ?? throw new ProcessorFailure(ProcessorFailure.NotConfigured);

    private sealed record PayPalWebhookEntry(string? Url);
}
