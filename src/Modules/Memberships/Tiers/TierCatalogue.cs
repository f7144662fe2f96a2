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
                .Any(later => later.CommunityId == communityId && later.TierId == p.TierId && later.Interval == p.Interval && later.Id > p.Id))
            .ToListAsync(cancel);
        return [.. tiers.Select(t => Offer(t.Tier, t.Archived, prices.FindAll(p => p.TierId == t.Tier.Id)))];
    }

    public void Add(long communityId, IReadOnlyList<NewTier> tiers, DateTime now)
    {
        foreach (var offered in tiers)
        {
            var tier = Tier.Create(communityId, offered.Slug, offered.Name, offered.Rank, offered is { MonthPrice: null, YearPrice: null }, offered.Currency, now);
            tier.Describe(offered.Name, offered.Description, offered.Benefits);
            tier.SetPrice(Interval.Month, offered.MonthPrice, offered.Currency, null, now);
            tier.SetPrice(Interval.Year, offered.YearPrice, offered.Currency, null, now);
            db.Add(tier);
        }
    }

    private static TierOffer Offer(Tier tier, bool archived, List<Price> prices)
    {
        var month = prices.Find(p => p is { Interval: Interval.Month, Amount: not null });
        var year = prices.Find(p => p is { Interval: Interval.Year, Amount: not null });
        return new(tier.Id, tier.Slug, tier.Name, tier.Description, tier.Rank, month?.Amount, year?.Amount, month?.Currency ?? year?.Currency ?? tier.Currency)
        {
            Benefits = tier.Benefits,
            Archived = archived,
            MonthPriceId = month?.Id,
            YearPriceId = year?.Id,
        };
    }
}
