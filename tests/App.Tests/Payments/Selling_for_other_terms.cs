using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Payments.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments;

/// <summary>By the quarter, for good, for a number of days, until a day; and what is for newcomers.</summary>
public class Selling_for_other_terms(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Theory]
    [InlineData("quarter"), InlineData("lifetime"), InlineData("days"), InlineData("until")]
    public async Task Opens_the_tier_for_as_long_as_the_price_says(string interval)
    {
        var (shop, lastDay) = await ShopAsync();
        var buyer = await shop.BuyerAsync();

        var purchase = await shop.BuyAndPayAsync(buyer, interval: interval);

        var grant = Assert.Single(await shop.GrantsAsync(purchase));
        DateTime? until = interval switch
        {
            "quarter" => Intervals.AddMonths(grant.From, 3, _zone),
            "lifetime" => null,
            "days" => Intervals.AddDays(grant.From, 90, _zone),
            _ => Intervals.EndOf(lastDay, _zone),
        };
        Assert.Equal(until, grant.Until);
        Assert.Equal(interval == "quarter" ? 1 : 0,
            await shop.InAsync(db => db.Set<Subscription>().CountAsync(s => s.MemberId == buyer.Person.Id)));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Sells_a_fixed_end_no_second_time_and_good_for_ever_once()
    {
        var (shop, _) = await ShopAsync();
        var buyer = await shop.BuyerAsync();
        await shop.BuyAndPayAsync(buyer, interval: "until");

        var again = await (await app.TokenAsync(buyer.Person, "orders:write")).SendAsync(Checkout(shop, "until"));
        again.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "term_over");
        await shop.BuyAndPayAsync(buyer, interval: "lifetime");
        (await (await app.TokenAsync(buyer.Person, "orders:write")).SendAsync(Checkout(shop, "lifetime")))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "already_yours");
        Assert.Null((await shop.HoldsAsync(buyer)).Until);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Sells_the_first_period_for_less_once()
    {
        var (shop, _) = await ShopAsync();
        var buyer = await shop.BuyerAsync();

        var first = await shop.BuyAsync(buyer);
        var second = await (await app.TokenAsync(buyer.Person, "orders:write")).SendAsync(Checkout(shop, "month"));
        // The first order holds it while it can be paid: another one costs what all others do.
        Assert.Equal(2900, second.ShouldBe(HttpStatusCode.Created).Json.GetProperty("total").GetInt64());
        await shop.DecideAsync(buyer, first);
        await shop.PassAsync(TimeSpan.FromSeconds(1));
        await shop.PassAsync(TimeSpan.FromSeconds(2));
        var third = await shop.BuyAndPayAsync(buyer);

        Assert.Equal((900L, 2900L), ((await shop.OrderAsync(first)).Total, (await shop.OrderAsync(third)).Total));
        Assert.Equal(2900, await shop.InAsync(db => db.Set<Subscription>().Select(s => s.Amount).SingleAsync()));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Theory]
    [InlineData("days", "0", "daysPrice", "Enter a number of days, 1 to 3660.")]
    [InlineData("days", "3661", "daysPrice", "Enter a number of days, 1 to 3660.")]
    [InlineData("lastDay", "tomorrow", "untilPrice", "Enter the last day.")]
    [InlineData("trialDays", "91", "monthPrice", "A trial has 0 to 90 days.")]
    [InlineData("monthIntro", "29.00", "monthPrice", "The first period must cost less than the following ones.")]
    public async Task Says_what_is_wrong_with_terms_at_its_field(string field, string typed, string price, string message)
    {
        var shop = await Shop.OpenAsync(app);
        var owner = await app.SignInAsync(shop.Owner);

        var page = await owner.SubmitAsync($"{shop.Path}/manage/tiers/{shop.Premium.TierId}", (price, "29.00"), (field, typed));

        page.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(message, page.TextOf($"#field-{field}-error"));
        Assert.Equal(typed, page.Document.QuerySelector($"[name={field}]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Is_written_by_programs_too()
    {
        var shop = await Shop.OpenAsync(app);
        var program = await app.TokenAsync(shop.Owner, "tiers:write");
        var body = new
        {
            name = "Alumni", rank = 50, prices = new object[]
            {
                new { interval = "quarter", amount = 7900, trialDays = 14, introAmount = 3900 }, new { interval = "days", amount = 9900, days = 30 },
                new { interval = "until", amount = 5000, lastDay = "2030-06-30" },
            },
        };

        var made = (await program.PostAsync(shop.Api + "/tiers", body)).ShouldBe(HttpStatusCode.Created).Json.GetProperty("prices");

        Assert.Equal(["quarter", "days", "until"], made.EnumerateArray().Select(p => p.GetProperty("interval").GetString()));
        Assert.Equal((14, 3900L), (made[0].GetProperty("trialDays").GetInt32(), made[0].GetProperty("introAmount").GetInt64()));
        Assert.Equal((30, "2030-06-30"), (made[1].GetProperty("days").GetInt32(), made[2].GetProperty("lastDay").GetString()));
        (await program.PostAsync(shop.Api + "/tiers", new { name = "Twice", rank = 60, monthPrice = 1,
            prices = new[] { new { interval = "month", amount = 2 } } }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "price_twice");
        (await program.PostAsync(shop.Api + "/tiers", new { name = "Never", rank = 60, prices = new[] { new { interval = "week", amount = 2 } } }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "interval_unknown");
    }

    /// <summary>Premium for every term there is, with a first month for ¥9.00.</summary>
    private async Task<(Shop, DateOnly LastDay)> ShopAsync()
    {
        var shop = await Shop.OpenAsync(app);
        var lastDay = DateOnly.FromDateTime(app.Clock.Now).AddDays(200);
        var owner = await app.SignInAsync(shop.Owner);
        (await owner.SubmitAsync($"{shop.Path}/manage/tiers/{shop.Premium.TierId}", ("quarterPrice", "79"), ("lifetimePrice", "999"),
            ("daysPrice", "75"), ("days", "90"), ("untilPrice", "150"), ("lastDay", lastDay.ToString("yyyy-MM-dd")),
                ("monthIntro", "9"))).ShouldRedirect();
        return (shop, lastDay);
    }

    private static HttpRequestMessage Checkout(Shop shop, string interval)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, shop.Api + "/checkout")
        {
            Content = System.Net.Http.Json.JsonContent.Create(shop.Wish(interval)),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return request;
    }
}
