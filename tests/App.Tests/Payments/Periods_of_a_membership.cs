using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.App.Tests.Payments;

[Trait("Database", "none")]
public class Periods_of_a_membership
{
    [Theory]
    [InlineData("2026-01-31T02:00Z", "month", "Asia/Shanghai", "2026-02-28T02:00Z")]
    [InlineData("2028-01-31T02:00Z", "month", "Asia/Shanghai", "2028-02-29T02:00Z")]
    [InlineData("2028-02-29T02:00Z", "year", "Asia/Shanghai", "2029-02-28T02:00Z")]
    // Already the first of February there: counted in the community's zone, not in UTC.
    [InlineData("2026-01-31T20:00Z", "month", "Asia/Shanghai", "2026-02-28T20:00Z")]
    // The clocks go forward in between: the same time of day, so an hour less.
    [InlineData("2026-03-10T11:00Z", "month", "Europe/Berlin", "2026-04-10T10:00Z")]
    // 02:30 does not exist on 29 March 2026.
    [InlineData("2026-02-28T01:30Z", "month", "Europe/Berlin", "2026-03-28T01:30Z")]
    [InlineData("2025-03-29T01:30Z", "year", "Europe/Berlin", "2026-03-29T01:30Z")]
    // 02:30 comes twice on 25 October 2026: the later one.
    [InlineData("2026-09-25T00:30Z", "month", "Europe/Berlin", "2026-10-25T01:30Z")]
    public void End_on_the_same_day_of_the_calendar(string from, string interval, string zone, string until) =>
        Assert.Equal(Utc(until), Intervals.Read(interval)!.Value.After(Utc(from), TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Theory]
    [InlineData("week"), InlineData("Month"), InlineData(""), InlineData(null)]
    public void Know_months_and_years_only(string? word) => Assert.Null(Intervals.Read(word));

    private static DateTime Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime;
}
