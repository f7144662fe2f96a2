using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Guildhall.Payments.Checkouts;

/// <summary>Takes an order's stored checkout to its processor. The call carries the stored request id, so it may be repeated.</summary>
internal sealed partial class StartCheckout(
    AppDb db, PaymentProcessors processors, CommunityScope community, PublicAddress site, TimeProvider time, ILogger<StartCheckout> log)
{
    /// <returns>Where the buyer pays; <c>null</c> when nothing is left to pay or the processor does not answer.</returns>
    public async Task<string?> RunAsync(Order order, CancellationToken cancel)
    {
        if (!order.IsPayableAt(Now))
            return null;
        var checkout = await db.Set<Checkout>().Where(c => c.OrderId == order.Id).OrderByDescending(c => c.Id).FirstAsync(cancel);
        if (checkout.State != CheckoutState.Open || !processors.IsOn(checkout.Processor))
            return null;
        return checkout.Url ?? await AskAsync(order, checkout, cancel);
    }

    /// <summary>The buyer turned back or was declined, and tries once more with the same order.</summary>
    /// <exception cref="Refused">409: the order is paid, held or too old; no processor takes payments.</exception>
    public async Task<string?> AgainAsync(Order order, CancellationToken cancel)
    {
        await using (var transaction = await db.BeginWriteAsync(cancel))
        {
            await db.TakeCustomerTurnAsync(order.CommunityId, order.MemberId, Now, cancel);
            await db.Entry(order).ReloadAsync(cancel);
            if (!order.IsPayableAt(Now))
                throw new Refused("order_closed", 409, "This order can no longer be paid. Start a new one.");
            var latest = await db.Set<Checkout>().Where(c => c.OrderId == order.Id).OrderByDescending(c => c.Id).FirstAsync(cancel);
            // Its processor may have been switched off since, as the test processor is when a site begins to sell.
            var processor = processors.ForOrders(latest.Processor) ?? throw PaymentProcessors.Off();
            if (latest.State != CheckoutState.Open || latest.Processor != processor.Name)
                db.Add(Checkout.Open(order.CommunityId, order.Id, processor.Name, Codes.Secret("gh_"), Now));
            order.Resume();
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        return await RunAsync(order, cancel);
    }

    private async Task<string?> AskAsync(Order order, Checkout checkout, CancellationToken cancel)
    {
        try
        {
            var started = await processors.Get(checkout.Processor).StartAsync(RequestOf(order, checkout), cancel);
            checkout.Start(started, Now);
        }
        catch (ProcessorFailure failure)
        {
            NotStarted(checkout.Id, checkout.Processor, failure.Code);
            checkout.FailToStart(failure.Code);
        }
        await db.SaveChangesAsync(cancel);
        return checkout.Url;
    }

    private CheckoutRequest RequestOf(Order order, Checkout checkout) => new(
        checkout.RequestId,
        order.Code,
        $"{community.Required.Name}: {string.Join(", ", order.Lines.Select(l => l.Description))}",
        order.Total,
        order.Currency,
        site.Of(""),
        $"/c/{community.Required.Slug}/orders/{order.Code}",
        order.ExpiresAt);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Checkout {CheckoutId} could not be started at {Processor}: {Failure}")]
    private partial void NotStarted(long checkoutId, string processor, string failure);
}
