using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Payments;

/// <summary>The list of subscriptions for operators: searched, narrowed, sorted, and as a file.</summary>
public class Listing_subscriptions(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Finds_by_member_address_item_and_state_and_sorts_by_price_and_what_is_due()
    {
        var (shop, owner) = await ShopAsync();
        var mei = await Subscriber.BeginAsync(app, shop, name: "Mei Zhang");
        var lan = await Subscriber.BeginAsync(app, shop, tier: shop.Partner, interval: "year", name: "Lan Chen");
        await lan.Buyer.Browser.SubmitAsync($"/account/subscriptions/{(await lan.RowAsync()).Id}", ("reason", "other"), ("ends", "now"));

        Assert.Equal(["Lan Chen", "Mei Zhang"], await NamesAsync(owner, shop, ""));
        foreach (var words in new[] { "mei", mei.Buyer.Person.Email, "premium", (await mei.RowAsync()).Reference! })
            Assert.Equal(["Mei Zhang"], await NamesAsync(owner, shop, "q=" + Uri.EscapeDataString(words)));
        Assert.Equal(["Lan Chen"], await NamesAsync(owner, shop, "state=ended"));
        Assert.Empty(await NamesAsync(owner, shop, "state=ended&q=mei"));
        Assert.Equal(["Lan Chen", "Mei Zhang"], await NamesAsync(owner, shop, "sort=price"));
        Assert.Equal(["Mei Zhang", "Lan Chen"], await NamesAsync(owner, shop, "sort=due"));
        Assert.Equal(["Mei Zhang", "Lan Chen"], await NamesAsync(owner, shop, "sort=due&after=nonsense"));
        Assert.True((await owner.GetAsync($"{shop.Path}/manage/subscriptions?q=nobody")).Has(".empty a"));
        Assert.Single((await owner.GetAsync($"{shop.Api}/manage/subscriptions?q=mei")).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_page_goes_on_where_the_one_before_ended_in_every_order()
    {
        var (shop, owner) = await ShopAsync();
        var names = new[] { "A", "B", "C" };
        foreach (var name in names)
            await Subscriber.BeginAsync(app, shop, name: name);
        var rows = await shop.InAsync(db => Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(
            db.Set<Guildhall.Payments.Subscriptions.Subscription>().OrderBy(s => s.Id)));

        // All cost the same and are due within seconds, so that the id decides.
        var price = new Guildhall.Kernel.Data.SortedKey($"{rows[2].Amount}", rows[2].Id);
        var due = new Guildhall.Kernel.Data.SortedKey($"{rows[0].PaidUntil.Ticks}", rows[0].Id);
        Assert.Equal(["B", "A"], await NamesAsync(owner, shop, $"sort=price&after={price}"));
        Assert.Equal(["B", "C"], await NamesAsync(owner, shop, $"sort=due&after={due}"));
        Assert.Equal(["B", "A"], await NamesAsync(owner, shop, $"before={rows[2].Id}"));
    }

    [Fact]
    public async Task A_file_runs_nothing_in_a_spreadsheet_and_is_for_who_reads_money()
    {
        var (shop, owner) = await ShopAsync();
        var formula = await Subscriber.BeginAsync(app, shop, name: "=HYPERLINK(1)");
        await Subscriber.BeginAsync(app, shop, name: "Lan");

        var all = (await owner.GetAsync($"{shop.Path}/manage/subscriptions.csv")).ShouldBe(HttpStatusCode.OK);
        var one = (await owner.GetAsync($"{shop.Path}/manage/subscriptions.csv?q=lan")).Text.Trim().Split('\n');

        Assert.Contains("'=HYPERLINK(1),Premium,29.00,CNY,", all.Text);
        Assert.DoesNotContain(formula.Buyer.Person.Email, all.Text);
        Assert.Equal(2, one.Length);
        (await formula.Buyer.Browser.GetAsync($"{shop.Path}/manage/subscriptions.csv")).ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<(Shop Shop, Client Owner)> ShopAsync()
    {
        var shop = await Shop.OpenAsync(app);
        return (shop, (await app.SignInAsync(shop.Owner)).Speaking("en"));
    }

    private static async Task<string[]> NamesAsync(Client owner, Shop shop, string query) =>
        [.. (await owner.GetAsync($"{shop.Path}/manage/subscriptions?{query}")).ShouldBe(HttpStatusCode.OK).Document
            .QuerySelectorAll(".admin-list tbody tr td:first-child").Select(c => c.TextContent.Trim())];
}
