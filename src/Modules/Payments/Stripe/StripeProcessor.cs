using Guildhall.Payments.Processors;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Payments.Stripe;

/// <summary>
/// Stripe (README.md tells its traps). Nothing here names a type of Stripe.net: its 6 MB are loaded by the first call, so that an
/// installation without Stripe never has them.
/// </summary>
internal sealed class StripeProcessor(
    ProcessorSettings settings, StripeEvents events, StripeCheckouts checkouts, StripeRefunds refunds, StripeDisputes disputes,
    StripeCharges charges, StripeSubscriptions subscriptions) : IMemberPortal, IAnswerDisputes
{
    public const string Key = "stripe";
    public const string SecretKey = "Guildhall:Payments:Stripe:SecretKey", WebhookSecret = "Guildhall:Payments:Stripe:WebhookSecret",
        PreviousWebhookSecret = "Guildhall:Payments:Stripe:PreviousWebhookSecret", ApiBase = "Guildhall:Payments:Stripe:ApiBase";

    private static readonly IReadOnlyList<ProcessorSetting> _settings =
    [
        new(SecretKey, "Secret key", "Begins with sk_live_ or rk_live_; with sk_test_ no money moves. In Stripe's dashboard under Developers, API keys.", IsSecret: true),
        new(WebhookSecret, "Signing secret of the webhook", "Begins with whsec_. Stripe shows it once the address above is entered under Developers, Webhooks.", IsSecret: true),
        new(PreviousWebhookSecret, "Previous signing secret", "Used while the secret is replaced, so that notifications signed with the old one are still accepted.", IsSecret: true),
        new(ApiBase, "Address of the API", "Leave empty for Stripe itself. For testing against another server.") { IsAddress = true },
    ];

    public string Name => Key;
    public string Title => "Stripe";
    public bool MovesRealMoney => true;
    public IReadOnlyList<ProcessorSetting> Settings => _settings;

    public async ValueTask<bool> IsOnAsync(CancellationToken cancel) => (await settings.GetAsync(cancel)).Has(SecretKey);

    public bool Takes(string currency) => StripeMoney.Takes(currency);

    public Task<string> TestConnectionAsync(CancellationToken cancel) => checkouts.AccountAsync(cancel);

    public Task<StartedCheckout> StartAsync(CheckoutRequest request, CancellationToken cancel) => checkouts.StartAsync(request, cancel);

    public Task<CheckoutRecord> FetchAsync(string reference, CancellationToken cancel) => checkouts.FetchAsync(reference, cancel);

    public Task CloseAsync(string reference, CancellationToken cancel) => checkouts.ExpireAsync(reference, cancel);

    public Task RefundAsync(RefundRequest request, CancellationToken cancel) => refunds.RunAsync(request, cancel);

    public IAsyncEnumerable<ListedPayment> ListAsync(DateTime from, DateTime until, CancellationToken cancel) =>
        charges.ListAsync(from, until, cancel);

    public Task AnswerDisputeAsync(string reference, string text, string requestId, CancellationToken cancel) =>
        disputes.AnswerAsync(reference, text, requestId, cancel);

    public Task AcceptDisputeAsync(string reference, string note, string requestId, CancellationToken cancel) =>
        disputes.AcceptAsync(reference, requestId, cancel);

    public async ValueTask<WebhookEvent?> VerifyAsync(
        IHeaderDictionary headers, ReadOnlyMemory<byte> body, DateTime now, CancellationToken cancel)
    {
        var values = await settings.GetAsync(cancel);
        string[] secrets = [.. new[] { values[WebhookSecret], values[PreviousWebhookSecret] }.Where(s => s.Length > 0)];
        return StripeEvent.Read(headers[StripeEvent.SignatureHeader], body, secrets, now) is { } told
            ? await events.FindAsync(told, cancel) : null;
    }

    public Task<StartedCheckout> SubscribeAsync(SubscriptionRequest request, CancellationToken cancel) =>
        checkouts.SubscribeAsync(request, cancel);

    public Task<string?> CheckoutSubscriptionAsync(string checkoutReference, CancellationToken cancel) =>
        checkouts.SubscriptionOfAsync(checkoutReference, cancel);

    public Task<SubscriptionRecord> FetchSubscriptionAsync(string reference, CancellationToken cancel) =>
        subscriptions.FetchAsync(reference, cancel);

    public Task<string?> SubscriptionOfAsync(string paymentReference, CancellationToken cancel) =>
        charges.SubscriptionOfAsync(paymentReference, cancel);

    public Task<string> OpenPortalAsync(string subscriptionReference, string returnUrl, CancellationToken cancel) =>
        subscriptions.PortalAsync(subscriptionReference, returnUrl, cancel);

    public Task CancelSubscriptionAsync(string reference, bool atPeriodEnd, string requestId, CancellationToken cancel) =>
        atPeriodEnd ? subscriptions.EndAtPeriodEndAsync(reference, ends: true, requestId, cancel)
        : subscriptions.CancelAsync(reference, requestId, cancel);

    public Task KeepSubscriptionAsync(string reference, string requestId, CancellationToken cancel) =>
        subscriptions.EndAtPeriodEndAsync(reference, ends: false, requestId, cancel);

    public Task PauseSubscriptionAsync(string reference, string requestId, CancellationToken cancel) =>
        subscriptions.PauseAsync(reference, pauses: true, requestId, cancel);

    public Task ResumeSubscriptionAsync(string reference, string requestId, CancellationToken cancel) =>
        subscriptions.PauseAsync(reference, pauses: false, requestId, cancel);

    public async Task<CheckoutStart?> ChangeSubscriptionAsync(
        string reference, SubscriptionPlan plan, string requestId, string returnUrl, CancellationToken cancel)
    {
        await subscriptions.ChangeAsync(reference, plan, requestId, cancel);
        return null;
    }
}
