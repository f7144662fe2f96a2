using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Values;

namespace Guildhall.Payments.Orders;

internal static class Intervals
{
    /// <summary>As it stands in addresses and in JSON: "month", "year"; <c>null</c> for anything else.</summary>
    public static Interval? Read(string? text) => EnumWords.Read<Interval>(text);

    public static string Word(this Interval interval) => EnumWords.Of(interval);

    /// <summary>
    /// The end of a period that starts at <paramref name="from"/>, counted on the calendar of the community: 31 January and one
    /// month is 28 February at the same time of day, whatever the clocks did in between.
    /// </summary>
    /// <param name="from">UTC.</param>
    public static DateTime After(this Interval interval, DateTime from, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(from, zone).AddMonths(interval == Interval.Month ? 1 : 12);
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
