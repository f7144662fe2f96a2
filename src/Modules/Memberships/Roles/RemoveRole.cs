using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Memberships.Access;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Roles;

/// <summary>Removes a role of the community's own that nobody holds.</summary>
internal sealed class RemoveRole(AppDb db, IAccess access, CurrentMember current, TimeProvider time)
{
    public async Task RunAsync(string slug, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await access.RequireAsync(current.Viewer, Need.Permission(db.CommunityId, Permissions.ManageRoles), now, cancel);

        await using var transaction = await db.BeginWriteAsync(cancel);
        // Giving a role waits for the same lock, so that nobody is given one that is just going.
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        if (Role.BuiltIn.Contains(slug))
            throw new Refused("role_built_in", 409, "Every community has this role: it can be changed, but not renamed or removed.");
        var role = await db.Set<Role>().SingleOrDefaultAsync(r => r.Slug == slug, cancel) ?? throw Refused.NotFound();
        if (await db.Set<Grant>().AnyAsync(g => g.Role == slug && g.Revocation == null && (g.EndsAt == null || g.EndsAt > now), cancel))
            throw new Refused("role_held", 409, "Someone holds this role. Remove it from them first.");
        db.Remove(role);
        db.Publish(() => new RoleRemoved(db.CommunityId, current.RequireId(), slug));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
