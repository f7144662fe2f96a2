using Guildhall.Payments.Gifts;

namespace Guildhall.App.Tests.Payments.Gifts;

/// <summary>A gift arrives at nine by the clock on the community's wall, on either side of a change of clocks.</summary>
[Trait("Database", "none")]
public class Days_of_delivery
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    [Theory]
    // Paid on 6 March 2027 at noon there; clocks are put forward on 14 March and back on 7 November.
    [InlineData("2027-03-13", "2027-03-13T14:00:00Z")]
    [InlineData("2027-03-14", "2027-03-14T13:00:00Z")]
    [InlineData("2027-11-06", "2027-11-06T13:00:00Z")]
    [InlineData("2027-11-07", "2027-11-07T14:00:00Z")]
    // The day has begun there: at once.
    [InlineData("2027-03-06", "2027-03-06T17:00:00Z")]
    [InlineData("2027-03-01", "2027-03-06T17:00:00Z")]
    public void Begin_at_nine(string day, string expected)
    {
        var now = new DateTime(2027, 3, 6, 17, 0, 0, DateTimeKind.Utc);

        var at = OrderClaim.DeliveryOf(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), NewYork, now);

        Assert.Equal(DateTime.Parse(expected, null, System.Globalization.DateTimeStyles.AdjustToUniversal), at);
    }

    [Theory]
    [InlineData(0, true), InlineData(365, true), InlineData(366, false), InlineData(-1, false)]
    public void Lie_within_a_year(int days, bool taken)
    {
        var today = new DateOnly(2027, 3, 14);
        var typed = new GiftTyped("Mei", null, null, today.AddDays(days).ToString("yyyy-MM-dd"));

        if (taken)
            Assert.Equal(today.AddDays(days), typed.Check(today).DeliverOn);
        else
            Assert.Equal("gift_day_out_of_range", Assert.Throws<Kernel.Http.Refused>(() => typed.Check(today)).Code);
    }
}
