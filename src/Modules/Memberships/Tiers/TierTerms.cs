using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Memberships.Tiers;

/// <summary>What an operator wants a tier to be.</summary>
/// <param name="IsFree">Read only when the tier is made.</param>
/// <param name="Prices">One for each interval and currency at most; what is left out is not sold.</param>
/// <param name="Main">The community's currency.</param>
internal sealed record TierTerms(
    string Name, string Description, IReadOnlyList<string> Benefits, int Rank, bool IsFree, IReadOnlyList<PriceTerms> Prices, string Main)
{
    public const int MostCurrencies = 10;

    /// <summary>The currencies that the form showed: prices in others stay as they are. <c>null</c> for programs, which write all of
    /// them.</summary>
    public IReadOnlyList<string>? Currencies { get; init; }

    /// <summary>Everything that is wrong with it by itself, each at its field.</summary>
    public IEnumerable<Refused> Faults()
    {
        if (!WellFormed.HasInk(Name))
            yield return Refused.AtField("name", "name_missing", "Enter a name for the tier.");
        else if (Name.Length > Tier.NameLength)
            yield return Refused.AtField("name", "name_too_long", "A name can have at most {0} characters.", Tier.NameLength);
        if (Description.Length > Tier.DescriptionLength)
            yield return Refused.AtField("description", "description_too_long", "A description can have at most {0} characters.", Tier.DescriptionLength);
        if (Benefits.Count > Tier.MostBenefits)
            yield return Refused.AtField("benefits", "too_many_benefits", "A tier lists at most {0} benefits.", Tier.MostBenefits);
        if (Benefits.FirstOrDefault(b => b.Length > Tier.BenefitLength) is { } tooLong)
            yield return Refused.AtField("benefits", "benefit_too_long", "A benefit can have at most {0} characters; this one has {1}: {2}…", Tier.BenefitLength, tooLong.Length, tooLong[..20]);
        if (Rank is < 0 or > Tier.HighestRank)
            yield return Refused.AtField("rank", "rank_out_of_range", "A rank is a whole number from 0 to {0}.", Tier.HighestRank);
        foreach (var fault in PriceFaults())
            yield return fault;
    }

    private IEnumerable<Refused> PriceFaults()
    {
        var sold = Prices.Where(p => p.Amount is not null).ToList();
        if (IsFree && sold.Count > 0)
            yield return Refused.AtField(PriceTerms.FieldOf(sold[0].Interval, sold[0].Currency, Main), "free_tier_priced", "The free tier has no price. Create another tier for paying members.");
        if (!IsFree && sold.Count == 0)
            yield return Refused.AtField("monthPrice", "price_missing", "Enter a price for at least one period.");
        if (Prices.GroupBy(p => (p.Interval, p.Currency)).FirstOrDefault(g => g.Count() > 1) is { } twice)
            yield return Refused.AtField("prices", "price_twice", "Enter one price per period; there are two for “{0}”.", twice.Key.Interval.Word());
        if (sold.Select(p => p.Currency).Distinct().Count() > MostCurrencies)
            yield return Refused.AtField("addCurrency", "too_many_currencies", "A tier can be sold in at most {0} currencies.", MostCurrencies);
        foreach (var fault in Prices.SelectMany(p => p.Faults(Main)).DistinctBy(f => (f.Field, f.Code)))
            yield return fault;
    }

    /// <exception cref="Refused">The first fault.</exception>
    public TierTerms Checked() => Faults().FirstOrDefault() is { } fault ? throw fault : this;

    /// <summary>The terms of every interval in these currencies and its own, also of those that shall not be sold.</summary>
    public IEnumerable<PriceTerms> EveryPrice(IEnumerable<string> currencies) => Prices.Select(p => p.Currency).Union(currencies)
        .SelectMany(c => Enum.GetValues<Interval>().Select(i => Prices.FirstOrDefault(p => p.Interval == i && p.Currency == c)
            ?? new PriceTerms(i, null, c)));
}
