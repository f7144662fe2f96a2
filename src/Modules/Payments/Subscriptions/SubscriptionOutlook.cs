using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;

namespace Guildhall.Payments.Subscriptions;

/// <summary>What comes next of a subscription, in a sentence.</summary>
internal static class SubscriptionOutlook
{
    /// <param name="day">Writes an instant as a day of the reader's.</param>
    public static string Of(Subscription s, SubscriptionStanding standing, Func<DateTime, string> day, Texts T) => standing switch
    {
        SubscriptionStanding.Ended => s.EndReason is { } reason ? T["Ended on {0}: {1}", day(s.EndedAt!.Value), SubscriptionWords.Ending(reason, T)]
            : T["Ended"],
        SubscriptionStanding.Paused when s.PausedUntil is { } until => T["Paused until {0}", day(until)],
        SubscriptionStanding.Paused => T["Paused"],
        SubscriptionStanding.PastDue => T["Payment overdue. You keep access until {0}.", day(s.LapsesAt ?? s.PaidUntil)],
        _ when s.CancelAt is { } end => T["Ends on {0}; no further charges.", day(end)],
        _ when s.PausedFrom is { } from && s.PausedUntil is { } resumes => T["Pauses from {0} until {1}", day(from), day(resumes)],
        _ when s.NextBack > 0 => T["{0} will be charged on {1}, and {2} of it goes back to you at once", Money(s.NextCharge, s, T), day(s.DueAt), Money(s.NextBack, s, T)],
        _ when s.IsRecurring => T["{0} will be charged on {1}", Money(s.NextCharge, s, T), day(s.DueAt)],
        _ => T["Paid until {0}. We'll remind you before.", day(s.PaidUntil)],
    };

    private static string Money(long amount, Subscription s, Texts T) => new Money(amount, s.Currency).Format(T.Language, trimZeros: true);
}
