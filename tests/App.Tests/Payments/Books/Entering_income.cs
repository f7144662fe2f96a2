using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Incomes;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments.Books;

public class Entering_income(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Of_advertising_stands_in_the_account_and_opens_its_rows()
    {
        var books = await Bookkeeping.OpenAsync(app);

        var done = await books.Browser.SubmitAsync($"{books.Manage}/income", ("day", "2026-03-01"), ("stream", "advertising"),
            ("payer", "Acme <Tools>"), ("amount", "1200.50"), ("currency", "CNY"), ("account", "bank"), ("number", "AD-7"),
            ("note", "Four weeks in the newsletter"));
        (await EnterAsync(books, "b", "Acme <Tools>", 120050, "AD-8")).ShouldBe(HttpStatusCode.Created);

        Assert.Equal($"{books.Manage}/income", done.ShouldRedirect().Location);
        var balances = await books.Shop.BalancesAsync();
        Assert.Equal((-240100L, 240100L), (balances["revenue:advertising"], balances["bank:main"]));
        var income = await books.Shop.InAsync(db => db.Set<Income>().OrderBy(i => i.Id).FirstAsync());
        Assert.Equal(new DateTime(2026, 3, 1, 4, 0, 0, DateTimeKind.Utc), income.At);
        var profit = await books.ProfitAsync();
        Assert.Equal((240100, 0), Bookkeeping.LinesOf(profit, "revenue")["revenue:advertising"]);
        var item = Bookkeeping.LineOf(profit, "revenue", "revenue:advertising").GetProperty("items")[0];
        Assert.Equal(("Acme <Tools>", 2, 120050), (item.GetProperty("title").GetString(), item.GetProperty("quantity").GetInt32(),
            item.GetProperty("unitAmount").GetInt32()));
        var rows = await books.Browser.GetAsync(
            $"{books.Manage}/profit-and-loss/rows?account=revenue:advertising&from=2026-03-01&to=2026-03-31&currency=CNY");
        Assert.Contains("Acme <Tools> · AD-7", rows.TextOf("tbody"));
        Assert.Contains("Four weeks in the newsletter", (await books.Browser.GetAsync($"{books.Manage}/income")).TextOf("tbody"));
        await books.BooksShouldCloseAsync();
    }

    [Fact]
    public async Task Is_done_once_however_often_it_is_sent()
    {
        var books = await Bookkeeping.OpenAsync(app);
        var form = await books.Browser.GetAsync($"{books.Manage}/income");
        (string, object)[] typed = [("payer", "Acme"), ("amount", "12")];

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => books.Browser.SubmitAsync(form, typed)));
        var (first, again) = (await EnterAsync(books, "a", "Other", 500), await EnterAsync(books, "a", "Other", 500));

        first.ShouldBe(HttpStatusCode.Created);
        Assert.Equal(first.Text, again.ShouldBe(HttpStatusCode.OK).Text);
        (await EnterAsync(books, "a", "Other", 501)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "idempotency_mismatch");
        Assert.Equal(-1700, (await books.Shop.BalancesAsync())["revenue:advertising"]);
        await books.BooksShouldCloseAsync();
    }

    [Fact]
    public async Task A_bill_is_entered_once_until_it_is_reversed()
    {
        var books = await Bookkeeping.OpenAsync(app);
        var id = (await EnterAsync(books, "a", "Acme", 900, "AD-1", "2026-01-15")).Json.GetProperty("id").GetInt64();

        (await EnterAsync(books, "b", "Acme", 950, "AD-1")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "income_number_taken");
        (await EnterAsync(books, "c", "Beta", 950, "AD-1")).ShouldBe(HttpStatusCode.Created);
        (await books.PostAsync($"/income/{id}/reversal", new { reason = " " }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "reason_missing");
        var page = await books.Browser.GetAsync($"{books.Manage}/income");
        await books.Browser.PressAsync(page, $"{books.Manage}/income/{id}/reversal", ("reason", "Wrong amount"));
        (await books.PostAsync($"/income/{id}/reversal", new { reason = "Again" })).ShouldBe(HttpStatusCode.OK);
        (await EnterAsync(books, "d", "Acme", 950, "AD-1")).ShouldBe(HttpStatusCode.Created);

        Assert.Equal(-1900, (await books.Shop.BalancesAsync())["revenue:advertising"]);
        // A month that is over keeps its figures.
        var january = await books.ProfitAsync("?from=2026-01-01&to=2026-01-31");
        Assert.Equal(900, january.GetProperty("revenue").GetProperty("total").GetInt64());
        Assert.Contains("Wrong amount", (await books.Browser.GetAsync($"{books.Manage}/income")).TextOf("tbody"));
        await books.BooksShouldCloseAsync();
    }

    [Theory]
    [InlineData("day", "2999-01-01", "That day is in the future")]
    [InlineData("stream", "memberships", "Choose advertising, goods, tickets or services")]
    [InlineData("payer", "  ", "Say who paid")]
    [InlineData("amount", "0", "Enter an amount above zero")]
    [InlineData("amount", "-1", "Enter an amount above zero")]
    [InlineData("amount", "1.005", "has fewer decimal places than that")]
    [InlineData("amount", "1000000000000000000", "That is more than can be entered")]
    [InlineData("currency", "XYZ", "Write the currency as its code")]
    [InlineData("account", "payable", "Choose bank or cash")]
    [InlineData("number", "a\tb", "Write one line")]
    public async Task Says_at_its_field_what_is_wrong_and_keeps_what_was_typed(string field, string typed, string told)
    {
        var books = await Bookkeeping.OpenAsync(app);
        var values = new Dictionary<string, object>
        {
            ["day"] = "2026-03-01", ["stream"] = "advertising", ["payer"] = "Acme", ["amount"] = "10", ["currency"] = "CNY",
            ["note"] = "Kept",
        };
        values[field] = typed;

        var answer = await books.Browser.SubmitAsync($"{books.Manage}/income", [.. values.Select(v => (v.Key, v.Value))]);

        Assert.Contains(told, answer.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf(".field-error"));
        Assert.Equal("Kept", answer.Document.QuerySelector("#field-note")!.GetAttribute("value"));
        Assert.Equal(0, await books.Shop.InAsync(db => db.Set<Income>().CountAsync()));
    }

    [Theory]
    [InlineData("JPY", "1200", -1200L), InlineData("KWD", "1.005", -1005L)]
    public async Task Knows_currencies_of_no_and_of_three_decimals(string currency, string amount, long booked)
    {
        var books = await Bookkeeping.OpenAsync(app);

        (await books.Browser.SubmitAsync($"{books.Manage}/income", ("payer", "Acme"), ("amount", amount), ("currency", currency)))
            .ShouldRedirect();

        Assert.Equal(booked, (await books.Shop.BalancesAsync())["revenue:advertising"]);
        await books.BooksShouldCloseAsync();
    }

    [Fact]
    public async Task By_a_table_enters_good_lines_once_and_keeps_the_others()
    {
        var books = await Bookkeeping.OpenAsync(app);
        const string Table = "日期;付款方;金额;单号\n2026/2/1;甲公司;800.50;A1\n2026-02-02;甲公司;1;A1\n2026-02-03;乙公司;-5;\n2026-02-04;丙公司;20;\n";

        var preview = await books.Browser.SubmitAsync($"{books.Manage}/income/import", ("lines", Table), ("do", "preview"));
        var left = await books.Browser.SubmitAsync(preview, ("do", "import"));
        var again = await books.Browser.SubmitAsync($"{books.Manage}/income/import", ("lines", Table), ("do", "preview"));

        Assert.Contains("4 lines: 2 new, 0 already entered, 2 with errors", preview.Text);
        Assert.Contains("is entered already", preview.TextOf(".cost-faults"));
        Assert.Contains("乙公司", left.Document.QuerySelector("#field-lines")!.TextContent);
        Assert.DoesNotContain("丙公司", left.Document.QuerySelector("#field-lines")!.TextContent);
        Assert.Contains("4 lines: 0 new, 2 already entered, 2 with errors", again.Text);
        Assert.Equal(-82050, (await books.Shop.BalancesAsync())["revenue:advertising"]);
        var empty = await books.Browser.SubmitAsync($"{books.Manage}/income/import", ("lines", "a,b\n1,2"), ("do", "preview"));
        Assert.Contains("The first line must name the columns", empty.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf(".field-error"));
        await books.BooksShouldCloseAsync();
    }

    [Fact]
    public async Task Is_for_those_who_keep_the_books_and_stays_as_it_was_entered()
    {
        var books = await Bookkeeping.OpenAsync(app);
        (await EnterAsync(books, "a", "Acme", 100)).ShouldBe(HttpStatusCode.Created);
        var stranger = await app.SignInAsync(await app.MemberAsync());
        var limited = await app.TokenAsync(books.Shop.Owner, "orders:read");

        (await stranger.GetAsync($"{books.Manage}/income")).ShouldBe(HttpStatusCode.NotFound);
        (await stranger.GetAsync($"{books.Manage}/income/import")).ShouldBe(HttpStatusCode.NotFound);
        Assert.NotEqual(HttpStatusCode.Created, (await limited.PostAsync($"{books.Api}/income", new { day = "2026-03-01" })).Status);
        Assert.Equal(1, (await limited.GetAsync($"{books.Api}/income?stream=advertising")).Json.GetProperty("items").GetArrayLength());
        foreach (var sql in new[] { "UPDATE incomes SET amount = 1", "DELETE FROM incomes" })
            Assert.Contains("append-only", (await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() =>
                app.WithAsync<AppDb>(db => db.Database.ExecuteSqlRawAsync(sql)))).Message);
    }

    private static Task<Answer> EnterAsync(
        Bookkeeping books, string key, string payer, long amount, string? number = null, string day = "2026-03-02") =>
        books.PostAsync("/income", new { day, payer, amount, number }, key);
}
