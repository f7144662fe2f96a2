using System.Text.RegularExpressions;

namespace Guildhall.Learning.Courses;

/// <summary>
/// Players of other sites that a lesson may show. Their origins stand in the policy of the page of a lesson and nowhere else, and each is
/// asked for without cookies where the site offers that.
/// </summary>
internal static partial class Players
{
    /// <summary>What authors know the sites by.</summary>
    public static readonly IReadOnlyList<string> Sites = ["YouTube", "Vimeo", "Bilibili"];

    /// <summary>Origins of their players, for the policy.</summary>
    public static readonly IReadOnlyList<string> Origins =
        ["https://www.youtube-nocookie.com", "https://player.vimeo.com", "https://player.bilibili.com"];

    /// <summary>The address of the player for an address that people copy; <c>null</c> for any other site.</summary>
    public static string? PlayerOf(string typed)
    {
        if (!Uri.TryCreate(typed, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
            return null;
        var host = address.IdnHost.StartsWith("www.", StringComparison.Ordinal) ? address.IdnHost[4..] : address.IdnHost;
        var (path, query) = (address.AbsolutePath, address.Query);
        return host switch
        {
            "youtu.be" => YouTube(ShortPath().Match(path)),
            "youtube.com" or "m.youtube.com" => YouTube(path == "/watch" ? YouTubeQuery().Match(query) : YouTubePath().Match(path)),
            "youtube-nocookie.com" => YouTube(YouTubePath().Match(path)),
            "vimeo.com" or "player.vimeo.com" => VimeoPath().Match(path) is { Success: true } found
                ? $"https://player.vimeo.com/video/{found.Groups[1].Value}?dnt=1" : null,
            "bilibili.com" or "m.bilibili.com" => BilibiliPath().Match(path) is { Success: true } found
                ? $"https://player.bilibili.com/player.html?bvid={found.Groups[1].Value}&autoplay=0" : null,
            "player.bilibili.com" => BilibiliQuery().Match(query) is { Success: true } found
                ? $"https://player.bilibili.com/player.html?bvid={found.Groups[1].Value}&autoplay=0" : null,
            _ => null,
        };
    }

    private static string? YouTube(Match found) => found.Success ? $"https://www.youtube-nocookie.com/embed/{found.Groups[1].Value}?rel=0" : null;

    [GeneratedRegex("^/([A-Za-z0-9_-]{11})$")]
    private static partial Regex ShortPath();

    [GeneratedRegex("[?&]v=([A-Za-z0-9_-]{11})(?:&|$)")]
    private static partial Regex YouTubeQuery();

    [GeneratedRegex("^/(?:embed|shorts|live)/([A-Za-z0-9_-]{11})$")]
    private static partial Regex YouTubePath();

    [GeneratedRegex("^/(?:video/)?([0-9]{1,12})(?:/|$)")]
    private static partial Regex VimeoPath();

    [GeneratedRegex("^/video/(BV[A-Za-z0-9]{10})/?$")]
    private static partial Regex BilibiliPath();

    [GeneratedRegex("[?&]bvid=(BV[A-Za-z0-9]{10})(?:&|$)")]
    private static partial Regex BilibiliQuery();
}
