using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Payments.TestProcessor;

/// <summary>The part of the protocol that charges period after period.</summary>
internal sealed partial class TestPaymentProcessor : IRecurringProcessor
{
    public Task<StartedCheckout> SubscribeAsync(SubscriptionRequest request, CancellationToken cancel) =>
        StartAsync(request.Checkout, request, cancel);

    public async Task<string?> CheckoutSubscriptionAsync(string checkoutReference, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<TestSubscription>()
            .Where(s => s.CheckoutReference == checkoutReference).Select(s => s.Reference).SingleOrDefaultAsync(cancel);
    }

    public async Task<SubscriptionRecord> FetchSubscriptionAsync(string reference, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var found = await db.Set<TestSubscription>().AsNoTracking().SingleOrDefaultAsync(s => s.Reference == reference, cancel)
            ?? throw new ProcessorFailure("not_found", final: true);
        var charges = await db.Set<TestPayment>().AsNoTracking().Include(p => p.Refunds)
            .Where(p => p.SubscriptionReference == reference || p.Reference == found.CheckoutReference)
            .OrderBy(p => p.Id).ToListAsync(cancel);
        var now = time.GetUtcNow().UtcDateTime;
        return new SubscriptionRecord(found.StateAt(now), found.OrderCode, found.PeriodEnd, found.EndsAtPeriodEnd,
            found.Failures > 0 ? found.NextAt : null,
            [.. charges.Where(p => p.Captured > 0 && p.StateAt(now) == CheckoutState.Paid)
                .Select(p => new ChargeRecord(RecordOf(p), p.CoversFrom ?? p.PaysAt!.Value, p.CoversUntil ?? found.PeriodEnd))]);
    }

    public Task CancelSubscriptionAsync(string reference, bool atPeriodEnd, string requestId, CancellationToken cancel) =>
        DecideAsync(reference, (s, now) => s.Cancel(atPeriodEnd, now), cancel);

    public Task KeepSubscriptionAsync(string reference, string requestId, CancellationToken cancel) =>
        DecideAsync(reference, (s, _) => s.Keep(), cancel);

    public Task PauseSubscriptionAsync(string reference, string requestId, CancellationToken cancel) =>
        DecideAsync(reference, (s, now) => s.Pause(now), cancel);

    public Task ResumeSubscriptionAsync(string reference, string requestId, CancellationToken cancel) =>
        DecideAsync(reference, (s, now) => s.Resume(now), cancel);

    public async Task<CheckoutStart?> ChangeSubscriptionAsync(
        string reference, SubscriptionPlan plan, string requestId, string returnUrl, CancellationToken cancel)
    {
        await DecideAsync(reference, (s, _) => s.Change(plan), cancel);
        return null;
    }

    private async Task DecideAsync(string reference, Action<TestSubscription, DateTime> decide, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<DecideTestSubscription>().RunAsync(reference, decide, cancel);
        }
        catch (Refused refused)
        {
            throw new ProcessorFailure(refused.Code, final: true);
        }
    }
}
