using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Costs;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments.Books;

public class Entering_costs(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Books_quantity_times_price_on_its_day()
    {
        var books = await Bookkeeping.OpenAsync(app);

        var done = await books.Browser.SubmitAsync($"{books.Manage}/costs", ("day", "2026-02-27"), ("kind", "production"),
            ("text", "Recording"), ("quantity", "2.5"), ("unitAmount", "100.01"), ("currency", "CNY"), ("account", "cash"));

        Assert.Equal($"{books.Manage}/costs", done.ShouldRedirect().Location);
        var balances = await books.Shop.BalancesAsync();
        // 250.025 yuan, rounded half up.
        Assert.Equal((25003L, -25003L), (balances["cost:production"], balances["cash:main"]));
        var cost = await books.Shop.InAsync(db => db.Set<Cost>().SingleAsync());
        Assert.Equal((new DateOnly(2026, 2, 27), new DateTime(2026, 2, 27, 4, 0, 0, DateTimeKind.Utc)), (cost.Day, cost.At));
        var page = await books.Browser.GetAsync($"{books.Manage}/costs");
        Assert.Contains("Recording", page.TextOf("tbody"));
        Assert.Contains("2.5 × CN¥100.01", page.TextOf("tbody"));
        await books.BooksShouldCloseAsync();
    }

    [Fact]
    public async Task Is_done_once_however_often_the_form_is_sent()
    {
        var books = await Bookkeeping.OpenAsync(app);
        var form = await books.Browser.GetAsync($"{books.Manage}/costs");
        (string, object)[] typed = [("text", "Servers"), ("kind", "operation"), ("unitAmount", "12")];

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => books.Browser.SubmitAsync(form, typed)));

        Assert.Equal(1, await books.Shop.InAsync(db => db.Set<Cost>().CountAsync()));
        Assert.Equal(1200, (await books.Shop.BalancesAsync())["cost:operation"]);
        var (first, again) = (await books.EnterAsync("a", "marketing", 500), await books.EnterAsync("a", "marketing", 500));
        first.ShouldBe(HttpStatusCode.Created);
        again.ShouldBe(HttpStatusCode.OK);
        Assert.Equal(first.Text, again.Text);
        (await books.EnterAsync("a", "marketing", 501)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "idempotency_mismatch");
        (await books.PostAsync("/costs", new { }, key: null)).ShouldBeRefused(HttpStatusCode.BadRequest, "idempotency_key_missing");
        await books.BooksShouldCloseAsync();
    }

    [Theory]
    [InlineData("day", "yesterday", "Write the day as year, month, day")]
    [InlineData("day", "2026-02-30", "Write the day as year, month, day")]
    [InlineData("day", "2999-01-01", "That day is in the future")]
    [InlineData("text", "   ", "Describe what it was for")]
    [InlineData("quantity", "0", "Enter a quantity")]
    [InlineData("quantity", "1.0005", "Enter a quantity")]
    [InlineData("quantity", "-1", "Enter a quantity")]
    [InlineData("unitAmount", "-1", "Enter an amount above zero")]
    [InlineData("unitAmount", "0", "Enter an amount above zero")]
    [InlineData("unitAmount", "1.005", "has fewer decimal places than that")]
    [InlineData("unitAmount", "1000000000000000000", "That is more than can be entered")]
    [InlineData("unitAmount", "ten", "This is not a valid amount")]
    [InlineData("currency", "XYZ", "Write the currency as its code")]
    public async Task Says_at_its_field_what_is_wrong_and_keeps_what_was_typed(string field, string typed, string told)
    {
        var books = await Bookkeeping.OpenAsync(app);
        var values = new Dictionary<string, object>
        {
            ["day"] = "2026-03-01", ["kind"] = "production", ["text"] = "Cutting", ["quantity"] = "2", ["unitAmount"] = "10", ["currency"] = "CNY",
        };
        values[field] = typed;

        var answer = await books.Browser.SubmitAsync($"{books.Manage}/costs", [.. values.Select(v => (v.Key, v.Value))]);

        answer.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains(told, answer.TextOf(".field-error"));
        Assert.Equal(values["text"].ToString(), answer.Document.QuerySelector("#field-text")!.GetAttribute("value"));
        Assert.Equal(0, await books.Shop.InAsync(db => db.Set<Cost>().CountAsync()));
    }

    [Fact]
    public async Task Reversing_books_the_opposite_today_and_once()
    {
        var books = await Bookkeeping.OpenAsync(app);
        var id = (await books.EnterAsync("a", "marketing", 5000, "2026-01-15", 2, account: "payable")).Json.GetProperty("id").GetInt64();

        (await books.PostAsync($"/costs/{id}/reversal", new { reason = " " })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "reason_missing");
        var page = await books.Browser.GetAsync($"{books.Manage}/costs");
        await books.Browser.PressAsync(page, $"{books.Manage}/costs/{id}/reversal", ("reason", "Typed twice"));
        (await books.PostAsync($"/costs/{id}/reversal", new { reason = "Again" })).ShouldBe(HttpStatusCode.OK);

        Assert.Equal((0L, 0L), await BalancesAsync());
        var january = await books.ProfitAsync("?from=2026-01-01&to=2026-01-31");
        Assert.Equal(10000, january.GetProperty("cost").GetProperty("total").GetInt64());
        Assert.Equal(-10000, (await books.ProfitAsync()).GetProperty("cost").GetProperty("total").GetInt64());
        Assert.Contains("Typed twice", (await books.Browser.GetAsync($"{books.Manage}/costs")).TextOf("tbody"));
        await books.BooksShouldCloseAsync();

        async Task<(long, long)> BalancesAsync()
        {
            var all = await books.Shop.BalancesAsync();
            return (all["cost:marketing"], all["payable:suppliers"]);
        }
    }

    [Fact]
    public async Task Nothing_of_it_can_be_changed_in_the_database()
    {
        var books = await Bookkeeping.OpenAsync(app);
        (await books.EnterAsync("a", "operation", 100)).ShouldBe(HttpStatusCode.Created);

        foreach (var sql in new[] { "UPDATE costs SET amount = 1", "DELETE FROM costs", "UPDATE ledger_transactions SET purpose = 'x'", "DELETE FROM ledger_transactions" })
        {
            var error = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => app.WithAsync<AppDb>(db =>
                db.Database.ExecuteSqlRawAsync(sql)));
            Assert.Contains("append-only", error.Message);
        }
    }

    [Fact]
    public async Task Is_for_those_who_keep_the_books()
    {
        var books = await Bookkeeping.OpenAsync(app);
        var stranger = await app.SignInAsync(await app.MemberAsync());
        var limited = await app.TokenAsync(books.Shop.Owner, "orders:read");

        (await stranger.GetAsync($"{books.Manage}/costs")).ShouldBe(HttpStatusCode.NotFound);
        (await stranger.GetAsync($"{books.Manage}/costs/import")).ShouldBe(HttpStatusCode.NotFound);
        Assert.NotEqual(HttpStatusCode.Created, (await limited.PostAsync($"{books.Api}/costs", new { day = "2026-03-01" })).Status);
        Assert.Equal(0, await books.Shop.InAsync(db => db.Set<Cost>().CountAsync()));
    }
}
