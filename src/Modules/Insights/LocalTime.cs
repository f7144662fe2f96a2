using Guildhall.Kernel.Values;

namespace Guildhall.Insights;

/// <summary>Days and months by a community's clock, as UTC instants. A day may have 23 or 25 hours.</summary>
internal sealed class LocalTime(TimeZoneInfo zone)
{
    public static LocalTime Of(string timeZone) => new(TimeZoneInfo.FindSystemTimeZoneById(timeZone));

    public DateOnly DayOf(DateTime at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(at, zone));

    /// <summary>The first instant of the day.</summary>
    public DateTime StartOf(DateOnly day) => WallClock.ToUtc(day.ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>The month of an instant and, before it, as many others as asked for, oldest first.</summary>
    public IReadOnlyList<Month> MonthsUntil(DateTime at, int count)
    {
        var today = DayOf(at);
        var current = new DateOnly(today.Year, today.Month, 1);
        return [.. Enumerable.Range(0, count).Reverse().Select(back => current.AddMonths(-back))
            .Select(first => new Month(first, StartOf(first), StartOf(first.AddMonths(1))))];
    }
}

/// <param name="First">Its first day.</param>
/// <param name="From">UTC.</param>
/// <param name="To">UTC, exclusive.</param>
internal sealed record Month(DateOnly First, DateTime From, DateTime To);
