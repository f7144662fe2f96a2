using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;

namespace Guildhall.Payments.TestProcessor;

/// <summary>Somebody does something to a subscription on the test processor's own site, or the program asks for it.</summary>
internal sealed class DecideTestSubscription(AppDb db, Bell<TestEventWorker> bell, TimeProvider time)
{
    /// <param name="decision">"decline", "accept", "cancel", "keep", "pause", "resume" or "end".</param>
    public Task RunAsync(string reference, string? decision, CancellationToken cancel) => RunAsync(reference, (subscription, now) =>
    {
        switch (decision)
        {
            case "decline":
                subscription.Decline(3);
                break;
            case "accept":
                subscription.Decline(0);
                break;
            case "cancel":
                subscription.Cancel(true, now);
                break;
            case "end":
                subscription.Cancel(false, now);
                break;
            case "keep":
                subscription.Keep();
                break;
            case "pause":
                subscription.Pause(now);
                break;
            case "resume":
                subscription.Resume(now);
                break;
            default:
                throw Refused.AtField("decision", "decision_unknown", "Choose one of these.");
        }
    }, cancel);

    public async Task RunAsync(string reference, Action<TestSubscription, DateTime> decide, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        var subscription = await TakeTestPayment.TakeSubscriptionAsync(db, reference, cancel) ?? throw Refused.NotFound();
        decide(subscription, now);
        db.Add(TestEvent.Of(TestEvent.SubscriptionChanged, subscription, now));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        bell.Ring();
    }
}
