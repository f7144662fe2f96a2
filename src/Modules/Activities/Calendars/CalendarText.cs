using System.Globalization;
using System.Text;

namespace Guildhall.Activities.Calendars;

/// <summary>A session in a calendar.</summary>
/// <param name="Uid">The same for ever, also when it moves.</param>
/// <param name="StartsAt">UTC.</param>
/// <param name="EndsAt">UTC.</param>
/// <param name="Place">May be empty.</param>
/// <param name="Url">Of its page; the link to its room is given out at the door alone.</param>
/// <param name="Sequence">Grows with every change of the time.</param>
internal sealed record CalendarEvent(
    string Uid, string Title, DateTime StartsAt, DateTime EndsAt, string Place, string Url, int Sequence, bool IsCancelled,
    DateTime ChangedAt);

/// <summary>
/// iCalendar (RFC 5545). Traps: lines end with CR LF and are folded at 75 octets, not characters, so that a line may not be cut within a
/// character of UTF-8; in texts backslash, semicolon, comma and line feed are escaped; control characters are not allowed. Times are UTC,
/// so that no VTIMEZONE is needed: the reader's calendar shows them in its own zone. A cancelled event stays in, else programs keep it.
/// </summary>
internal static class CalendarText
{
    public const string MediaType = "text/calendar; charset=utf-8";

    private const int MostOctets = 75;

    /// <param name="name">What the calendar is called; empty for a single event.</param>
    public static string Write(string name, IEnumerable<CalendarEvent> events)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//Guildhall//Sessions//EN");
        Line(text, "CALSCALE:GREGORIAN");
        Line(text, "METHOD:PUBLISH");
        if (name.Length > 0)
        {
            Line(text, "X-WR-CALNAME:" + Escaped(name));
            Line(text, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
        }
        foreach (var one in events)
            Write(text, one);
        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    private static void Write(StringBuilder text, CalendarEvent one)
    {
        Line(text, "BEGIN:VEVENT");
        Line(text, "UID:" + one.Uid);
        Line(text, "DTSTAMP:" + Instant(one.ChangedAt));
        Line(text, "LAST-MODIFIED:" + Instant(one.ChangedAt));
        Line(text, "SEQUENCE:" + one.Sequence.ToString(CultureInfo.InvariantCulture));
        Line(text, "DTSTART:" + Instant(one.StartsAt));
        Line(text, "DTEND:" + Instant(one.EndsAt));
        Line(text, "SUMMARY:" + Escaped(one.Title));
        if (one.Place.Length > 0)
            Line(text, "LOCATION:" + Escaped(one.Place));
        Line(text, "DESCRIPTION:" + Escaped(one.Url));
        Line(text, "URL:" + one.Url);
        Line(text, one.IsCancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
        Line(text, "END:VEVENT");
    }

    private static string Instant(DateTime utc) => utc.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
            _ = c switch
            {
                '\n' => escaped.Append("\\n"),
                '\\' or ';' or ',' => escaped.Append('\\').Append(c),
                _ when char.IsControl(c) => escaped,
                _ => escaped.Append(c),
            };
        return escaped.ToString();
    }

    private static void Line(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MostOctets)
            {
                text.Append("\r\n ");
                octets = 1;
            }
            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        text.Append("\r\n");
    }
}
