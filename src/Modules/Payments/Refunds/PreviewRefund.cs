using Guildhall.Kernel.Contracts.Payments;
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
/// <param name="EndsAccess">Whether what was bought ends with it.</param>
/// <param name="FeeLost">What the processor keeps all the same.</param>
/// <param name="Parts">What each module takes back; none of held money.</param>
public sealed record RefundPreview(
    long PaymentId, long Amount, long Left, string Currency, bool IsHeld, IReadOnlyList<EntryRow> Postings, bool EndsAccess, long FeeLost,
    IReadOnlyList<CascadePart> Parts)
{
    /// <summary>Travels in the form: the refund is made only while all of this is still so.</summary>
    public string Shown => ShownValues.Of((Effects, CascadePart.Said(Parts)));

    public const string Effects = "effects";
}

internal sealed class PreviewRefund(AppDb db, Cascade cascade, TimeProvider time)
{
    /// <exception cref="Refused">422: nothing paid; more than is left.</exception>
    public async Task<RefundPreview> RunAsync(long orderId, long? paymentId, long? amount, bool endsAccess, CancellationToken cancel)
    {
        if (!await db.Set<Order>().AnyAsync(o => o.Id == orderId, cancel))
            throw Refused.NotFound();
        return await RunAsync(await OrderFile.ReadAsync(db, orderId, cancel), paymentId, amount, endsAccess, cancel);
    }

    /// <summary>The same about an order that is at hand.</summary>
    public async Task<RefundPreview> RunAsync(OrderFile file, long? paymentId, long? amount, bool endsAccess, CancellationToken cancel)
    {
        var payment = RefundOrder.PaymentOf(file, paymentId);
        var left = file.LeftOf(payment);
        var back = amount ?? left;
        RefundOrder.CheckAmount(back, left);

        var (isHeld, parts, ends) = (payment.AppliedAt is null, (IReadOnlyList<CascadePart>)[], false);
        if (!isHeld)
        {
            var money = await cascade.OfAsync(file, payment, back, endsAccess, cancel);
            (parts, ends) = (await cascade.PreviewAsync(money, time.GetUtcNow().UtcDateTime, cancel), money.Ends);
        }
        return new RefundPreview(
            payment.Id, back, left, payment.Currency, isHeld,
            [.. Books.ReturnPostings(payment, file.Order, back).Select(p => new EntryRow(p.Account, p.Amount, p.Currency))],
            ends, payment.Fee, parts);
    }
}
