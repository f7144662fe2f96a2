using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Subscriptions;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Guildhall.Payments.Checkouts;

/// <summary>Takes an order's stored checkout to its processor. The call carries the stored request id, so it may be repeated.</summary>
internal sealed partial class StartCheckout(
    AppDb db, PaymentProcessors processors, ResumeOrder resume, CommunityScope community, PublicAddress site, IHttpContextAccessor http,
    TimeProvider time, ILogger<StartCheckout> log)
{
    /// <returns>How the buyer pays; <c>null</c> when nothing is left to pay or the processor does not answer.</returns>
    public async Task<CheckoutStart?> RunAsync(Order order, CancellationToken cancel) => order.IsPayableAt(Now)
        ? await RunAsync(order,
            await db.Set<Checkout>().Where(c => c.OrderId == order.Id).OrderByDescending(c => c.Id).FirstAsync(cancel), cancel)
        : null;

    /// <param name="checkout">Its latest, as the caller has stored or read it just now.</param>
    /// <inheritdoc cref="RunAsync(Order, CancellationToken)"/>
    public async Task<CheckoutStart?> RunAsync(Order order, Checkout checkout, CancellationToken cancel)
    {
        if (!order.IsPayableAt(Now) || checkout.State != CheckoutState.Open || !await processors.IsOnAsync(checkout.Processor, cancel))
            return null;
        return checkout.WayToPayAt(Now) ?? await AskAsync(order, checkout, cancel);
    }

    /// <summary>The buyer turned back or was declined, and tries once more with the same order.</summary>
    /// <exception cref="Refused">409: the order is paid, held or too old; no processor takes payments.</exception>
    /// <param name="wanted">The processor that the buyer chose now; <c>null</c> for the one before.</param>
    public async Task<CheckoutStart?> AgainAsync(Order order, string? wanted, CancellationToken cancel)
    {
        // As for placing it: they read their settings before the turn is taken.
        _ = await processors.OnAsync(order.Currency, cancel);
        await using (var transaction = await db.BeginWriteAsync(cancel))
        {
            await db.TakeCustomerTurnAsync(order.CommunityId, order.MemberId, Now, cancel);
            await db.Entry(order).ReloadAsync(cancel);
            if (!order.IsPayableAt(Now))
                throw new Refused("order_closed", 409, "This order can no longer be paid. Start a new one.");
            var latest = await db.Set<Checkout>().Where(c => c.OrderId == order.Id).OrderByDescending(c => c.Id).FirstAsync(cancel);
            // Its processor may have been switched off since, as the test processor is when a site begins to sell.
            var processor = order.Renews ? await processors.ForRenewalAsync(wanted ?? latest.Processor, order.Currency,
                    order.Lines[0].Course(), cancel)
                : await processors.ForOrderAsync(wanted ?? latest.Processor, order.Currency, cancel);
            if (latest.State != CheckoutState.Open || latest.Processor != processor.Name)
                db.Add(Checkout.Open(order.CommunityId, order.Id, processor.Name, Codes.Secret("gh_"), Now));
            order.Allow(processor.TimeToPay);
            await resume.RunAsync(order, Now, cancel);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        return await RunAsync(order, cancel);
    }

    private async Task<CheckoutStart?> AskAsync(Order order, Checkout checkout, CancellationToken cancel)
    {
        try
        {
            var request = RequestOf(order, checkout);
            var started = order.Renews && processors.Get(checkout.Processor) is IRecurringProcessor recurring
                ? await recurring.SubscribeAsync(SubscriptionOf(order, request, recurring), cancel)
                : await processors.Get(checkout.Processor).StartAsync(request, cancel);
            checkout.Start(started, Now);
        }
        catch (ProcessorFailure failure)
        {
            NotStarted(checkout.Id, checkout.Processor, failure.Code);
            checkout.FailToStart(failure.Code);
        }
        await db.SaveChangesAsync(cancel);
        return checkout.WayToPayAt(Now);
    }

    private CheckoutRequest RequestOf(Order order, Checkout checkout) => new(
        checkout.RequestId,
        order.Code,
        $"{community.Required.Name}: {string.Join(", ", order.Lines.Select(l => l.Description))}",
        order.Total,
        order.Currency,
        site.Of(""),
        $"/c/{community.Required.Slug}/orders/{order.Code}",
        order.ExpiresAt)
    {
        OnPhone = BuyerDevice.IsPhone(http.HttpContext),
        BuyerAddress = http.HttpContext?.Connection.RemoteIpAddress?.ToString(),
    };

    /// <summary>What is charged when the period that this order pays, or the trial, is over.</summary>
    private static SubscriptionRequest SubscriptionOf(Order order, CheckoutRequest request, IRecurringProcessor processor)
    {
        var line = order.Lines[0];
        var course = line.Course();
        var plan = Plan.Of(line, order.Currency).ToCharge(order.CommunityId, processor.KeepsSchedule ? course.Final : course.Next);
        return new SubscriptionRequest(request, plan, line.TrialDays) { Course = course };
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Checkout {CheckoutId} could not be started at {Processor}: {Failure}")]
    private partial void NotStarted(long checkoutId, string processor, string failure);
}
