using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Roles;

/// <summary>Adds a role of the community's own, which carries nothing yet.</summary>
internal sealed class AddRole(AppDb db, IAccess access, CurrentMember current, TimeProvider time)
{
    private const int MostRoles = 20;

    /// <returns>Its slug.</returns>
    public async Task<string> RunAsync(string? name, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await access.RequireAsync(current.Viewer, Need.Permission(db.CommunityId, Permissions.ManageRoles), now, cancel);
        var words = Check(name);
        var slug = Slug.From(words, "role");
        slug = slug.CutTo(Role.SlugLength).TrimEnd('-');

        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        var known = await db.Set<Role>().AsNoTracking().ToListAsync(cancel);
        if (known.Count >= MostRoles)
            throw new Refused("too_many_roles", 409, "A community can have at most {0} custom roles.", MostRoles);
        if (Role.BuiltIn.Contains(slug) || known.Exists(r => r.Slug == slug || r.Name == words))
            throw new Refused("role_taken", 409, "A role with this name already exists.") { Field = "name" };
        // A removed role's name must not give back what was once granted under it.
        if (await db.Set<Access.Grant>().AnyAsync(g => g.Role == slug, cancel))
            throw new Refused("role_taken", 409, "A role with this name was used here before. Choose another name.") { Field = "name" };
        db.Add(Role.Of(db.CommunityId, slug, words));
        db.Publish(() => new RoleAdded(db.CommunityId, current.RequireId(), slug, words));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return slug;
    }

    /// <exception cref="Refused">422 at <c>name</c>.</exception>
    public static string Check(string? name)
    {
        var words = name?.Trim() ?? "";
        if (!WellFormed.HasInk(words))
            throw Refused.AtField("name", "name_missing", "Enter a name for the role.");
        return words.Length <= Role.NameLength ? words
            : throw Refused.AtField("name", "name_too_long", "A name can have at most {0} characters.", Role.NameLength);
    }
}
