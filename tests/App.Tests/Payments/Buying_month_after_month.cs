using System.Globalization;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Payments;

/// <summary>Somebody begins on the 31st, at ten in the morning of the community's clock.</summary>
public class Buying_month_after_month(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Fact]
    public async Task Keeps_the_day_it_began_on_when_all_is_bought_at_once()
    {
        var (shop, buyer) = await OnTheThirtyFirstAsync();

        var bought = new List<Purchase>();
        for (var i = 0; i < 3; i++)
            bought.Add(await shop.BuyAndPayAsync(buyer));

        Assert.Equal(["01-31 02-28", "02-28 03-31", "03-31 04-30"], await DaysAsync(shop, bought));
        var page = await buyer.Browser.GetAsync(shop.CheckoutPath(shop.Premium));
        Assert.Contains($"30 Apr {app.Clock.Now.Year} – 31 May {app.Clock.Now.Year}", page.TextOf("main"));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Keeps_the_day_it_began_on_when_the_first_month_is_over()
    {
        var (shop, buyer) = await OnTheThirtyFirstAsync();

        List<Purchase> bought = [await shop.BuyAndPayAsync(buyer)];
        for (var i = 0; i < 2; i++)
        {
            await shop.PassAsync(TimeSpan.FromDays(25));
            buyer = buyer with { Browser = await app.SignInAsync(buyer.Person) };
            bought.Add(await shop.BuyAndPayAsync(buyer));
        }

        Assert.Equal(["01-31 02-28", "02-28 03-31", "03-31 04-30"], await DaysAsync(shop, bought));
    }

    [Fact]
    public async Task Begins_anew_after_a_gap()
    {
        var (shop, buyer) = await OnTheThirtyFirstAsync();

        List<Purchase> bought = [await shop.BuyAndPayAsync(buyer)];
        await shop.PassAsync(TimeSpan.FromDays(29));
        buyer = buyer with { Browser = await app.SignInAsync(buyer.Person) };
        bought.AddRange([await shop.BuyAndPayAsync(buyer), await shop.BuyAndPayAsync(buyer)]);

        Assert.Equal(["01-31 02-28", "03-01 04-01", "04-01 05-01"], await DaysAsync(shop, bought));
    }

    [Fact]
    public async Task Fills_the_gap_that_a_refund_left_in_the_middle()
    {
        var (shop, buyer) = await OnTheThirtyFirstAsync();
        List<Purchase> bought = [await shop.BuyAndPayAsync(buyer), await shop.BuyAndPayAsync(buyer), await shop.BuyAndPayAsync(buyer)];
        var owner = await app.SignInAsync(shop.Owner);
        await owner.SubmitAsync($"{shop.Path}/manage/orders/{bought[1].OrderId}/refund", ("reason", "Regret"), ("do", "refund"));

        List<Purchase> again = [await shop.BuyAndPayAsync(buyer), await shop.BuyAndPayAsync(buyer)];

        Assert.Equal(["02-28 03-31", "04-30 05-31"], await DaysAsync(shop, again));
        await shop.LedgerShouldBeSoundAsync();
    }

    private async Task<(Shop, Buyer)> OnTheThirtyFirstAsync()
    {
        // The next one of a clock that tests of this class have moved on, of a year whose February has 28 days.
        var year = app.Clock.Now.Year + 1;
        if (DateTime.IsLeapYear(year))
            year++;
        app.Clock.Advance(TimeZoneInfo.ConvertTimeToUtc(new DateTime(year, 1, 31, 10, 0, 0), _zone) - app.Clock.Now);
        var shop = await Shop.OpenAsync(app);
        return (shop, await shop.BuyerAsync());
    }

    private async Task<string[]> DaysAsync(Shop shop, IReadOnlyList<Purchase> bought)
    {
        var days = new List<string>();
        foreach (var purchase in bought)
        {
            var grant = (await shop.GrantsAsync(purchase)).Single();
            var line = (await shop.OrderAsync(purchase)).Lines.Single();
            Assert.Equal((grant.From, grant.Until), (line.CoversFrom!.Value, line.CoversUntil));
            days.Add($"{Day(grant.From)} {Day(grant.Until!.Value)}");
        }
        return [.. days];
    }

    private string Day(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, _zone).ToString("MM-dd", CultureInfo.InvariantCulture);
}
