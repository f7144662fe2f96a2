using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Bots.BuiltIn.Digests;

/// <summary>How often a digest is written.</summary>
public enum DigestRhythm
{
    Weekly,
    Daily,
}

/// <summary>When a digest is written, on the clock of the community. Where, its bot says: in a channel or as a topic of a space.</summary>
/// <param name="Weekday">Of a weekly one.</param>
/// <param name="Hour">0 to 23.</param>
internal sealed record DigestTerms(DigestRhythm Rhythm, DayOfWeek Weekday, int Hour)
{
    public static readonly DigestTerms Usual = new(DigestRhythm.Weekly, DayOfWeek.Monday, 9);

    /// <exception cref="Refused">422 at a field.</exception>
    public void Check()
    {
        if (!Enum.IsDefined(Weekday))
            throw Refused.AtField("weekday", "weekday_unknown", "Choose a day of the week.");
        if (Hour is < 0 or > 23)
            throw Refused.AtField("hour", "hour_out_of_range", "A number from {0} to {1}.", 0, 23);
    }

    /// <summary>The last time that it was due, at or before an instant, and what it tells of.</summary>
    public DigestTime LastAt(DateTime now, TimeZoneInfo zone)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, zone));
        while (At(day, zone) > now || (Rhythm == DigestRhythm.Weekly && day.DayOfWeek != Weekday))
            day = day.AddDays(-1);
        return new DigestTime(day, At(day.AddDays(-Days), zone), At(day, zone));
    }

    /// <summary>What it would tell of if it were written now.</summary>
    public DigestTime Until(DateTime now, TimeZoneInfo zone) =>
        new(DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, zone)), now.AddDays(-Days), now);

    private int Days => Rhythm == DigestRhythm.Weekly ? 7 : 1;

    private DateTime At(DateOnly day, TimeZoneInfo zone) => WallClock.ToUtc(day.ToDateTime(new TimeOnly(Hour, 0)), zone);
}

/// <summary>The time that a digest tells of.</summary>
/// <param name="Day">On which it is due, on the clock of the community.</param>
/// <param name="From">UTC, inclusive.</param>
/// <param name="To">UTC, exclusive.</param>
internal sealed record DigestTime(DateOnly Day, DateTime From, DateTime To);
