namespace Guildhall.Kernel.Values;

/// <summary>Time zones by their IANA name, the only name that is stored.</summary>
public static class TimeZones
{
    public const string Utc = "Etc/UTC";

    private static readonly Lazy<IReadOnlyList<string>> Names = new(() =>
    [
        .. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(IsKnown).Order(StringComparer.Ordinal),
    ]);

    /// <summary>Those that this machine knows, for lists to choose from; an alias may be known without being listed.</summary>
    public static IReadOnlyList<string> All => Names.Value;

    /// <summary>Whether it is an IANA name, such as <c>Asia/Shanghai</c>, that this machine knows.</summary>
    public static bool IsKnown(string? name) =>
        name is { Length: > 0 and <= 64 }
        && (name.Contains('/', StringComparison.Ordinal) || name == "UTC")
        && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId;

    /// <summary>The zone of a stored name; UTC where this machine's time zone data has lost it.</summary>
    public static TimeZoneInfo Find(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}
