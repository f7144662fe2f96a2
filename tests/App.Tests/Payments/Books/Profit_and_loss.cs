using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Payments.Books;

public class Profit_and_loss(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Sums_income_and_costs_of_the_month_and_of_the_one_before()
    {
        var books = await Bookkeeping.OpenAsync(app);
        var buyer = await books.Shop.BuyerAsync();
        var first = await books.Shop.BuyAndPayAsync(buyer);
        await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync(), interval: "year");
        await books.EnterAsync("a", "production", 1000, Today(), 3);
        await books.Shop.PassAsync(TimeSpan.FromDays(31));
        await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync());
        (await books.PostAsync($"/orders/{first.OrderId}/refunds", new { amount = 1000, reason = "x" }, "refund")).ShouldBe(HttpStatusCode.OK);
        await books.EnterAsync("b", "production", 1000, Today());
        await books.EnterAsync("c", "marketing", 4000, Today());

        var now = await books.ProfitAsync();

        var revenue = Bookkeeping.LinesOf(now, "revenue");
        Assert.Equal((2900L, 2900L + 29900L), revenue["revenue:memberships"]);
        Assert.Equal((-1000L, 0L), revenue["refunds:memberships"]);
        var cost = Bookkeeping.LinesOf(now, "cost");
        Assert.Equal((1000L, 3000L), cost["cost:production"]);
        Assert.Equal((4000L, 0L), cost["cost:marketing"]);
        Assert.Equal((17L, 17L + 179L), cost["fees:test"]);
        Assert.Equal(1900 - 5017, now.GetProperty("profit").GetInt64());
        Assert.Equal(32800 - 3196, now.GetProperty("profitBefore").GetInt64());
        await books.BooksShouldCloseAsync();
    }

    [Fact]
    public async Task Shows_quantity_times_price_that_sum_to_every_line()
    {
        var books = await Bookkeeping.OpenAsync(app);
        await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync());
        await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync());
        await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync(), interval: "year");
        await books.EnterAsync("a", "production", 20000, Today(), 1.5m, "Author's fee");
        await books.EnterAsync("b", "production", 20000, Today(), 2, "Author's fee");
        var wrong = (await books.EnterAsync("c", "production", 100, Today(), 1, "Typing error")).Json.GetProperty("id").GetInt64();
        await books.PostAsync($"/costs/{wrong}/reversal", new { reason = "x" });

        var report = await books.ProfitAsync();

        var sold = Bookkeeping.LineOf(report, "revenue", "revenue:memberships").GetProperty("items").EnumerateArray()
            .Select(i => (i.GetProperty("interval").GetString(), i.GetProperty("quantity").GetDecimal(), i.GetProperty("unitAmount")
                .GetInt64(), i.GetProperty("amount").GetInt64()));
        Assert.Equal([("year", 1m, 29900L, 29900L), ("month", 2m, 2900L, 5800L)], sold);
        var spent = Bookkeeping.LineOf(report, "cost", "cost:production").GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(("Author's fee", 3.5m, 70000L), (spent[0].GetProperty("title").GetString(), spent[0].GetProperty("quantity")
            .GetDecimal(), spent[0].GetProperty("amount").GetInt64()));
        Assert.All(report.GetProperty("revenue").GetProperty("lines").EnumerateArray().Concat(report.GetProperty("cost")
            .GetProperty("lines").EnumerateArray()),
            line => Assert.Equal(line.GetProperty("amount").GetInt64(), line.GetProperty("items").EnumerateArray().Sum(i =>
                i.GetProperty("amount").GetInt64())));
        var page = (await books.Browser.GetAsync($"{books.Manage}/profit-and-loss")).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("2 × CN¥29.00", page.Text.Replace("<span class=\"money num\">", "").Replace("</span>", ""));
    }

    [Fact]
    public async Task Every_figure_opens_its_rows()
    {
        var books = await Bookkeeping.OpenAsync(app);
        var purchase = await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync());
        await books.EnterAsync("a", "marketing", 4000, Today(), text: "Poster");
        var page = await books.Browser.GetAsync($"{books.Manage}/profit-and-loss");

        var links = page.Document.QuerySelectorAll("td.num a").Select(a => a.GetAttribute("href")!).ToList();

        Assert.NotEmpty(links);
        foreach (var link in links)
            Assert.NotEmpty((await books.Browser.GetAsync(link)).ShouldBe(HttpStatusCode.OK).Document.QuerySelectorAll("tbody tr"));
        var sold = await books.Browser.GetAsync(links.First(l => l.Contains("revenue%3Amemberships")));
        Assert.Contains(purchase.Code, sold.TextOf("tbody"));
        var spent = await books.Browser.GetAsync(links.First(l => l.Contains("cost%3Amarketing")));
        Assert.Contains("Poster", spent.TextOf("tbody"));
        var rows = (await books.Program.GetAsync($"{books.Api}/profit-and-loss/rows?account=revenue:memberships&item=tier:{books.Shop.Premium.TierId}")).Json;
        Assert.Equal(-2900, rows.GetProperty("items").EnumerateArray().Single().GetProperty("amount").GetInt64());
        Assert.Empty((await books.Program.GetAsync($"{books.Api}/profit-and-loss/rows?account=revenue:memberships&item=tier:{books.Shop.Partner.TierId}")).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Keeps_currencies_apart()
    {
        var books = await Bookkeeping.OpenAsync(app);
        await books.EnterAsync("a", "operation", 500, Today(), currency: "USD");
        await books.EnterAsync("b", "operation", 700, Today(), currency: "JPY");
        await books.EnterAsync("c", "operation", 900, Today());

        Assert.Equal(500, (await books.ProfitAsync("?currency=USD")).GetProperty("cost").GetProperty("total").GetInt64());
        Assert.Equal(700, (await books.ProfitAsync("?currency=JPY")).GetProperty("cost").GetProperty("total").GetInt64());
        var usual = await books.ProfitAsync();
        Assert.Equal(900, usual.GetProperty("cost").GetProperty("total").GetInt64());
        Assert.Equal(["CNY", "JPY", "USD"], usual.GetProperty("currencies").EnumerateArray().Select(c => c.GetString()!));
        (await books.Program.GetAsync($"{books.Api}/profit-and-loss?currency=XYZ")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "currency_unknown");
    }

    [Theory]
    [InlineData("?from=2026-03-05&to=2026-03-01", "span_empty")]
    [InlineData("?from=2026-03-05", "day_unreadable")]
    [InlineData("?from=nonsense&to=2026-03-01", "day_unreadable")]
    [InlineData("?from=1900-01-01&to=2026-03-01", "span_long")]
    public async Task Says_what_is_no_span(string query, string code)
    {
        var books = await Bookkeeping.OpenAsync(app);

        (await books.Program.GetAsync($"{books.Api}/profit-and-loss{query}")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, code);
        (await books.Browser.GetAsync($"{books.Manage}/profit-and-loss{query}")).ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Goes_by_the_communitys_clock()
    {
        var books = await Bookkeeping.OpenAsync(app);
        // 23:59 of 31 January and midnight of 1 February in Shanghai.
        await books.EnterAsync("a", "operation", 100, "2026-01-31");
        await books.EnterAsync("b", "operation", 200, "2026-02-01");

        Assert.Equal(100, Total(await books.ProfitAsync("?from=2026-01-01&to=2026-01-31")));
        Assert.Equal(200, Total(await books.ProfitAsync("?from=2026-02-01&to=2026-02-28")));
        Assert.Equal(300, Total(await books.ProfitAsync("?from=2026-01-31&to=2026-02-01")));

        static long Total(System.Text.Json.JsonElement report) => report.GetProperty("cost").GetProperty("total").GetInt64();
    }

    [Fact]
    public async Task Is_a_table_for_spreadsheets_that_runs_no_formula()
    {
        var books = await Bookkeeping.OpenAsync(app);
        await books.EnterAsync("a", "marketing", 4000, Today(), text: "=HYPERLINK(\"http://x\",\"y\")");
        var cost = (await books.EnterAsync("b", "marketing", 100, Today(), text: "+1")).Json.GetProperty("id").GetInt64();
        await books.PostAsync($"/costs/{cost}/reversal", new { reason = "x" });

        var csv = (await books.Browser.GetAsync($"{books.Manage}/profit-and-loss.csv")).ShouldBe(HttpStatusCode.OK);

        Assert.Equal("text/csv; charset=utf-8", csv.Header("Content-Type"));
        Assert.StartsWith("\uFEFFside,account,line", csv.Text);
        Assert.Contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"", csv.Text);
        Assert.Contains(",'+1,", csv.Text);
        Assert.Contains(",-1.00,", csv.Text);
        Assert.Contains("profit,,,,,,,-40.00,0.00,CNY", csv.Text);
    }

    private string Today() => TimeZoneInfo.ConvertTimeFromUtc(app.Clock.Now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).ToString("yyyy-MM-dd");
}
