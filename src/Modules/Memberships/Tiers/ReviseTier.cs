using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Tiers;

/// <summary>Changes how a tier is described, ranked and priced. Old prices stay: orders point at them.</summary>
internal sealed class ReviseTier(AppDb db, Guard guard, CommunityScope community, TimeProvider time)
{
    public async Task RunAsync(long tierId, TierTerms wanted, ShownValues shown, long by, CancellationToken cancel = default)
    {
        await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        var currency = community.Required.Currency;
        var now = time.GetUtcNow().UtcDateTime;

        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        var tier = await db.Set<Tier>().Include(t => t.Prices).SingleOrDefaultAsync(t => t.Id == tierId, cancel)
            ?? throw Refused.NotFound();
        var merged = TierShown.Merge(wanted with { IsFree = tier.IsFree }, tier, shown);
        shown.Settle();
        var terms = merged.Checked();
        var others = await db.Set<Tier>().AsNoTracking().Where(t => t.Id != tierId).ToListAsync(cancel);
        TierNeighbours.Check(terms.Name, terms.Rank, tier.IsFree, others);

        tier.Describe(terms.Name, terms.Description, terms.Benefits);
        tier.Place(terms.Rank);
        foreach (var price in terms.EveryPrice([currency, .. tier.Sold.Select(p => p.Currency)]).ToList())
            tier.SetPrice(price, by, now);
        db.Publish(() => new TiersChanged(tier.CommunityId, by));
        await TierNeighbours.SaveAsync(db, cancel);
        await transaction.CommitAsync(cancel);
    }
}
