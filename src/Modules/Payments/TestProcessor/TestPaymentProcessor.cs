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
internal sealed class TestPaymentProcessor(IServiceScopeFactory scopes, TestSecret secret, Bell<TestEventWorker> bell, IOptions<PaymentsOptions> options, TimeProvider time) : IPaymentProcessor
{
    public const string Key = "test";
    public const string SignatureHeader = "Guildhall-Test-Signature";

    public string Name => Key;
    public string Title => "the test processor";
    public bool IsOn => options.Value.TestProcessor;
    public bool MovesRealMoney => false;

    public async Task<StartedCheckout> StartAsync(CheckoutRequest request, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var origin = TestProcessorSite.OriginOf(options.Value);
        var payment = await FindAsync(db, request, cancel);
        if (payment is null)
        {
            var returnTo = origin is null ? request.ReturnPath : request.Site + request.ReturnPath;
            payment = TestPayment.Open(request, returnTo, time.GetUtcNow().UtcDateTime);
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
        return new StartedCheckout(payment.Reference, $"{origin}/test-processor/pay/{payment.Reference}");
    }

    private static Task<TestPayment?> FindAsync(AppDb db, CheckoutRequest request, CancellationToken cancel) =>
        db.Set<TestPayment>().AsNoTracking().SingleOrDefaultAsync(p => p.RequestId == request.RequestId, cancel);

    public async Task<CheckoutRecord> FetchAsync(string reference, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var payment = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<TestPayment>().AsNoTracking().Include(p => p.Refunds)
            .SingleOrDefaultAsync(p => p.Reference == reference, cancel) ?? throw new ProcessorFailure("not_found", final: true);
        var state = payment.StateAt(time.GetUtcNow().UtcDateTime);
        return new CheckoutRecord(state, state == CheckoutState.Paid ? [RecordOf(payment)] : []);
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

    public async ValueTask<WebhookEvent> VerifyAsync(IHeaderDictionary headers, ReadOnlyMemory<byte> body, DateTime now, CancellationToken cancel)
    {
        var shared = await secret.GetAsync(cancel);
        switch (TimedSignature.Verify(headers[SignatureHeader], body.Span, [shared], now))
        {
            case SignatureVerdict.Bad:
                throw new Refused("signature_bad", 400, "The signature does not fit the body.");
            case SignatureVerdict.Old:
                throw new Refused("signature_old", 400, "The signature is too old.");
        }
        try
        {
            var told = JsonSerializer.Deserialize<TestEventBody>(body.Span);
            if (told is { Id.Length: > 0 and <= 200, Type.Length: > 0 and <= 100, Object.Reference.Length: > 0 and <= 200 })
                return new WebhookEvent(told.Id, told.Type, told.Object.Reference);
        }
        catch (JsonException)
        {
            // Falls through: signed or not, it cannot be read.
        }
        throw new Refused("payload_malformed", 400, "The body is no event of this processor.");
    }

    private static PaymentRecord RecordOf(TestPayment payment) => new(
        payment.Reference, payment.Captured, payment.Currency, payment.Fee, payment.PaysAt!.Value,
        [.. payment.Refunds.OrderBy(r => r.Id).Select(r => new RefundRecord(r.Reference, r.RequestId, r.Amount, RefundOutcome.Succeeded, null, r.CreatedAt))]);
}
