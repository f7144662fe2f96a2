using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Ui.Parts;
using Guildhall.Kernel.Values;

namespace Guildhall.Memberships.Tiers;

/// <param name="Opens">What it opens there, in the reader's language.</param>
public sealed record TierPlace(int Rank, string Text, string Opens);

/// <summary>
/// Where a tier can stand among the others of its community, in words: above or beside each of them. A rank is a number that nobody should
/// have to choose, since a number too high gives away what dearer tiers cost.
/// </summary>
/// <param name="others">By rank, with their prices.</param>
internal sealed class TierPlaces(IReadOnlyList<Tier> others, CommunityInfo community, Texts t)
{
    private const int Step = 10;

    /// <param name="own">The rank that it has or that was chosen: it is among the places, whatever it is.</param>
    /// <param name="isFree">Stands below all others.</param>
    public IReadOnlyList<TierPlace> All(int? own, bool isFree)
    {
        var floor = isFree ? -1 : others.Where(o => o.IsFree).Select(o => o.Rank).DefaultIfEmpty(-1).Max();
        var ranks = others.Select(o => o.Rank).Distinct().Order().ToList();
        List<TierPlace> places = [];
        if (floor < 0 && (ranks.Count == 0 ? Step : Between(-1, ranks[0], own)) is { } lowest)
            places.Add(Place(lowest, ranks.Count == 0 ? t["The first tier"] : t["Below {0}", Names(ranks[0])]));
        for (var i = 0; i < ranks.Count && !isFree; i++)
        {
            if (ranks[i] > floor)
                places.Add(Place(ranks[i], t["Beside {0}", Names(ranks[i])]));
            if (ranks[i] >= floor && Between(ranks[i], i + 1 < ranks.Count ? ranks[i + 1] : null, own) is { } above)
                places.Add(Place(above, t["Above {0}", Names(ranks[i])]));
        }
        if (own is { } rank && places.All(p => p.Rank != rank))
            places.Add(Place(rank, t["Rank {0}", rank]));
        return places;
    }

    /// <summary>Above those that cost no more; where nothing can be compared, above the free one.</summary>
    /// <param name="monthly">Of one month, in the community's currency.</param>
    public int Proposed(decimal? monthly)
    {
        var under = others.Where(o => o.IsFree || Monthly(o) is { } price && price <= monthly).Select(o => o.Rank).DefaultIfEmpty(-1).Max();
        var above = others.Where(o => o.Rank > under).Select(o => (int?)o.Rank).Min();
        if (Between(under, above, null) is { } between)
            return between;
        // No number is left between: rather beside the cheaper than beside the dearer, but never beside the free one.
        return others.Any(o => o.IsFree && o.Rank == under) ? above ?? Tier.HighestRank : under;
    }

    /// <summary>Tiers that cost more, and that this one would open for less.</summary>
    public IReadOnlyList<Tier> Undercut(int rank, decimal? monthly) =>
        [.. others.Where(o => o.Rank <= rank && Monthly(o) is { } price && price > monthly)];

    public string Opens(int rank)
    {
        var below = others.Where(o => o.Rank <= rank).ToList();
        if (below.Count == 0)
            return t["Opens only what is given to this tier."];
        var spaces = community.OpenSpaces.Where(s => below.Any(b => b.Id == s.TierId)).Select(s => s.Name).ToList();
        return t["Opens everything of {0}.", Joined(below.Select(Named))]
            + (spaces.Count == 0 ? "" : (t.IsChinese ? "" : " ") + t["Spaces: {0}.", Joined(spaces)]);
    }

    public string Named(Tier tier) => tier.IsFree ? t["{0} (free)", tier.Name]
        : tier.Sold.FirstOrDefault(p => p.Currency == community.Currency) is { Amount: { } amount } sold
            ? t["{0} ({1} {2})", tier.Name, new Money(amount, community.Currency).Format(t.Language, trimZeros: true),
                TierPrices.Per(Sale(sold, amount), t)]
            : tier.Name;

    private static TierPrice Sale(Price sold, long amount) =>
        new(sold.Id, sold.Interval, amount, sold.Currency) { Days = sold.Days, LastDay = sold.LastDay };

    /// <summary>The least that a month costs; <c>null</c> without a price that renews.</summary>
    public static decimal? Monthly(IEnumerable<PriceTerms> prices, string currency) => prices
        .Where(p => p.Currency == currency && p.Amount is not null && p.Interval.Renews())
        .Select(p => (decimal?)p.Amount!.Value / p.Interval.Months()).Min();

    private decimal? Monthly(Tier tier) => tier.IsFree ? null : Monthly(tier.Sold.Select(p => p.Terms), community.Currency);

    private TierPlace Place(int rank, string text) => new(rank, text, Opens(rank));

    // The rank that it has, where that lies between; else one in the middle. null: there is none.
    private static int? Between(int below, int? above, int? own)
    {
        if (own > below && (above is null || own < above))
            return own;
        var middle = above is { } high ? below + (high - below) / 2
            : Math.Min(below < 0 ? Step : below + Step, Tier.HighestRank);
        return middle > below && (above is null || middle < above) ? middle : null;
    }

    private string Names(int rank) => Joined(others.Where(o => o.Rank == rank).Select(Named));

    private string Joined(IEnumerable<string> names) => string.Join(t.IsChinese ? "、" : ", ", names);
}
