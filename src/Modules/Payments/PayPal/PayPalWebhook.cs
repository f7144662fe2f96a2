using System.Security.Cryptography;
using System.Text.Json;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Processors;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Payments.PayPal;

// https://developer.paypal.com/api/rest/webhooks/event-names/
//   {"id":"WH-…","event_type":"PAYMENT.CAPTURE.COMPLETED","resource_type":"capture","resource":{…}}
// Traps: payments of a subscription come as SALE and name the subscription billing_agreement_id; a refund names the capture or sale above
// it and not the order, so the order is looked up among what is booked here.
internal sealed class PayPalWebhook(PayPalCertificates certificates, OrderStanding orders, KnownRefunds refunds)
{
    /// <exception cref="Refused">400: signature_bad; 503: their certificate could not be fetched.</exception>
    public async Task CheckAsync(PayPalAccount account, IHeaderDictionary headers, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        string Header(string name) => headers["PAYPAL-" + name].ToString();
        var (id, sentAt, signature) = (Header("TRANSMISSION-ID"), Header("TRANSMISSION-TIME"), Header("TRANSMISSION-SIG"));
        if (account.WebhookId.Length == 0 || id.Length is 0 or > 200 || sentAt.Length is 0 or > 60 || signature.Length is 0 or > 2000
            || Header("AUTH-ALGO") != PayPalSignature.Algorithm)
            throw Bad();
        byte[]? publicKey;
        try
        {
            publicKey = await certificates.FindAsync(account, Header("CERT-URL"), cancel);
        }
        catch (ProcessorFailure)
        {
            throw new Refused("processor_unreachable", 503, "The signature can't be verified right now.");
        }
        if (publicKey is null)
            throw Bad();
        using var key = RSA.Create();
        key.ImportSubjectPublicKeyInfo(publicKey, out _);
        if (!PayPalSignature.Verify(key, PayPalSignature.Text(id, sentAt, account.WebhookId, body.Span), signature))
            throw Bad();
    }

    /// <returns><c>null</c> for one that is none of our business.</returns>
    /// <exception cref="Refused">400: payload_malformed.</exception>
    public async Task<WebhookEvent?> ReadAsync(ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        PayPalEvent? told = null;
        try
        {
            told = JsonSerializer.Deserialize<PayPalEvent>(body.Span, ProcessorCalls.Json);
        }
        catch (JsonException)
        {
            // Falls through: signed or not, it cannot be read.
        }
        if (told is not { Id.Length: > 0 and <= 200, EventType: { Length: > 0 and <= 100 } type })
            throw new Refused("payload_malformed", 400, "The body is not an event of this processor.");
        if (told.Resource is not { } about)
            return null;
        var reference = await ReferenceAsync(type, about, cancel);
        if (reference is not { Length: > 0 and <= 200 })
            return null;
        return new WebhookEvent(told.Id, type, reference,
            PayPalSubscriptions.IsOne(reference) ? WebhookSubject.Subscription : WebhookSubject.Checkout);
    }

    private async Task<string?> ReferenceAsync(string type, PayPalResource about, CancellationToken cancel) => type.Split('.') switch
    {
        ["CHECKOUT", "ORDER", ..] => about.Id,
        ["CHECKOUT", "PAYMENT-APPROVAL", ..] => about.OrderId,
        ["BILLING", "SUBSCRIPTION", ..] => about.Id,
        ["PAYMENT", "CAPTURE", "REFUNDED" or "REVERSED"] or ["PAYMENT", "REFUND", ..] =>
            await RefundedAsync(about, PayPalLink.Above(about.Links), cancel),
        ["PAYMENT", "CAPTURE", ..] => about.OrderOf ?? await CheckoutOfAsync(about.Id, cancel),
        ["PAYMENT", "SALE", "REFUNDED" or "REVERSED"] => await RefundedAsync(about, about.SaleId, cancel),
        ["PAYMENT", "SALE", ..] => about.BillingAgreementId,
        ["CUSTOMER", "DISPUTE", ..] => await CheckoutOfAsync(about.DisputedTransactions?.FirstOrDefault()?.SellerTransactionId, cancel),
        _ => null,
    };

    /// <summary>
    /// The refunds of a sale cannot be listed, so its number is kept; the request id is that of a refund which we asked for.
    /// </summary>
    private async Task<string?> RefundedAsync(PayPalResource refund, string? payment, CancellationToken cancel)
    {
        var checkout = payment is null ? null : await CheckoutOfAsync(payment, cancel);
        // That of a sale is kept although its sale is not known here yet: nobody will tell it again.
        if (payment is { Length: <= 200 } && (checkout is not null || refund.SaleId == payment)
            && refund.Id is { Length: > 0 and <= 200 } number)
            await refunds.NoteAsync(PayPalProcessor.Key, number, payment, refund.CustomId ?? refund.Custom, cancel);
        return checkout ?? refund.OrderOf;
    }

    private async Task<string?> CheckoutOfAsync(string? payment, CancellationToken cancel) =>
        payment is { Length: > 0 and <= 200 } ? await orders.CheckoutOfAsync(PayPalProcessor.Key, payment, cancel) : null;

    private static Refused Bad() => new("signature_bad", 400, "The signature doesn't match the body.");

    private sealed record PayPalEvent(string? Id, string? EventType, PayPalResource? Resource);

    private sealed record PayPalResource(
        string? Id, string? OrderId, string? SaleId, string? BillingAgreementId, string? CustomId, string? Custom,
        PayPalSupplement? SupplementaryData, IReadOnlyList<PayPalDisputed>? DisputedTransactions, IReadOnlyList<PayPalLink>? Links)
    {
        public string? OrderOf => SupplementaryData?.RelatedIds?.OrderId;
    }

    private sealed record PayPalSupplement(PayPalRelated? RelatedIds);

    private sealed record PayPalRelated(string? OrderId);

    private sealed record PayPalDisputed(string? SellerTransactionId);
}
