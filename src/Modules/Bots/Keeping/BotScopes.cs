using Guildhall.Kernel.Http;

namespace Guildhall.Bots.Keeping;

/// <summary>What a bot's token can be limited to. Nothing about accounts, members or management: a bot holds no role.</summary>
internal static class BotScopes
{
    public const string Answer = "bots:answer", Events = "events:read", Read = "articles:read", Post = "posts:write";

    public static readonly IReadOnlyList<string> All = [Events, Read, Post, Answer];

    /// <exception cref="Refused">422 at the field "scopes".</exception>
    public static IReadOnlyList<string> Check(IReadOnlyCollection<string>? wanted)
    {
        if (wanted is null or { Count: 0 })
            throw Refused.AtField("scopes", "scopes_missing", "Choose at least one scope.");
        return wanted.FirstOrDefault(s => !All.Contains(s)) is { } unknown
            ? throw Refused.AtField("scopes", "scope_unknown", "There is no scope {0}.", unknown)
            : [.. All.Where(wanted.Contains)];
    }
}
