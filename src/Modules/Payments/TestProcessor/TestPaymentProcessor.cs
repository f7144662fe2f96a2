using System.Runtime.CompilerServices;
using System.Text.Json;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Processors;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Guildhall.Payments.TestProcessor;

/// <summary>
/// Our client of the test processor (README.md describes its protocol). The "other company" lives in the same process and
/// database, so its calls are method calls, each in a scope and a transaction of its own, as if they went over the wire.
/// </summary>
internal sealed partial class TestPaymentProcessor(
    IServiceScopeFactory scopes, TestSecret secret, Bell<TestEventWorker> bell, IOptions<PaymentsOptions> options, TimeProvider time)
{
    public const string Key = "test";
    public const string SignatureHeader = "Guildhall-Test-Signature";

    public string Name => Key;
    public string Title => "the test processor";
    public ValueTask<bool> IsOnAsync(CancellationToken cancel) => new(options.Value.TestProcessor);
    public bool Takes(string currency) => true;
    public bool MovesRealMoney => false;

    public Task<StartedCheckout> StartAsync(CheckoutRequest request, CancellationToken cancel) => StartAsync(request, null, cancel);

    private async Task<StartedCheckout> StartAsync(CheckoutRequest request, SubscriptionRequest? agreed, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var origin = TestProcessorSite.OriginOf(options.Value);
        var payment = await FindAsync(db, request, cancel);
        if (payment is null)
        {
            var returnTo = origin is null ? request.ReturnPath : request.Site + request.ReturnPath;
            payment = TestPayment.Open(request, returnTo, time.GetUtcNow().UtcDateTime);
            if (agreed is not null)
                payment.Subscribe(agreed.Plan, agreed.TrialDays);
            db.Add(payment);
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException failure) when (failure.IsCollision())
            {
                // The same request came twice at once, and the other one was first.
                payment = await FindAsync(db, request, cancel) ?? throw new ProcessorFailure("unavailable");
            }
        }
        return new StartedCheckout(payment.Reference, new CheckoutStart.Page($"{origin}/test-processor/pay/{payment.Reference}"));
    }

    private static Task<TestPayment?> FindAsync(AppDb db, CheckoutRequest request, CancellationToken cancel) =>
        db.Set<TestPayment>().AsNoTracking().SingleOrDefaultAsync(p => p.RequestId == request.RequestId, cancel);

    public async IAsyncEnumerable<ListedPayment> ListAsync(
        DateTime from, DateTime until, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = time.GetUtcNow().UtcDateTime;
        var paid = scope.ServiceProvider.GetRequiredService<AppDb>().Set<TestPayment>().AsNoTracking()
            .Where(p => p.PaysAt >= from && p.PaysAt < until && p.PaysAt <= now).OrderBy(p => p.Id)
            .Select(p => new { p.Id, p.Reference, p.OrderCode, p.Captured, p.Currency, p.Fee, Refunded = p.Refunds.Sum(r => r.Amount),
                p.PaysAt });
        // In pages, so that nobody holds a connection for as long as the other side takes.
        for (var last = 0L; await paid.Where(p => p.Id > last).Take(100).ToListAsync(cancel) is { Count: > 0 } page; last = page[^1].Id)
        {
            foreach (var p in page)
                yield return new ListedPayment(p.Reference, p.OrderCode, p.Captured, p.Currency, p.Fee, p.Refunded, p.PaysAt!.Value);
        }
    }

    public async Task<CheckoutRecord> FetchAsync(string reference, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var payment = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<TestPayment>().AsNoTracking().Include(p => p.Refunds)
            .SingleOrDefaultAsync(p => p.Reference == reference, cancel) ?? throw new ProcessorFailure("not_found", final: true);
        var state = payment.StateAt(time.GetUtcNow().UtcDateTime);
        return new CheckoutRecord(state, state == CheckoutState.Paid && payment.Captured > 0 ? [RecordOf(payment)] : []);
    }

    public async Task RefundAsync(RefundRequest request, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var transaction = await db.BeginWriteAsync(cancel);
        var payment = await TakeTestPayment.TakeAsync(db, request.PaymentReference, cancel) ?? throw new ProcessorFailure("not_found", final: true);
        if (payment.Refunds.All(r => r.RequestId != request.RequestId))
        {
            var now = time.GetUtcNow().UtcDateTime;
            payment.Refund(request, now);
            if (payment.Scenario != TestScenario.Silent)
                db.Add(TestEvent.Of(TestEvent.RefundSucceeded, payment, copies: 2, now, now));
            await db.SaveChangesAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
        bell.Ring();
    }

    public async ValueTask<WebhookEvent?> VerifyAsync(
        IHeaderDictionary headers, ReadOnlyMemory<byte> body, DateTime now, CancellationToken cancel)
    {
        var shared = await secret.GetAsync(cancel);
        switch (TimedSignature.Verify(headers[SignatureHeader], body.Span, [shared], now))
        {
            case SignatureVerdict.Bad:
                throw new Refused("signature_bad", 400, "The signature doesn't match the body.");
            case SignatureVerdict.Old:
                throw new Refused("signature_old", 400, "The signature isn't of the last five minutes. If it was made just now, set the clock of this server.");
        }
        try
        {
            var told = JsonSerializer.Deserialize<TestEventBody>(body.Span);
            if (told is { Id.Length: > 0 and <= 200, Type.Length: > 0 and <= 100, Object.Reference.Length: > 0 and <= 200 })
                return new WebhookEvent(told.Id, told.Type, told.Object.Reference,
                    told.Type.StartsWith(TestEvent.OfSubscriptions, StringComparison.Ordinal) ? WebhookSubject.Subscription
                        : WebhookSubject.Checkout);
        }
        catch (JsonException)
        {
            // Falls through: signed or not, it cannot be read.
        }
        throw new Refused("payload_malformed", 400, "The body is not an event of this processor.");
    }

    private static PaymentRecord RecordOf(TestPayment payment) => new(
        payment.Reference, payment.Captured, payment.Currency, payment.Fee, payment.PaysAt!.Value,
        [.. payment.Refunds.OrderBy(r => r.Id)
            .Select(r => new RefundRecord(r.Reference, r.RequestId, r.Amount, RefundOutcome.Succeeded, null, r.CreatedAt))]);
}
