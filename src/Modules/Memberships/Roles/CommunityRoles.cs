using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Roles;

/// <summary>A role with all that it carries.</summary>
/// <param name="Name">A text key for a role that every community has, else the community's own word.</param>
public sealed record CommunityRole(string Slug, string Name, bool IsBuiltIn, IReadOnlySet<string> Permissions);

/// <summary>The roles that a community has now.</summary>
internal sealed class CommunityRoles(AppDb db, ModuleCatalogue modules)
{
    public PermissionCatalogue Permissions => modules.Permissions;

    /// <summary>Owner, moderator, author, then its own in the order in which they were added.</summary>
    public async Task<IReadOnlyList<CommunityRole>> ListAsync(long communityId, CancellationToken cancel = default)
    {
        var changed = await db.Set<Role>().IgnoreQueryFilters().AsNoTracking().Where(r => r.CommunityId == communityId)
            .OrderBy(r => r.Id).ToListAsync(cancel);
        return
        [
            .. Role.BuiltIn.Select(slug => Of(slug, slug, changed.Find(r => r.Slug == slug))),
            .. changed.Where(r => !Role.BuiltIn.Contains(r.Slug)).Select(r => Of(r.Slug, r.Name, r)),
        ];
    }

    public async Task<CommunityRole?> FindAsync(long communityId, string? slug, CancellationToken cancel = default) =>
        (await ListAsync(communityId, cancel)).FirstOrDefault(r => r.Slug == slug);

    private CommunityRole Of(string slug, string name, Role? changed) =>
        new(slug, name, Role.BuiltIn.Contains(slug), Role.Carried(slug, changed, Permissions));
}
