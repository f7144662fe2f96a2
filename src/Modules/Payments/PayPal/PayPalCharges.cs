using System.Globalization;
using Guildhall.Payments.Processors;

namespace Guildhall.Payments.PayPal;

/// <summary>What a subscription has charged, and which time each charge covers: PayPal says when it charged and not for what.</summary>
internal sealed class PayPalCharges(
    PayPalClient client, KnownRefunds refunds, PayPalDisputeList disputes, OrderStanding orders, TimeProvider time)
{
    /// <summary>So long a buyer may ask a payment back: older ones are not asked about, unless that has been done.</summary>
    private static readonly TimeSpan Disputable = TimeSpan.FromDays(185);

    /// <summary>A charge that comes so late is for its period all the same; a later one begins anew, after a suspension.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromDays(10);

    /// <returns>Oldest first, those that went through.</returns>
    public async Task<IReadOnlyList<ChargeRecord>> OfAsync(PayPalAccount account, PayPalSubscription subscription, CancellationToken cancel)
    {
        var period = subscription.Plan?.BillingCycles?.FirstOrDefault(c => c.TenureType == "REGULAR")?.Frequency
            ?? throw new ProcessorFailure("answer_unreadable");
        var charges = new List<ChargeRecord>();
        DateTime? begun = null;
        var (periods, until) = (0, DateTime.MinValue);
        var made = await TransactionsAsync(account, subscription, cancel);
        var disputed = await orders.DisputedAsync(PayPalProcessor.Key, [.. made.Select(t => t.Id)], cancel);
        foreach (var paid in made)
        {
            var at = paid.Time.UtcDateTime;
            // Counted from the first day: a month after the 31st of January and another one is the 31st of March.
            if (begun is null || at - until > Late)
                (begun, periods, until) = (at, 0, at);
            var from = until;
            periods++;
            until = After(begun.Value, period, periods);
            var asks = at > time.GetUtcNow().UtcDateTime - Disputable || disputed.Contains(paid.Id);
            charges.Add(new ChargeRecord(await RecordAsync(account, paid, at, asks, cancel), from, until));
        }
        return charges;
    }

    private static DateTime After(DateTime begun, PayPalFrequency period, int times) =>
        (period with { IntervalCount = period.IntervalCount * times }).After(begun);

    private async Task<List<PayPalTransaction>> TransactionsAsync(
        PayPalAccount account, PayPalSubscription subscription, CancellationToken cancel)
    {
        string Text(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var now = time.GetUtcNow().UtcDateTime;
        var since = (subscription.CreateTime?.UtcDateTime ?? now.AddYears(-3)).AddDays(-1);
        var listed = new List<PayPalTransaction>();
        var path = $"/v1/billing/subscriptions/{Uri.EscapeDataString(subscription.Id)}/transactions?start_time={Text(since)}&end_time={Text(now.AddDays(1))}";
        for (var pages = 0; path is not null && pages < 100; pages++)
        {
            var page = await client.GetAsync<PayPalTransactions>(account, path, cancel);
            listed.AddRange(page.Transactions ?? []);
            path = page.Links?.FirstOrDefault(l => l.Rel == "next")?.Href is { } next
                && Uri.TryCreate(next, UriKind.RelativeOrAbsolute, out var uri)
                ? uri.IsAbsoluteUri ? uri.PathAndQuery : next
                : null;
        }
        return [.. listed.Where(t => t.HasCome && t.AmountWithBreakdown.GrossAmount.Minor() > 0).OrderBy(t => t.Time)];
    }

    private async Task<PaymentRecord> RecordAsync(
        PayPalAccount account, PayPalTransaction paid, DateTime at, bool asksDisputes, CancellationToken cancel)
    {
        var gross = paid.AmountWithBreakdown.GrossAmount;
        var fee = paid.AmountWithBreakdown.FeeAmount is { } kept && kept.CurrencyCode == gross.CurrencyCode ? Math.Abs(kept.Minor()) : 0;
        var returned = new List<RefundRecord>();
        foreach (var known in await refunds.OfAsync(PayPalProcessor.Key, paid.Id, cancel))
        {
            var refund = await client.GetAsync<PayPalRefund>(account, $"/v2/payments/refunds/{Uri.EscapeDataString(known.Number)}", cancel);
            returned.Add(PayPalOrders.RefundOf(refund, refund.CustomId ?? known.RequestId, time));
        }
        return new PaymentRecord(paid.Id, gross.Minor(), gross.CurrencyCode, fee, at, returned)
        {
            Disputes = asksDisputes ? await disputes.OfAsync(account, paid.Id, cancel) : [],
        };
    }
}
