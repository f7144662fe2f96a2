using System.Globalization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;

namespace Guildhall.Memberships.Tiers;

/// <summary>A tier's form against what others have saved since it was opened.</summary>
internal static class TierShown
{
    /// <summary>The hidden field of a form that shows the tier as it is.</summary>
    /// <param name="main">The community's currency.</param>
    public static string Of(Tier tier, string main) => ShownValues.Of(
    [
        ("name", tier.Name), ("description", tier.Description), ("benefits", Text(tier.Benefits)), ("rank", Text(tier.Rank)),
        .. Current(tier, CurrenciesOf(tier, main)).SelectMany(p => ((string, string?)[])
            [(PriceTerms.FieldOf(p.Interval, p.Currency, main), p.AmountText),
            (PriceTerms.IntroFieldOf(p.Interval, p.Currency, main), p.IntroText)]),
        ("days", Text(DaysOf(tier))), ("lastDay", Text(LastDayOf(tier))), ("trialDays", Text(TrialOf(tier.Sold.Select(p => p.Terms)))),
    ]);

    /// <summary>The currencies of its form: the community's, then those that it is sold in beside.</summary>
    public static IReadOnlyList<string> CurrenciesOf(Tier tier, string main) =>
        [.. tier.Sold.Select(p => p.Currency).Order(StringComparer.Ordinal).Prepend(main).Distinct()];

    /// <summary>What to save.</summary>
    public static TierTerms Merge(TierTerms typed, Tier tier, ShownValues shown)
    {
        var currencies = CurrenciesOf(tier, typed.Main).Union(typed.Prices.Select(p => p.Currency)).ToList();
        var wanted = typed.EveryPrice(currencies).ToList();
        var current = Current(tier, [.. wanted.Select(p => p.Currency).Distinct()]).ToList();
        var trial = shown.Merge("trialDays", TrialOf(typed.Prices), TrialOf(tier.Sold.Select(p => p.Terms)), d => Text(d));
        var days = shown.Merge("days", wanted.Find(p => p is { Interval: Interval.Days, Amount: not null })?.Days, DaysOf(tier), d => Text(d));
        var lastDay = shown.Merge("lastDay", wanted.Find(p => p is { Interval: Interval.Until, Amount: not null })?.LastDay, LastDayOf(tier),
            d => Text(d));
        return typed with
        {
            Name = shown.Merge("name", typed.Name, tier.Name)!,
            Description = shown.Merge("description", typed.Description, tier.Description)!,
            Benefits = shown.Merge("benefits", typed.Benefits, tier.Benefits, Text),
            Rank = shown.Merge("rank", typed.Rank, tier.Rank, r => Text(r)),
            Prices =
            [
                .. wanted.Zip(current, (w, c) =>
                    // Made by somebody else since the form was opened: it was not there to be left empty.
                    typed.Currencies?.Contains(w.Currency) == false ? c
                    // A program says of each price how long it runs; the form has one field for all.
                    : typed.Currencies is null ? w : Price(w, c, typed.Main, trial, days, lastDay, shown))
                .Where(p => p.Amount is not null),
            ],
        };
    }

    private static PriceTerms Price(
        PriceTerms wanted, PriceTerms current, string main, int trial, int? days, DateOnly? lastDay, ShownValues shown)
    {
        var amount = shown.Merge(PriceTerms.FieldOf(wanted.Interval, wanted.Currency, main), Bare(wanted), Bare(current),
            p => p.AmountText);
        if (!wanted.Interval.Renews())
            return amount with
            {
                Days = wanted.Interval == Interval.Days ? days : null,
                LastDay = wanted.Interval == Interval.Until ? lastDay : null,
            };
        var intro = shown.Merge(PriceTerms.IntroFieldOf(wanted.Interval, wanted.Currency, main), wanted, current, p => p.IntroText);
        return amount with { IntroAmount = intro.IntroAmount, TrialDays = trial };
    }

    private static PriceTerms Bare(PriceTerms price) => price with { TrialDays = 0, IntroAmount = null, Days = null, LastDay = null };

    /// <summary>What is in effect for each interval in each of these currencies, in this order.</summary>
    private static IEnumerable<PriceTerms> Current(Tier tier, IReadOnlyList<string> currencies) => currencies.SelectMany(c =>
        Enum.GetValues<Interval>().Select(i => tier.PriceOf(i, c) is { Amount: not null } price ? price.Terms
            : new PriceTerms(i, null, c)));

    /// <summary>The form has one trial for all periods that renew.</summary>
    private static int TrialOf(IEnumerable<PriceTerms> prices) =>
        prices.Where(p => p.Amount is not null).Select(p => p.TrialDays).DefaultIfEmpty().Max();

    private static int? DaysOf(Tier tier) => tier.Sold.FirstOrDefault(p => p.Interval == Interval.Days)?.Days;

    private static DateOnly? LastDayOf(Tier tier) => tier.Sold.FirstOrDefault(p => p.Interval == Interval.Until)?.LastDay;

    private static string Text(IReadOnlyList<string> benefits) => string.Join('\n', benefits);

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
