using Guildhall.Kernel.Data;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Guildhall.Payments.Subscriptions;

/// <summary>
/// One order that was agreed to twice, at two processors perhaps or in two tabs: the second subscription there is ended, and whatever it
/// has charged is booked and goes back. Runs inside the settlement's transaction and the buyer's turn.
/// </summary>
internal sealed partial class StraySubscriptions(
    AppDb db, BookMoney book, BookReturns returns, KeepSubscriptions keep, ILogger<StraySubscriptions> log)
{
    /// <returns><c>false</c> for one that belongs to its order, or whose order is not paid yet: it is settled as ever.</returns>
    public async Task<bool> RunAsync(
        long orderId, string processor, string reference, SubscriptionRecord record, DateTime now, CancellationToken cancel)
    {
        if (record.State == SubscriptionState.Incomplete
            || await db.Set<Subscription>().AnyAsync(s => s.Processor == processor && s.Reference == reference, cancel))
            return false;
        var file = await OrderFile.LoadAsync(db, orderId, cancel);
        if (file.Order is not { Renews: true, PaidAt: not null, SubscriptionId: not null }
            || CheckoutOf(file, processor, reference) is not { } checkout)
            return false;
        checkout.Subscribe(reference);
        if (await keep.AttachAsync(file.Order, checkout, cancel))
            return false;
        Stray(orderId, processor);
        foreach (var charge in record.Charges)
            await book.PaymentAsync(file, checkout, charge.Payment, now, cancel);
        foreach (var charge in record.Charges.Where(c => c.Payment.Refunds.Count + c.Payment.Disputes.Count > 0))
            await returns.RunAsync(file, processor, charge.Payment, now, cancel);
        return true;
    }

    /// <summary>Where it began: some processors name the page by the subscription's own id, others have told it before.</summary>
    private static Checkout? CheckoutOf(OrderFile file, string processor, string reference)
    {
        var there = file.Checkouts.Where(c => c.Processor == processor).ToList();
        return there.FindLast(c => c.SubscriptionReference == reference || c.Reference == reference)
            ?? there.FindLast(c => c.SubscriptionReference is null);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Order {OrderId} was agreed to once more at {Processor}: that subscription is ended")]
    private partial void Stray(long orderId, string processor);
}
