using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Inbox;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.Payments.Settlement;

/// <summary>Works off webhooks, refunds to be sent and checkouts to be looked at again, across communities.</summary>
internal sealed partial class SettlementWorker(IServiceScopeFactory scopes, TimeProvider time, ILogger<SettlementWorker> log) : IWorker
{
    public async Task<bool> DrainAsync(CancellationToken cancel)
    {
        var worked = false;
        while (true)
        {
            var (did, more) = await RoundAsync(cancel);
            worked |= did;
            if (!more)
                return worked;
        }
    }

    private async Task<(bool Did, bool More)> RoundAsync(CancellationToken cancel)
    {
        var deliveries = await TakeAsync(due => due.TakeDeliveriesAsync(cancel));
        await EachAsync(deliveries, SettleDeliveriesAsync, cancel);
        var refunds = await TakeAsync(due => due.TakeRefundsAsync(cancel));
        await EachAsync(refunds, SendAsync, cancel);
        var looks = await TakeAsync(due => due.TakeLooksAsync(cancel));
        await EachAsync(looks, LookAsync, cancel);
        // Whatever comes meanwhile rings, and what one of these leaves to be done is found by those behind it: most rounds are the last.
        var others = refunds.Count + looks.Count > 0;
        return (others || deliveries.Count > 0, others || deliveries.Sum(d => d.Ids.Count) > DueWork.Batch / 2);
    }

    private async Task SettleDeliveriesAsync(DueDeliveries due, CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            if (due.Subject == WebhookSubject.Subscription)
                await scope.ServiceProvider.GetRequiredService<SettleSubscription>()
                    .RunAsync(due.Processor, due.Reference, due.Ids, cancel);
            else
                await scope.ServiceProvider.GetRequiredService<SettleCheckout>().RunAsync(due.Processor, due.Reference, due.Ids, cancel);
        }
        catch (Exception error) when (!error.IsStopping(cancel))
        {
            DeliveriesFailed(error, due.Ids[0]);
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            foreach (var delivery in await db.Set<WebhookDelivery>().Where(d => due.Ids.Contains(d.Id) && d.ProcessedAt == null)
                .ToListAsync(cancel))
            {
                delivery.Fail(error, time.GetUtcNow().UtcDateTime);
                if (delivery.IsDead)
                    DeliveryDead(delivery.Id);
            }
            await db.SaveChangesAsync(cancel);
        }
    }

    private async Task SendAsync(DueRefund due, CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CommunityScope>().Enter(due.CommunityId);
            await scope.ServiceProvider.GetRequiredService<SendRefund>().RunAsync(due.RefundId, cancel);
        }
        catch (Exception error) when (!error.IsStopping(cancel))
        {
            // Not even its failure could be noted. The lease ends and it is sent again.
            RefundFailed(error, due.RefundId);
        }
    }

    private async Task LookAsync(DueLook due, CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            if (due.IsCharge)
                await scope.ServiceProvider.GetRequiredService<SettleSubscription>().RunAsync(due.Processor, due.Reference, [], cancel);
            else
                await scope.ServiceProvider.GetRequiredService<SettleCheckout>().RunAsync(due.Processor, due.Reference, [], cancel);
        }
        catch (ProcessorFailure failure)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            var checkout = await db.Set<Checkout>().IgnoreQueryFilters().SingleAsync(c => c.Id == due.CheckoutId, cancel);
            checkout.Fail(failure.Code, time.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync(cancel);
        }
        catch (Exception error) when (!error.IsStopping(cancel))
        {
            // The lease ends and it is looked at again.
            LookFailed(error, due.CheckoutId);
        }
    }

    private async Task<IReadOnlyList<T>> TakeAsync<T>(Func<DueWork, Task<IReadOnlyList<T>>> take)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await take(scope.ServiceProvider.GetRequiredService<DueWork>());
    }

    // Four at a time: what takes long is the processor's answer, and no processor likes a stampede.
    private static Task EachAsync<T>(IReadOnlyList<T> work, Func<T, CancellationToken, Task> run, CancellationToken cancel) =>
        Parallel.ForEachAsync(work, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancel },
            async (one, c) => await run(one, c));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook {DeliveryId} could not be processed; it will be tried again")]
    private partial void DeliveriesFailed(Exception error, long deliveryId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Webhook {DeliveryId} was given up; see the webhook inbox")]
    private partial void DeliveryDead(long deliveryId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refund {RefundId} could not be worked off; it will be tried again")]
    private partial void RefundFailed(Exception error, long refundId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Checkout {CheckoutId} could not be settled; it will be tried again")]
    private partial void LookFailed(Exception error, long checkoutId);
}
