using System.Globalization;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Checkouts;

/// <summary>An order is paid one way: what was begun with other processors, in another tab perhaps, must take nothing any more.</summary>
internal static class CloseOthers
{
    /// <summary>Leaves it to the queue, in the transaction that books the payment.</summary>
    /// <param name="paid">The checkout at which it was paid.</param>
    public static void CloseOthersOf(this AppDb db, Order order, IEnumerable<Checkout> all, Checkout paid)
    {
        if (order.PaidAt is not null && all.Any(c => c.Id != paid.Id && c.State is not (CheckoutState.Paid or CheckoutState.Expired)))
            db.Enqueue(() => new WorkOrder(
                order.Id.ToString(CultureInfo.InvariantCulture), new CloseOrderCheckouts(order.CommunityId, order.Id)));
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
        // What was declined or left can still be paid at some processors.
        var open = await db.Set<Checkout>()
            .Where(c => c.OrderId == payload.OrderId && c.Reference != null && c.State != CheckoutState.Paid
                && c.State != CheckoutState.Expired)
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
