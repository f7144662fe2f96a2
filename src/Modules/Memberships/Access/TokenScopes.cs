using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Memberships.Access;

/// <summary>An API token may do what its member may, cut down to its scopes. A permission that is not listed here is closed to tokens.</summary>
internal static class TokenScopes
{
    /// <summary>Without it a token reads what a visitor reads.</summary>
    public const string Read = "articles:read";

    // A route asks for its own scope besides: this only says which tokens may use the permission at all.
    private static readonly Dictionary<string, string[]> AnyOf = new(StringComparer.Ordinal)
    {
        [Permissions.ReadEverything] = [Read],
        [Permissions.WriteContent] = ["articles:write"],
        [Permissions.ManageMembers] = ["members:read", "members:write"],
        [Permissions.ReadMoney] = ["orders:read", "orders:write"],
        [Permissions.Refund] = ["orders:write"],
        [Permissions.ReadInsights] = ["insights:read"],
        [Permissions.ManageCommunity] = ["communities:write", "tiers:write", "members:write"],
        [Permissions.Operate] = ["operate"],
    };

    public static bool AllowsReading(IReadOnlySet<string>? scopes) => scopes is null || scopes.Contains(Read);

    public static bool Allows(IReadOnlySet<string>? scopes, string permission) =>
        scopes is null || (AnyOf.TryGetValue(permission, out var any) && any.Any(scopes.Contains));

    /// <summary>For the explanation: what the token would need.</summary>
    public static string Wanted(string permission) => AnyOf.TryGetValue(permission, out var any) ? string.Join(" / ", any) : "–";
}
