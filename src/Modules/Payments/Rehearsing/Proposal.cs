using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Payments.Rehearsing;

/// <summary>What an operator thinks of changing. Nothing of it is stored.</summary>
public sealed record Proposal
{
    /// <summary>A <c>null</c> amount ends the sale of that interval in that currency.</summary>
    public IReadOnlyDictionary<(long TierId, Interval Interval, string Currency), long?> Prices { get; init; } =
        new Dictionary<(long, Interval, string), long?>();

    /// <summary>Which tier shall open a space; <c>null</c> for everybody.</summary>
    public IReadOnlyDictionary<long, long?> Opens { get; init; } = new Dictionary<long, long?>();

    /// <summary>Tiers that shall no longer be sold.</summary>
    public IReadOnlySet<long> Closes { get; init; } = new HashSet<long>();

    /// <summary>Tiers that shall become part of another one: who holds the first holds the second.</summary>
    public IReadOnlyDictionary<long, long> Merges { get; init; } = new Dictionary<long, long>();

    /// <summary>Coupons that shall take nothing off running subscriptions any more.</summary>
    public IReadOnlySet<long> EndsCoupons { get; init; } = new HashSet<long>();

    public bool IsEmpty => Prices.Count + Opens.Count + Closes.Count + Merges.Count + EndsCoupons.Count == 0;

    /// <exception cref="Refused">422: it names what there is not, or merges in a circle.</exception>
    internal Proposal Check(IReadOnlyList<TierOffer> tiers, CommunityInfo community)
    {
        var known = tiers.ToDictionary(t => t.TierId);
        if (Prices.Keys.Select(p => p.TierId).Concat(Closes).Concat(Merges.Keys).Concat(Merges.Values).Concat(Opens.Values.OfType<long>())
            .Any(id => !known.ContainsKey(id)))
            throw Refused.AtField("tiers", "tier_unknown", "There is no such tier in this community.");
        if (Opens.Keys.Any(id => community.Spaces.All(s => s.Id != id)))
            throw Refused.AtField("spaces", "space_unknown", "There is no such space in this community.");
        if (Merges.Any(m => m.Key == m.Value || Merges.ContainsKey(m.Value)))
            throw Refused.AtField("tiers", "merge_circle", "A tier is merged into one that stays.");
        if (Merges.Keys.Concat(Prices.Keys.Select(p => p.TierId)).Any(id => known[id].IsFree && !known[id].Archived))
            throw Refused.AtField("tiers", "free_tier_stays", "The free tier has no price, and everyone who joins holds it.");
        if (Prices.Values.Any(a => a is < 1 or > Money.MaxMinor))
            throw Refused.AtField("prices", "price_out_of_range", "A price must be more than zero and at most {0} minor units.", Money.MaxMinor);
        return this;
    }
}

/// <summary>A proposal as a program writes it. What is left out stays as it is.</summary>
/// <param name="Prices">Prices that change.</param>
/// <param name="Spaces">Spaces that another tier shall open.</param>
/// <param name="Close">Ids of tiers that shall no longer be sold.</param>
/// <param name="Merge">Tiers that shall become part of another one.</param>
/// <param name="EndCoupons">Ids of coupons that shall take nothing off running subscriptions any more.</param>
public sealed record ProposalBody(
    IReadOnlyList<ProposedPrice>? Prices = null, IReadOnlyList<ProposedSpace>? Spaces = null, IReadOnlyList<long>? Close = null,
    IReadOnlyList<ProposedMerge>? Merge = null, IReadOnlyList<long>? EndCoupons = null)
{
    internal Proposal ToProposal(string currency) => new()
    {
        Prices = (Prices ?? []).GroupBy(p => (p.Tier, IntervalOf(p.Interval), CurrencyOf(p.Currency ?? currency)))
            .ToDictionary(g => g.Key, g => g.Last().Amount),
        Opens = (Spaces ?? []).GroupBy(s => s.Space).ToDictionary(g => g.Key, g => g.Last().Tier),
        Closes = (Close ?? []).ToHashSet(),
        Merges = (Merge ?? []).GroupBy(m => m.Tier).ToDictionary(g => g.Key, g => g.Last().Into),
        EndsCoupons = (EndCoupons ?? []).ToHashSet(),
    };

    private static Interval IntervalOf(string? word) => Intervals.Read(word)
        ?? throw Refused.AtField("interval", "interval_unknown", "Choose one of the periods.");

    private static string CurrencyOf(string code) => Currencies.Find(code)?.Code
        ?? throw Refused.AtField("currency", "currency_unknown", "There is no currency {0}.", code.CutTo(20));
}

/// <param name="Interval">"month", "quarter", "year", "lifetime", "days" or "until".</param>
/// <param name="Amount">Minor units; null ends its sale.</param>
/// <param name="Currency">ISO 4217; the community's when left out.</param>
public sealed record ProposedPrice(long Tier, string? Interval, long? Amount, string? Currency = null);

/// <param name="Tier">Null opens it to everybody.</param>
public sealed record ProposedSpace(long Space, long? Tier);

public sealed record ProposedMerge(long Tier, long Into);
