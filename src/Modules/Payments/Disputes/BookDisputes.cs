using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Work;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Invoices;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Guildhall.Payments.Disputes;

/// <summary>
/// Books what the disputes of a payment have taken away or given back since the last look. Runs inside the caller's transaction and the
/// buyer's turn.
/// </summary>
internal sealed partial class BookDisputes(AppDb db, Cascade cascade, ILogger<BookDisputes> log)
{
    public async Task RunAsync(OrderFile file, string processor, PaymentRecord record, DateTime now, CancellationToken cancel)
    {
        if (record.Disputes.Count == 0)
            return;
        var payment = file.Payments.Single(p => p.Processor == processor && p.Reference == record.Reference);
        var known = await db.Set<Dispute>().Where(d => d.PaymentId == payment.Id).ToListAsync(cancel);
        foreach (var told in record.Disputes)
        {
            var dispute = known.Find(d => d.Reference == told.Reference) ?? await OpenAsync(file, payment, told, now, cancel);
            var isLost = dispute.See(told, now);
            Move(dispute, told, now);
            if (dispute.NextReminderAt is { } due)
                db.Enqueue(() => RemindOfDispute.Of(dispute.Id, due));
            if (isLost)
                await LoseAsync(file, payment, dispute, now, cancel);
        }
    }

    private async Task<Dispute> OpenAsync(OrderFile file, Payment payment, DisputeRecord told, DateTime now, CancellationToken cancel)
    {
        var dispute = Dispute.Open(payment, told, now);
        dispute.See(told with { State = told.State == DisputeState.Lost ? DisputeState.UnderReview : told.State }, now);
        db.Add(dispute);
        await db.SaveChangesAsync(cancel);
        db.Publish(() => new DisputeOpened(
            dispute.CommunityId, file.Order.MemberId, file.Order.Id, dispute.Amount, dispute.Currency, dispute.AnswerBy));
        Opened(file.Order.Id, dispute.Id);
        return dispute;
    }

    private void Move(Dispute dispute, DisputeRecord told, DateTime now)
    {
        var (taken, fee) = (told.Withheld - dispute.Withheld, told.Fee - dispute.Fee);
        if (taken == 0 && fee == 0)
            return;
        dispute.Book(told.Withheld, told.Fee);
        db.Add(Books.Dispute(dispute, taken, fee, now));
    }

    /// <summary>The money is gone, and with it what it had bought; what an earlier refund has ended stays as it is.</summary>
    private async Task LoseAsync(OrderFile file, Payment payment, Dispute dispute, DateTime now, CancellationToken cancel)
    {
        Lost(file.Order.Id, dispute.Id);
        db.Enqueue(() => new WorkOrder(
            Sources.Dispute(dispute.Id), new IssueAfterDispute(file.Order.CommunityId, file.Order.Id)));
        // Held money had bought nothing.
        if (payment.AppliedAt is null)
            return;
        await db.SaveChangesAsync(cancel);
        await cascade.RunAsync(await cascade.OfAsync(file, payment, dispute, cancel), now, cancel);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Order {OrderId}: the buyer's bank asks its payment back (dispute {DisputeId})")]
    private partial void Opened(long orderId, long disputeId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Order {OrderId}: dispute {DisputeId} is lost")]
    private partial void Lost(long orderId, long disputeId);
}
