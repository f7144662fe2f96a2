using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Refunds;

/// <summary>What a refund would turn back, before anybody presses the button.</summary>
/// <param name="Left">Minor units that can still go back.</param>
/// <param name="Postings">What the ledger would say.</param>
/// <param name="EndsAccess">Whether membership ends with it.</param>
/// <param name="Ending">The grants that would end.</param>
/// <param name="ResumesAt">When a period that was bought separately begins after a gap; <c>null</c> when none does.</param>
/// <param name="FeeLost">What the processor keeps all the same.</param>
public sealed record RefundPreview(
    long PaymentId, long Amount, long Left, string Currency, bool IsHeld, IReadOnlyList<EntryRow> Postings, bool EndsAccess,
    IReadOnlyList<EndingGrant> Ending, DateTime? ResumesAt, long FeeLost);

/// <param name="Until">When it would have ended anyway; <c>null</c> for no end.</param>
public sealed record EndingGrant(string Tier, DateTime From, DateTime? Until);

internal sealed class PreviewRefund(AppDb db, IGrants grants, ITiers tiers, TimeProvider time)
{
    /// <exception cref="Refused">422: nothing paid; more than is left.</exception>
    public async Task<RefundPreview> RunAsync(long orderId, long? paymentId, long? amount, bool endsAccess, CancellationToken cancel)
    {
        if (!await db.Set<Order>().AnyAsync(o => o.Id == orderId, cancel))
            throw Refused.NotFound();
        var file = await OrderFile.ReadAsync(db, orderId, cancel);
        var payment = RefundOrder.PaymentOf(file, paymentId);
        var left = file.LeftOf(payment);
        var back = amount ?? left;
        RefundOrder.CheckAmount(back, left);

        var ends = payment.AppliedAt is not null && (endsAccess || back == left);
        var now = time.GetUtcNow().UtcDateTime;
        var ending = ends ? await EndingAsync(file.Order, now, cancel) : [];
        var resumes = ends ? await ResumesAtAsync(file.Order, now, cancel) : null;
        return new RefundPreview(
            payment.Id, back, left, payment.Currency, payment.AppliedAt is null,
            [.. Books.ReturnPostings(payment, back).Select(p => new EntryRow(p.Account, p.Amount, p.Currency))],
            ends, ending, resumes, payment.Fee);
    }

    private async Task<IReadOnlyList<EndingGrant>> EndingAsync(Order order, DateTime now, CancellationToken cancel)
    {
        var resting = await grants.OfSourcesAsync(order.CommunityId, "order_line", [.. order.Lines.Select(l => l.Id)], cancel);
        var names = (await tiers.ListAsync(order.CommunityId, cancel)).ToDictionary(t => t.TierId, t => t.Name);
        return [.. resting.Where(g => g.RevokedAt is null && (g.Until is null || g.Until > now) && g.TierId is not null)
            .Select(g => new EndingGrant(names.GetValueOrDefault(g.TierId!.Value) ?? order.Lines[0].Description, g.From, g.Until))];
    }

    /// <summary>A later order of the same tier starts where this one would have ended: without this one there is a gap before it.</summary>
    private async Task<DateTime?> ResumesAtAsync(Order order, DateTime now, CancellationToken cancel)
    {
        var tierIds = order.Lines.Select(l => l.TierId).ToList();
        return await db.Set<Order>().AsNoTracking()
            .Where(o => o.MemberId == order.MemberId && o.Id != order.Id && o.PaidAt != null && o.RefundedAt == null)
            .SelectMany(o => o.Lines).Where(l => tierIds.Contains(l.TierId) && l.CoversFrom > now)
            .MinAsync(l => l.CoversFrom, cancel);
    }
}
