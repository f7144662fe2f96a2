using System.Globalization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Memberships.Selling;

namespace Guildhall.App.Tests.Payments;

[Trait("Database", "none")]
public class Periods_that_join
{
    private static readonly string[] Zones =
        ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Kiritimati", "UTC"];

    [Theory]
    [InlineData("2027-01-31", "mmm", "2027-02-28 2027-03-31 2027-04-30")]
    [InlineData("2027-01-30", "mm", "2027-02-28 2027-03-30")]
    [InlineData("2027-08-31", "mmmmmm", "2027-09-30 2027-10-31 2027-11-30 2027-12-31 2028-01-31 2028-02-29")]
    [InlineData("2028-02-29", "yyyy", "2029-02-28 2030-02-28 2031-02-28 2032-02-29")]
    [InlineData("2027-01-31", "mymm", "2027-02-28 2028-02-29 2028-03-31 2028-04-30")]
    [InlineData("2027-03-15", "mm", "2027-04-15 2027-05-15")]
    public void Are_counted_from_the_first_day(string first, string bought, string ends)
    {
        var held = new List<HeldPeriod>();
        foreach (var letter in bought)
            held.Add(Buy(held, letter == 'm' ? Interval.Month : Interval.Year, Day(first), TimeZoneInfo.Utc));

        Assert.Equal(ends.Split(' ').Select(Day), held.Select(h => h.Until!.Value));
    }

    [Theory]
    // What was sold before this was repaired: the lost days come back.
    [InlineData("2027-01-31/2027-02-28 2027-02-28/2027-03-28", "2027-02-03", "2027-03-28", "2027-04-30")]
    [InlineData("2028-02-29/2029-02-28 2029-02-28/2030-02-28 2030-02-28/2031-02-28", "2030-05-05", "2031-02-28", "2031-03-29")]
    // What came before has ended, or was given back: then what is left knows its day.
    [InlineData("2027-01-31/2027-02-28 2027-02-28/2027-03-31 2027-03-31/2027-04-30", "2027-04-10", "2027-04-30", "2027-05-31")]
    [InlineData("2027-02-28/2027-03-31", "2027-03-05", "2027-03-31", "2027-04-30")]
    [InlineData("2027-03-31/2027-04-30", "2027-04-05", "2027-04-30", "2027-05-31")]
    // A gift until some day: from there on.
    [InlineData("2027-01-31/2027-02-28 2027-02-28/2027-03-15", "2027-02-03", "2027-03-15", "2027-04-15")]
    [InlineData("2027-01-31/2027-02-28 2027-02-28/2027-04-30", "2027-02-03", "2027-04-30", "2027-05-31")]
    // A gift over all of it.
    [InlineData("2027-01-31/2027-02-28 2027-02-01/2027-05-20", "2027-02-03", "2027-05-20", "2027-06-20")]
    // A run that is over is another run; one that ends this very instant is not.
    [InlineData("2025-12-31/2026-01-30", "2026-01-31", "2026-01-31", "2026-02-28")]
    [InlineData("2026-01-31/2026-02-28", "2026-02-28", "2026-02-28", "2026-03-31")]
    [InlineData("2026-12-30/2027-01-30 2027-01-31/2027-02-28", "2027-02-03", "2027-02-28", "2027-03-31")]
    public void Go_on_behind_what_is_held(string held, string now, string from, string until)
    {
        var periods = held.Split(' ').Select(p => p.Split('/')).Select(p => new HeldPeriod(Day(p[0]), Day(p[1])));

        Assert.Equal((Day(from), (DateTime?)Day(until)), NextPeriod.Find(periods, new Term(Interval.Month), Day(now), TimeZoneInfo.Utc));
    }

    /// <summary>Nobody gives anything back: the model is one day and a number of months.</summary>
    [Fact]
    public void End_so_many_months_after_their_first_day_whatever_is_bought_when()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var zone = TimeZoneInfo.FindSystemTimeZoneById(Zones[seed % Zones.Length]);
            var now = new DateTime(2026, 1, 1, 12, 0, 0).AddDays(random.Next(1500));
            var (first, months) = (now, 0);
            var held = new List<HeldPeriod>();
            for (var i = 0; i < 40; i++)
            {
                now = now.AddDays(random.Next(4) == 0 ? random.Next(60) : random.Next(3)).AddMinutes(random.Next(-1, 2));
                if (months == 0 || first.AddMonths(months) < now)
                    (first, months) = (now, 0);
                var interval = random.Next(6) == 0 ? Interval.Year : Interval.Month;
                var from = first.AddMonths(months);
                months += interval == Interval.Year ? 12 : 1;

                var next = Buy(held, interval, Utc(now, zone), zone);

                var wanted = new HeldPeriod(Utc(from, zone), Utc(first.AddMonths(months), zone));
                Assert.True(next == wanted, $"Seed {seed}, purchase {i}: {next}, begun on {first:u}, {months} months");
                held.Add(next);
            }
        }
    }

    [Fact]
    public void Never_cost_a_day_whatever_is_given_or_given_back_in_between()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var zone = TimeZoneInfo.FindSystemTimeZoneById(Zones[seed % Zones.Length]);
            var now = Utc(new DateTime(2026, 1, 1, 12, 0, 0).AddDays(random.Next(1500)), zone);
            var held = new List<HeldPeriod>();
            for (var i = 0; i < 40; i++)
            {
                now = now.AddDays(random.Next(20));
                if (random.Next(4) == 0 && held.Count > 0)
                    held.RemoveAt(random.Next(held.Count));
                if (random.Next(5) == 0)
                    held.Add(Gift(held, now, random));
                var interval = random.Next(6) == 0 ? Interval.Year : Interval.Month;

                var next = Buy(held, interval, now, zone);

                ShouldBeFair(next, held, interval, now, zone, $"Seed {seed}, step {i}: {next} beside {string.Join(", ", held)}");
                held.Add(next);
            }
        }
    }

    private static void ShouldBeFair(
        HeldPeriod next, List<HeldPeriod> held, Interval interval, DateTime now, TimeZoneInfo zone, string told)
    {
        var most = TimeSpan.FromDays(3) + TimeSpan.FromHours(1);
        Assert.True(next.From == now || (next.From > now && held.Exists(h => h.Until == next.From)), told);
        Assert.DoesNotContain(held, h => Overlap(h, next));
        // A whole month at least, and no more than the days by which February is shorter.
        Assert.InRange(next.Until!.Value - interval.After(next.From, zone), TimeSpan.Zero, most);
        foreach (var earlier in held.Select(h => h.Until!.Value).Append(now).Where(d => d >= now && d < next.From))
            Assert.True(held.Exists(h => Overlap(h, new HeldPeriod(earlier, interval.After(earlier, zone) + most))), told);
    }

    private static bool Overlap(HeldPeriod a, HeldPeriod b) => a.From < b.Until && b.From < a.Until;

    private static HeldPeriod Gift(List<HeldPeriod> held, DateTime now, Random random)
    {
        var from = now;
        foreach (var period in held.OrderBy(h => h.From).Where(h => h.From <= from && h.Until > from))
            from = period.Until!.Value;
        return new HeldPeriod(from, from.AddDays(random.Next(1, 80)));
    }

    private static HeldPeriod Buy(List<HeldPeriod> held, Interval interval, DateTime now, TimeZoneInfo zone)
    {
        var (from, until) = NextPeriod.Find(held, new Term(interval), now, zone)!.Value;
        return new HeldPeriod(from, until);
    }

    private static DateTime Utc(DateTime local, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeToUtc(local, zone);

    private static DateTime Day(string text) =>
        DateTime.Parse(text + "T00:00:00Z", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
