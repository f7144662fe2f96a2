using System.Globalization;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Memberships.Explaining;

/// <summary>Wall-clock times that operators type, on the community's clock.</summary>
internal static class LocalInstant
{
    private const int FirstYear = 1970;

    /// <summary>Later ends are slips of the pen: who wants none leaves it out. It also leaves room to reckon periods that follow.</summary>
    public const int LastYear = 9000;

    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>What an input of type datetime-local sends.</summary>
    /// <exception cref="Refused">It is no such time.</exception>
    public static DateTime Read(string field, string typed, TimeZoneInfo zone) =>
        DateTime.TryParseExact(typed.Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? ToUtc(field, local, zone)
            : throw Refused.AtField(field, "time_malformed", "This is not a time. Write it like {0}.", "2026-03-02 16:00");

    /// <summary>The end of a day: the first instant of the next one.</summary>
    /// <exception cref="Refused">It is no date.</exception>
    public static DateTime EndOfDay(string field, string typed, TimeZoneInfo zone) =>
        DateOnly.TryParseExact(typed.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue
            ? ToUtc(field, day.AddDays(1).ToDateTime(TimeOnly.MinValue), zone)
            : throw Refused.AtField(field, "date_malformed", "This is not a date. Write it like {0}.", "2026-03-02");

    public static string Write(DateTime at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTimeFromUtc(at, zone).ToString(Forms[0], CultureInfo.InvariantCulture);

    public static Refused OutOfRange(string field) =>
        Refused.AtField(field, "time_out_of_range", "The year must be between {0} and {1}.", FirstYear, LastYear);

    private static DateTime ToUtc(string field, DateTime local, TimeZoneInfo zone)
    {
        if (local.Year is < FirstYear or > LastYear)
            throw OutOfRange(field);
        return WallClock.ToUtc(local, zone);
    }
}
