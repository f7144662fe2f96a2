using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Memberships.Restrictions;
using Guildhall.Memberships.Roles;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Access;

internal sealed class RoleHolders(AppDb db, CommunityRoles all) : IRoleHolders
{
    public async Task<IReadOnlyList<long>> WithPermissionAsync(
        long communityId, string permission, DateTime at, CancellationToken cancel = default)
    {
        var roles = (await all.ListAsync(communityId, cancel)).Where(r => r.Permissions.Contains(permission)).Select(r => r.Slug).ToList();
        return await Holding(communityId, roles, at)
            .Union(db.Members.Where(m => m.IsOwner && m.CreatedAt <= at).Select(m => m.Id))
            .ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<long>> WithRoleAsync(
        long communityId, string role, DateTime at, CancellationToken cancel = default) =>
        await Holding(communityId, [role], at).Distinct().ToListAsync(cancel);

    public async Task<IReadOnlyList<(string Slug, string Name)>> RolesAsync(long communityId, CancellationToken cancel = default) =>
        [.. (await all.ListAsync(communityId, cancel)).Select(r => (r.Slug, r.Name))];

    private IQueryable<long> Holding(long communityId, IReadOnlyCollection<string> roles, DateTime at)
    {
        // Whoever is restricted has nothing to say meanwhile.
        var restricted = db.Set<Restriction>().Where(Restriction.HoldingIn(communityId)).Where(Restriction.InForce(at));
        // Asked on behalf of several communities, outside of any.
        return db.Set<Grant>().IgnoreQueryFilters().AsNoTracking()
            .Where(g => g.CommunityId == communityId && g.Role != null && roles.Contains(g.Role)).Where(GrantsInForce.At(at))
            .Where(g => !restricted.Any(r => r.MemberId == g.MemberId))
            .Select(g => g.MemberId);
    }
}
