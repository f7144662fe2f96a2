using Guildhall.Kernel.Contracts.Communities;

namespace Guildhall.Kernel.Ui.Layout;

/// <summary>Where the layout's links lead, and which of them is the page that is open.</summary>
internal static class Address
{
    public static string Of(MenuEntry entry, ShellCommunity? community) =>
        community is null ? entry.Href : entry.Href.Replace("{community}", community.Slug, StringComparison.Ordinal);

    /// <returns>A value for <c>aria-current</c>: <c>page</c> for the page itself, <c>true</c> for one below it.</returns>
    public static string? Current(string href, string path) =>
        path.Equals(href, StringComparison.OrdinalIgnoreCase) ? "page"
        : path.Length > href.Length && path[href.Length] == '/' && path.StartsWith(href, StringComparison.OrdinalIgnoreCase) ? "true"
        : null;

    public static string SpaceIcon(ShellSpace space) => space.Kind.ToLowerInvariant() switch
    {
        "column" => "column",
        "discussion" => "message",
        "questions" => "info",
        "chat" => "hash",
        "courses" => "book",
        "resources" => "folder",
        "catalogue" => "cart",
        "events" => "calendar",
        _ => "list",
    };
}
