using System.Security.Cryptography;
using System.Text;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Processors;
using Stripe;
using Stripe.Checkout;

namespace Guildhall.Payments.Stripe;

/// <summary>Checkout Sessions: Stripe's own page for a payment or for a subscription.</summary>
internal sealed class StripeCheckouts(StripeClients clients, StripeCharges charges, TimeProvider time)
{
    /// <summary>Their texts are cut here, so that a long title breaks no sale.</summary>
    private const int LongestName = 250;

    /// <summary>
    /// A filter over what the account has switched on and the currency allows, so WeChat Pay and Alipay are there where Stripe offers
    /// them. Others are kept out: they pay days later, when the price is no longer promised.
    /// </summary>
    private static readonly List<string> _methods = ["card", "link", "wechat_pay", "alipay"];

    public Task<string> AccountAsync(CancellationToken cancel) => clients.RunAsync(async (client, stop) =>
    {
        var account = await new AccountService(client).GetSelfAsync(requestOptions: null, stop);
        var name = account.Settings?.Dashboard?.DisplayName ?? account.BusinessProfile?.Name ?? account.Email;
        var mode = client.ApiKey.Contains("_test_", StringComparison.Ordinal) ? " – test mode, no money moves" : "";
        return (name is { Length: > 0 } ? $"{name} ({account.Id})" : account.Id) + mode;
    }, cancel);

    public Task<StartedCheckout> StartAsync(CheckoutRequest request, CancellationToken cancel) => clients.RunAsync(async (client, stop) =>
    {
        var options = Options(request, "payment");
        options.LineItems = [Once(request.Description, request.Amount, request.Currency)];
        options.AllowedPaymentMethodTypes = _methods;
        options.PaymentIntentData = new SessionPaymentIntentDataOptions
        {
            Description = Cut(request.Description),
            Metadata = MetadataOf(request),
            // Captured at once the fee is known at once; "automatic_async", their default, tells it some seconds later.
            CaptureMethod = "automatic",
        };
        return await CreateAsync(client, options, request, stop);
    }, cancel);

    /// <summary>The first period costs what the order says: less than the plan by a coupon, more by a line that is charged once.</summary>
    public Task<StartedCheckout> SubscribeAsync(SubscriptionRequest request, CancellationToken cancel) =>
        clients.RunAsync((client, stop) => SubscribeAsync(client, request, stop), cancel);

    private async Task<StartedCheckout> SubscribeAsync(StripeClient client, SubscriptionRequest request, CancellationToken stop)
    {
        var (order, plan) = (request.Checkout, request.Plan);
        var options = Options(order, "subscription");
        options.LineItems = [new SessionLineItemOptions { Price = await StripePlans.PriceAsync(client, plan, stop), Quantity = 1 }];
        options.SubscriptionData = new SessionSubscriptionDataOptions
        {
            Metadata = MetadataOf(order),
            Description = Cut(order.Description),
            TrialPeriodDays = request.TrialDays > 0 ? request.TrialDays : null,
        };
        var beyond = order.Amount - (request.TrialDays > 0 ? 0 : plan.Amount);
        if (beyond > 0)
            options.LineItems.Add(Once(order.Description, beyond, plan.Currency));
        else if (beyond < 0)
        {
            var coupon = await StripePlans.OnceOffAsync(client, -beyond, plan.Currency, order.RequestId, stop);
            options.Discounts = [new SessionDiscountOptions { Coupon = coupon }];
        }
        return await CreateAsync(client, options, order, stop);
    }

    public Task<string?> SubscriptionOfAsync(string reference, CancellationToken cancel) => clients.RunAsync(async (client, stop) =>
        (string?)(await new SessionService(client).GetAsync(reference, options: null, requestOptions: null, stop)).SubscriptionId, cancel);

    public Task<CheckoutRecord> FetchAsync(string reference, CancellationToken cancel) => clients.RunAsync(async (client, stop) =>
    {
        var session = await new SessionService(client)
            .GetAsync(reference, new SessionGetOptions { Expand = ["payment_intent"] }, requestOptions: null, stop);
        var payments = session switch
        {
            { PaymentIntentId: { } intent } => await charges.OfIntentAsync(client, intent, stop),
            { InvoiceId: { } invoice } => await charges.OfInvoiceAsync(client, invoice, stop),
            _ => [],
        };
        return new CheckoutRecord(payments.Count > 0 ? CheckoutState.Paid : StateOf(session), payments);
    }, cancel);

    /// <summary>Nobody pays there any more. One that is complete or expired cannot be expired, and need not be.</summary>
    public Task ExpireAsync(string reference, CancellationToken cancel) => clients.RunAsync(async (client, stop) =>
    {
        var sessions = new SessionService(client);
        try
        {
            return await sessions.ExpireAsync(reference, options: null, requestOptions: null, stop);
        }
        catch (StripeException refused) when ((int)refused.HttpStatusCode is 400)
        {
            var session = await sessions.GetAsync(reference, options: null, requestOptions: null, stop);
            if (session.Status != "open")
                return session;
            throw;
        }
    }, cancel);

    private static CheckoutState StateOf(Session session) => session.Status switch
    {
        "expired" => CheckoutState.Expired,
        "complete" when session.PaymentStatus == "no_payment_required" => CheckoutState.Paid,
        // WeChat Pay and Alipay may complete the page first and fail afterwards.
        "complete" when session.PaymentIntent?.Status is "requires_payment_method" or "canceled" => CheckoutState.Declined,
        _ => CheckoutState.Open,
    };

    private SessionCreateOptions Options(CheckoutRequest request, string mode) => new()
    {
        Mode = mode,
        ClientReferenceId = request.OrderCode,
        Metadata = MetadataOf(request),
        SuccessUrl = request.Site + request.ReturnPath,
        CancelUrl = request.Site + request.ReturnPath,
        ExpiresAt = ExpiryOf(request),
        // Otherwise a buyer abroad may pay in another currency than the order's.
        AdaptivePricing = new SessionAdaptivePricingOptions { Enabled = false },
    };

    /// <summary>
    /// Stripe takes 30 minutes to 24 hours from its own now. An order that ends sooner gets a page that lives a little longer than it;
    /// what is paid there afterwards is booked all the same.
    /// </summary>
    private DateTime ExpiryOf(CheckoutRequest request)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (soonest, latest) = (now.AddMinutes(32), now.AddHours(24).AddMinutes(-2));
        return request.ExpiresAt < soonest ? soonest : request.ExpiresAt > latest ? request.ExpiresAt.AddMinutes(-2) : request.ExpiresAt;
    }

    /// <summary>
    /// A lost answer is asked for again with the same key. Where the words of the request have changed since (its hour, its address),
    /// Stripe refuses the key; the page of the lost answer was never seen by anybody, so another one is made in its place.
    /// </summary>
    private static async Task<StartedCheckout> CreateAsync(
        StripeClient client, SessionCreateOptions options, CheckoutRequest request, CancellationToken stop)
    {
        var sessions = new SessionService(client);
        Session session;
        try
        {
            session = await sessions.CreateAsync(options, new RequestOptions { IdempotencyKey = request.RequestId }, stop);
        }
        catch (StripeException refused) when (refused.StripeError?.Type == "idempotency_error")
        {
            var words = $"{options.SuccessUrl}\n{options.ExpiresAt:O}\n{request.Description}";
            var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words)))[..16];
            session = await sessions.CreateAsync(options, new RequestOptions { IdempotencyKey = $"{request.RequestId}-{mark}" }, stop);
        }
        return new StartedCheckout(session.Id, new CheckoutStart.Page(session.Url ?? throw new ProcessorFailure("no_page", final: true)));
    }

    private static SessionLineItemOptions Once(string name, long amount, string currency) => new()
    {
        Quantity = 1,
        PriceData = new SessionLineItemPriceDataOptions
        {
            Currency = currency.ToLowerInvariant(),
            UnitAmount = StripeMoney.ToStripe(amount, currency),
            ProductData = new SessionLineItemPriceDataProductDataOptions { Name = Cut(name) },
        },
    };

    private static Dictionary<string, string> MetadataOf(CheckoutRequest request) => new() { [StripeEvents.OrderKey] = request.OrderCode };

    private static string Cut(string text) => text.Length > LongestName ? text.CutTo(LongestName - 1) + "…" : text;
}
