using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Inbox;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Manage;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Receipts;

namespace Guildhall.Payments.Api;

/// <param name="Tier">Slug or id.</param>
/// <param name="Interval">"month" or "year".</param>
/// <param name="ReturnUrl">Local path to which the buyer is led back after paying.</param>
public sealed record CheckoutAsked(string? Tier, string? Interval, string? ReturnUrl);

/// <param name="PayUrl">Where the buyer pays; null when nothing is left to pay, or when the processor does not answer: ask again with the same key.</param>
public sealed record CheckoutAnswer(string Order, OrderState State, long Total, string Currency, string? PayUrl);

/// <summary>Amounts are minor units of the currency; times are UTC.</summary>
public sealed record OrderAnswer(long Id, string Code, OrderState State, long MemberId, string Tier, Interval Interval, long Total, long Refunded, string Currency, DateTime CreatedAt)
{
    internal static OrderAnswer Of(OrderRow row) =>
        new(row.Id, row.Code, row.State, row.MemberId, row.Description, row.Interval, row.Total, row.Refunded, row.Currency, row.CreatedAt);
}

/// <param name="Older">Pass as <c>before</c> for the next page; null on the last.</param>
public sealed record OrderAnswers(IReadOnlyList<OrderAnswer> Orders, long? Older)
{
    internal static OrderAnswers Of(Page<OrderRow, long> page) => new([.. page.Items.Select(OrderAnswer.Of)], page.Next);
}

/// <param name="Total">The price.</param>
/// <param name="Refunded">Of <paramref name="Payments"/>, those in the order's currency.</param>
public sealed record ReceiptAnswer(
    string Code, OrderState State, string Tier, Interval Interval, long Total, long Refunded, string Currency, IReadOnlyList<ReceiptPaymentAnswer> Payments,
    DateTime CreatedAt, DateTime? PaidAt, DateTime? CoversFrom, DateTime? CoversUntil, DateTime? RefundedAt)
{
    internal static ReceiptAnswer Of(Receipt receipt)
    {
        var (order, line) = (receipt.Order, receipt.Order.Lines[0]);
        return new(order.Code, receipt.State, line.Description, line.Interval, order.Total,
            receipt.Payments.Where(p => p.Payment.Currency == order.Currency).Sum(p => p.Returned), order.Currency,
            [.. receipt.Payments.Select(p => new ReceiptPaymentAnswer(p.Payment.Amount, p.Returned, p.Payment.Currency, p.Payment.PaidAt))],
            order.CreatedAt, order.PaidAt, line.CoversFrom, line.CoversUntil, order.RefundedAt);
    }
}

/// <summary>What paid the order; while nothing does, whatever has come for it.</summary>
/// <param name="Refunded">Of this payment.</param>
public sealed record ReceiptPaymentAnswer(long Amount, long Refunded, string Currency, DateTime PaidAt);

/// <param name="TierId">What was bought.</param>
/// <param name="PriceId">The row of the tier's prices that it was sold at; null on orders of the first version, which did not note it.</param>
public sealed record OrderRecordAnswer(
    long Id, string Code, OrderState State, HeldReason? HeldBecause, long MemberId, long TierId, long? PriceId, Interval Interval, long Total, long Refunded, string Currency, DateTime CreatedAt, DateTime? PaidAt, DateTime? RefundedAt,
    IReadOnlyList<PaymentRow> Payments, IReadOnlyList<OrderRefundAnswer> Refunds, IReadOnlyList<TransactionRow> Ledger,
    IReadOnlyList<GrantAnswer> Grants, IReadOnlyList<InboxRow> Webhooks)
{
    internal static OrderRecordAnswer Of(OrderRecord record)
    {
        var (order, line) = (record.Order, record.Order.Lines[0]);
        return new(order.Id, order.Code, record.State, order.HeldReason, order.MemberId, line.TierId, line.PriceId, line.Interval, order.Total, order.RefundedTotal, order.Currency,
            order.CreatedAt, order.PaidAt, order.RefundedAt,
            PaymentRow.Of(record.File), [.. RefundRow.Of(record.File, record.Operators).Select(OrderRefundAnswer.Of)], record.Transactions,
            [.. record.Grants.Select(g => new GrantAnswer(g.Id, g.TierId, g.From, g.Until, g.RevokedAt))], record.Deliveries);
    }
}

/// <param name="By">Who asked for it; null when it was made on the processor's own site.</param>
public sealed record OrderRefundAnswer(
    long Id, long PaymentId, long Amount, string Currency, string Reason, string? By, DateTime RequestedAt, DateTime? SucceededAt, RefundOutcome Outcome, string? Failure, bool EndsAccess)
{
    internal static OrderRefundAnswer Of(RefundRow row) =>
        new(row.Id, row.PaymentId, row.Amount, row.Currency, row.Reason, row.By, row.RequestedAt, row.SucceededAt, row.Outcome, row.Failure, row.EndsAccess);
}

public sealed record GrantAnswer(long Id, long? TierId, DateTime From, DateTime? Until, DateTime? RevokedAt);

/// <param name="Amount">Minor units; null gives back all that is left.</param>
/// <param name="PaymentId">Null: the payment that the order was paid with.</param>
/// <param name="EndsAccess">A part ends the membership too; all of it always does.</param>
public sealed record RefundAsked(long? Amount, string? Reason, bool EndsAccess, long? PaymentId);

public sealed record RefundAnswer(long Id, long PaymentId, long Amount, RefundOutcome Outcome, string? Failure, DateTime RequestedAt, DateTime? SucceededAt);

/// <param name="Amount">Minor units; debit is positive.</param>
public sealed record BalanceAnswer(string Account, string Currency, long Amount);

public sealed record LedgerAnswer(IReadOnlyList<BalanceAnswer> Balances, IReadOnlyList<TransactionRow> Transactions, long? Older);

public sealed record InboxAnswer(IReadOnlyList<InboxRow> Webhooks, long? Older);
