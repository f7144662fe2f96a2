namespace Guildhall.Kernel.Values;

/// <summary>
/// Times as a clock on the wall of some place shows them. Where the clocks are put forward some do not exist, where they are put back some
/// come twice.
/// </summary>
public static class WallClock
{
    /// <summary>
    /// The instant that a wall clock means. A time that the clock skips counts as the first one after the gap, so that a day whose
    /// midnight is skipped begins when its clock does; of a time that comes twice the first is meant.
    /// </summary>
    /// <param name="local">Read as wall clock, whatever its kind says.</param>
    /// <returns>UTC; the first or the last instant of <see cref="DateTime"/> where it would lie beyond.</returns>
    public static DateTime ToUtc(DateTime local, TimeZoneInfo zone)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local))
            local = EndOfGap(local, zone);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTime(Math.Clamp(local.Ticks - offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), DateTimeKind.Utc);
    }

    /// <summary>Clocks are put forward at whole minutes.</summary>
    private static DateTime EndOfGap(DateTime local, TimeZoneInfo zone)
    {
        var minute = local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute));
        while (zone.IsInvalidTime(minute))
            minute = minute.AddMinutes(1);
        return minute;
    }
}
