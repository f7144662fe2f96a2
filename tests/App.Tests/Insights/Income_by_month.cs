using System.Net;
using System.Text.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Payments;

namespace Guildhall.App.Tests.Insights;

public class Income_by_month(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Has_sales_refunds_and_fees_in_the_month_in_which_they_were_booked()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        var first = await shop.BuyAndPayAsync(buyer);
        await shop.BuyAndPayAsync(buyer);
        // The clock of the tests begins in the first days of a month.
        await shop.PassAsync(TimeSpan.FromDays(31));
        await shop.BuyAndPayAsync(await shop.BuyerAsync());
        var owner = await app.SignInAsync(shop.Owner);
        await owner.SubmitAsync($"{shop.Path}/manage/orders/{first.OrderId}/refund", ("amount", "10"), ("reason", "x"), ("do", "refund"));

        var months = (await (await app.TokenAsync(shop.Owner, "insights:read")).GetAsync($"{shop.Api}/insights")).ShouldBe(HttpStatusCode.OK)
            .Json.GetProperty("figures").GetProperty("income").EnumerateArray().ToList();

        Assert.Equal(6, months.Count);
        Assert.All(months.Take(4), m => Assert.Empty(m.GetProperty("currencies").EnumerateArray()));
        Assert.Equal([("CNY", 5800L, 0L, 34L, 5800L)], CurrenciesOf(months[4]));
        Assert.Equal([("CNY", 2900L, 1000L, 17L, 1900L)], CurrenciesOf(months[5]));
        Assert.Equal(1, months[5].GetProperty("month").GetDateTime().Day);
    }

    private static (string, long, long, long, long)[] CurrenciesOf(JsonElement month) =>
    [
        .. month.GetProperty("currencies").EnumerateArray().Select(c => (
            c.GetProperty("currency").GetString()!, c.GetProperty("sales").GetInt64(), c.GetProperty("refunds")
                .GetInt64(), c.GetProperty("fees").GetInt64(), c.GetProperty("net").GetInt64())),
    ];
}
