using System.Text.Json.Serialization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Disputes;
using Guildhall.Payments.Gifts;
using Guildhall.Payments.Inbox;
using Guildhall.Payments.Invoices;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Manage;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Receipts;

namespace Guildhall.Payments.Api;

/// <param name="Lines">1 to 20.</param>
/// <param name="Processor">"test", "stripe" and so on; null for the usual one.</param>
/// <param name="Coupon">A code, or several with commas between them.</param>
/// <param name="ReturnUrl">Local path to which the buyer is led back after paying.</param>
/// <param name="Renews">Charge every further period too; only for one line that is sold by the month, quarter or year.</param>
/// <param name="Currency">ISO 4217, of every line that names none; null for the usual one.</param>
/// <param name="Billing">To whom the invoice is made out; null: as the member said last.</param>
/// <param name="Consent">The buyer consents to immediate delivery; some communities need it, and refuse with consent_needed.</param>
public sealed record CheckoutAsked(
    IReadOnlyList<LineAsked>? Lines, string? Processor, string? Coupon, string? ReturnUrl, bool Renews = false, string? Currency = null,
    BillingAsked? Billing = null, bool Consent = false)
{
    /// <summary>For whom it is bought, where it is a gift: one line of one piece.</summary>
    public GiftAsked? Gift { get; init; }

    /// <param name="today">On the community's calendar.</param>
    internal OrderWish ToWish(DateOnly today) => new([.. (Lines ?? []).Select(l => l.ToWish(Currency))], Processor, ReturnUrl)
    {
        Coupons = OrderWish.Codes(Coupon),
        Renews = Renews,
        Papers = new Papers(Billing?.ToBilling(), Consent),
        For = Gift?.ToTyped().Check(today),
    };
}

/// <param name="Kind">"tier", "article" and so on.</param>
/// <param name="Id">Id or slug.</param>
/// <param name="Quantity">1 when left out.</param>
/// <param name="Interval">"month", "quarter", "year", "lifetime", "days" or "until"; null for the usual one.</param>
/// <param name="Trial">To try it first for nothing, where that is offered.</param>
/// <param name="Currency">ISO 4217; null for the order's.</param>
/// <param name="Amount">Minor units, for what the buyer says the amount of, such as a tip.</param>
public sealed record LineAsked(
    string? Kind, [property: JsonConverter(typeof(IdOrSlugJson))] string? Id, int? Quantity, string? Interval,
    bool Trial = false, string? Currency = null, long? Amount = null)
{
    internal SaleWish ToWish(string? currency) => new(Kind ?? "", Id ?? "", Quantity ?? 1, Interval is null ? null
        : Intervals.Read(Interval) ?? throw Refused.AtField("interval", "interval_unknown", "Choose one of the periods."))
        {
            Trial = Trial,
            Amount = Amount,
            Currency = (Currency ?? currency) is not { } code ? null : Currencies.Find(code)?.Code
                ?? throw Refused.AtField("currency", "currency_unknown", "There is no currency {0}.", code.CutTo(20)),
        };
}

/// <param name="Start">Null when nothing is left to pay, or when the processor does not answer: ask again with the same key.</param>
public sealed record CheckoutAnswer(string Order, OrderState State, long Total, string Currency, StartAnswer? Start);

/// <summary>How the buyer pays; one of these.</summary>
/// <param name="Redirect">Where the buyer pays.</param>
/// <param name="Qr">What the code says that the buyer scans with the processor's app.</param>
/// <param name="Transfer">The words of a bank transfer.</param>
public sealed record StartAnswer(string? Redirect, string? Qr, string? Transfer)
{
    internal static StartAnswer? Of(CheckoutStart? start) => start switch
    {
        CheckoutStart.Page to => new(to.Url, null, null),
        CheckoutStart.QrCode code => new(null, code.Content, null),
        CheckoutStart.Transfer transfer => new(null, null, transfer.Text),
        _ => null,
    };
}

/// <param name="CoversFrom">Null where it covers no time, or until it is paid.</param>
/// <param name="Total">Minor units, the discount taken off.</param>
public sealed record LineAnswer(
    string Kind, long Id, long? PriceId, string Title, Interval? Interval, int Quantity, long UnitAmount, long Discount, long Total,
    DateTime? CoversFrom, DateTime? CoversUntil)
{
    internal static IReadOnlyList<LineAnswer> Of(Order order) =>
    [
        .. order.Lines.Select(l => new LineAnswer(l.ItemKind, l.ItemId, l.PriceId, l.Description, l.Interval, l.Quantity, l.UnitAmount,
            l.Discount, l.Total, l.CoversFrom, l.CoversUntil)),
    ];
}

/// <summary>Amounts are minor units of the currency; times are UTC.</summary>
public sealed record OrderAnswer(
    long Id, string Code, OrderState State, long MemberId, string Kind, string Title, Interval? Interval, int Lines, long Total,
    long Refunded, string Currency, DateTime CreatedAt)
{
    internal static OrderAnswer Of(OrderRow row) =>
        new(row.Id, row.Code, row.State, row.MemberId, row.ItemKind, row.Description, row.Interval, row.Lines, row.Total, row.Refunded,
            row.Currency, row.CreatedAt);
}

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record OrderAnswers(IReadOnlyList<OrderAnswer> Items, long? Next)
{
    internal static OrderAnswers Of(Page<OrderRow, long> page) => new([.. page.Items.Select(OrderAnswer.Of)], page.Next);
}

/// <param name="Total">The price.</param>
/// <param name="Refunded">Of <paramref name="Payments"/>, those in the order's currency.</param>
public sealed record ReceiptAnswer(
    string Code, OrderState State, IReadOnlyList<LineAnswer> Lines, long Total, long Refunded, string Currency,
    IReadOnlyList<ReceiptPaymentAnswer> Payments, DateTime CreatedAt, DateTime? PaidAt, DateTime? RefundedAt)
{
    internal static ReceiptAnswer Of(Receipt receipt)
    {
        var order = receipt.Order;
        return new(order.Code, receipt.State, LineAnswer.Of(order), order.Total,
            receipt.Payments.Where(p => p.Payment.Currency == order.Currency).Sum(p => p.Returned), order.Currency,
            [.. receipt.Payments.Select(p => new ReceiptPaymentAnswer(p.Payment.Amount, p.Returned, p.Payment.Currency, p.Payment.PaidAt))],
            order.CreatedAt, order.PaidAt, order.RefundedAt);
    }
}

/// <summary>What paid the order; while nothing does, whatever has come for it.</summary>
/// <param name="Refunded">Of this payment.</param>
public sealed record ReceiptPaymentAnswer(long Amount, long Refunded, string Currency, DateTime PaidAt);

public sealed record OrderRecordAnswer(
    long Id, string Code, OrderState State, HeldReason? HeldBecause, long MemberId, IReadOnlyList<LineAnswer> Lines, long Total,
    long Refunded, string Currency, DateTime CreatedAt, DateTime? PaidAt, DateTime? RefundedAt,
    IReadOnlyList<PaymentRow> Payments, IReadOnlyList<OrderRefundAnswer> Refunds, IReadOnlyList<TransactionRow> Ledger,
    IReadOnlyList<GrantAnswer> Grants, IReadOnlyList<InboxRow> Webhooks, IReadOnlyList<DisputeRow> Disputes)
{
    internal static OrderRecordAnswer Of(OrderRecord record)
    {
        var order = record.Order;
        return new(order.Id, order.Code, record.State, order.HeldReason, order.MemberId, LineAnswer.Of(order), order.Total,
            order.RefundedTotal, order.Currency,
            order.CreatedAt, order.PaidAt, order.RefundedAt,
            PaymentRow.Of(record.File), [.. RefundRow.Of(record.File, record.Operators).Select(OrderRefundAnswer.Of)], record.Transactions,
            [.. record.Grants.Select(g => new GrantAnswer(g.Id, g.TierId, g.From, g.Until, g.RevokedAt))], record.Deliveries,
            record.Disputes);
    }
}

/// <param name="By">Who asked for it; null when it was made on the processor's own site.</param>
public sealed record OrderRefundAnswer(
    long Id, long PaymentId, long Amount, string Currency, string Reason, string? By, DateTime RequestedAt, DateTime? SucceededAt,
    RefundOutcome Outcome, string? Failure, bool EndsAccess)
{
    internal static OrderRefundAnswer Of(RefundRow row) =>
        new(row.Id, row.PaymentId, row.Amount, row.Currency, row.Reason, row.By, row.RequestedAt, row.SucceededAt, row.Outcome, row.Failure,
            row.EndsAccess);
}

public sealed record GrantAnswer(long Id, long? TierId, DateTime From, DateTime? Until, DateTime? RevokedAt);

/// <param name="Amount">Minor units; null gives back all that is left.</param>
/// <param name="PaymentId">Null: the payment that the order was paid with.</param>
/// <param name="EndsAccess">A part ends the membership too; all of it always does.</param>
/// <param name="Shown">Of a preview of the same refund; null where nothing was looked at before.</param>
public sealed record RefundAsked(long? Amount, string? Reason, bool EndsAccess, long? PaymentId, string? Shown = null);

public sealed record RefundAnswer(
    long Id, long PaymentId, long Amount, RefundOutcome Outcome, string? Failure, DateTime RequestedAt, DateTime? SucceededAt);

/// <param name="Amount">Minor units; debit is positive.</param>
public sealed record BalanceAnswer(string Account, string Currency, long Amount);

public sealed record LedgerAnswer(IReadOnlyList<BalanceAnswer> Balances, IReadOnlyList<TransactionRow> Items, long? Next);

public sealed record InboxAnswer(IReadOnlyList<InboxRow> Items, long? Next);
