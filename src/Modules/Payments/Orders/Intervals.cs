using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Values;

namespace Guildhall.Payments.Orders;

internal static class Intervals
{
    /// <summary>As it stands in addresses and in JSON: "month", "year"; <c>null</c> for anything else.</summary>
    public static Interval? Read(string? text) => EnumWords.Read<Interval>(text);

    public static string Word(this Interval interval) => EnumWords.Of(interval);

    public static int Months(this Interval interval) => interval == Interval.Month ? 1 : 12;

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
        var local = TimeZoneInfo.ConvertTimeFromUtc(from, zone).AddMonths(months);
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return DateTime.SpecifyKind(local - OffsetAt(local, zone), DateTimeKind.Utc);
    }

    /// <summary>How many whole months lie between; <c>null</c> when it is not a whole number of them.</summary>
    /// <param name="from">UTC.</param>
    /// <param name="until">UTC.</param>
    public static int? MonthsBetween(DateTime from, DateTime until, TimeZoneInfo zone)
    {
        var (start, end) = (TimeZoneInfo.ConvertTimeFromUtc(from, zone), TimeZoneInfo.ConvertTimeFromUtc(until, zone));
        var months = (end.Year - start.Year) * 12 + end.Month - start.Month;
        return months > 0 && AddMonths(from, months, zone) == until ? months : null;
    }

    private static TimeSpan OffsetAt(DateTime local, TimeZoneInfo zone)
    {
        // Skipped in spring: read the clock as if it had not been moved. Told twice in autumn: the later one, in the buyer's favour.
        if (zone.IsInvalidTime(local))
            return zone.GetUtcOffset(local.AddHours(-3));
        return zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Min() : zone.GetUtcOffset(local);
    }
}
