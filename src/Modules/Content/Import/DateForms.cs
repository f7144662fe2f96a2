using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Import;

/// <summary>
/// Dates as heads of files hold them. Forms: ISO 8601 and RFC 3339, loosely, as YAML 1.1 (yaml.org/type/timestamp), TOML, Ruby, Go,
/// Python and Hexo's moment write them; RFC 5322 as in mails; <c>Date.toString()</c> of JavaScript; <c>date</c> of Unix; English and
/// Chinese words; seconds or milliseconds since 1970. What may be day or month (3/4/2020) is no date.
/// Trap: <c>CST</c> is China's time as well as Chicago's; the community's zone decides.
/// </summary>
internal static partial class DateForms
{
    private const int MaxLength = 100;
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <param name="zone">Where a clock showed it, if the text names no zone.</param>
    /// <param name="utc">A day without a time begins at its midnight there.</param>
    public static bool TryRead(string text, TimeZoneInfo zone, out DateTime utc)
    {
        utc = default;
        if (text.Length is 0 or > MaxLength)
            return false;
        if (Tidy(text) is not { } tidy)
            return false;
        if (Epoch().IsMatch(tidy))
            return FromEpoch(tidy, out utc);
        foreach (var form in (Regex[])[Numbers(), Compact(), Words(), Unix()])
            if (form.Match(tidy) is { Success: true } match)
                return DayOf(match) is { } day && TimeOf(match) is { } time && InZone(day, time, match, zone, out utc);
        return false;
    }

    /// <summary>In the width of ASCII and with single blanks; <c>null</c> for half of a pair of surrogates.</summary>
    private static string? Tidy(string text)
    {
        try
        {
            return string.Join(' ', text.Normalize(NormalizationForm.FormKC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool FromEpoch(string digits, out DateTime utc)
    {
        var number = long.Parse(digits, CultureInfo.InvariantCulture);
        utc = DateTime.UnixEpoch.AddMilliseconds(digits.Length == 13 ? number : number * 1000);
        return true;
    }

    private static DateOnly? DayOf(Match match)
    {
        var year = Number(match, "y") ?? 0;
        // RFC 5322, 4.3.
        if (match.Groups["y"].Length == 2)
            year += year < 50 ? 2000 : 1900;
        var month = match.Groups["mon"] is { Success: true, Value: var name }
            ? Array.FindIndex(Months, m => name.StartsWith(m, StringComparison.OrdinalIgnoreCase)) + 1
            : Number(match, "m") ?? 1;
        var day = Number(match, "d") ?? 1;
        // The year 1 is what programs write who mean no date.
        var isDay = year is >= 1000 and <= 9998 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        return isDay ? new DateOnly(year, month, day) : null;
    }

    private static TimeSpan? TimeOf(Match match)
    {
        if (Number(match, "h") is not { } hour)
            return TimeSpan.Zero;
        var (minute, second) = (Number(match, "mi") ?? 0, Number(match, "s") ?? 0);
        if (match.Groups["half"] is { Success: true, Value: var half })
        {
            var isLate = half[0] is 'p' or 'P' || half is "下午" or "晚上" || (half == "中午" && hour < 11);
            hour = isLate && hour < 12 ? hour + 12 : !isLate && hour == 12 && half != "中午" ? 0 : hour;
        }
        // A leap second, and midnight at the end of the day.
        if (minute > 59 || second > 60 || hour > 24 || (hour == 24 && minute + second > 0))
            return null;
        var ticks = match.Groups["f"] is { Success: true, Value: var fraction }
            ? long.Parse(fraction.PadRight(7, '0')[..7], CultureInfo.InvariantCulture)
            : 0;
        return new TimeSpan(hour, minute, Math.Min(second, 59)) + TimeSpan.FromTicks(ticks);
    }

    private static bool InZone(DateOnly day, TimeSpan time, Match match, TimeZoneInfo zone, out DateTime utc)
    {
        var local = day.ToDateTime(TimeOnly.MinValue) + time;
        utc = default;
        if (match.Groups["offset"] is { Success: true, Value: var offset })
        {
            var digits = new string([.. offset.Where(char.IsAsciiDigit)]);
            var (hours, minutes) = digits.Length <= 2 ? (digits, "0") : (digits[..^2], digits[^2..]);
            var away = new TimeSpan(
                int.Parse(hours, CultureInfo.InvariantCulture), int.Parse(minutes, CultureInfo.InvariantCulture), 0);
            if (away > TimeSpan.FromHours(15))
                return false;
            utc = DateTime.SpecifyKind(offset[0] == '-' ? local + away : local - away, DateTimeKind.Utc);
            return true;
        }
        var isNamed = match.Groups["zone"] is { Success: true };
        utc = isNamed && ZoneOf(match.Groups["zone"].Value, local, zone) is { } named ? named(local) : WallClock.ToUtc(local, zone);
        return true;
    }

    /// <returns>How to come from its clock to UTC; <c>null</c> for a name that nobody knows.</returns>
    private static Func<DateTime, DateTime>? ZoneOf(string name, DateTime local, TimeZoneInfo zone)
    {
        if (name.Contains('/'))
            return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var place) ? at => WallClock.ToUtc(at, place) : null;
        var abbreviation = name.ToUpperInvariant();
        if (abbreviation == "CST" && zone.GetUtcOffset(local) == TimeSpan.FromHours(8))
            return null;
        return Zones.TryGetValue(abbreviation, out var hours) ? at => DateTime.SpecifyKind(at.AddHours(-hours), DateTimeKind.Utc) : null;
    }

    // RFC 5322, 4.3, and what else is not claimed by two parts of the world.
    private static readonly Dictionary<string, int> Zones = new(StringComparer.Ordinal)
    {
        ["Z"] = 0, ["UTC"] = 0, ["UT"] = 0, ["GMT"] = 0,
        ["WET"] = 0, ["CET"] = 1, ["WEST"] = 1, ["CEST"] = 2, ["EET"] = 2, ["EEST"] = 3, ["MSK"] = 3,
        ["HKT"] = 8, ["SGT"] = 8, ["JST"] = 9, ["KST"] = 9, ["AEST"] = 10, ["AEDT"] = 11,
        ["EST"] = -5, ["EDT"] = -4, ["CST"] = -6, ["CDT"] = -5, ["MST"] = -7, ["MDT"] = -6, ["PST"] = -8, ["PDT"] = -7,
    };

    private static int? Number(Match match, string group) =>
        match.Groups[group] is { Success: true, ValueSpan: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : null;
}
