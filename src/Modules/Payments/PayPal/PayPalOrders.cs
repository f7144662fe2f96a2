using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;

namespace Guildhall.Payments.PayPal;

/// <summary>Payments that happen once.</summary>
internal sealed class PayPalOrders(
    PayPalClient client, PayPalDisputeList disputes, OrderStanding orders, KnownRefunds refunds, TimeProvider time)
{
    private const int MaxDescription = 127;

    public async Task<StartedCheckout> StartAsync(PayPalAccount account, CheckoutRequest request, CancellationToken cancel)
    {
        var returnUrl = request.Site + PaymentPaths.Returned(request.ReturnPath);
        var order = await client.PostAsync<PayPalOrder>(account, "/v2/checkout/orders", new
        {
            Intent = "CAPTURE",
            PurchaseUnits = new[]
            {
                new
                {
                    CustomId = request.OrderCode,
                    // PayPal refuses a second payment with the same one, and it comes back when the order is read.
                    InvoiceId = request.RequestId,
                    Description = Cut(request.Description),
                    Amount = PayPalAmount.Of(request.Amount, request.Currency),
                },
            },
            PaymentSource = new
            {
                Paypal = new
                {
                    ExperienceContext = new
                    {
                        ReturnUrl = returnUrl,
                        CancelUrl = request.Site + request.ReturnPath,
                        UserAction = "PAY_NOW",
                        ShippingPreference = "NO_SHIPPING",
                    },
                },
            },
        }, request.RequestId, cancel);
        return PayPalLink.Approval(order.Links) is { } page && !string.IsNullOrEmpty(order.Id)
            ? new StartedCheckout(order.Id, new CheckoutStart.Page(page))
            : throw new ProcessorFailure("answer_unreadable");
    }

    public async Task<CheckoutRecord> FetchAsync(PayPalAccount account, string reference, CancellationToken cancel)
    {
        var order = await client.GetAsync<PayPalOrder>(account, Path(reference), cancel);
        var isNew = order.Status == "APPROVED";
        if (isNew)
        {
            // The buyer agreed too late, or has paid another way since: nothing is taken.
            if (!await orders.WantsMoneyAsync(PayPalProcessor.Key, reference, cancel))
                return new CheckoutRecord(CheckoutState.Expired, []);
            try
            {
                order = await CaptureAsync(account, order, cancel);
            }
            catch (ProcessorFailure failure) when (failure.Code is "instrument_declined" or "payer_cannot_pay" or "transaction_refused")
            {
                return new CheckoutRecord(CheckoutState.Declined, []);
            }
        }
        var captures = order.Unit?.Payments?.Captures ?? [];
        var payments = new List<PaymentRecord>();
        foreach (var capture in captures.Where(c => c.HasCome))
            payments.Add(await RecordAsync(account, order, capture, isNew, cancel));
        return new CheckoutRecord(StateOf(order, captures), payments);
    }

    /// <summary>
    /// The request id follows from the one that was stored before the order was made, so a lost answer is asked for again.
    /// </summary>
    private async Task<PayPalOrder> CaptureAsync(PayPalAccount account, PayPalOrder order, CancellationToken cancel)
    {
        try
        {
            await client.PostAsync<PayPalOrder>(
                account, Path(order.Id) + "/capture", null, $"{order.Unit?.InvoiceId ?? order.Id}-capture", cancel);
        }
        catch (ProcessorFailure failure) when (failure.Code is "order_already_captured" or "order_not_approved")
        {
            // As it is read now.
        }
        return await client.GetAsync<PayPalOrder>(account, Path(order.Id), cancel);
    }

    private static CheckoutState StateOf(PayPalOrder order, IReadOnlyList<PayPalCapture> captures) => order.Status switch
    {
        _ when captures.Any(c => c.HasCome) => CheckoutState.Paid,
        // It may still come, so the buyer is not asked to pay again.
        _ when captures.Any(c => c.Status == "PENDING") => CheckoutState.Open,
        _ when captures.Any(c => c.Status is "DECLINED" or "FAILED") => CheckoutState.Declined,
        "VOIDED" => CheckoutState.Expired,
        _ => CheckoutState.Open,
    };

    /// <param name="isNew">Nobody has disputed what was captured a moment ago.</param>
    private async Task<PaymentRecord> RecordAsync(
        PayPalAccount account, PayPalOrder order, PayPalCapture capture, bool isNew, CancellationToken cancel)
    {
        var known = await refunds.OfAsync(PayPalProcessor.Key, capture.Id, cancel);
        var single = order.Unit!.Payments!.Captures!.Count == 1;
        var returned = (order.Unit.Payments.Refunds ?? [])
            .Where(r => single || PayPalLink.Above(r.Links) == capture.Id)
            .Select(r => RefundOf(r, r.CustomId ?? known.FirstOrDefault(k => k.Number == r.Id)?.RequestId, time));
        var fee = capture.SellerReceivableBreakdown?.PaypalFee is { } kept && kept.CurrencyCode == capture.Amount.CurrencyCode
            ? kept.Minor() : 0;
        return new PaymentRecord(
            capture.Id, capture.Amount.Minor(), capture.Amount.CurrencyCode, fee,
            capture.CreateTime?.UtcDateTime ?? time.GetUtcNow().UtcDateTime, [.. returned])
        {
            Disputes = isNew ? [] : await disputes.OfAsync(account, capture.Id, cancel),
        };
    }

    public static RefundRecord RefundOf(PayPalRefund refund, string? requestId, TimeProvider time) => new(
        refund.Id, requestId, refund.Amount.Minor(),
        refund.Status switch
        {
            "COMPLETED" => RefundOutcome.Succeeded,
            "PENDING" => RefundOutcome.Pending,
            _ => RefundOutcome.Failed,
        },
        refund.Status is "COMPLETED" or "PENDING" ? null : refund.Status.ToLowerInvariant(),
        refund.CreateTime?.UtcDateTime ?? time.GetUtcNow().UtcDateTime);

    private static string Path(string reference) => $"/v2/checkout/orders/{Uri.EscapeDataString(reference)}";

    private static string Cut(string text) => text.Length <= MaxDescription ? text
        : text[..(char.IsHighSurrogate(text[MaxDescription - 1]) ? MaxDescription - 1 : MaxDescription)];
}
