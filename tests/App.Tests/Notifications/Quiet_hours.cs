using Guildhall.Notifications.Preferences;

namespace Guildhall.App.Tests.Notifications;

[Trait("Database", "none")]
public class Quiet_hours
{
    [Theory]
    // Shanghai is eight hours ahead, without changes of the clock.
    [InlineData("22:00", "07:00", "2026-03-02T13:59:00", "2026-03-02T13:59:00")]
    [InlineData("22:00", "07:00", "2026-03-02T14:00:00", "2026-03-02T23:00:00")]
    [InlineData("22:00", "07:00", "2026-03-02T22:59:00", "2026-03-02T23:00:00")]
    [InlineData("22:00", "07:00", "2026-03-02T23:00:00", "2026-03-02T23:00:00")]
    [InlineData("12:00", "13:00", "2026-03-02T04:30:00", "2026-03-02T05:00:00")]
    [InlineData("00:00", "00:00", "2026-03-02T04:30:00", "2026-03-02T04:30:00")]
    public void What_falls_into_them_waits_for_their_end(string from, string until, string at, string loud) =>
        Assert.Equal(Utc(loud), Wishes("Asia/Shanghai", from, until).NextLoudMoment(Utc(at)));

    [Fact]
    public void An_end_that_the_clock_skips_is_the_end_of_the_gap() =>
        // On 29 March 2026 Berlin goes from 2:00 to 3:00.
        Assert.Equal(Utc("2026-03-29T01:00:00"), Wishes("Europe/Berlin", "23:00", "02:30").NextLoudMoment(Utc("2026-03-29T00:30:00")));

    private static Wishes Wishes(string zone, string from, string until) =>
        new(new HashSet<(string, NoticeChannel)>(), TimeZoneInfo.FindSystemTimeZoneById(zone), Minutes(from), Minutes(until));

    private static int Minutes(string clock) =>
        (int)TimeOnly.Parse(clock, System.Globalization.CultureInfo.InvariantCulture).ToTimeSpan().TotalMinutes;

    private static DateTime Utc(string text) =>
        DateTime.SpecifyKind(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);
}
