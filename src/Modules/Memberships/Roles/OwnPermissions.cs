using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;

namespace Guildhall.Memberships.Roles;

/// <summary>What this module declares.</summary>
internal static class OwnPermissions
{
    public static readonly IReadOnlyList<PermissionInfo> All =
    [
        new(Permissions.ManageMembers, "manage members")
        {
            Roles = [Role.Moderator],
            Scopes = ["members:read", "members:write"],
            OwnersNeed = true,
        },
        new(Permissions.ManageRoles, "give and change roles") { Scopes = ["members:read", "members:write"], OwnersOnly = true, OwnersNeed = true },
        new(Permissions.ReadEverything, "read everything") { Roles = [Role.Moderator, Role.Author], Scopes = [Access.TokenScopes.Read] },
    ];

    public static readonly IReadOnlyList<TokenScope> Scopes =
    [
        new("tiers:read", "View tiers and prices"), new("tiers:write", "Edit tiers and prices"),
        new("members:read", "View memberships and explain access"), new("members:write", "Grant and revoke roles and memberships"),
    ];
}
