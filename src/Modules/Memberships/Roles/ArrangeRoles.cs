using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Roles;

/// <summary>One cell of the matrix.</summary>
internal sealed record RoleCell(string Role, string Permission)
{
    /// <returns><c>null</c> for what is no cell.</returns>
    public static RoleCell? Parse(string? text) => text?.Split(':') is [{ Length: > 0 } role, { Length: > 0 } permission]
        ? new RoleCell(role, permission) : null;

    public override string ToString() => $"{Role}:{Permission}";
}

/// <summary>
/// Gives permissions to roles and takes them. Only what changed is handed in, so that two who edit at once do not undo each other.
/// </summary>
internal sealed class ArrangeRoles(AppDb db, IAccess access, CommunityRoles roles, CurrentMember current, TimeProvider time)
{
    public async Task RunAsync(IReadOnlyCollection<RoleCell> given, IReadOnlyCollection<RoleCell> taken, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await access.RequireAsync(current.Viewer, Need.Permission(db.CommunityId, Permissions.ManageRoles), now, cancel);

        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        var rows = await db.Set<Role>().ToListAsync(cancel);
        foreach (var before in await roles.ListAsync(db.CommunityId, cancel))
        {
            var (give, take) = (For(before, given).ToList(), For(before, taken).ToList());
            give.RemoveAll(p => before.Permissions.Contains(p.Name));
            take.RemoveAll(p => !before.Permissions.Contains(p.Name));
            if (give.Count + take.Count > 0)
                Change(before.Slug, rows.Find(r => r.Slug == before.Slug), give, take);
        }
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private IEnumerable<PermissionInfo> For(CommunityRole role, IEnumerable<RoleCell> cells) => cells.Where(c => c.Role == role.Slug)
        .Select(c => roles.Permissions.Find(c.Permission)
            ?? throw Refused.AtField("permissions", "permission_unknown", "There is no permission {0}.", c.Permission));

    private void Change(string slug, Role? row, IReadOnlyList<PermissionInfo> give, IReadOnlyList<PermissionInfo> take)
    {
        if (give.FirstOrDefault(p => !Role.MayCarry(slug, p)) is { } closed)
            throw new Refused("permission_closed", 409, "Only the owner role can include {0}.", closed.Name);
        if (slug == Role.Owner && take.FirstOrDefault(p => p.OwnersNeed) is { } needed)
            throw new Refused("owners_need_it", 409, "The owner role needs {0} and keeps it.", needed.Name);
        if (row is null)
            db.Add(row = Role.Of(db.CommunityId, slug, ""));
        foreach (var permission in give)
            row.Give(permission);
        foreach (var permission in take)
            row.Take(permission);
        db.Publish(() => new RoleChanged(
            db.CommunityId, current.RequireId(), slug, [.. give.Select(p => p.Name)], [.. take.Select(p => p.Name)]));
    }
}
