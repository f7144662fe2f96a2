namespace Guildhall.Accounts.Tokens;

/// <summary>What a scope allows, in a person's words.</summary>
internal static class TokenScopes
{
    /// <returns>A text key; empty for a scope that nobody described yet.</returns>
    public static string Text(string scope) => scope switch
    {
        "account:read" => "See your profile, sessions, passkeys and tokens",
        "account:write" => "Change your profile, end sessions, revoke tokens",
        "users:read" => "See the names of members",
        "communities:read" => "See communities and their spaces",
        "communities:write" => "Change communities and their spaces",
        "articles:read" => "Read what you may read",
        "articles:write" => "Write and import articles",
        "tiers:read" => "See tiers and prices",
        "tiers:write" => "Change tiers and prices",
        "orders:read" => "See orders and the money ledger",
        "orders:write" => "Buy and refund",
        "members:read" => "See memberships and explain access",
        "members:write" => "Give and take roles and memberships",
        "insights:read" => "See the numbers",
        "events:read" => "Hear what happens, as it happens",
        "operate" => "See and operate the machine",
        _ => "",
    };
}
