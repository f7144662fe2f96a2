using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Guildhall.Payments.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.Payments.Refunds;

/// <summary>
/// Takes a stored refund to its processor and books what the processor then says. Harmless when repeated: the request id moves money once.
/// </summary>
internal sealed partial class SendRefund(
    AppDb db, PaymentProcessors processors, IServiceScopeFactory scopes, TimeProvider time, ILogger<SendRefund> log)
{
    public async Task RunAsync(long refundId, CancellationToken cancel)
    {
        var refund = await db.Set<Refund>().SingleAsync(r => r.Id == refundId, cancel);
        if (refund.Outcome != RefundOutcome.Pending)
            return;
        var payment = await db.Set<Payment>().AsNoTracking().SingleAsync(p => p.Id == refund.PaymentId, cancel);
        try
        {
            await processors.Get(payment.Processor)
                .RefundAsync(new RefundRequest(refund.RequestId, payment.Reference, refund.Amount, payment.Currency), cancel);
            refund.Sent();
        }
        catch (Exception error) when (!error.IsStopping(cancel))
        {
            refund.Fail(error, time.GetUtcNow().UtcDateTime);
            NotSent(error is ProcessorFailure ? null : error, refund.Id, payment.Processor, refund.Failure);
            if (refund.Outcome == RefundOutcome.Failed)
            {
                GivenUp(refund.Id);
                await TellIfNobodyAskedAsync(refund, cancel);
            }
        }
        await db.SaveChangesAsync(cancel);

        if (refund.Failure is null)
            await SettleAsync(refund, payment, cancel);
    }

    /// <summary>A payment that should have gone back by itself now waits for an operator.</summary>
    private async Task TellIfNobodyAskedAsync(Refund refund, CancellationToken cancel)
    {
        if (refund.RequestedById is not null)
            return;
        var memberId = await db.Set<Order>().Where(o => o.Id == refund.OrderId).Select(o => o.MemberId).SingleAsync(cancel);
        db.Publish(() => new OrderHeld(refund.CommunityId, memberId, refund.OrderId));
    }

    /// <summary>In a scope of its own: what this one has loaded is older than what is about to be booked.</summary>
    private async Task SettleAsync(Refund refund, Payment payment, CancellationToken cancel)
    {
        var checkout = await db.Set<Checkout>().Where(c => c.Id == payment.CheckoutId)
            .Select(c => new { c.Reference, c.SubscriptionReference }).SingleAsync(cancel);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            if (checkout.Reference is { } reference)
                await scope.ServiceProvider.GetRequiredService<SettleCheckout>().RunAsync(payment.Processor, reference, [], cancel);
            // A page tells of the first charge alone.
            if (checkout.SubscriptionReference is { } subscription
                && (checkout.Reference is null || await db.Set<Refund>().AnyAsync(r => r.Id == refund.Id && r.Reference == null, cancel)))
            {
                await using var other = scopes.CreateAsyncScope();
                await other.ServiceProvider.GetRequiredService<SettleSubscription>().RunAsync(payment.Processor, subscription, [], cancel);
            }
        }
        catch (Exception error) when (!error.IsStopping(cancel))
        {
            // The refund is on its way; its webhook or the next look at its checkout will bring us back here.
            NotRead(error is ProcessorFailure ? null : error, payment.Id, payment.Processor, ProcessorFailure.Told(error));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refund {RefundId} could not be sent to {Processor}: {Failure}")]
    private partial void NotSent(Exception? error, long refundId, string processor, string? failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Refund {RefundId} has failed for good; see its order")]
    private partial void GivenUp(long refundId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Payment {PaymentId} could not be read from {Processor} after its refund: {Failure}")]
    private partial void NotRead(Exception? error, long paymentId, string processor, string failure);
}
