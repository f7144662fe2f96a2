using System.ComponentModel;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Disputes;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Invoices;

/// <summary>
/// Gives an order the documents that it should have by now: an invoice once it is paid, a credit note for what went back. What is there
/// stays; asking again makes nothing twice.
/// </summary>
internal sealed class IssueDocuments(
    AppDb db, ICommunities communities, ReadSeller sellers, PaymentProcessors processors, TimeProvider time)
{
    [Localizable(true)] public const string Disputed = "The buyer's bank reversed the payment.";

    /// <summary>Inside the caller's transaction; it takes the buyer's turn, so that two who ask at once come in turn.</summary>
    /// <returns>The invoice that stands; <c>null</c> where nothing was paid.</returns>
    public async Task<Invoice?> RunAsync(long orderId, CancellationToken cancel)
    {
        var memberId = await db.Set<Order>().Where(o => o.Id == orderId).Select(o => o.MemberId).SingleAsync(cancel);
        await db.TakeCustomerTurnAsync(db.CommunityId, memberId, Now, cancel);
        var file = await OrderFile.ReadAsync(db, orderId, cancel);
        var made = await db.Set<Invoice>().Include(i => i.Lines).Where(i => i.OrderId == orderId).OrderBy(i => i.Id).ToListAsync(cancel);
        var invoice = made.FindLast(i => i.Kind == InvoiceKind.Invoice) ?? await InvoiceAsync(file, cancel);
        if (invoice is null)
            return null;
        foreach (var (source, amount, reason, by) in await ReturnsAsync(file, invoice.Currency, cancel))
        {
            var before = made.Where(i => i.Kind == InvoiceKind.CreditNote && i.OfId == invoice.Id).Sum(i => i.Total);
            // A lost dispute and a refund may both speak of the same money; an invoice is taken back once.
            var rest = Math.Min(amount, invoice.Total - before);
            if (rest <= 0 || made.Exists(i => i.Source == source))
                continue;
            var credit = invoice.Credit(source, rest, before, reason, by);
            await IssueAsync(credit, cancel);
            made.Add(credit);
        }
        return invoice;
    }

    /// <summary>Draws the number and stores the document: the last step, since the series is taken from then on.</summary>
    public async Task IssueAsync(Invoice invoice, CancellationToken cancel)
    {
        var seller = await sellers.OfAsync(invoice.CommunityId, cancel);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(invoice.TimeZone);
        var prefix = invoice.Kind == InvoiceKind.Invoice ? seller.InvoicePrefix : seller.CreditPrefix;
        var series = InvoiceSeries.Name(prefix, TimeZoneInfo.ConvertTimeFromUtc(Now, zone), invoice.IsTest);
        var number = await InvoiceSeries.DrawAsync(db, invoice.CommunityId, series, cancel);
        invoice.Issue(series, number, Now);
        db.Add(invoice);
        await db.SaveChangesAsync(cancel);
    }

    private async Task<Invoice?> InvoiceAsync(OrderFile file, CancellationToken cancel)
    {
        var applied = file.Payments.Where(p => p.AppliedAt is not null).ToList();
        if (file.Order.PaidAt is null || applied.Count == 0)
            return null;
        // What went back while it was held, before somebody took the rest as the price, was never a part of it.
        var paid = applied.Sum(p => p.Amount - file.ReturnedOf(p) + file.ReturnedSince(p));
        var community = await communities.FindAsync(db.CommunityId, cancel);
        if (paid <= 0 || community is null)
            return null;
        var seller = await sellers.OfAsync(community.Id, cancel);
        if (seller.LegalName.Length == 0)
            seller = seller with { LegalName = community.Name };
        var currency = applied[0].Currency;
        var test = processors.Find(applied[0].Processor) is { MovesRealMoney: false };
        var invoice = Invoice.Of(file.Order, seller, await BuyerAsync(file.Order, cancel), InvoiceLine.Of(file.Order, paid, currency),
            currency, community.TimeZone, test);
        await IssueAsync(invoice, cancel);
        return invoice;
    }

    /// <summary>As the order says, or as the member said last, where a period renewed by itself; with a name at least.</summary>
    private async Task<Billing> BuyerAsync(Order order, CancellationToken cancel)
    {
        var billing = (await db.Set<OrderBilling>().AsNoTracking().SingleOrDefaultAsync(b => b.OrderId == order.Id, cancel))?.Billing
            ?? (await db.Set<MemberBilling>().AsNoTracking().SingleOrDefaultAsync(b => b.MemberId == order.MemberId, cancel))?.Billing
            ?? Billing.None;
        return billing.Company.Length > 0 || billing.Name.Length > 0 ? billing
            : billing with { Name = await db.Members.Where(m => m.Id == order.MemberId).Select(m => m.Name).SingleAsync(cancel) };
    }

    private async Task<IReadOnlyList<(string Source, long Amount, string Reason, long? By)>> ReturnsAsync(
        OrderFile file, string currency, CancellationToken cancel)
    {
        var applied = file.Payments.Where(p => p.AppliedAt is not null && p.Currency == currency).ToDictionary(p => p.Id);
        var refunds = file.Refunds
            .Where(r => r.SucceededAt is { } at && applied.TryGetValue(r.PaymentId, out var payment) && at >= payment.AppliedAt)
            .OrderBy(r => r.SucceededAt).ThenBy(r => r.Id)
            .Select(r => (Sources.Refund(r.Id), r.Amount, r.Reason, r.RequestedById));
        var lost = await db.Set<Dispute>().AsNoTracking().Where(d => d.OrderId == file.Order.Id && d.State == DisputeState.Lost)
            .OrderBy(d => d.Id).ToListAsync(cancel);
        return
        [
            .. refunds,
            .. lost.Where(d => applied.ContainsKey(d.PaymentId) && d.Currency == currency)
                .Select(d => (Sources.Dispute(d.Id), d.Amount, Disputed, (long?)null)),
        ];
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
