using System.Globalization;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Costs;

namespace Guildhall.Payments.Shares;

/// <summary>A share rule as a person or a program says it.</summary>
/// <param name="Member">E-mail address or id.</param>
/// <param name="Percent">Above zero, at most 100, two decimals.</param>
/// <param name="Stream">Of income; not looked at where there is an item.</param>
/// <param name="Item">Kind and slug or id with a colon between, e.g. "article:first-steps"; empty for a whole stream.</param>
/// <param name="From">A day; empty for now.</param>
/// <param name="Until">The last day; empty for no end.</param>
internal sealed record ShareTyped(
    string? Member, string? Percent, string? Stream, string? Item, string? HoldDays, string? From, string? Until, string? Note);

/// <summary>Reads the numbers and days of a share rule.</summary>
internal static class ShareReading
{
    public const int UsualHoldDays = 14;

    /// <exception cref="Refused">422 at the field.</exception>
    public static int BasisPoints(string? typed)
    {
        var text = TypedNumber.Plain(typed).TrimEnd('%').TrimEnd();
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && percent * 100 is var exact && exact == decimal.Truncate(exact) && exact is >= 1 and <= 10_000
            ? (int)exact
            : throw Refused.AtField("percent", "percent_unreadable", "Write a percentage from 0.01 to 100, with two decimals at most.");
    }

    /// <exception cref="Refused">422 at the field.</exception>
    public static int HoldDays(string? typed) => string.IsNullOrWhiteSpace(typed) ? UsualHoldDays
        : int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= ShareRule.MaxHoldDays ? days
        : throw Refused.AtField("holdDays", "days_unreadable", "Write a number of days from 0 to {0}.", ShareRule.MaxHoldDays);

    /// <exception cref="Refused">422 at the field.</exception>
    public static DateOnly? Day(string field, string? typed) => string.IsNullOrWhiteSpace(typed) ? null
        : Days.Read(typed) ?? throw Refused.AtField(field, "day_unreadable", "Write the day as year, month, day, like 2026-03-31.");

    /// <exception cref="Refused">422 at the field.</exception>
    public static string Stream(string? typed) =>
        typed?.Trim() is { Length: > 0 and <= 40 } stream && stream.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? stream
            : throw Refused.AtField("stream", "stream_unknown", "Choose a stream of income, or name an item.");
}
