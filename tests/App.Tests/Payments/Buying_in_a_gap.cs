using System.Globalization;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Memberships.Selling;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;

namespace Guildhall.App.Tests.Payments;

/// <summary>A refund leaves a gap before a period that was bought separately.</summary>
public class Buying_in_a_gap(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Theory]
    [InlineData("en", "you pay for no day twice"), InlineData("zh", "为避免重复付费")]
    public async Task That_is_too_short_starts_behind_the_later_period(string language, string why)
    {
        var (shop, buyer, later) = await GapAsync("month", language);

        var page = await buyer.Browser.GetAsync(shop.CheckoutPath(shop.Premium));
        var again = await shop.BuyAndPayAsync(buyer);

        Assert.Contains(why, page.TextOf("main"));
        var (held, bought) = ((await shop.GrantsAsync(later)).Single(), (await shop.GrantsAsync(again)).Single());
        Assert.Equal(held.Until, bought.From);
        Assert.Equal(Interval.Month.After(bought.From, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")), bought.Until);
        Assert.Equal((bought.From, bought.Until),
            (await shop.OrderAsync(again)).Lines.Select(l => (l.CoversFrom!.Value, l.CoversUntil)).Single());
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task That_is_long_enough_fills_it_from_now_on()
    {
        var (shop, buyer, later) = await GapAsync("year");

        var page = await buyer.Browser.GetAsync(shop.CheckoutPath(shop.Premium));
        var month = await shop.BuyAndPayAsync(buyer);
        var year = await shop.BuyAndPayAsync(buyer, interval: "year");

        Assert.DoesNotContain("you pay for no day twice", page.TextOf("main"));
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        var held = (await shop.GrantsAsync(later)).Single();
        Assert.True((await shop.GrantsAsync(month)).Single().Until <= held.From);
        Assert.Equal(held.Until, (await shop.GrantsAsync(year)).Single().From);
        await shop.LedgerShouldBeSoundAsync();
    }

    /// <summary>Two periods in a row, of which the first is given back after nine days.</summary>
    private async Task<(Shop, Buyer, Purchase Later)> GapAsync(string interval, string language = "en")
    {
        var shop = await Shop.OpenAsync(app);
        var person = await app.MemberAsync(language: language);
        var buyer = new Buyer(person, await app.SignInAsync(person));
        var first = await shop.BuyAndPayAsync(buyer, interval: interval);
        var later = await shop.BuyAndPayAsync(buyer);
        await shop.PassAsync(TimeSpan.FromDays(9));
        var owner = await app.SignInAsync(shop.Owner);
        await owner.SubmitAsync($"{shop.Path}/manage/orders/{first.OrderId}/refund", ("reason", "Regret"), ("do", "refund"));
        Assert.NotEqual(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        return (shop, buyer, later);
    }
}

[Trait("Database", "none")]
public class The_next_period
{
    [Theory]
    [InlineData("", "01-10", "02-10")]
    [InlineData("01-01/02-01", "02-01", "03-01")]
    [InlineData("01-01/02-01 02-01/03-01", "03-01", "04-01")]
    // In the gap there is room for a month, to the day.
    [InlineData("02-10/03-10", "01-10", "02-10")]
    [InlineData("02-09/03-09", "03-09", "04-09")]
    [InlineData("02-01/03-01", "03-01", "04-01")]
    [InlineData("01-01/01-20 02-20/03-20", "01-20", "02-20")]
    [InlineData("02-01/03-01 03-15/04-15", "04-15", "05-15")]
    [InlineData("02-01/03-01 05-01/06-01", "03-01", "04-01")]
    // A gift that overlaps what was bought.
    [InlineData("01-01/03-01 01-05/02-01", "03-01", "04-01")]
    // No end, but room before it; and none.
    [InlineData("03-01/", "01-10", "02-10")]
    [InlineData("02-01/", null, null)]
    [InlineData("01-01/", null, null)]
    public void Lies_where_no_day_is_paid_for_twice(string held, string? from, string? until)
    {
        var periods = held.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('/'))
            .Select(p => new HeldPeriod(Day(p[0]), p[1].Length > 0 ? Day(p[1]) : null));

        var next = NextPeriod.Find(periods, new Term(Interval.Month), Day("01-10"), TimeZoneInfo.Utc);

        Assert.Equal(from is null ? null : (Day(from), (DateTime?)Day(until!)), next);
    }

    private static DateTime Day(string monthAndDay) => DateTime.Parse($"2026-{monthAndDay}T00:00:00Z", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
