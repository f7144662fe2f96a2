using System.Globalization;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui.Forms;
using Guildhall.Kernel.Values;

namespace Guildhall.Memberships.Tiers;

/// <summary>What was typed into the form of a tier, kept as it was typed.</summary>
internal sealed class TierForm
{
    public string? Name { get; set; }
    public string? Description { get; set; }

    /// <summary>One a line.</summary>
    public string? Benefits { get; set; }

    public string? Rank { get; set; }

    /// <summary>"free" or "paid".</summary>
    public string? Kind { get; set; }

    public string? MonthPrice { get; set; }
    public string? YearPrice { get; set; }

    /// <summary>Reads all fields and tells every fault at its field; the terms are only good when the form is valid.</summary>
    public TierTerms Read(FormState form, string currency)
    {
        var terms = new TierTerms(
            Name?.Trim() ?? "",
            Description?.Trim().ReplaceLineEndings("\n") ?? "",
            [.. (Benefits ?? "").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            ReadRank(form),
            Kind == "free",
            Kind == "free" ? null : ReadPrice(form, "monthPrice", MonthPrice, currency),
            Kind == "free" ? null : ReadPrice(form, "yearPrice", YearPrice, currency));
        foreach (var fault in terms.Faults(currency).Where(f => form.Error(f.Field!) is null))
            Add(form, fault);
        return terms;
    }

    private int ReadRank(FormState form)
    {
        if (int.TryParse(Rank?.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var rank))
            return rank;
        Add(form, Refused.AtField("rank", "rank_out_of_range", "A rank is a whole number from 0 to {0}.", Tier.HighestRank));
        return 0;
    }

    private static long? ReadPrice(FormState form, string field, string? typed, string currency)
    {
        var fault = MoneyText.Read(typed, currency, out var price);
        if (fault is MoneyFault.None)
            return price.Minor;
        if (fault is not MoneyFault.Missing)
            Add(form, fault switch
            {
                MoneyFault.Negative => Refused.AtField(field, "price_not_positive", "A price is more than zero."),
                MoneyFault.TooLarge => Refused.AtField(field, "price_too_large", "A price is at most {0}.", new Money(Money.MaxMinor, currency).ToDecimalString()),
                MoneyFault.TooManyDecimals => Refused.AtField(field, "price_too_many_decimals", "{0} has {1} decimals at most.", currency, Currencies.Get(currency).Exponent),
                _ => Refused.AtField(field, "price_not_a_number", "This is not an amount. Write it like {0}.", new Money(12_50, currency).ToDecimalString()),
            });
        return null;
    }

    private static void Add(FormState form, Refused fault) => form.Add(fault.Field, fault.Text, fault.Args);
}
