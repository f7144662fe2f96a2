using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Access;

internal sealed class RoleHolders(AppDb db) : IRoleHolders
{
    public async Task<IReadOnlyList<long>> WithPermissionAsync(long communityId, string permission, DateTime at, CancellationToken cancel = default)
    {
        var roles = Roles.All.Where(r => Roles.Allow(r).Contains(permission)).ToList();
        // Asked on behalf of several communities, outside of any.
        return await db.Set<Grant>().IgnoreQueryFilters().AsNoTracking()
            .Where(g => g.CommunityId == communityId && g.Role != null && roles.Contains(g.Role)).Where(GrantsInForce.At(at))
            .Select(g => g.MemberId).Distinct().ToListAsync(cancel);
    }
}
