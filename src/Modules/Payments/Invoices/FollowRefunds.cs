using System.ComponentModel;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Invoices;

/// <summary>
/// Money of an order went back: its 发票, where one was issued, needs a red letter; a request that waits is over, or is about less. Inside
/// the caller's transaction, after the documents.
/// </summary>
internal sealed class FollowRefunds(AppDb db, TimeProvider time)
{
    [Localizable(true)] public const string AllWentBack = "The order was fully refunded.";

    public async Task RunAsync(long orderId, CancellationToken cancel)
    {
        var request = await db.Set<FapiaoRequest>().SingleOrDefaultAsync(r => r.OrderId == orderId && r.RefusedAt == null, cancel);
        if (request is null)
            return;
        var left = await LeftAsync(db, orderId, cancel);
        if (left == request.Left)
            return;
        var now = time.GetUtcNow().UtcDateTime;
        var order = await db.Set<Order>().Where(o => o.Id == orderId).Select(o => o.Code).SingleAsync(cancel);
        if (request.IssuedAt is not null)
        {
            request.NeedRedLetter(left, now);
            db.Publish(() => new RedLetterNeeded(request.CommunityId, request.MemberId, request.Id, orderId, order));
        }
        else if (left == 0)
        {
            request.Refuse(AllWentBack, null, now);
            db.Publish(() => new FapiaoDecided(
                request.CommunityId, null, request.MemberId, request.Id, orderId, order, Issued: false));
        }
        else
        {
            request.Lower(left);
        }
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>What the documents of an order leave of its price, minor units; 0 where it has none.</summary>
    public static async Task<long> LeftAsync(AppDb db, long orderId, CancellationToken cancel)
    {
        var documents = await db.Set<Invoice>().AsNoTracking().Where(i => i.OrderId == orderId).Select(i => new { i.Kind, i.Total })
            .ToListAsync(cancel);
        return documents.Sum(d => d.Kind == InvoiceKind.Invoice ? d.Total : -d.Total);
    }
}
