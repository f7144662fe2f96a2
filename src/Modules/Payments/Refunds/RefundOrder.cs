using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Settlement;

namespace Guildhall.Payments.Refunds;

/// <summary>An operator gives money back: all that is left of a payment, or a part.</summary>
internal sealed class RefundOrder(Guard guard, GiveBack give)
{
    /// <exception cref="Refused">422: nothing paid, more than is left, no reason; idempotency_mismatch; 409 changed_meanwhile.</exception>
    public async Task<Refund> RunAsync(long orderId, RefundWish wish, long operatorId, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.Refund, cancel);
        return await give.RunAsync(orderId, wish, operatorId, cancel);
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
