using Guildhall.Payments.Costs;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.ProfitAndLoss;

namespace Guildhall.App.Tests.Payments.Books;

[Trait("Database", "none")]
public class Spans_of_days
{
    private static readonly BookClock Clock = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    [Theory]
    [InlineData("2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28")]
    [InlineData("2026-01-01", "2026-03-31", "2025-10-01", "2025-12-31")]
    [InlineData("2026-01-01", "2026-12-31", "2025-01-01", "2025-12-31")]
    [InlineData("2024-02-01", "2024-02-29", "2024-01-01", "2024-01-31")]
    [InlineData("2026-03-02", "2026-03-31", "2026-01-31", "2026-03-01")]
    [InlineData("2026-03-05", "2026-03-05", "2026-03-04", "2026-03-04")]
    public void Have_one_of_their_kind_before_them(string from, string to, string beforeFrom, string beforeTo)
    {
        var period = Period.Of(Days.Of(from), Days.Of(to), Clock);
        var before = period.Before(Clock);

        Assert.Equal((beforeFrom, beforeTo), (Days.Text(before.From), Days.Text(before.To)));
        Assert.Equal(period.Start, before.End);
    }

    [Theory]
    [InlineData("2026-03-01", "2026-03-31", 31)]
    [InlineData("2026-01-15", "2026-04-02", 4)]
    [InlineData("2020-01-01", "2026-12-31", 7)]
    public void Are_parted_without_gaps(string from, string to, int count)
    {
        var period = Period.Of(Days.Of(from), Days.Of(to), Clock);
        var parts = period.Parts(Clock);

        Assert.Equal(count, parts.Count);
        Assert.Equal((period.Start, period.End), (parts[0].Start, parts[^1].End));
        Assert.All(parts.Zip(parts.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
    }

    [Theory]
    [InlineData("2026-3-1", "2026-03-01")]
    [InlineData("2026/12/31", "2026-12-31")]
    [InlineData("2026.1.2", "2026-01-02")]
    [InlineData("2026年3月1日", "2026-03-01")]
    [InlineData(" 2024-02-29 ", "2024-02-29")]
    [InlineData("2026-02-29", null)]
    [InlineData("01-02-2026", null)]
    [InlineData("2026-13-01", null)]
    [InlineData("0000-01-01", null)]
    [InlineData("２０２６-01-01", null)]
    [InlineData("", null)]
    public void Are_read_in_one_order_only(string typed, string? day) => Assert.Equal(day is null ? null : Days.Of(day), Days.Read(typed));
}
