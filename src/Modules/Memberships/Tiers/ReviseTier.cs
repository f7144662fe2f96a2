using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Tiers;

/// <summary>Changes how a tier is described, ranked and priced. Old prices stay: orders point at them.</summary>
internal sealed class ReviseTier(AppDb db, CommunityScope community, TimeProvider time)
{
    public async Task RunAsync(long tierId, TierTerms wanted, ShownValues shown, long by, CancellationToken cancel = default)
    {
        var currency = community.Required.Currency;
        var now = time.GetUtcNow().UtcDateTime;

        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        var tier = await db.Set<Tier>().Include(t => t.Prices).SingleOrDefaultAsync(t => t.Id == tierId, cancel) ?? throw Refused.NotFound();
        var (merged, month, year) = TierShown.Merge(wanted with { IsFree = tier.IsFree }, tier, currency, shown);
        shown.Settle();
        var terms = merged.Checked(currency);
        var others = await db.Set<Tier>().AsNoTracking().Where(t => t.Id != tierId).ToListAsync(cancel);
        TierNeighbours.Check(terms.Name, terms.Rank, tier.IsFree, others);

        tier.Describe(terms.Name, terms.Description, terms.Benefits);
        tier.Place(terms.Rank);
        tier.SetPrice(Interval.Month, month?.Minor, month?.Currency ?? currency, by, now);
        tier.SetPrice(Interval.Year, year?.Minor, year?.Currency ?? currency, by, now);
        db.Publish(() => new TiersChanged(tier.CommunityId, by));
        await TierNeighbours.SaveAsync(db, cancel);
        await transaction.CommitAsync(cancel);
    }
}
