using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Guildhall.Payments.TestProcessor;

/// <summary>The buyer presses a button on the test processor's page. What the merchant hears of it, it hears later.</summary>
internal sealed class DecideTestPayment(AppDb db, Bell<TestEventWorker> bell, IOptions<PaymentsOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(1);

    /// <param name="decision">"pay", "decline", "cancel".</param>
    /// <returns>Where the merchant wants its buyer back.</returns>
    /// <exception cref="Refused">409: test payments are switched off, or the page has expired.</exception>
    public async Task<string> RunAsync(string reference, string? decision, TestScenario scenario, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        var payment = await TakeTestPayment.TakeAsync(db, reference, cancel) ?? throw Refused.NotFound();
        // Addresses of pages that were opened while the site tried itself out must open nothing once it sells.
        if (decision == "pay" && payment.IsUndecided && !options.Value.TestProcessor)
            throw new Refused("payments_off", 409, "Test payments are turned off on this site: nothing can be paid here.");
        var events = decision switch
        {
            "pay" => payment.Pay(scenario, now) ? Paid(payment, now) : [],
            "decline" => payment.Decline(now) ? [TestEvent.Of(TestEvent.PaymentDeclined, payment, copies: 2, now + Later, now)] : [],
            "cancel" => payment.Cancel(now) ? [TestEvent.Of(TestEvent.PaymentCancelled, payment, copies: 2, now + Later, now)] : [],
            _ => throw Refused.AtField("decision", "decision_unknown", "Choose pay, decline or cancel."),
        };
        if (decision == "pay" && payment is { PlanKey: not null, PaysAt: not null }
            && !await db.Set<TestSubscription>().AnyAsync(s => s.CheckoutReference == reference, cancel))
            db.Add(TestSubscription.Begin(payment, payment.PaysAt.Value));
        db.AddRange(events);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        bell.Ring();
        return payment.ReturnTo;
    }

    private static IEnumerable<TestEvent> Paid(TestPayment payment, DateTime now) => payment.Scenario switch
    {
        TestScenario.PaysLater =>
        [
            TestEvent.Of(TestEvent.PaymentProcessing, payment, copies: 2, now + Later, now),
            TestEvent.Of(TestEvent.PaymentSucceeded, payment, copies: 2, now + TestPayment.BankTime + Later, now),
        ],
        // The end of the story is told before its beginning.
        TestScenario.Shuffled =>
        [
            TestEvent.Of(TestEvent.PaymentSucceeded, payment, copies: 4, now + Later, now),
            TestEvent.Of(TestEvent.PaymentProcessing, payment, copies: 4, now + 2 * Later, now),
        ],
        TestScenario.Silent => [],
        _ => [TestEvent.Of(TestEvent.PaymentSucceeded, payment, copies: 2, now + Later, now)],
    };
}
