using System.Diagnostics.CodeAnalysis;

namespace Guildhall.Accounts.Credentials;

/// <summary>The IANA time zones that this machine knows.</summary>
internal static class TimeZones
{
    public const string Default = "Asia/Shanghai";

    /// <summary>By region and city; the technical zones (Etc/GMT+3, EST5EDT) that nobody lives in are left out.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "UTC",
        .. TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id)
            .Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal) && !id.StartsWith("SystemV/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    private static readonly HashSet<string> Known = [.. All];

    public static bool IsKnown([NotNullWhen(true)] string? zone) => zone is not null && Known.Contains(zone);
}
