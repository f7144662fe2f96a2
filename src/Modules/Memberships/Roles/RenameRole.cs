using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Roles;

/// <summary>Renames a role of the community's own. Who holds it keeps it.</summary>
internal sealed class RenameRole(AppDb db, IAccess access, CurrentMember current, TimeProvider time)
{
    public async Task RunAsync(string slug, string? name, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await access.RequireAsync(current.Viewer, Need.Permission(db.CommunityId, Permissions.ManageRoles), now, cancel);
        var words = AddRole.Check(name);

        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        if (Role.BuiltIn.Contains(slug))
            throw new Refused("role_built_in", 409, "Every community has this role: it can be changed, but not renamed or removed.");
        var role = await db.Set<Role>().SingleOrDefaultAsync(r => r.Slug == slug, cancel) ?? throw Refused.NotFound();
        if (role.Name == words)
            return;
        if (await db.Set<Role>().AnyAsync(r => r.Name == words, cancel))
            throw new Refused("role_taken", 409, "A role with this name already exists.") { Field = "name" };
        role.Rename(words);
        db.Publish(() => new RoleRenamed(db.CommunityId, current.RequireId(), slug, words));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
