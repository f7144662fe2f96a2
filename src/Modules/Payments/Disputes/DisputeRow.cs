using Guildhall.Kernel.Data;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Disputes;

/// <param name="AnswerBy"><c>null</c> when no answer is due.</param>
/// <param name="Withheld">Minor units that are away now.</param>
public sealed record DisputeRow(
    long Id, long PaymentId, string Reference, long Amount, string Currency, long Fee, long Withheld, string Reason, DisputeState State,
    DateTime OpenedAt, DateTime? AnswerBy, DateTime? AnsweredAt, DateTime? ClosedAt)
{
    internal static async Task<IReadOnlyList<DisputeRow>> OfOrderAsync(AppDb db, long orderId, CancellationToken cancel) =>
        await db.Set<Dispute>().AsNoTracking().Where(d => d.OrderId == orderId).OrderBy(d => d.Id)
            .Select(d => new DisputeRow(d.Id, d.PaymentId, d.Reference, d.Amount, d.Currency, d.Fee, d.Withheld, d.Reason, d.State,
                d.OpenedAt, d.AnswerBy, d.AnsweredAt, d.ClosedAt)).ToListAsync(cancel);
}
