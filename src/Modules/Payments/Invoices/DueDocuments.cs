using System.ComponentModel;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Disputes;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Invoices;

/// <summary>What documents an order should have by now, whether or not they are there. Reads only.</summary>
internal sealed class DueDocuments(AppDb db, ICommunities communities, PaymentProcessors processors)
{
    [Localizable(true)] public const string Disputed = "The buyer's bank reversed the payment.";

    /// <summary>The invoice of a paid order, still without a number; <c>null</c> where nothing was paid.</summary>
    public async Task<Invoice?> InvoiceAsync(OrderFile file, SellerDetails seller, CancellationToken cancel)
    {
        var applied = file.Payments.Where(p => p.AppliedAt is not null).ToList();
        if (file.Order.PaidAt is null || applied.Count == 0)
            return null;
        // What went back while it was held, before somebody took the rest as the price, was never a part of it.
        var paid = applied.Sum(p => p.Amount - file.ReturnedOf(p) + file.ReturnedSince(p));
        var community = await communities.FindAsync(db.CommunityId, cancel);
        if (paid <= 0 || community is null)
            return null;
        if (seller.LegalName.Length == 0)
            seller = seller with { LegalName = community.Name };
        var currency = applied[0].Currency;
        var test = processors.Find(applied[0].Processor) is { MovesRealMoney: false };
        return Invoice.Of(file.Order, seller, await BuyerAsync(file.Order, cancel), InvoiceLine.Of(file.Order, paid, currency),
            currency, community.TimeZone, test);
    }

    /// <summary>What went back of the price, in that order, each with the document that its credit note names.</summary>
    public async Task<IReadOnlyList<(string Source, long Amount, string Reason, long? By)>> ReturnsAsync(
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

    /// <summary>As the order says, or as the member said last, where a period renewed by itself; with a name at least.</summary>
    private async Task<Billing> BuyerAsync(Order order, CancellationToken cancel)
    {
        var (orderId, memberId) = (order.Id, order.MemberId);
        var said = await (
            from m in db.Members.AsNoTracking()
            from ofOrder in db.Set<OrderBilling>().Where(b => b.OrderId == orderId).DefaultIfEmpty()
            from ofMember in db.Set<MemberBilling>().Where(b => b.MemberId == memberId).DefaultIfEmpty()
            where m.Id == memberId
            select new { m.Name, OfOrder = ofOrder, OfMember = ofMember }).SingleAsync(cancel);
        var billing = said.OfOrder?.Billing ?? said.OfMember?.Billing ?? Billing.None;
        return billing.Company.Length > 0 || billing.Name.Length > 0 ? billing : billing with { Name = said.Name };
    }
}
