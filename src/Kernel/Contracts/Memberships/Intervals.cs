using Guildhall.Kernel.Values;

namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>Words and calendars of <see cref="Interval"/>.</summary>
public static class Intervals
{
    /// <summary>As it stands in addresses and in JSON: "month", "days"; <c>null</c> for anything else.</summary>
    public static Interval? Read(string? text) => EnumWords.Read<Interval>(text);

    /// <summary>"month", "days".</summary>
    public static string Word(this Interval interval) => EnumWords.Of(interval);

    /// <summary>Whether one period can follow the other: months, quarters and years.</summary>
    public static bool Renews(this Interval interval) => interval is Interval.Month or Interval.Quarter or Interval.Year;

    /// <summary>1, 3 or 12.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not counted in months.</exception>
    public static int Months(this Interval interval) => interval switch
    {
        Interval.Month => 1,
        Interval.Quarter => 3,
        Interval.Year => 12,
        _ => throw new ArgumentOutOfRangeException(nameof(interval), interval, "It is not counted in months."),
    };

    /// <summary>The end of a period that starts at <paramref name="from"/> and joins nothing.</summary>
    /// <param name="from">UTC.</param>
    public static DateTime After(this Interval interval, DateTime from, TimeZoneInfo zone) => AddMonths(from, interval.Months(), zone);

    /// <summary>
    /// Counts on the calendar of the community: 31 January and one month is 28 February at the same time of day, whatever the
    /// clocks did in between; and two months is 31 March.
    /// </summary>
    /// <param name="from">UTC.</param>
    public static DateTime AddMonths(DateTime from, int months, TimeZoneInfo zone)
    {
        return ToUtc(TimeZoneInfo.ConvertTimeFromUtc(from, zone).AddMonths(months), zone);
    }

    /// <summary>So many days later at the same time of day, by the community's clock.</summary>
    /// <param name="from">UTC.</param>
    public static DateTime AddDays(DateTime from, int days, TimeZoneInfo zone) =>
        ToUtc(TimeZoneInfo.ConvertTimeFromUtc(from, zone).AddDays(days), zone);

    /// <summary>The instant at which a day ends on the community's calendar, UTC.</summary>
    public static DateTime EndOf(DateOnly day, TimeZoneInfo zone) => ToUtc(day.AddDays(1).ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>How many whole months lie between; <c>null</c> when it is not a whole number of them.</summary>
    /// <param name="from">UTC.</param>
    /// <param name="until">UTC.</param>
    public static int? MonthsBetween(DateTime from, DateTime until, TimeZoneInfo zone)
    {
        var (start, end) = (TimeZoneInfo.ConvertTimeFromUtc(from, zone), TimeZoneInfo.ConvertTimeFromUtc(until, zone));
        var months = (end.Year - start.Year) * 12 + end.Month - start.Month;
        return months > 0 && AddMonths(from, months, zone) == until ? months : null;
    }

    private static DateTime ToUtc(DateTime local, TimeZoneInfo zone)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return DateTime.SpecifyKind(local - OffsetAt(local, zone), DateTimeKind.Utc);
    }

    private static TimeSpan OffsetAt(DateTime local, TimeZoneInfo zone)
    {
        // Skipped in spring: read the clock as if it had not been moved. Told twice in autumn: the later one, in the buyer's favour.
        if (zone.IsInvalidTime(local))
            return zone.GetUtcOffset(local.AddHours(-3));
        return zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Min() : zone.GetUtcOffset(local);
    }
}
