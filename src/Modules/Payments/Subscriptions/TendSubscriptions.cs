using System.Globalization;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Guildhall.Payments.Subscriptions;

/// <summary>Work: look after a subscription, whatever is due of it.</summary>
internal sealed record TendSubscription(long SubscriptionId)
{
    public static WorkOrder Of(long id) => new(id.ToString(CultureInfo.InvariantCulture), new TendSubscription(id));
}

/// <summary>
/// The clockwork of one subscription: reminds, asks the processor what it has charged, holds access open while a payment is late, ends what
/// has run out. It finds out by itself what is due, so it may run at any time and any number of times.
/// </summary>
internal sealed partial class TendSubscriptions(
    AppDb db, KeepSubscriptions keep, SettleSubscription settle, CommunityScope community, TimeProvider time,
        ILogger<TendSubscriptions> log)
    : IWork<TendSubscription>
{
    public async Task RunAsync(TendSubscription payload, WorkContext context, CancellationToken cancel)
    {
        community.Enter(context.CommunityId);
        var seen = await db.Set<Subscription>().AsNoTracking().SingleAsync(s => s.Id == payload.SubscriptionId, cancel);
        // Paid in time and heard too late is paid in time.
        var unheard = seen is { EndedAt: null, Processor: { } processor, Reference: { } reference }
            && !await LookAsync(processor, reference, cancel);
        context.RunAgainAt = await TendAsync(seen, unheard, cancel);
    }

    private async Task<bool> LookAsync(string processor, string reference, CancellationToken cancel)
    {
        try
        {
            await settle.RunAsync(processor, reference, [], cancel);
            return true;
        }
        catch (Exception error) when (!error.IsStopping(cancel) && error is ProcessorFailure)
        {
            NotRead(processor, ((ProcessorFailure)error).Code);
            return false;
        }
    }

    private async Task<DateTime?> TendAsync(Subscription seen, bool unheard, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        db.ChangeTracker.Clear();
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.TakeCustomerTurnAsync(seen.CommunityId, seen.MemberId, now, cancel);
        var subscription = await keep.FindAsync(seen.Id, cancel);
        var until = subscription.DueAt;
        // Without word from the processor nothing is ended that it may have charged.
        if (!unheard || subscription.CancelAt <= now)
            await EndAsync(subscription, now, cancel);
        if (subscription.EndedAt is null)
        {
            if (subscription.IsRecurring && !subscription.IsCancelled && subscription.DueAt - TendPlan.HoldAhead <= now
                && subscription.LapsesAt > now && subscription.StateAt(subscription.DueAt) == SubscriptionStanding.PastDue)
                await keep.HoldOpenAsync(subscription, now, cancel);
            if (TendPlan.ReminderDue(subscription, now) is { } days)
            {
                subscription.Reminded(days);
                db.Publish(() => new RenewalDue(subscription.CommunityId, subscription.MemberId, subscription.Id, subscription.Item,
                    subscription.Title, until, subscription.IsRecurring, subscription.NextCharge, subscription.Currency));
            }
        }
        if (subscription.IsTelling)
            db.Enqueue(() => TellProcessor.Of(subscription.Id));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return TendPlan.Next(subscription, now);
    }

    private async Task EndAsync(Subscription subscription, DateTime now, CancellationToken cancel)
    {
        var instants = subscription.Ripen(now);
        await keep.CountAsync(subscription, instants, cancel);
        if (subscription.EndedAt is null)
            return;
        await keep.CloseGraceAsync(subscription, "The payment did not come in time.", now, cancel);
        if (instants.Count > 0)
            db.Publish(() => new SubscriptionEnded(subscription.CommunityId, subscription.MemberId, subscription.Id, subscription.Item,
                subscription.Title, subscription.EndReason == EndReason.Lapsed, subscription.IsRecurring));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A subscription at {Processor} could not be read: {Failure}")]
    private partial void NotRead(string processor, string failure);
}

/// <summary>When something of a subscription is due.</summary>
internal static class TendPlan
{
    public static readonly TimeSpan HoldAhead = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    /// <summary>Days ahead: twice where the member pays by hand; before a charge once, and longer ahead of a rare one.</summary>
    private static int[] Reminders(Subscription s) => !s.IsRecurring ? [7, 1]
        : s.Interval == Kernel.Contracts.Memberships.Interval.Month ? [1] : [7];

    public static int? ReminderDue(Subscription s, DateTime now)
    {
        if (s.IsCancelled || s.EndedAt is not null || s.PausedFrom is not null && s.PausedUntil is null || now >= s.DueAt)
            return null;
        var reached = Reminders(s).Where(d => s.DueAt - TimeSpan.FromDays(d) <= now).ToList();
        // Bought a day before its end, or down for a week: one reminder, of what is left.
        return reached.Count > 0 && reached.Min() is var days && (s.RemindedOf != s.DueAt || s.RemindedDays > days) ? days : null;
    }

    /// <summary>When it should be looked after next: at once, where anything of it is due.</summary>
    public static DateTime? At(Subscription s, DateTime now) =>
        s.EndedAt is not null || s.DueAt - (s.IsRecurring ? HoldAhead : TimeSpan.Zero) <= now || s.CancelAt <= now
            || ReminderDue(s, now) is not null ? null : Next(s, now);

    /// <returns><c>null</c> when nothing will be due any more.</returns>
    public static DateTime? Next(Subscription s, DateTime now)
    {
        if (s.EndedAt is not null)
            return null;
        IEnumerable<DateTime?> due =
        [
            .. Reminders(s).Select(d => (DateTime?)(s.DueAt - TimeSpan.FromDays(d))), s.DueAt, s.LapsesAt, s.CancelAt, s.PausedFrom,
            s.PausedUntil, s.IsRecurring ? s.DueAt - HoldAhead : null, s.IsRecurring ? now + Daily : null,
        ];
        return due.Where(d => d > now).Min() ?? now + Daily;
    }
}
