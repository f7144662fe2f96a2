using System.Globalization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Memberships.Tiers;

/// <summary>A tier's form against what others have saved since it was opened.</summary>
internal static class TierShown
{
    /// <summary>The hidden field of a form that shows the tier as it is.</summary>
    public static string Of(Tier tier) => ShownValues.Of(
        ("name", tier.Name), ("description", tier.Description), ("benefits", Text(tier.Benefits)), ("rank", Text(tier.Rank)),
        ("monthPrice", Text(PriceOf(tier, Interval.Month))), ("yearPrice", Text(PriceOf(tier, Interval.Year))));

    /// <param name="currency">Of the typed prices.</param>
    /// <returns>What to save. A price that stays keeps its currency, which may be an older one than the community's.</returns>
    public static (TierTerms Terms, Money? Month, Money? Year) Merge(TierTerms typed, Tier tier, string currency, ShownValues shown)
    {
        var month = shown.Merge("monthPrice", Priced(typed.MonthPrice, currency), PriceOf(tier, Interval.Month), Text);
        var year = shown.Merge("yearPrice", Priced(typed.YearPrice, currency), PriceOf(tier, Interval.Year), Text);
        var terms = typed with
        {
            Name = shown.Merge("name", typed.Name, tier.Name)!,
            Description = shown.Merge("description", typed.Description, tier.Description)!,
            Benefits = shown.Merge("benefits", typed.Benefits, tier.Benefits, Text),
            Rank = shown.Merge("rank", typed.Rank, tier.Rank, Text),
            MonthPrice = month?.Minor,
            YearPrice = year?.Minor,
        };
        return (terms, month, year);
    }

    private static Money? PriceOf(Tier tier, Interval interval) =>
        tier.PriceOf(interval) is { Amount: { } amount } price ? new Money(amount, price.Currency) : null;

    private static Money? Priced(long? amount, string currency) => amount is { } minor ? new Money(minor, currency) : null;

    private static string Text(Money? price) => price is { } some ? $"{some.ToDecimalString()} {some.Currency}" : "";

    private static string Text(IReadOnlyList<string> benefits) => string.Join('\n', benefits);

    private static string Text(int rank) => rank.ToString(CultureInfo.InvariantCulture);
}
