using Guildhall.Kernel.Data;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Disputes;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Payments.Processors;

/// <summary>
/// What a processor has to know of our side: whether money is still wanted, before it takes any; and which checkout a payment came from,
/// where the processor names the payment only. It works across communities, as processors do.
/// </summary>
internal sealed class OrderStanding(IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>Whether the order of this checkout is neither paid nor held nor too old; <c>false</c> for an unknown one.</summary>
    public async Task<bool> WantsMoneyAsync(string processor, string reference, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        // A processor knows no communities.
        var order = await db.Set<Order>().IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(
            o => db.Set<Checkout>().Any(c => c.OrderId == o.Id && c.Processor == processor && c.Reference == reference), cancel);
        return order?.IsPayableAt(time.GetUtcNow().UtcDateTime) ?? false;
    }

    /// <summary>
    /// The processor's id of the subscription that was charged, or else of the checkout that a payment came from; <c>null</c> for a payment
    /// that is not booked here.
    /// </summary>
    public async Task<string?> CheckoutOfAsync(string processor, string paymentReference, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        // A processor knows no communities.
        return await db.Set<Checkout>().IgnoreQueryFilters()
            .Where(c => db.Set<Payment>().Any(p => p.CheckoutId == c.Id && p.Processor == processor && p.Reference == paymentReference))
            .Select(c => c.SubscriptionReference ?? c.Reference).SingleOrDefaultAsync(cancel);
    }

    /// <summary>Which of these payments are disputed, and the dispute is not closed here.</summary>
    public async Task<IReadOnlySet<string>> DisputedAsync(string processor, IReadOnlyCollection<string> payments, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        // As above.
        return (await db.Set<Payment>().IgnoreQueryFilters()
            .Where(p => p.Processor == processor && payments.Contains(p.Reference)
                && db.Set<Dispute>().IgnoreQueryFilters().Any(d => d.PaymentId == p.Id && d.ClosedAt == null))
            .Select(p => p.Reference).ToListAsync(cancel)).ToHashSet();
    }
}
