using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Payments;

/// <summary>The list of orders for operators: searched by code, buyer and item, narrowed, sorted, and as a file.</summary>
public class Listing_orders(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Finds_by_code_buyer_address_and_item()
    {
        var (shop, owner) = await ShopAsync();
        var (mei, lan) = (await shop.BuyerAsync("Mei Zhang"), await shop.BuyerAsync("Lan Chen"));
        var (first, second) = (await shop.BuyAndPayAsync(mei), await shop.BuyAsync(lan, shop.Partner, "year"));

        foreach (var words in new[] { first.Code, first.Code[..6].ToLowerInvariant(), "mei", mei.Person.Email, "premium" })
            Assert.Equal([first.Code], await CodesAsync(owner, shop, "q=" + Uri.EscapeDataString(words)));
        Assert.Equal([second.Code], await CodesAsync(owner, shop, "q=lan"));
        Assert.Equal([first.Code], await CodesAsync(owner, shop, "state=paid"));
        Assert.Empty(await CodesAsync(owner, shop, "state=paid&q=lan"));
        Assert.True((await owner.GetAsync($"{shop.Path}/manage/orders?q=nobody")).Has(".empty a"));
        Assert.Equal([second.Code], (await owner.GetAsync($"{shop.Api}/manage/orders?q=lan")).Json.GetProperty("items")
            .EnumerateArray().Select(o => o.GetProperty("code").GetString()!));
    }

    [Fact]
    public async Task Sorts_by_amount_page_by_page()
    {
        var (shop, owner) = await ShopAsync();
        var buyer = await shop.BuyerAsync("Mei");
        var month = await shop.BuyAsync(buyer);
        var year = await shop.BuyAsync(await shop.BuyerAsync("Lan"), interval: "year");
        var another = await shop.BuyAsync(await shop.BuyerAsync("Wen"));

        Assert.Equal([year.Code, another.Code, month.Code], await CodesAsync(owner, shop, "sort=amount"));
        Assert.Equal([another.Code, year.Code, month.Code], await CodesAsync(owner, shop, ""));
    }

    [Fact]
    public async Task A_file_runs_nothing_in_a_spreadsheet_and_is_for_who_reads_money()
    {
        var (shop, owner) = await ShopAsync();
        var buyer = await shop.BuyerAsync("=HYPERLINK(1)");
        var order = await shop.BuyAndPayAsync(buyer);
        await shop.BuyAsync(await shop.BuyerAsync("Lan"));

        var all = (await owner.GetAsync($"{shop.Path}/manage/orders.csv")).ShouldBe(HttpStatusCode.OK);
        var paid = (await owner.GetAsync($"{shop.Path}/manage/orders.csv?state=paid")).Text.Trim().Split('\n');

        Assert.Contains($"{order.Code},'=HYPERLINK(1),", all.Text);
        Assert.Contains(",29.00,0.00,CNY,", all.Text);
        Assert.DoesNotContain(buyer.Person.Email, all.Text);
        Assert.Equal(2, paid.Length);
        (await buyer.Browser.GetAsync($"{shop.Path}/manage/orders.csv")).ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<(Shop Shop, Client Owner)> ShopAsync()
    {
        var shop = await Shop.OpenAsync(app);
        return (shop, (await app.SignInAsync(shop.Owner)).Speaking("en"));
    }

    private static async Task<string[]> CodesAsync(Client owner, Shop shop, string query) =>
        [.. (await owner.GetAsync($"{shop.Path}/manage/orders?{query}")).ShouldBe(HttpStatusCode.OK).Document
            .QuerySelectorAll("tbody .order-code").Select(c => c.TextContent)];
}
