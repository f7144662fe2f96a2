using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Receipts;

/// <param name="Payments">What paid the order; while nothing does, whatever has come for it. Empty before that.</param>
/// <param name="Test">No real money moved.</param>
internal sealed record Receipt(Order Order, OrderState State, CommunityInfo Community, IReadOnlyList<ReceiptPayment> Payments, bool Test)
{
    /// <summary>What stayed paid, by currency: an operator may have accepted another one than the order asked for.</summary>
    public IEnumerable<Money> Totals =>
        Payments.GroupBy(p => p.Payment.Currency, (currency, paid) => new Money(paid.Sum(p => p.Payment.Amount - p.Returned), currency));
}

/// <param name="Refunds">Those of this payment that went through.</param>
internal sealed record ReceiptPayment(Payment Payment, IReadOnlyList<Refund> Refunds)
{
    /// <summary>Minor units of the payment's currency.</summary>
    public long Returned => Refunds.Sum(r => r.Amount);
}

/// <summary>A member's own order, wherever on this site it was placed.</summary>
internal sealed class ReadReceipt(AppDb db, ICommunities communities, CommunityScope scope, PaymentProcessors processors, TimeProvider time)
{
    public async Task<Receipt> RunAsync(long memberId, string code, CancellationToken cancel)
    {
        // The member's orders of all communities: theirs by member, not by community.
        var order = await db.Set<Order>().IgnoreQueryFilters().AsNoTracking().Include(o => o.Lines)
            .SingleOrDefaultAsync(o => o.Code == code && o.MemberId == memberId, cancel) ?? throw Refused.NotFound();
        var community = await communities.FindAsync(order.CommunityId, cancel) ?? throw Refused.NotFound();
        scope.Enter(community);
        var payments = await PaymentsAsync(order, cancel);
        var by = payments.Count > 0 ? payments[0].Payment.Processor
            : await db.Set<Checkout>().AsNoTracking().Where(c => c.OrderId == order.Id).OrderByDescending(c => c.Id)
            .Select(c => c.Processor).FirstOrDefaultAsync(cancel);
        return new Receipt(order, order.StateAt(time.GetUtcNow().UtcDateTime), community, payments,
            by is not null && processors.Find(by) is { MovesRealMoney: false });
    }

    /// <summary>A second payment that is held or went back is no part of what this purchase cost.</summary>
    private async Task<IReadOnlyList<ReceiptPayment>> PaymentsAsync(Order order, CancellationToken cancel)
    {
        var payments = await db.Set<Payment>().AsNoTracking().Where(p => p.OrderId == order.Id).OrderBy(p => p.Id).ToListAsync(cancel);
        var refunds = await db.Set<Refund>().AsNoTracking().Where(r => r.OrderId == order.Id && r.SucceededAt != null).OrderBy(r => r.Id)
            .ToListAsync(cancel);
        return [.. payments.Where(p => p.AppliedAt is not null || order.PaidAt is null)
            .Select(p => new ReceiptPayment(p, [.. refunds.Where(r => r.PaymentId == p.Id)]))];
    }
}
