namespace Guildhall.Accounts.Sessions;

/// <summary>What a person recognises of a User-Agent header. It only labels a row of the list, nothing is decided by it.</summary>
internal static class Device
{
    // In this order: Edge and Opera also say Chrome, Chrome also says Safari; iPhones say Mac OS, Android says Linux.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("MicroMessenger/", "WeChat"), ("Edg", "Edge"), ("OPR/", "Opera"), ("Vivaldi/", "Vivaldi"), ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("HarmonyOS", "HarmonyOS"), ("Windows", "Windows"),
        ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    /// <summary>E.g. "Firefox · Linux"; empty when nothing is recognised.</summary>
    public static string Of(string? userAgent)
    {
        if (string.IsNullOrEmpty(userAgent))
            return "";
        return string.Join(" · ", new[] { First(Browsers, userAgent), First(Systems, userAgent) }.Where(name => name is not null));
    }

    private static string? First((string Mark, string Name)[] known, string userAgent) =>
        known.FirstOrDefault(k => userAgent.Contains(k.Mark, StringComparison.Ordinal)).Name;
}
