using System.Globalization;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Subscriptions;

/// <summary>Work: make the processor charge as our row says.</summary>
internal sealed record TellProcessor(long SubscriptionId)
{
    public static WorkOrder Of(long id) => new(id.ToString(CultureInfo.InvariantCulture), new TellProcessor(id));
}

/// <summary>Work: a subscription at a processor that has no row of ours shall charge no more.</summary>
internal sealed record EndAtProcessor(string Processor, string Reference)
{
    public static WorkOrder Of(string processor, string reference) => new($"{processor}:{reference}", new EndAtProcessor(processor, reference));
}

/// <summary>
/// Compares what the processor has with what we want and asks for the difference, so that it may run twice, late, and after other wishes.
/// </summary>
internal sealed class TellProcessors(AppDb db, PaymentProcessors processors, PublicAddress site, CommunityScope community,
    TimeProvider time)
    : IWork<TellProcessor>, IWork<EndAtProcessor>
{
    public async Task RunAsync(TellProcessor payload, WorkContext context, CancellationToken cancel)
    {
        community.Enter(context.CommunityId);
        var wanted = await db.Set<Subscription>().AsNoTracking().SingleAsync(s => s.Id == payload.SubscriptionId, cancel);
        if (!wanted.IsTelling)
            return;
        if (wanted.Reference is not { } reference)
            throw new WorkFailure("reference_unknown");
        var standing = await AskAsync(async () =>
        {
            var processor = Recurring(wanted.Processor!);
            var theirs = await processor.FetchSubscriptionAsync(reference, cancel);
            return await AlignAsync(processor, wanted, reference, theirs, cancel);
        });
        await NoteAsync(wanted, standing, cancel);
    }

    public Task RunAsync(EndAtProcessor payload, WorkContext context, CancellationToken cancel) => AskAsync(async () =>
    {
        // It may come to life again there and be ended again: the same request id would be answered with what was done before.
        await Recurring(payload.Processor).CancelSubscriptionAsync(
            payload.Reference, false, $"gs_end_{payload.Reference}_{context.EnqueuedAt.Ticks}", cancel);
        return true;
    });

    /// <returns>The plan that they charge now, and what they ask the buyer for another.</returns>
    private async Task<PlanStanding> AlignAsync(
        IRecurringProcessor processor, Subscription wanted, string reference, SubscriptionRecord theirs, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var request = $"gs_{wanted.Id}_{wanted.WishedAt!.Value.Ticks}_";
        var charged = theirs.PlanKey ?? wanted.PlanTold;
        if (theirs.State == SubscriptionState.Ended)
            return new PlanStanding(charged);
        if (wanted.StateAt(now) == SubscriptionStanding.Ended)
        {
            await processor.CancelSubscriptionAsync(reference, false, request + "end", cancel);
            return new PlanStanding(charged);
        }
        if (wanted.IsCancelled && !theirs.EndsAtPeriodEnd)
            await processor.CancelSubscriptionAsync(reference, true, request + "cancel", cancel);
        else if (!wanted.IsCancelled && theirs.EndsAtPeriodEnd)
            await processor.KeepSubscriptionAsync(reference, request + "keep", cancel);
        var paused = wanted.PausedFrom is not null && !(wanted.PausedUntil <= now);
        if (paused && theirs.State != SubscriptionState.Paused)
            await processor.PauseSubscriptionAsync(reference, request + "pause", cancel);
        else if (!paused && theirs.State == SubscriptionState.Paused)
            await processor.ResumeSubscriptionAsync(reference, request + "resume", cancel);
        var plan = wanted.ToCharge();
        // What is cancelled is charged no more, by whatever plan: the next word about it is told once it is kept.
        if (plan.Key == charged || wanted.IsCancelled)
            return new PlanStanding(charged);
        if (wanted is { ConsentPlan: { } asked, ConsentUrl: { } url } && asked == plan.Key)
            return new PlanStanding(charged, new AskedConsent(asked, url));
        // Where the buyer has to agree once more, the old price is charged until they have.
        var start = await processor.ChangeSubscriptionAsync(
            reference, plan, request + "plan", site.Of($"/account/subscriptions/{wanted.Id}?returned=1"), cancel);
        return start is CheckoutStart.Page page ? new PlanStanding(charged, new AskedConsent(plan.Key, page.Url))
            : new PlanStanding(plan.Key);
    }

    private async Task NoteAsync(Subscription wanted, PlanStanding standing, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.TakeCustomerTurnAsync(wanted.CommunityId, wanted.MemberId, now, cancel);
        var subscription = await db.Set<Subscription>().SingleAsync(s => s.Id == wanted.Id, cancel);
        // One that has ended or was changed meanwhile is not asked about.
        if (subscription.Told(wanted.WishedAt!.Value, standing, now) && subscription.AwaitsConsent)
            db.Publish(() => new ConsentNeeded(subscription.CommunityId, subscription.MemberId, subscription.Id, subscription.Item,
                subscription.Title, processors.Get(subscription.Processor!).Title));
        db.Enqueue(() => TendSubscription.Of(wanted.Id));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (ProcessorFailure failure)
        {
            throw new WorkFailure(failure.Code, failure.IsFinal);
        }
    }

    private IRecurringProcessor Recurring(string name) =>
        processors.Get(name) as IRecurringProcessor ?? throw new ProcessorFailure("not_recurring", final: true);
}
