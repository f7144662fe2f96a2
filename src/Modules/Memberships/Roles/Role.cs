using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Memberships.Roles;

/// <summary>
/// A role of a community as far as it differs from what modules declare: an own role, or what was given to and taken from one that every
/// community has. So a permission that a later version brings reaches the roles that shall carry it, also where somebody changed them.
/// </summary>
internal sealed class Role : ICommunityOwned
{
    /// <summary>The roles that every community has.</summary>
    public const string Owner = "owner", Moderator = "moderator", Author = "author";

    public const int SlugLength = 40, NameLength = 40;

    public static readonly IReadOnlyList<string> BuiltIn = [Owner, Moderator, Author];

    private Role() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>Stored in grants, so it stays when the role is renamed.</summary>
    public string Slug { get; private set; } = "";

    /// <summary>Empty for a role that every community has.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Names of permissions, separated by spaces, that it carries beyond its defaults.</summary>
    public string Given { get; private set; } = "";

    /// <summary>Those of its defaults that it lost.</summary>
    public string Taken { get; private set; } = "";

    public static Role Of(long communityId, string slug, string name) => new() { CommunityId = communityId, Slug = slug, Name = name };

    public void Rename(string name) => Name = name;

    public void Give(PermissionInfo permission)
    {
        Taken = Without(Taken, permission.Name);
        if (!IsDefault(Slug, permission))
            Given = With(Given, permission.Name);
    }

    public void Take(PermissionInfo permission)
    {
        Given = Without(Given, permission.Name);
        if (IsDefault(Slug, permission))
            Taken = With(Taken, permission.Name);
    }

    /// <summary>What a role carries; a permission that nobody declares any more is nothing.</summary>
    public static IReadOnlySet<string> Carried(string slug, Role? changed, PermissionCatalogue permissions) => permissions.All
        .Where(p => MayCarry(slug, p) && (Words(changed?.Given).Contains(p.Name)
            || (IsDefault(slug, p) && !Words(changed?.Taken).Contains(p.Name))))
        .Select(p => p.Name).ToHashSet(StringComparer.Ordinal);

    public static bool MayCarry(string slug, PermissionInfo permission) =>
        !permission.OfInstallation && (!permission.OwnersOnly || slug == Owner);

    private static bool IsDefault(string slug, PermissionInfo permission) => slug == Owner || permission.Roles.Contains(slug);

    private static string With(string words, string word) => string.Join(' ', Words(words).Append(word).Distinct());

    private static string Without(string words, string word) => string.Join(' ', Words(words).Where(w => w != word));

    private static string[] Words(string? words) => words?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
}

internal sealed class RoleMapping : IEntityTypeConfiguration<Role>
{
    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.ToTable("roles");
        builder.Property(r => r.Slug).HasMaxLength(Role.SlugLength);
        builder.Property(r => r.Name).HasMaxLength(Role.NameLength);
        builder.Property(r => r.Given).HasMaxLength(4000);
        builder.Property(r => r.Taken).HasMaxLength(4000);
        builder.HasIndex(r => new { r.CommunityId, r.Slug }).IsUnique();
    }
}
