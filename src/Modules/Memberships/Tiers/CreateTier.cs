using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Tiers;

internal sealed class CreateTier(AppDb db, Guard guard, CommunityScope community, TimeProvider time)
{
    public async Task<long> RunAsync(TierTerms wanted, long by, CancellationToken cancel = default)
    {
        await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        var currency = community.Required.Currency;
        var terms = wanted.Checked();
        var now = time.GetUtcNow().UtcDateTime;

        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        var others = await db.Set<Tier>().AsNoTracking().ToListAsync(cancel);
        TierNeighbours.Check(terms.Name, terms.Rank, terms.IsFree, others);

        // Where a tier is named by its slug, in imports and by programs, these two words say something else.
        var slug = Slug.Unique(Slug.From(terms.Name, "tier"), others.Select(t => t.Slug).Append("open").Append("space").ToHashSet());
        var tier = Tier.Create(db.CommunityId, slug, terms.Name, terms.Rank, terms.IsFree, currency, now);
        tier.Describe(terms.Name, terms.Description, terms.Benefits);
        foreach (var price in terms.Prices.OrderBy(p => p.Interval))
            tier.SetPrice(price, by, now);
        db.Add(tier);
        db.Publish(() => new TiersChanged(tier.CommunityId, by));
        await TierNeighbours.SaveAsync(db, cancel);
        await transaction.CommitAsync(cancel);
        return tier.Id;
    }
}
