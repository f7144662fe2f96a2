using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Memberships.Access;

/// <summary>The roles of a community and what each may do.</summary>
internal static class Roles
{
    public const string Owner = "owner", Moderator = "moderator", Author = "author";

    public static readonly IReadOnlyList<string> All = [Owner, Moderator, Author];

    /// <summary>The machine belongs to the owner of the installation, not to the owner of one of its communities.</summary>
    public static readonly IReadOnlyList<string> OfInstallationOwner = Permissions.All;

    private static readonly Dictionary<string, IReadOnlyList<string>> PermissionsOf = new(StringComparer.Ordinal)
    {
        [Owner] = [.. Permissions.All.Where(p => p != Permissions.Operate)],
        [Moderator] = [Permissions.ManageMembers, Permissions.ReadEverything],
        [Author] = [Permissions.WriteContent, Permissions.ReadEverything],
    };

    /// <summary>Nothing for a role that this version does not know.</summary>
    public static IReadOnlyList<string> Allow(string role) => PermissionsOf.GetValueOrDefault(role, []);

    public static string Check(string role) =>
        PermissionsOf.ContainsKey(role) ? role : throw new ArgumentException($"There is no role '{role}'.", nameof(role));
}
