using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Processors;

namespace Guildhall.Payments.Subscriptions;

/// <summary>What subscriptions and their parts are called on screen.</summary>
internal static class SubscriptionWords
{
    public static string Standing(SubscriptionStanding standing, Texts T) => standing switch
    {
        SubscriptionStanding.Trial => T["On trial"],
        SubscriptionStanding.Active => T["Active"],
        SubscriptionStanding.PastDue => T["Past due"],
        SubscriptionStanding.Paused => T["Paused"],
        _ => T["Ended"],
    };

    public static string Price(long amount, string currency, Interval interval, Texts T)
    {
        var money = new Money(amount, currency).Format(T.Language, trimZeros: true);
        return interval switch
        {
            Interval.Month => T["{0}/month", money],
            Interval.Quarter => T["{0}/quarter", money],
            _ => T["{0}/year", money],
        };
    }

    /// <summary>"€8 for 3 more periods, then €10 a month".</summary>
    public static string Course(IReadOnlyList<PriceStep> steps, long final, string currency, Interval interval, Texts T) =>
        string.Join(T.IsChinese ? "，" : ", ",
        [
            .. steps.Select((s, i) => i == 0 ? T["{0} for {1} more {1:period|periods}", Money(s.Amount, currency, T), s.Periods]
                : T["then {0} for {1} {1:period|periods}", Money(s.Amount, currency, T), s.Periods]),
            steps.Count == 0 ? Price(final, currency, interval, T) : T["then {0}", Price(final, currency, interval, T)],
        ]);

    public static string Course(Subscription s, Texts T) =>
        Course(s.Course.Steps, s.Course.Final, s.Currency, (s.NextPlan ?? s.Plan).Interval, T);

    private static string Money(long amount, string currency, Texts T) => new Money(amount, currency).Format(T.Language, trimZeros: true);

    public static string Price(Plan plan, Texts T) => Price(plan.Amount, plan.Currency, plan.Interval, T);

    public static string Reason(CancelReason reason, Texts T) => reason switch
    {
        CancelReason.TooExpensive => T["Too expensive"],
        CancelReason.TooLittleTime => T["Not enough time"],
        CancelReason.NotWhatIExpected => T["Not what I expected"],
        CancelReason.GoalReached => T["I've learned what I wanted"],
        CancelReason.AtProcessor => T["Cancelled at the payment service"],
        _ => T["Another reason"],
    };

    public static string Ending(EndReason reason, Texts T) => reason switch
    {
        EndReason.Cancelled => T["Cancelled"],
        EndReason.Lapsed => T["Not paid in time"],
        EndReason.Refunded => T["Refunded"],
        _ => T["Changed plan"],
    };
}
