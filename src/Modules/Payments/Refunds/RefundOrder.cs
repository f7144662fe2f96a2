using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Refunds;

/// <summary>An operator gives money back: all that is left of a payment, or a part.</summary>
internal sealed class RefundOrder(AppDb db, SendRefund send, PreviewRefund preview, TimeProvider time)
{
    /// <exception cref="Refused">422: nothing paid, more than is left, no reason; idempotency_mismatch; 409 changed_meanwhile.</exception>
    public async Task<Refund> RunAsync(long orderId, RefundWish wish, long operatorId, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(wish.Reason) || wish.Reason.Length > Refund.MaxReason)
            throw Refused.AtField("reason", "reason_missing", "Give a reason, 1 to {0} characters: it stays on the order permanently.", Refund.MaxReason);
        IdempotencyKey.Checked(wish.Key);
        var (refund, isNew) = await StoreAsync(orderId, wish, operatorId, cancel);
        if (isNew)
            await send.RunAsync(refund.Id, cancel);
        await db.Entry(refund).ReloadAsync(cancel);
        return refund;
    }

    private async Task<(Refund Refund, bool IsNew)> StoreAsync(long orderId, RefundWish wish, long operatorId, CancellationToken cancel)
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

        var payment = PaymentOf(file, wish.PaymentId);
        var left = file.LeftOf(payment);
        // "Give all of it back", said twice, is one refund.
        if (wish.Amount is null && left == 0)
            return (file.Refunds.Last(r => r.PaymentId == payment.Id && r.Outcome != RefundOutcome.Failed), false);
        var amount = wish.Amount ?? left;
        CheckAmount(amount, left);
        if (wish.Shown is { } shown)
            await CheckShownAsync(file, payment.Id, amount, wish.EndsAccess, shown, cancel);

        var refund = Refund.Request(payment, Codes.Secret("gr_"), wish.Key, amount, wish.Reason!.Trim(), wish.EndsAccess, operatorId, now);
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

    public static void CheckAmount(long amount, long left)
    {
        if (left == 0)
            throw new Refused("refunded_already", 422, "This payment is already fully refunded.");
        if (amount <= 0)
            throw Refused.AtField("amount", "amount_not_positive", "Enter an amount above zero.");
        if (amount > left)
            throw Refused.AtField("amount", "refund_too_large", "That is more than is left of this payment.");
    }

    public static Payment PaymentOf(OrderFile file, long? paymentId) =>
        FindPayment(file, paymentId) ?? (paymentId is not null
            ? throw Refused.NotFound()
            : throw new Refused("not_paid", 422, "Nothing was paid for this order, so there is nothing to refund."));

    /// <summary>Without an id: the payment that the order was paid with, else a held one.</summary>
    public static Payment? FindPayment(OrderFile file, long? paymentId) => paymentId is { } id
        ? file.Payments.SingleOrDefault(p => p.Id == id)
        : file.Payments.FirstOrDefault(p => p.AppliedAt is not null) ?? file.Payments.FirstOrDefault();
}

/// <param name="PaymentId"><c>null</c>: the payment that the order was paid with, or the held one when there is none.</param>
/// <param name="Amount">Minor units; <c>null</c>: all that is left of the payment.</param>
/// <param name="EndsAccess">A partial refund ends the membership too. A full one always does.</param>
/// <param name="Key">One key is one refund.</param>
internal sealed record RefundWish(long? PaymentId, long? Amount, string? Reason, bool EndsAccess, string Key)
{
    /// <summary>What whoever asks has seen before; <c>null</c> where nothing was looked at.</summary>
    public ShownRefund? Shown { get; init; }
}

/// <param name="Effects">As <see cref="RefundPreview.Shown"/>.</param>
/// <param name="Amount">Minor units for which it was shown; <c>null</c>: those that are asked for.</param>
/// <param name="EndsAccess">The same of ending what was bought.</param>
internal sealed record ShownRefund(string Effects, long? Amount, bool? EndsAccess);
