using System.Globalization;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Learning.Courses;

namespace Guildhall.Learning.Writing;

/// <summary>What somebody says of a section, as typed.</summary>
/// <param name="Drip">"at_once", "days" or "date".</param>
/// <param name="At">Such as <c>2027-03-01T09:00</c>, on the clock of the zone.</param>
/// <param name="Zone">IANA name; empty for the community's.</param>
public sealed record SectionDraft(string? Title, string? Drip, string? Days, string? At, string? Zone)
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"];

    /// <exception cref="Refused">At the field that cannot stand.</exception>
    internal (string Title, DripPlan Plan) Check(string communityZone)
    {
        var title = CourseText.CheckTitle(Title, "title", Section.MaxTitle);
        return (title, (string.IsNullOrEmpty(Drip) ? DripKind.AtOnce : EnumWords.Read<DripKind>(Drip)) switch
        {
            DripKind.AtOnce => DripPlan.AtOnce,
            DripKind.Days => new DripPlan(DripKind.Days, CheckDays(), null, null, null),
            DripKind.Date => CheckDate(communityZone),
            _ => throw Refused.AtField("drip", "drip_unknown", "Choose when the section opens."),
        });
    }

    private int CheckDays() =>
        int.TryParse(Days?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1
            and <= Section.MaxDays ? days
        : throw Refused.AtField("days", "days_out_of_range", "Enter a number of days from 1 to {0}.", Section.MaxDays);

    private DripPlan CheckDate(string communityZone)
    {
        var place = string.IsNullOrEmpty(Zone) ? communityZone : Zone;
        if (!TimeZones.IsKnown(place))
            throw Refused.AtField("zone", "time_zone_unknown", "Choose a time zone from the list, such as Asia/Shanghai.");
        if (!DateTime.TryParseExact((At ?? "").Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            || local.Year is < 2000 or > 2999)
            throw Refused.AtField("at", "time_invalid", "Enter a date and a time, such as 2027-03-01T09:00.");
        var zone = TimeZones.Find(place);
        if (zone.IsInvalidTime(local))
            throw Refused.AtField("at", "time_skipped", "Clocks go forward then, and {0} doesn't exist. Choose {1} or later.", Written(local),
                Written(TimeZoneInfo.ConvertTimeFromUtc(WallClock.ToUtc(local, zone), zone)));
        // Kept as a clock on the wall: no zone, and so no kind.
        return new DripPlan(DripKind.Date, null, DateTime.SpecifyKind(local, DateTimeKind.Unspecified), place, WallClock
            .ToUtc(local, zone));
    }

    private static string Written(DateTime local) => local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
