using System.Globalization;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Activities.Sessions;

/// <summary>A time that somebody plans: as a clock on the wall shows it, and the instant that it means.</summary>
/// <param name="Local">No zone, and so no kind.</param>
/// <param name="Zone">IANA name.</param>
/// <param name="At">UTC.</param>
internal sealed record PlannedTime(DateTime Local, string Zone, DateTime At)
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"];

    /// <param name="zone">Empty for the community's.</param>
    /// <param name="at">Name of the field of the time.</param>
    /// <exception cref="Refused">422 at the field: no time, an unknown zone, or a time that clocks skip.</exception>
    public static PlannedTime Check(string? typed, string? zone, string communityZone, string at)
    {
        var place = string.IsNullOrWhiteSpace(zone) ? communityZone : zone.Trim();
        if (!TimeZones.IsKnown(place))
            throw Refused.AtField("timeZone", "time_zone_unknown", "Choose a time zone from the list, such as Asia/Shanghai.");
        if (!DateTime.TryParseExact((typed ?? "").Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            || local.Year is < 2000 or > 2999)
            throw Refused.AtField(at, "time_invalid", "Enter a date and a time, such as 2027-03-01T09:00.");
        var found = TimeZones.Find(place);
        if (found.IsInvalidTime(local))
            throw Refused.AtField(at, "time_skipped", "Clocks go forward then, and {0} doesn't exist. Choose {1} or later.",
                Written(local), Written(TimeZoneInfo.ConvertTimeFromUtc(WallClock.ToUtc(local, found), found)));
        return Of(local, place);
    }

    /// <summary>The same clock so many days later: the wall clock stays, whatever the zone does meanwhile.</summary>
    public PlannedTime Later(int days) => Of(Local.AddDays(days), Zone);

    /// <summary>Of an instant.</summary>
    public static PlannedTime Of(DateTime utc, TimeZoneInfo zone, string name) =>
        new(DateTime.SpecifyKind(TimeZoneInfo.ConvertTimeFromUtc(utc, zone), DateTimeKind.Unspecified), name, utc);

    private static PlannedTime Of(DateTime local, string zone) =>
        new(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), zone, WallClock.ToUtc(local, TimeZones.Find(zone)));

    private static string Written(DateTime local) => local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
