using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Memberships.Tiers;

/// <summary>How a tier is, or shall be, sold for one interval.</summary>
/// <param name="Amount">Minor units of <paramref name="Currency"/>; <c>null</c> where it is not sold.</param>
internal sealed record PriceTerms(Interval Interval, long? Amount, string Currency)
{
    public const int MostDays = 3660, MostTrialDays = 90;

    public int? Days { get; init; }
    public DateOnly? LastDay { get; init; }
    public int TrialDays { get; init; }
    public long? IntroAmount { get; init; }

    /// <summary>The form's and the refusals' name of an amount: <c>monthPrice</c>, and <c>monthPrice-EUR</c> beside the main
    /// currency.</summary>
    /// <param name="main">The community's currency.</param>
    public static string FieldOf(Interval interval, string currency, string main) => interval.Word() + "Price" + Tail(currency, main);

    public static string IntroFieldOf(Interval interval, string currency, string main) =>
        interval.Word() + "Intro" + Tail(currency, main);

    private static string Tail(string currency, string main) => currency == main ? "" : "-" + currency;

    /// <summary>As a form and a conflict show it: "25.00 CNY".</summary>
    public string AmountText => Text(Amount);

    public string IntroText => Text(IntroAmount);

    /// <summary>Everything that is wrong with it by itself, each at its field.</summary>
    /// <param name="main">The community's currency, whose fields have plain names.</param>
    public IEnumerable<Refused> Faults(string main)
    {
        var (field, introField) = (FieldOf(Interval, Currency, main), IntroFieldOf(Interval, Currency, main));
        if (Amount is not { } amount)
            yield break;
        if (AmountFault(field, amount) is { } fault)
            yield return fault;
        if (Interval == Interval.Days && Days is null or < 1 or > MostDays)
            yield return Refused.AtField("days", "days_out_of_range", "Enter a number of days, 1 to {0}.", MostDays);
        if (Interval == Interval.Until && LastDay is null)
            yield return Refused.AtField("lastDay", "last_day_missing", "Enter the last day.");
        if (TrialDays is < 0 or > MostTrialDays)
            yield return Refused.AtField("trialDays", "trial_days_out_of_range", "A trial has 0 to {0} days.", MostTrialDays);
        if (IntroAmount is not { } intro)
            yield break;
        if (AmountFault(introField, intro) is { } wrong)
            yield return wrong;
        else if (intro >= amount)
            yield return Refused.AtField(introField, "intro_not_lower", "The first period must cost less than the following ones.");
    }

    private Refused? AmountFault(string field, long amount) =>
        amount < 1 ? Refused.AtField(field, "price_not_positive", "A price must be more than zero.")
        : amount > Money.MaxMinor ? Refused.AtField(field, "price_too_large", "A price can be at most {0}.", new Money(Money.MaxMinor, Currency).ToDecimalString())
        : null;

    private string Text(long? minor) => minor is { } some ? $"{new Money(some, Currency).ToDecimalString()} {Currency}" : "";
}
