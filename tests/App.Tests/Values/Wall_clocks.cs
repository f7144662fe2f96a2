using System.Globalization;
using Guildhall.Kernel.Values;

namespace Guildhall.App.Tests.Values;

[Trait("Database", "none")]
public class Wall_clocks
{
    [Theory]
    [InlineData("2026-03-02T16:00:00", "Asia/Shanghai", "2026-03-02T08:00:00")]
    [InlineData("2026-07-01T12:00:00", "Europe/Berlin", "2026-07-01T10:00:00")]
    [InlineData("2026-07-01T12:00:00", "Etc/UTC", "2026-07-01T12:00:00")]
    // 29 March 2026 has no 02:00 to 03:00 in Berlin.
    [InlineData("2026-03-29T01:59:59", "Europe/Berlin", "2026-03-29T00:59:59")]
    [InlineData("2026-03-29T02:00:00", "Europe/Berlin", "2026-03-29T01:00:00")]
    [InlineData("2026-03-29T02:10:30", "Europe/Berlin", "2026-03-29T01:00:00")]
    [InlineData("2026-03-29T02:59:59", "Europe/Berlin", "2026-03-29T01:00:00")]
    [InlineData("2026-03-29T03:00:00", "Europe/Berlin", "2026-03-29T01:00:00")]
    // 6 September 2026 has no midnight in Santiago: the day begins at one.
    [InlineData("2026-09-06T00:00:00", "America/Santiago", "2026-09-06T04:00:00")]
    // Half an hour is skipped on Lord Howe Island.
    [InlineData("2026-10-04T02:15:00", "Australia/Lord_Howe", "2026-10-03T15:30:00")]
    // 25 October 2026 has two 02:30 in Berlin: the first.
    [InlineData("2026-10-25T02:30:00", "Europe/Berlin", "2026-10-25T00:30:00")]
    [InlineData("2026-10-25T03:00:00", "Europe/Berlin", "2026-10-25T02:00:00")]
    // 5 April 2026 has one midnight in Santiago, the day before has two of its last hour.
    [InlineData("2026-04-04T23:30:00", "America/Santiago", "2026-04-05T02:30:00")]
    [InlineData("2026-04-05T00:00:00", "America/Santiago", "2026-04-05T04:00:00")]
    // The ends of the calendar.
    [InlineData("0001-01-01T00:00:00", "Asia/Shanghai", "0001-01-01T00:00:00")]
    [InlineData("9999-12-31T23:59:59", "America/New_York", "9999-12-31T23:59:59.9999999")]
    public void Mean_one_instant(string local, string zone, string utc)
    {
        var instant = WallClock.ToUtc(Parse(local), TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal((Parse(utc), DateTimeKind.Utc), (instant, instant.Kind));
    }

    [Theory]
    [InlineData(DateTimeKind.Utc), InlineData(DateTimeKind.Local)]
    public void Are_read_as_such_whatever_their_kind(DateTimeKind kind) => Assert.Equal(
        Parse("2026-03-02T08:00:00"),
        WallClock.ToUtc(DateTime.SpecifyKind(Parse("2026-03-02T16:00:00"), kind), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")));

    private static DateTime Parse(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.None);
}
