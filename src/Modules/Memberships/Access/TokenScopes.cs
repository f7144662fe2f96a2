namespace Guildhall.Memberships.Access;

/// <summary>An API token may do what its member may, cut down to its scopes.</summary>
internal static class TokenScopes
{
    /// <summary>Without it a token reads what a visitor reads.</summary>
    public const string Read = "articles:read";

    /// <summary>Without it a token says nothing in its member's name.</summary>
    public const string Post = "posts:write";

    public static bool AllowsPosting(IReadOnlySet<string>? scopes) => scopes is null || scopes.Contains(Post);

    public static bool AllowsReading(IReadOnlySet<string>? scopes) => scopes is null || scopes.Contains(Read);
}
