using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Memberships.Tiers;

/// <summary>What an operator wants a tier to be.</summary>
/// <param name="IsFree">Read only when the tier is made.</param>
/// <param name="MonthPrice">Minor units; <c>null</c> where it is not sold by the month.</param>
/// <param name="YearPrice">Minor units; <c>null</c> where it is not sold by the year.</param>
internal sealed record TierTerms(string Name, string Description, IReadOnlyList<string> Benefits, int Rank, bool IsFree, long? MonthPrice, long? YearPrice)
{
    /// <summary>Everything that is wrong with it by itself, each at its field.</summary>
    public IEnumerable<Refused> Faults(string currency)
    {
        if (string.IsNullOrWhiteSpace(Name))
            yield return Refused.AtField("name", "name_missing", "Give the tier a name.");
        else if (Name.Length > Tier.NameLength)
            yield return Refused.AtField("name", "name_too_long", "A name has at most {0} characters.", Tier.NameLength);
        if (Description.Length > Tier.DescriptionLength)
            yield return Refused.AtField("description", "description_too_long", "A description has at most {0} characters.", Tier.DescriptionLength);
        if (Benefits.Count > Tier.MostBenefits)
            yield return Refused.AtField("benefits", "too_many_benefits", "A tier lists at most {0} benefits.", Tier.MostBenefits);
        if (Benefits.FirstOrDefault(b => b.Length > Tier.BenefitLength) is { } tooLong)
            yield return Refused.AtField("benefits", "benefit_too_long", "A benefit has at most {0} characters; this one has {1}: {2}…", Tier.BenefitLength, tooLong.Length, tooLong[..20]);
        if (Rank is < 0 or > Tier.HighestRank)
            yield return Refused.AtField("rank", "rank_out_of_range", "A rank is a whole number from 0 to {0}.", Tier.HighestRank);
        foreach (var fault in PriceFaults(currency))
            yield return fault;
    }

    private IEnumerable<Refused> PriceFaults(string currency)
    {
        if (IsFree && (MonthPrice ?? YearPrice) is not null)
            yield return Refused.AtField(MonthPrice is null ? "yearPrice" : "monthPrice", "free_tier_priced", "The free tier has no price. Make another tier for those who pay.");
        if (!IsFree && MonthPrice is null && YearPrice is null)
            yield return Refused.AtField("monthPrice", "price_missing", "Give a price per month, per year, or both.");
        foreach (var (field, price) in ((string, long?)[])[("monthPrice", MonthPrice), ("yearPrice", YearPrice)])
        {
            if (price < 1)
                yield return Refused.AtField(field, "price_not_positive", "A price is more than zero.");
            if (price > Money.MaxMinor)
                yield return Refused.AtField(field, "price_too_large", "A price is at most {0}.", new Money(Money.MaxMinor, currency).ToDecimalString());
        }
    }

    /// <exception cref="Refused">The first fault.</exception>
    public TierTerms Checked(string currency) => Faults(currency).FirstOrDefault() is { } fault ? throw fault : this;
}
