using Guildhall.Kernel.Data;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Subscriptions;

namespace Guildhall.Payments.Settlement;

/// <summary>
/// Books what is new at a checkout: payments, then what of them goes back, then how the checkout and its order stand. Runs inside the
/// caller's transaction and the buyer's turn.
/// </summary>
internal sealed class BookCheckout(
    AppDb db, BookMoney money, BookReturns returns, KeepSubscriptions subscriptions, CancelOrder cancelOrder)
{
    public async Task RunAsync(OrderFile file, Checkout checkout, CheckoutRecord record, DateTime now, CancellationToken cancel)
    {
        // Agreed to, and nothing to pay yet: the trial begins.
        if (record.State == CheckoutState.Paid && file.Order is { Renews: true, Total: 0, PaidAt: null })
        {
            await money.HonourFreeAsync(file.Order, now, cancel);
            db.CloseOthersOf(file.Order, file.Checkouts, checkout);
        }
        // All payments first: a second one is judged by the first, also where that has gone back meanwhile.
        foreach (var payment in record.Payments)
            await money.PaymentAsync(file, checkout, payment, now, cancel);
        foreach (var payment in record.Payments)
            await returns.RunAsync(file, checkout.Processor, payment, now, cancel);
        await subscriptions.AttachAsync(file.Order, checkout, cancel);
        checkout.See(record.State, file.AwaitsRefund(checkout) || (file.Order.Renews && checkout.SubscriptionReference is null), now);
        if (record.State == CheckoutState.Cancelled && file.Checkouts.All(c => c.State == CheckoutState.Cancelled))
            await cancelOrder.RunAsync(file.Order, now, cancel);
    }
}
