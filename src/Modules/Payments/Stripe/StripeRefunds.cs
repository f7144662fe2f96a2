using Guildhall.Payments.Processors;
using Stripe;

namespace Guildhall.Payments.Stripe;

/// <summary>Money on its way back, asked for by us or on Stripe's own site.</summary>
internal sealed class StripeRefunds(StripeClients clients)
{
    public Task RunAsync(RefundRequest request, CancellationToken cancel) => clients.RunAsync(async (client, stop) =>
    {
        var refunds = new RefundService(client);
        // Stripe forgets a key after a day, and we may ask for longer: what bears our id is there already.
        await foreach (var made in refunds.ListAutoPagingAsync(
            new RefundListOptions { PaymentIntent = request.PaymentReference, Limit = 100 }, requestOptions: null, stop))
        {
            if (RequestOf(made) == request.RequestId)
                return made.Id;
        }
        var refund = await refunds.CreateAsync(
            new RefundCreateOptions
            {
                PaymentIntent = request.PaymentReference,
                Amount = StripeMoney.ToStripe(request.Amount, request.Currency),
                Metadata = new Dictionary<string, string> { [StripeEvents.RefundKey] = request.RequestId },
            },
            new RequestOptions { IdempotencyKey = request.RequestId }, stop);
        return refund.Id;
    }, cancel);

    public static async Task<IReadOnlyList<RefundRecord>> OfAsync(StripeClient client, Charge charge, CancellationToken stop)
    {
        var made = new List<Refund>();
        if (charge.Refunds is { HasMore: false } all)
        {
            made.AddRange(all.Data);
        }
        else
        {
            await foreach (var refund in new RefundService(client).ListAutoPagingAsync(
                new RefundListOptions { Charge = charge.Id, Limit = 100 }, requestOptions: null, stop))
                made.Add(refund);
        }
        return [.. made.OrderBy(r => r.Created).Select(RecordOf)];
    }

    private static RefundRecord RecordOf(Refund refund) => new(
        refund.Id, RequestOf(refund), StripeMoney.FromStripe(refund.Amount, refund.Currency),
        refund.Status switch
        {
            "succeeded" => RefundOutcome.Succeeded,
            "failed" or "canceled" => RefundOutcome.Failed,
            _ => RefundOutcome.Pending,
        },
        refund.Status is "failed" or "canceled" ? refund.FailureReason ?? refund.Status : null, refund.Created);

    private static string? RequestOf(Refund refund) => refund.Metadata?.GetValueOrDefault(StripeEvents.RefundKey);
}
