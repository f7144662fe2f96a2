using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Tiers;

/// <summary>Takes a tier off sale. Repeating changes nothing.</summary>
internal sealed class ArchiveTier(AppDb db, Guard guard, TimeProvider time)
{
    public async Task RunAsync(long tierId, long by, CancellationToken cancel = default)
    {
        await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var tier = await db.Set<Tier>().SingleOrDefaultAsync(t => t.Id == tierId, cancel) ?? throw Refused.NotFound();
        if (await db.Set<TierArchival>().AnyAsync(a => a.TierId == tierId, cancel))
            return;
        db.Add(TierArchival.Of(tier, by, time.GetUtcNow().UtcDateTime));
        db.Publish(() => new TiersChanged(tier.CommunityId, by));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}

/// <summary>Offers an archived tier again, at the prices it had. Repeating changes nothing.</summary>
internal sealed class OfferTierAgain(AppDb db, Guard guard)
{
    public async Task RunAsync(long tierId, long by, CancellationToken cancel = default)
    {
        await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var tier = await db.Set<Tier>().SingleOrDefaultAsync(t => t.Id == tierId, cancel) ?? throw Refused.NotFound();
        if (await db.Set<TierArchival>().SingleOrDefaultAsync(a => a.TierId == tierId, cancel) is not { } archival)
            return;
        db.Remove(archival);
        db.Publish(() => new TiersChanged(tier.CommunityId, by));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
