using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Disputes;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Settlement;
using Guildhall.Payments.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Reconciliation;

/// <summary>
/// Holds a processor's list against our payments and refunds, across communities, since a processor knows none. Both lists are walked
/// in pages; of ours only the ids that were seen are kept.
/// </summary>
internal sealed class ComparePayments(AppDb db, PaymentProcessors processors)
{
    // Of payments that no order explains, so many are asked about one by one: an account may serve other programs too.
    private const int Batch = 200, MostAsked = 100;

    /// <summary>Two clocks may round an instant at the edge of the span to different sides.</summary>
    private static readonly TimeSpan Edge = TimeSpan.FromMinutes(1);

    private readonly HashSet<long> _seen = [];
    private int _asked;

    public long Listed { get; private set; }

    /// <summary>What differs, page by page.</summary>
    /// <param name="theirs">Their list of [from, until).</param>
    public async IAsyncEnumerable<IReadOnlyList<Difference>> RunAsync(
        string processor, IAsyncEnumerable<ListedPayment> theirs, DateTime from, DateTime until,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var page = new List<ListedPayment>(Batch);
        await foreach (var payment in theirs.WithCancellation(cancel))
        {
            page.Add(payment);
            if (page.Count < Batch)
                continue;
            yield return await DifferingAsync(processor, page, cancel);
            page.Clear();
        }
        if (page.Count > 0)
            yield return await DifferingAsync(processor, page, cancel);
        await foreach (var missing in MissingThereAsync(processor, from + Edge, until - Edge, cancel))
            yield return missing;
    }

    private async Task<IReadOnlyList<Difference>> DifferingAsync(string processor, List<ListedPayment> page, CancellationToken cancel)
    {
        Listed += page.Count;
        var references = page.Select(p => p.Reference).ToList();
        var ours = (await Ours(processor).Where(p => references.Contains(p.Reference)).ToListAsync(cancel)).ToDictionary(p => p.Reference);
        var codes = page.Where(p => !ours.ContainsKey(p.Reference)).Select(p => p.OrderCode).OfType<string>().ToList();
        Dictionary<string, OfOrder> orders = codes.Count == 0 ? []
            : await db.Set<Order>().IgnoreQueryFilters().AsNoTracking().Where(o => codes.Contains(o.Code))
            .Select(o => new OfOrder(o.Id, o.Code, o.CommunityId)).ToDictionaryAsync(o => o.Code, cancel);
        var found = new List<Difference>();
        foreach (var payment in page)
        {
            var their = new CaseSide(payment.Amount, payment.Currency, payment.Fee, payment.Refunded, payment.Disputed);
            if (ours.TryGetValue(payment.Reference, out var own))
            {
                _seen.Add(own.Id);
                if (KindOf(own.Side, their) is { } kind)
                    found.Add(new Difference(own.CommunityId, processor, payment.Reference, kind, own.OrderId, own.Id, payment.OrderCode,
                        payment.PaidAt, own.Side, their));
                continue;
            }
            var order = payment.OrderCode is { } code ? orders.GetValueOrDefault(code) : await ChargedAsync(processor, payment, cancel);
            found.Add(new Difference(order?.CommunityId ?? 0, processor, payment.Reference, CaseKind.MissingHere, order?.Id, null,
                Short(payment.OrderCode ?? order?.Code), payment.PaidAt, null, their));
        }
        return found;
    }

    /// <summary>The last order of the subscription that it was charged for: what is charged by itself has no order that they could
    /// name.</summary>
    private async Task<OfOrder?> ChargedAsync(string processor, ListedPayment payment, CancellationToken cancel)
    {
        if (processors.Find(processor) is not IRecurringProcessor recurring || _asked++ >= MostAsked
            || await recurring.SubscriptionOfAsync(payment.Reference, cancel) is not { } subscription)
            return null;
        return await db.Set<Order>().IgnoreQueryFilters().AsNoTracking()
            .Where(o => db.Set<Subscription>().IgnoreQueryFilters()
                .Any(s => s.Id == o.SubscriptionId && s.Processor == processor && s.Reference == subscription))
            .OrderByDescending(o => o.Id).Select(o => new OfOrder(o.Id, o.Code, o.CommunityId)).FirstOrDefaultAsync(cancel);
    }

    private async IAsyncEnumerable<IReadOnlyList<Difference>> MissingThereAsync(
        string processor, DateTime from, DateTime until, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        for (var after = 0L; ;)
        {
            var page = await Ours(processor).Where(p => p.Id > after && p.PaidAt >= from && p.PaidAt < until).OrderBy(p => p.Id).Take(Batch)
                .ToListAsync(cancel);
            var missing = page.Where(p => !_seen.Contains(p.Id)).Select(p => new Difference(p.CommunityId, processor, p.Reference,
                CaseKind.MissingThere, p.OrderId, p.Id, p.OrderCode, p.PaidAt, p.Side, null)).ToList();
            if (missing.Count > 0)
                yield return missing;
            if (page.Count < Batch)
                yield break;
            after = page[^1].Id;
        }
    }

    private IQueryable<OurPayment> Ours(string processor) =>
        from payment in db.Set<Payment>().IgnoreQueryFilters()
        where payment.Processor == processor
        join order in db.Set<Order>().IgnoreQueryFilters() on payment.OrderId equals order.Id
        select new OurPayment
        {
            Id = payment.Id, CommunityId = payment.CommunityId, Reference = payment.Reference, OrderId = payment.OrderId,
            OrderCode = order.Code, PaidAt = payment.PaidAt, Amount = payment.Amount, Currency = payment.Currency, Fee = payment.Fee,
            Refunded = db.Set<Refund>().IgnoreQueryFilters().Where(r => r.PaymentId == payment.Id && r.SucceededAt != null).Sum(r =>
                r.Amount),
            Disputed = db.Set<Dispute>().IgnoreQueryFilters().Any(d => d.PaymentId == payment.Id),
        };

    /// <summary>The gravest of what differs.</summary>
    private static CaseKind? KindOf(CaseSide ours, CaseSide theirs) =>
        ours.Amount != theirs.Amount || ours.Currency != theirs.Currency ? CaseKind.AmountDiffers
        : ours.Refunded != theirs.Refunded ? CaseKind.RefundDiffers
        // Not every list tells of all disputes.
        : theirs.Disputed && !ours.Disputed ? CaseKind.DisputeDiffers
        : ours.Fee != theirs.Fee ? CaseKind.FeeDiffers
        : null;

    private static string? Short(string? code) => code?.CutTo(200);

    private sealed class OurPayment
    {
        public long Id { get; init; }
        public long CommunityId { get; init; }
        public string Reference { get; init; } = "";
        public long OrderId { get; init; }
        public string OrderCode { get; init; } = "";
        public DateTime PaidAt { get; init; }
        public long Amount { get; init; }
        public string Currency { get; init; } = "";
        public long Fee { get; init; }
        public long Refunded { get; init; }
        public bool Disputed { get; init; }

        public CaseSide Side => new(Amount, Currency, Fee, Refunded, Disputed);
    }

    private sealed record OfOrder(long Id, string Code, long CommunityId);
}
