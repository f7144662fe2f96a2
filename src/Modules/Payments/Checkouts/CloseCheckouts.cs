using System.Globalization;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Checkouts;

/// <summary>An order is paid one way: what was begun with other processors, in another tab perhaps, must take nothing any more.</summary>
internal sealed class CloseOnOrderPaid(AppDb db) : IHandle<OrderPaid>
{
    public async Task HandleAsync(OrderPaid happened, Envelope envelope, CancellationToken cancel)
    {
        if (!await db.Set<Checkout>()
            .AnyAsync(c => c.OrderId == happened.OrderId && c.State == CheckoutState.Open && c.Reference != null, cancel))
            return;
        db.Enqueue(() => new WorkOrder(
            happened.OrderId.ToString(CultureInfo.InvariantCulture), new CloseOrderCheckouts(happened.CommunityId, happened.OrderId)));
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Closes what is still open of a paid order at its processors.</summary>
public sealed record CloseOrderCheckouts(long CommunityId, long OrderId);

internal sealed class CloseCheckouts(
    AppDb db, PaymentProcessors processors, CommunityScope community, Bell<SettlementWorker> bell, TimeProvider time)
    : IWork<CloseOrderCheckouts>
{
    public async Task RunAsync(CloseOrderCheckouts payload, WorkContext context, CancellationToken cancel)
    {
        community.Enter(payload.CommunityId);
        var open = await db.Set<Checkout>().Where(c => c.OrderId == payload.OrderId && c.State == CheckoutState.Open && c.Reference != null)
            .OrderBy(c => c.Id).ToListAsync(cancel);
        foreach (var checkout in open)
        {
            try
            {
                await processors.Get(checkout.Processor).CloseAsync(checkout.Reference!, cancel);
            }
            catch (ProcessorFailure failure)
            {
                throw new WorkFailure(failure.Code, failure.IsFinal);
            }
            // It was paid in the same moment, or is closed: to be seen now rather than at the next look.
            checkout.Watch(time.GetUtcNow().UtcDateTime, atOnce: true);
        }
        await db.SaveChangesAsync(cancel);
        bell.Ring();
    }
}
