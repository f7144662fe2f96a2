using System.Globalization;
using System.Runtime.CompilerServices;
using Guildhall.Payments.Processors;

namespace Guildhall.Payments.PayPal;

// https://developer.paypal.com/docs/api/transaction-search/v1/: what moved on the account, at most 31 days at once, page by page. Traps:
// the app needs the permission "Transaction search"; what happened is listed up to three hours later; a fee is negative; a refund names
// what it gives back in paypal_reference_id, and so do a reversal (T1106), a hold for a dispute (T1110) with its end (T1111), and a
// chargeback (T12nn).
internal sealed class PayPalReport(PayPalClient client)
{
    private const int PageSize = 500;
    private static readonly TimeSpan AtOnce = TimeSpan.FromDays(31);

    public async IAsyncEnumerable<ListedPayment> ListAsync(
        Func<Task<PayPalAccount>> open, DateTime from, DateTime until, [EnumeratorCancellation] CancellationToken cancel)
    {
        var account = await open();
        var all = new List<Row>();
        for (var start = from; start < until; start += AtOnce)
            all.AddRange(await RowsAsync(account, start, start + AtOnce < until ? start + AtOnce : until, cancel));

        var refunded = all.Where(r => r.IsRefund && r.PaypalReferenceId is not null)
            .GroupBy(r => r.PaypalReferenceId!).ToDictionary(g => g.Key, g => g.Sum(r => Math.Abs(r.TransactionAmount!.Minor())));
        var disputed = all.Where(r => r.IsDispute).Select(r => r.PaypalReferenceId).ToHashSet();
        // On the border between two spans one may be listed twice.
        foreach (var row in all.Where(r => r.IsPayment).DistinctBy(r => r.TransactionId))
            yield return new ListedPayment(
                row.TransactionId!, row.CustomField is { Length: > 0 } code ? code : null, row.TransactionAmount!.Minor(),
                row.TransactionAmount.CurrencyCode, row.FeeAmount is { } fee ? Math.Abs(fee.Minor()) : 0,
                refunded.GetValueOrDefault(row.TransactionId!), row.TransactionInitiationDate!.Value.UtcDateTime)
            {
                Disputed = disputed.Contains(row.TransactionId),
            };
    }

    private async Task<List<Row>> RowsAsync(PayPalAccount account, DateTime from, DateTime until, CancellationToken cancel)
    {
        string Text(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var rows = new List<Row>();
        for (var page = 1; page <= 1000; page++)
        {
            var answer = await client.GetAsync<Answer>(account,
                $"/v1/reporting/transactions?start_date={Text(from)}&end_date={Text(until)}&fields=transaction_info&page_size={PageSize}&page={page}", cancel);
            rows.AddRange((answer.TransactionDetails ?? []).Select(d => d.TransactionInfo).OfType<Row>()
                .Where(r => r.TransactionInitiationDate is { } at && at.UtcDateTime >= from && at.UtcDateTime < until));
            if (page >= answer.TotalPages)
                break;
        }
        return rows;
    }

    private sealed record Answer(IReadOnlyList<Detail>? TransactionDetails, int TotalPages);

    private sealed record Detail(Row? TransactionInfo);

    /// <param name="TransactionEventCode">T00nn is a payment, T11nn money that goes back.</param>
    /// <param name="TransactionStatus">S for one that went through.</param>
    /// <param name="CustomField">The code of our order.</param>
    private sealed record Row(
        string? TransactionId, string? PaypalReferenceId, string? TransactionEventCode, DateTimeOffset? TransactionInitiationDate,
        PayPalAmount? TransactionAmount, PayPalAmount? FeeAmount, string? TransactionStatus, string? CustomField)
    {
        public bool IsPayment => Is("T00") && TransactionAmount!.Minor() > 0;

        public bool IsRefund => Is("T11") && TransactionEventCode is not ("T1106" or "T1110" or "T1111");

        public bool IsDispute => Is("T1106") || Is("T1110") || Is("T12");

        private bool Is(string kind) => TransactionId is { Length: > 0 } && TransactionAmount is not null && TransactionStatus == "S"
            && TransactionEventCode?.StartsWith(kind, StringComparison.Ordinal) == true;
    }
}
