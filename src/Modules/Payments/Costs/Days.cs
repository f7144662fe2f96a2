using System.Globalization;
using System.Text.RegularExpressions;

namespace Guildhall.Payments.Costs;

/// <summary>Days as they are stored, sent and typed.</summary>
internal static partial class Days
{
    private const string Iso = "yyyy-MM-dd";

    public static string Text(DateOnly day) => day.ToString(Iso, CultureInfo.InvariantCulture);

    public static DateOnly Of(string text) => DateOnly.ParseExact(text, Iso, CultureInfo.InvariantCulture);

    /// <summary>
    /// Year, month, day, parted by hyphens, slashes, dots or the Chinese words: the order in which no day is taken for a month.
    /// </summary>
    /// <returns><c>null</c> for anything else.</returns>
    public static DateOnly? Read(string? typed)
    {
        if (typed is null || Typed().Match(typed.Trim()) is not { Success: true } match)
            return null;
        var (year, month, day) = (Part("y"), Part("m"), Part("d"));
        var known = year is >= 1900 and < 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        return known ? new(year, month, day) : null;

        int Part(string name) => int.Parse(match.Groups[name].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^(?<y>[0-9]{4})(?<sep>[-/.]|年)(?<m>[0-9]{1,2})([-/.]|月)(?<d>[0-9]{1,2})日?$")]
    private static partial Regex Typed();
}
