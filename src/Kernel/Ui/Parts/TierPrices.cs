using System.Globalization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Values;

namespace Guildhall.Kernel.Ui.Parts;

/// <summary>What the periods that a tier is sold for are called.</summary>
public static class TierPrices
{
    /// <summary>After an amount: "per month", "for 90 days", "until 30 Jun 2027".</summary>
    public static string Per(TierPrice price, Texts T) => price.Interval switch
    {
        Interval.Month => T["per month"],
        Interval.Quarter => T["per quarter"],
        Interval.Year => T["per year"],
        Interval.Lifetime => T["one-time, lifetime"],
        Interval.Days => T["for {0} {0:day|days}", price.Days ?? 0],
        _ => T["until {0}", Day(price.LastDay, T)],
    };

    /// <summary>By itself: "One month", "90 days", "Until 30 Jun 2027".</summary>
    public static string Name(TierPrice price, Texts T) => price.Interval switch
    {
        Interval.Month => T["One month"],
        Interval.Quarter => T["Three months"],
        Interval.Year => T["One year"],
        Interval.Lifetime => T["Lifetime"],
        Interval.Days => T["{0} {0:day|days}", price.Days ?? 0],
        _ => T["Until {0}", Day(price.LastDay, T)],
    };

    /// <summary>What newcomers get, in a sentence; <c>null</c> for nothing of the kind.</summary>
    public static string? ForNewcomers(IReadOnlyList<TierPrice> prices, Texts T)
    {
        var days = prices.Select(p => p.TrialDays).DefaultIfEmpty().Max();
        var trial = days > 0 ? T["{0} {0:day|days} free for new members.", days] : null;
        var intro = prices.FirstOrDefault(p => p.IntroAmount is not null) is { IntroAmount: { } amount } price
            ? T["First period for {0}.", new Money(amount, price.Currency).Format(T.Language, trimZeros: true)] : null;
        return trial is null ? intro : intro is null ? trial : trial + (T.IsChinese ? "" : " ") + intro;
    }

    /// <summary>Sold by the month and by the year, so that a switch can show one of them.</summary>
    public static bool HasBothTerms(TierOffer offer) =>
        offer.PriceOf(Interval.Month) is not null && offer.PriceOf(Interval.Year) is not null;

    /// <summary>What a <see cref="TermSwitch"/> knows a price by; <c>null</c> for one that is always shown.</summary>
    public static string? Term(IReadOnlyList<TierPrice> prices, TierPrice price) =>
        price.Interval is Interval.Month or Interval.Year
            && prices.Any(p => p.Interval == (price.Interval == Interval.Month ? Interval.Year : Interval.Month))
            ? price.Interval == Interval.Month ? "month" : "year" : null;

    /// <summary>
    /// How much less a year costs than twelve months, rounded to whole percent; <c>null</c> where it is not less, or
    /// the two are not sold in one currency.
    /// </summary>
    public static int? SavedPercent(TierOffer offer)
    {
        if (offer.PriceOf(Interval.Month) is not { } month || offer.PriceOf(Interval.Year) is not { } year
            || month.Currency != year.Currency)
            return null;
        var twelve = (decimal)month.Amount * 12;
        return (int)decimal.Round((twelve - year.Amount) * 100 / twelve, MidpointRounding.ToEven) is > 0 and var saved ? saved : null;
    }

    private static string Day(DateOnly? day, Texts T) =>
        day?.ToString(T.IsChinese ? "yyyy年M月d日" : "d MMM yyyy", T.IsChinese ? CultureInfo.InvariantCulture : T.Culture) ?? "";
}
