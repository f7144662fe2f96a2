using Guildhall.Kernel.Data;
using Guildhall.Memberships.Access;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Tiers;

/// <summary>How many hold each tier now, in the community of the request.</summary>
internal sealed class TierStandings(AppDb db, TimeProvider time)
{
    public async Task<IReadOnlyDictionary<long, int>> HoldersAsync(CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return await db.Set<Grant>().AsNoTracking().Where(GrantsInForce.At(now)).Where(g => g.TierId != null)
            .GroupBy(g => g.TierId!.Value)
            .Select(g => new { TierId = g.Key, Members = g.Select(x => x.MemberId).Distinct().Count() })
            .ToDictionaryAsync(g => g.TierId, g => g.Members, cancel);
    }
}
