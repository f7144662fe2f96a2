using System.Runtime.CompilerServices;
using Guildhall.Payments.Processors;
using Stripe;
using PaymentRecord = Guildhall.Payments.Processors.PaymentRecord;

namespace Guildhall.Payments.Stripe;

/// <summary>
/// Captured money with what became of it. A payment is known by its PaymentIntent, under which any number of charges may have failed
/// before one went through.
/// </summary>
internal sealed class StripeCharges(StripeClients clients)
{
    private const int PageSize = 100;

    private static readonly List<string> _expand = ["data.balance_transaction", "data.refunds"];

    public async Task<IReadOnlyList<PaymentRecord>> OfIntentAsync(StripeClient client, string intent, CancellationToken stop) =>
        await RecordsAsync(client, new ChargeListOptions { PaymentIntent = intent, Limit = PageSize, Expand = _expand }, stop);

    public async Task<IReadOnlyList<PaymentRecord>> OfCustomerAsync(StripeClient client, string customer, CancellationToken stop) =>
        await RecordsAsync(client, new ChargeListOptions { Customer = customer, Limit = PageSize, Expand = _expand }, stop);

    public async Task<IReadOnlyList<PaymentRecord>> OfInvoiceAsync(StripeClient client, string invoice, CancellationToken stop)
    {
        var records = new List<PaymentRecord>();
        var paid = await new InvoicePaymentService(client)
            .ListAsync(new InvoicePaymentListOptions { Invoice = invoice, Limit = PageSize }, requestOptions: null, stop);
        foreach (var intent in paid.Data.Select(p => p.Payment?.PaymentIntentId).OfType<string>())
            records.AddRange(await OfIntentAsync(client, intent, stop));
        return records;
    }

    /// <summary>A renewal bears no metadata of ours: its invoice names the subscription.</summary>
    public Task<string?> SubscriptionOfAsync(string intent, CancellationToken cancel) => clients.RunAsync(async (client, stop) =>
    {
        var paid = await new InvoicePaymentService(client).ListAsync(
            new InvoicePaymentListOptions
            {
                Payment = new InvoicePaymentPaymentOptions { Type = "payment_intent", PaymentIntent = intent },
                Limit = 1,
                Expand = ["data.invoice"],
            }, requestOptions: null, stop);
        return paid.Data.FirstOrDefault()?.Invoice?.Parent?.SubscriptionDetails?.SubscriptionId;
    }, cancel);

    public async IAsyncEnumerable<ListedPayment> ListAsync(
        DateTime from, DateTime until, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? after = null;
        do
        {
            var page = await PageAsync(from, until, after, cancel);
            foreach (var payment in page.Payments)
                yield return payment;
            after = page.Next;
        }
        while (after is not null);
    }

    private Task<(List<ListedPayment> Payments, string? Next)> PageAsync(
        DateTime from, DateTime until, string? after, CancellationToken cancel) => clients.RunAsync(async (client, stop) =>
    {
        var page = await new ChargeService(client).ListAsync(
            new ChargeListOptions
            {
                Created = new DateRangeOptions { GreaterThanOrEqual = from, LessThan = until },
                Limit = PageSize,
                StartingAfter = after,
                Expand = ["data.balance_transaction"],
            }, requestOptions: null, stop);
        return (page.Data.Where(IsCaptured).Select(ListedOf).ToList(), page is { HasMore: true, Data: [.., var last] } ? last.Id : null);
    }, cancel);

    private static async Task<List<PaymentRecord>> RecordsAsync(StripeClient client, ChargeListOptions which, CancellationToken stop)
    {
        var records = new List<PaymentRecord>();
        await foreach (var charge in new ChargeService(client).ListAutoPagingAsync(which, requestOptions: null, stop))
        {
            if (IsCaptured(charge))
                records.Add(await RecordOfAsync(client, charge, stop));
        }
        return records;
    }

    private static async Task<PaymentRecord> RecordOfAsync(StripeClient client, Charge charge, CancellationToken stop) => new(
        ReferenceOf(charge), Ours(charge.AmountCaptured, charge), StripeMoney.CodeOf(charge.Currency), FeeOf(charge), charge.Created,
        await StripeRefunds.OfAsync(client, charge, stop))
    {
        Disputes = charge.Disputed ? await StripeDisputes.OfAsync(client, charge, stop) : [],
    };

    private static ListedPayment ListedOf(Charge charge) => new(
        ReferenceOf(charge), charge.Metadata?.GetValueOrDefault(StripeEvents.OrderKey), Ours(charge.AmountCaptured, charge),
        StripeMoney.CodeOf(charge.Currency), FeeOf(charge), Ours(charge.AmountRefunded, charge), charge.Created)
    {
        Disputed = charge.Disputed,
    };

    private static bool IsCaptured(Charge charge) => charge is { Paid: true, Captured: true, Status: "succeeded", AmountCaptured: > 0 };

    private static string ReferenceOf(Charge charge) => charge.PaymentIntentId ?? charge.Id;

    private static long Ours(long amount, Charge charge) => StripeMoney.FromStripe(amount, charge.Currency);

    /// <summary>
    /// The fee is taken from what is credited, which may be in the account's own currency: then it is told at the same rate.
    /// </summary>
    private static long FeeOf(Charge charge)
    {
        // Some seconds after the charge it is not there yet, and a payment is booked once: rather a second later than wrong.
        var credited = charge.BalanceTransaction ?? throw new ProcessorFailure("fee_not_known_yet");
        var fee = credited.Currency == charge.Currency || credited.Amount == 0 ? credited.Fee
            : (long)Math.Round((decimal)credited.Fee * charge.Amount / credited.Amount, MidpointRounding.AwayFromZero);
        return Ours(fee, charge);
    }
}
