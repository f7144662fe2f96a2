using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;

namespace Guildhall.Payments.Manage;

/// <param name="Left">Minor units that can still go back.</param>
/// <param name="AppliedAt"><c>null</c> while it is held.</param>
public sealed record PaymentRow(
    long Id, string Processor, string Reference, long Amount, long Fee, string Currency, DateTime PaidAt, DateTime? AppliedAt, long Left)
{
    internal static IReadOnlyList<PaymentRow> Of(OrderFile file) =>
        [.. file.Payments.Select(p =>
            new PaymentRow(p.Id, p.Processor, p.Reference, p.Amount, p.Fee, p.Currency, p.PaidAt, p.AppliedAt, file.LeftOf(p)))];
}

/// <param name="By">Who asked for it; <c>null</c> when it was made on the processor's own site.</param>
public sealed record RefundRow(
    long Id, long PaymentId, long Amount, string Currency, string Reason, string? By, DateTime RequestedAt, DateTime? SucceededAt,
    RefundOutcome Outcome, string? Failure, bool EndsAccess)
{
    internal static IReadOnlyList<RefundRow> Of(OrderFile file, IReadOnlyDictionary<long, string> names) =>
    [
        .. file.Refunds.Select(r => new RefundRow(
            r.Id, r.PaymentId, r.Amount, file.Payments.Single(p => p.Id == r.PaymentId).Currency, r.Reason,
            r.RequestedById is { } id ? names.GetValueOrDefault(id)
                : null, r.RequestedAt, r.SucceededAt, r.Outcome, r.Failure, r.EndsAccess)),
    ];
}
