using Guildhall.Kernel.Data;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Payments.Stripe;

/// <summary>
/// Finds the checkout or the subscription that an event is about. One account may serve several programs: what bears no order of this
/// installation, and no payment of it, is none of our business. Works across communities, which Stripe does not know.
/// </summary>
internal sealed class StripeEvents(IServiceScopeFactory scopes)
{
    /// <summary>In the metadata of everything that we make there.</summary>
    public const string OrderKey = "guildhall_order", RefundKey = "guildhall_refund";

    public async Task<WebhookEvent?> FindAsync(StripeEvent told, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        return told.Type.Split('.', 3) switch
        {
            ["checkout", "session", _] => await CheckoutAsync(db, told, cancel),
            ["customer", "subscription", _] => await SubscriptionAsync(db, told, cancel),
            ["invoice", ..] => await InvoiceAsync(db, told, cancel),
            ["charge", "refunded" or "refund" or "dispute", ..] or ["refund", ..] => await PaymentAsync(db, told, cancel),
            _ => null,
        };
    }

    private static async Task<WebhookEvent?> CheckoutAsync(AppDb db, StripeEvent told, CancellationToken cancel) =>
        await IsOursAsync(db, told.IdAt("metadata", OrderKey), cancel) ? About(told, told.ObjectId, WebhookSubject.Checkout) : null;

    private static async Task<WebhookEvent?> SubscriptionAsync(AppDb db, StripeEvent told, CancellationToken cancel) =>
        await IsOursAsync(db, told.IdAt("metadata", OrderKey), cancel) ? About(told, told.ObjectId, WebhookSubject.Subscription) : null;

    private static async Task<WebhookEvent?> InvoiceAsync(AppDb db, StripeEvent told, CancellationToken cancel) =>
        await IsOursAsync(db, told.IdAt("parent", "subscription_details", "metadata", OrderKey), cancel)
            ? About(told, told.IdAt("parent", "subscription_details", "subscription"), WebhookSubject.Subscription) : null;

    /// <summary>A refund, a dispute: what they name is the payment, and a renewal's bears no metadata of ours.</summary>
    private static async Task<WebhookEvent?> PaymentAsync(AppDb db, StripeEvent told, CancellationToken cancel)
    {
        var reference = await OfPaymentAsync(db, told.IdAt("payment_intent"), cancel)
            ?? await OfOrderAsync(db, told.IdAt("metadata", OrderKey), cancel);
        return About(told, reference,
            reference?.StartsWith("sub_", StringComparison.Ordinal) == true ? WebhookSubject.Subscription : WebhookSubject.Checkout);
    }

    private static async Task<string?> OfPaymentAsync(AppDb db, string? intent, CancellationToken cancel) => intent is null ? null
        : await db.Set<Payment>().IgnoreQueryFilters().Where(p => p.Processor == StripeProcessor.Key && p.Reference == intent)
            .Join(db.Set<Checkout>().IgnoreQueryFilters(), p => p.CheckoutId, c => c.Id, (_, c) => c.SubscriptionReference ?? c.Reference)
            .FirstOrDefaultAsync(cancel);

    private static async Task<string?> OfOrderAsync(AppDb db, string? code, CancellationToken cancel) => code is null ? null
        : await db.Set<Order>().IgnoreQueryFilters().Where(o => o.Code == code)
            .Join(db.Set<Checkout>().IgnoreQueryFilters(), o => o.Id, c => c.OrderId, (_, c) => c)
            .Where(c => c.Processor == StripeProcessor.Key && c.Reference != null).OrderByDescending(c => c.Id).Select(c => c.Reference)
            .FirstOrDefaultAsync(cancel);

    private static async Task<bool> IsOursAsync(AppDb db, string? code, CancellationToken cancel) =>
        code is not null && await db.Set<Order>().IgnoreQueryFilters().AnyAsync(o => o.Code == code, cancel);

    private static WebhookEvent? About(StripeEvent told, string? reference, WebhookSubject subject) =>
        reference is null ? null : new WebhookEvent(told.Id, told.Type, reference, subject);
}
