using System.Globalization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui.Forms;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Memberships.Tiers;

/// <summary>What was typed into the form of a tier, kept as it was typed.</summary>
public sealed class TierForm
{
    private readonly Dictionary<string, string?> _typed = [];

    /// <summary>A field by its name; <c>null</c> where nothing was posted for it.</summary>
    public string? this[string field]
    {
        get => _typed.GetValueOrDefault(field);
        set => _typed[field] = value;
    }

    public bool IsFree => this["kind"] == "free";

    /// <summary>The currencies whose fields it has, the community's first.</summary>
    internal IReadOnlyList<string> Currencies(string main) =>
        [.. (this["currencies"] ?? "").Split(',').Select(c => Kernel.Values.Currencies.Find(c)?.Code).OfType<string>().Prepend(main).Distinct()
            .Take(TierTerms.MostCurrencies)];

    /// <summary>Gives it fields for one more currency, where the writer has asked for that.</summary>
    internal bool AddsCurrency(string main)
    {
        if (this["do"] != "add" || Kernel.Values.Currencies.Find(this["addCurrency"]) is not { } more)
            return false;
        this["currencies"] = string.Join(',', Currencies(main).Append(more.Code));
        this["addCurrency"] = null;
        return true;
    }

    internal static TierForm Posted(IFormCollection posted)
    {
        var form = new TierForm();
        foreach (var (field, value) in posted)
            form[field] = value;
        return form;
    }

    /// <summary>The form of a tier as it is.</summary>
    /// <param name="main">The community's currency.</param>
    internal static TierForm Of(Tier tier, string main)
    {
        var form = new TierForm
        {
            ["name"] = tier.Name, ["description"] = tier.Description, ["benefits"] = string.Join('\n', tier.Benefits),
            ["rank"] = tier.Rank.ToString(CultureInfo.InvariantCulture),
            ["currencies"] = string.Join(',', TierShown.CurrenciesOf(tier, main)),
        };
        foreach (var price in tier.Sold)
        {
            form[PriceTerms.FieldOf(price.Interval, price.Currency, main)] =
                new Money(price.Amount!.Value, price.Currency).ToDecimalString();
            if (price.IntroAmount is { } intro)
                form[PriceTerms.IntroFieldOf(price.Interval, price.Currency, main)] = new Money(intro, price.Currency).ToDecimalString();
            if (price.TrialDays > 0)
                form["trialDays"] = price.TrialDays.ToString(CultureInfo.InvariantCulture);
            if (price.Days is { } days)
                form["days"] = days.ToString(CultureInfo.InvariantCulture);
            if (price.LastDay is { } last)
                form["lastDay"] = last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }
        return form;
    }

    /// <summary>Reads all fields and tells every fault at its field; the terms are only good when the form is valid.</summary>
    /// <param name="main">The community's currency.</param>
    internal TierTerms Read(FormState form, string main)
    {
        var terms = new TierTerms(
            this["name"]?.Trim() ?? "",
            this["description"]?.Trim().ReplaceLineEndings("\n") ?? "",
            [.. (this["benefits"] ?? "").ReplaceLineEndings("\n")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            ReadNumber(form, "rank") ?? 0,
            IsFree,
            IsFree ? [] : [.. Currencies(main).SelectMany(c => Enum.GetValues<Interval>().Select(i => ReadPrice(form, i, c, main)))
                .Where(p => p.Amount is not null)],
            main)
        {
            Currencies = Currencies(main),
        };
        foreach (var fault in terms.Faults().Where(f => form.Error(f.Field!) is null))
            Add(form, fault);
        return terms;
    }

    private PriceTerms ReadPrice(FormState form, Interval interval, string currency, string main)
    {
        var price = new PriceTerms(interval, ReadMoney(form, PriceTerms.FieldOf(interval, currency, main), currency), currency);
        return interval switch
        {
            Interval.Days => price with { Days = price.Amount is null ? null : ReadNumber(form, "days") },
            Interval.Until => price with { LastDay = price.Amount is null ? null : ReadDay(form) },
            _ when interval.Renews() => price with
            {
                IntroAmount = ReadMoney(form, PriceTerms.IntroFieldOf(interval, currency, main), currency),
                TrialDays = string.IsNullOrWhiteSpace(this["trialDays"]) ? 0 : ReadNumber(form, "trialDays") ?? 0,
            },
            _ => price,
        };
    }

    private int? ReadNumber(FormState form, string field)
    {
        if (int.TryParse(this[field]?.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;
        if (form.Error(field) is null)
            Add(form, field switch
            {
                "rank" => Refused.AtField(field, "rank_out_of_range", "A rank is a whole number from 0 to {0}.", Tier.HighestRank),
                "days" => Refused.AtField(field, "days_out_of_range", "Enter a number of days, 1 to {0}.", PriceTerms.MostDays),
                _ => Refused.AtField(field, "trial_days_out_of_range", "A trial has 0 to {0} days.", PriceTerms.MostTrialDays),
            });
        return null;
    }

    private DateOnly? ReadDay(FormState form)
    {
        if (DateOnly.TryParseExact(this["lastDay"]?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        Add(form, Refused.AtField("lastDay", "last_day_missing", "Enter the last day."));
        return null;
    }

    private long? ReadMoney(FormState form, string field, string currency)
    {
        var fault = MoneyText.Read(this[field], currency, out var price);
        if (fault is MoneyFault.None)
            return price.Minor;
        if (fault is not MoneyFault.Missing)
            Add(form, fault switch
            {
                MoneyFault.Negative => Refused.AtField(field, "price_not_positive", "A price must be more than zero."),
                MoneyFault.TooLarge => Refused.AtField(field, "price_too_large", "A price can be at most {0}.", new Money(Money.MaxMinor, currency).ToDecimalString()),
                MoneyFault.TooManyDecimals =>
                    Refused.AtField(field, "price_too_many_decimals", "{0} can have at most {1} {1:decimal|decimals}.", currency, Kernel.Values.Currencies.Get(currency).Exponent),
                _ => Refused.AtField(field, "price_not_a_number", "This is not a valid amount. Write it like {0}.", new Money(12_50, currency).ToDecimalString()),
            });
        return null;
    }

    private static void Add(FormState form, Refused fault) => form.Add(fault.Field, fault.Text, fault.Args);
}
