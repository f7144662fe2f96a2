using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Tiers;

/// <summary>What a community offers, with the prices of today.</summary>
internal sealed class TierCatalogue(AppDb db) : ITiers
{
    public async Task<IReadOnlyList<TierOffer>> ListAsync(long communityId, CancellationToken cancel = default) =>
        [.. (await AllAsync(communityId, cancel)).Where(t => !t.Archived)];

    public async Task<TierOffer?> FindAsync(long communityId, long tierId, CancellationToken cancel = default) =>
        (await AllAsync(communityId, cancel)).FirstOrDefault(t => t.TierId == tierId);

    /// <summary>By rank, archived ones included.</summary>
    public async Task<IReadOnlyList<TierOffer>> AllAsync(long communityId, CancellationToken cancel = default)
    {
        var tiers = await db.Set<Tier>().IgnoreQueryFilters().AsNoTracking()
            .Where(t => t.CommunityId == communityId)
            .OrderBy(t => t.Rank).ThenBy(t => t.Id)
            .Select(t => new { Tier = t, Archived = db.Set<TierArchival>().Any(a => a.TierId == t.Id) })
            .ToListAsync(cancel);
        var prices = await db.Set<Price>().IgnoreQueryFilters().AsNoTracking()
            .Where(p => p.CommunityId == communityId && !db.Set<Price>()
                .Any(later => later.CommunityId == communityId && later.TierId == p.TierId && later.Interval == p.Interval
                    && later.Currency == p.Currency && later.Id > p.Id))
            .ToListAsync(cancel);
        return [.. tiers.Select(t => Offer(t.Tier, t.Archived, prices.FindAll(p => p.TierId == t.Tier.Id)))];
    }

    public void Add(long communityId, IReadOnlyList<NewTier> tiers, DateTime now)
    {
        foreach (var offered in tiers)
        {
            var tier = Tier.Create(communityId, offered.Slug, offered.Name, offered.Rank, offered is { MonthPrice: null, YearPrice: null },
                offered.Currency, now);
            tier.Describe(offered.Name, offered.Description, offered.Benefits);
            tier.SetPrice(new PriceTerms(Interval.Month, offered.MonthPrice, offered.Currency), null, now);
            tier.SetPrice(new PriceTerms(Interval.Year, offered.YearPrice, offered.Currency), null, now);
            db.Add(tier);
        }
    }

    private static TierOffer Offer(Tier tier, bool archived, List<Price> prices)
    {
        var sold = prices.Where(p => p.Amount is not null)
            .OrderBy(p => p.Interval).ThenBy(p => p.Currency != tier.Currency).ThenBy(p => p.Currency, StringComparer.Ordinal).ToList();
        return new(tier.Id, tier.Slug, tier.Name, tier.Description, tier.Rank, [.. sold.Select(Offer)],
            (sold.Find(p => p.Currency == tier.Currency) ?? sold.FirstOrDefault())?.Currency ?? tier.Currency)
        {
            Benefits = tier.Benefits,
            Archived = archived,
        };
    }

    internal static TierPrice Offer(Price price) => new(price.Id, price.Interval, price.Amount!.Value, price.Currency)
    {
        Days = price.Days, LastDay = price.LastDay, TrialDays = price.TrialDays, IntroAmount = price.IntroAmount,
    };
}
