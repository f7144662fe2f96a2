using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Disputes;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Refunds;
using Microsoft.Extensions.Logging;

namespace Guildhall.Payments.Settlement;

/// <summary>
/// Books what has gone back of a captured payment since the last look: its refunds, with all that they take back, and its disputes. Runs
/// inside the caller's transaction and the buyer's turn.
/// </summary>
internal sealed partial class BookReturns(AppDb db, Cascade cascade, BookDisputes disputes, ILogger<BookReturns> log)
{
    public async Task RunAsync(OrderFile file, string processor, PaymentRecord record, DateTime now, CancellationToken cancel)
    {
        var payment = file.Payments.Single(p => p.Processor == processor && p.Reference == record.Reference);
        foreach (var returned in record.Refunds)
            await RefundAsync(file, payment, returned, now, cancel);
        await disputes.RunAsync(file, processor, record, now, cancel);
    }

    private async Task RefundAsync(OrderFile file, Payment payment, RefundRecord returned, DateTime now, CancellationToken cancel)
    {
        var refund = file.Refunds.FirstOrDefault(r => r.RequestId == returned.RequestId || r.Reference == returned.Reference);
        if (refund is null)
        {
            refund = Refund.Found(payment, returned, now);
            file.Refunds.Add(refund);
            db.Add(refund);
        }
        var before = refund.Outcome;
        refund.See(returned, now);
        if (before != RefundOutcome.Succeeded && refund.Outcome == RefundOutcome.Succeeded)
            await ReturnAsync(file, payment, refund, now, cancel);
    }

    private async Task ReturnAsync(OrderFile file, Payment payment, Refund refund, DateTime now, CancellationToken cancel)
    {
        var order = file.Order;
        await db.SaveChangesAsync(cancel);
        db.Add(Books.Return(refund, payment, order, now));
        order.Refund(refund.Amount, file.Payments.Sum(p => p.Amount), now);
        if (order.IsHeld && !file.HoldsMoney)
            order.Release(now);

        // Only what was paid with this money ends: giving a second payment back leaves the first one's membership alone.
        if (payment.AppliedAt is not null)
            await cascade.RunAsync(await cascade.OfAsync(file, payment, refund, cancel), now, cancel);
        db.Publish(() => new OrderRefunded(order.CommunityId, refund.RequestedById, order.MemberId, order.Id, refund.Amount,
            payment.Currency));
        Refunded(order.Id, refund.Id);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Order {OrderId}: refund {RefundId} went through")]
    private partial void Refunded(long orderId, long refundId);
}
