using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Refunds;

/// <summary>Gives money back for whoever was allowed to say so: an operator, or a member by the terms of the community.</summary>
internal sealed class GiveBack(AppDb db, SendRefund send, PreviewRefund preview, TimeProvider time)
{
    /// <inheritdoc cref="RefundOrder.RunAsync"/>
    public async Task<Refund> RunAsync(long orderId, RefundWish wish, long by, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(wish.Reason) || wish.Reason.Length > Refund.MaxReason)
            throw Refused.AtField("reason", "reason_missing", "Give a reason, 1 to {0} characters: it stays on the order permanently.", Refund.MaxReason);
        IdempotencyKey.Checked(wish.Key);
        var (refund, isNew) = await StoreAsync(orderId, wish, by, cancel);
        if (isNew)
            await send.RunAsync(refund.Id, cancel);
        await db.Entry(refund).ReloadAsync(cancel);
        return refund;
    }

    private async Task<(Refund Refund, bool IsNew)> StoreAsync(long orderId, RefundWish wish, long by, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        var memberId = await db.Set<Order>().Where(o => o.Id == orderId).Select(o => (long?)o.MemberId).SingleOrDefaultAsync(cancel)
            ?? throw Refused.NotFound();
        await db.TakeCustomerTurnAsync(db.CommunityId, memberId, now, cancel);
        var file = await OrderFile.LoadAsync(db, orderId, cancel);

        if (file.Refunds.FirstOrDefault(r => r.IdempotencyKey == wish.Key) is { } earlier)
            return wish.Amount is null || wish.Amount == earlier.Amount
                ? (earlier, false)
                : throw new Refused("idempotency_mismatch", 422, "This Idempotency-Key was used for another refund. Use a new one.");

        var payment = RefundOrder.PaymentOf(file, wish.PaymentId);
        var left = file.LeftOf(payment);
        // "Give all of it back", said twice, is one refund.
        if (wish.Amount is null && left == 0)
            return (file.Refunds.Last(r => r.PaymentId == payment.Id && r.Outcome != RefundOutcome.Failed), false);
        var amount = wish.Amount ?? left;
        RefundOrder.CheckAmount(amount, left);
        if (wish.Shown is { } shown)
            await CheckShownAsync(file, payment.Id, amount, wish.EndsAccess, shown, cancel);

        var refund = Refund.Request(payment, Codes.Secret("gr_"), wish.Key, amount, wish.Reason!.Trim(), wish.EndsAccess, by, now);
        db.Add(refund);
        file.Checkouts.Single(c => c.Id == payment.CheckoutId).Watch(now);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return (refund, true);
    }

    /// <summary>What the form showed, for the amount for which it showed it, is still what would happen.</summary>
    private async Task CheckShownAsync(
        OrderFile file, long paymentId, long amount, bool endsAccess, ShownRefund shown, CancellationToken cancel)
    {
        var now = await preview.RunAsync(file, paymentId, shown.Amount ?? amount, shown.EndsAccess ?? endsAccess, cancel);
        var values = ShownValues.Read(shown.Effects);
        values.Still(RefundPreview.Effects, CascadePart.Said(now.Parts));
        values.Settle();
    }
}
