using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Memberships.Access;
using Guildhall.Memberships.Tiers;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Joining;

/// <summary>Gives the free tier to whoever wants it. Joining twice is joining once.</summary>
internal sealed class JoinCommunity(
    AppDb db, IGrants grants, IAccess access, IEnumerable<IJoinChecks> checks, TimeProvider time) : IJoining
{
    public async Task JoinAsync(long memberId, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var held = await access.HoldingsAsync(new Viewer(memberId), db.CommunityId, now, cancel);
        if (held.Restriction?.ClosesReading == true)
            throw new Refused("restricted", 403, "You are suspended or banned here. Your account says why.");
        // Whoever is in already is asked nothing.
        if (held.TierIds.Count == 0)
            foreach (var check in checks)
                await check.CheckAsync(db.CommunityId, memberId, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var free = await db.Set<Tier>().AsNoTracking()
            .Where(t => t.IsFree && !db.Set<TierArchival>().Any(a => a.TierId == t.Id))
            .Select(t => (long?)t.Id).SingleOrDefaultAsync(cancel)
            ?? throw new Refused("nothing_to_join", 409, "This community has no free membership.");
        await grants.GrantTierAsync(db.CommunityId, memberId, free, now, null, Grants.Joining(memberId), memberId, now, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
