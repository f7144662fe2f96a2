using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Access;

/// <summary>Reads the access ledger for a whole community.</summary>
internal sealed class HeldTiers(AppDb db) : IHeldTiers
{
    public async Task<IReadOnlyList<HeldTier>> InForceAsync(long communityId, DateTime at, CancellationToken cancel = default) =>
        await db.Set<Grant>().IgnoreQueryFilters().AsNoTracking()
            .Where(g => g.CommunityId == communityId && g.TierId != null).Where(GrantsInForce.At(at)).OrderBy(g => g.Id)
            .Select(g => new HeldTier(g.Id, g.MemberId, g.TierId!.Value, g.EndsAt, new Thing(g.SourceKind, g.SourceId)))
            .ToListAsync(cancel);
}
