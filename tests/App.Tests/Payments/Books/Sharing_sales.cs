using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Shares;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments.Books;

public class Sharing_sales(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Each_sale_is_owed_to_the_author_in_its_part()
    {
        var (books, author, _) = await SharedAsync("33.33");
        await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync());
        await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync(), interval: "year");

        var balances = await books.Shop.BalancesAsync();

        // Rounded down: 966.57 and 9965.67 fen.
        Assert.Equal((966L + 9965, -966L - 9965), (balances["share:memberships"], balances[$"payable:member:{author.Id}"]));
        Assert.Equal(10931, Bookkeeping.LinesOf(await books.ProfitAsync(), "cost")["share:memberships"].Amount);
        await books.BooksShouldCloseAsync();
    }

    [Fact]
    public async Task A_rule_for_one_item_leaves_the_others_alone()
    {
        var (books, author, _) = await SharedAsync("10", item: "tier:partner");
        await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync());
        Assert.DoesNotContain("share:memberships", await books.Shop.BalancesAsync());

        await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync(), books.Shop.Partner, "year");

        Assert.Equal(-books.Shop.Partner.PriceOf(Interval.Year)!.Amount / 10, (await books.Shop.BalancesAsync())[$"payable:member:{author.Id}"]);
    }

    [Fact]
    public async Task Nothing_is_shared_before_a_rule_begins_and_after_it_ends()
    {
        var (books, author, rule) = await SharedAsync("10");
        await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync());
        await books.Browser.PressAsync(await books.Browser.GetAsync($"{books.Manage}/shares"), $"{books.Manage}/shares/rules/{rule}/end");

        await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync());

        Assert.Equal(-290, (await books.Shop.BalancesAsync())[$"payable:member:{author.Id}"]);
        var late = await books.PostAsync("/share-rules", new { member = author.Email, percent = 5, stream = "memberships", from = "2999-01-01" });
        late.ShouldBe(HttpStatusCode.Created);
        await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync());
        Assert.Equal(-290, (await books.Shop.BalancesAsync())[$"payable:member:{author.Id}"]);
    }

    [Fact]
    public async Task A_refund_takes_the_same_part_back_and_the_last_one_all_of_it()
    {
        var (books, author, _) = await SharedAsync("33.33");
        var purchase = await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync());

        await RefundAsync(books, purchase, "10");
        // 966 × 1000 / 2900, rounded down.
        Assert.Equal(-(966 - 333), (await books.Shop.BalancesAsync())[$"payable:member:{author.Id}"]);
        await RefundAsync(books, purchase, "10");
        Assert.Equal(-(966 - 666), (await books.Shop.BalancesAsync())[$"payable:member:{author.Id}"]);
        await RefundAsync(books, purchase, "9");

        var balances = await books.Shop.BalancesAsync();
        Assert.Equal((0L, 0L), (balances[$"payable:member:{author.Id}"], balances["share:memberships"]));
        await books.BooksShouldCloseAsync();
    }

    [Fact]
    public async Task Can_be_paid_out_when_its_days_have_passed_and_not_twice()
    {
        var (books, author, _) = await SharedAsync("10", holdDays: 7);
        await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync());
        var account = $"payable:member:{author.Id}";
        (await PayAsync(books, account, 290, "early")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "payout_too_large");
        app.Clock.Advance(TimeSpan.FromDays(7));
        (await PayAsync(books, account, 291, "much")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "payout_too_large");
        (await PayAsync(books, account, 0, "none")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "amount_not_positive");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => PayAsync(books, account, 290, $"key{i % 4}")));

        Assert.Equal(2, answers.Count(a => a.Status == HttpStatusCode.OK));
        var balances = await books.Shop.BalancesAsync();
        Assert.Equal((0L, -290L), (balances[account], balances["bank:main"]));
        Assert.Equal(1, await books.Shop.InAsync(db => db.Set<Payout>().CountAsync()));
        await books.BooksShouldCloseAsync();
    }

    [Fact]
    public async Task Of_what_was_paid_out_a_refund_is_owed_back()
    {
        var (books, author, _) = await SharedAsync("10", holdDays: 0);
        var purchase = await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync());
        var account = $"payable:member:{author.Id}";
        (await PayAsync(books, account, 290, "one")).ShouldBe(HttpStatusCode.OK);

        await RefundAsync(books, purchase, "29");

        Assert.Equal(290, (await books.Shop.BalancesAsync())[account]);
        await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync(), interval: "year");
        (await PayAsync(books, account, 2701, "two")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "payout_too_large");
        (await PayAsync(books, account, 2700, "three")).ShouldBe(HttpStatusCode.OK);
        await books.BooksShouldCloseAsync();
    }

    [Fact]
    public async Task A_payout_is_recorded_on_the_page_and_can_be_reversed()
    {
        var (books, author, _) = await SharedAsync("10", holdDays: 0);
        await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync());
        var statement = $"{books.Manage}/shares/statement?account=payable:member:{author.Id}";

        (await books.Browser.SubmitAsync(statement, ("amount", "2.90"), ("note", "Transfer 77"))).ShouldRedirect();

        Assert.Equal(-290, (await books.Shop.BalancesAsync())["bank:main"]);
        var page = await books.Browser.GetAsync(statement);
        Assert.Contains("Transfer 77", page.Text);
        var payout = await books.Shop.InAsync(db => db.Set<Payout>().Select(p => p.Id).SingleAsync());
        await books.Browser.PressAsync(page, $"{books.Manage}/shares/payouts/{payout}/reversal", ("reason", "Bounced"));
        Assert.Equal(0, (await books.Shop.BalancesAsync())["bank:main"]);
        Assert.Equal(-290, (await books.Shop.BalancesAsync())[$"payable:member:{author.Id}"]);
        await books.BooksShouldCloseAsync();
    }

    [Fact]
    public async Task The_author_reads_their_own_statement_and_nobody_elses()
    {
        var (books, author, _) = await SharedAsync("10");
        var purchase = await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync("Secret Buyer"));
        await RefundAsync(books, purchase, "9");
        var own = await app.SignInAsync(author);

        var page = (await own.GetAsync("/account/earnings")).ShouldBe(HttpStatusCode.OK);

        Assert.Contains("10 % of Premium", page.Text);
        Assert.Contains("Reversed by a refund: Premium", page.Text);
        Assert.Contains("CN¥2.00", page.TextOf(".stat-value"));
        Assert.DoesNotContain(purchase.Code, page.Text);
        Assert.DoesNotContain("Secret Buyer", page.Text);
        var csv = await own.GetAsync("/account/earnings.csv");
        Assert.Contains(",29.00,2.90,CNY,", csv.Text);
        Assert.Contains(",-0.90,CNY,", csv.Text);
        var other = await app.SignInAsync(await app.MemberAsync());
        Assert.Contains("No earnings yet", (await other.GetAsync("/account/earnings")).Text);
        (await own.GetAsync($"{books.Manage}/shares")).ShouldBe(HttpStatusCode.NotFound);
        (await own.GetAsync($"{books.Manage}/shares/statement.csv?account=payable:member:{author.Id}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task No_more_than_all_of_a_sale_is_promised()
    {
        var (books, author, _) = await SharedAsync("60");

        var answer = await books.Browser.SubmitAsync($"{books.Manage}/shares", ("member", author.Email), ("percent", "40.01"), ("stream", "memberships"));

        answer.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("60 % is already promised, so at most 40 % is left.", answer.TextOf(".field-error"));
        Assert.Equal("40.01", answer.Document.QuerySelector("#field-percent")!.GetAttribute("value"));
        // A rule for an item may come first, and then one for its stream: the line is still shared out only once.
        (await books.PostAsync("/share-rules", new { member = author.Email, percent = 40, item = "tier:premium" })).ShouldBe(HttpStatusCode.Created);
        await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync());
        Assert.Equal(-2900, (await books.Shop.BalancesAsync())[$"payable:member:{author.Id}"]);
    }

    [Theory]
    [InlineData("nobody@example.org", "10", "memberships", null, "member_unknown")]
    [InlineData(null, "0", "memberships", null, "percent_unreadable")]
    [InlineData(null, "100.01", "memberships", null, "percent_unreadable")]
    [InlineData(null, "1.005", "memberships", null, "percent_unreadable")]
    [InlineData(null, "10", "No such!", null, "stream_unknown")]
    [InlineData(null, "10", null, "tier:nonsense", "item_unknown")]
    [InlineData(null, "10", null, "nonsense", "item_unreadable")]
    public async Task Says_what_is_no_rule(string? member, string percent, string? stream, string? item, string code)
    {
        var books = await Bookkeeping.OpenAsync(app);
        var author = await app.MemberAsync();

        (await books.PostAsync("/share-rules", new { member = member ?? author.Email, percent = decimal.Parse(percent,
            System.Globalization.CultureInfo.InvariantCulture), stream, item }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, code);
    }

    private async Task<(Bookkeeping Books, Person Author, long Rule)> SharedAsync(string percent, string? item = null, int holdDays = 14)
    {
        var books = await Bookkeeping.OpenAsync(app);
        var author = await app.MemberAsync("Zhao Author");
        var made = await books.Browser.SubmitAsync($"{books.Manage}/shares", ("member", author.Email), ("percent", percent), ("stream", "memberships"),
            ("item", item ?? ""), ("holdDays", holdDays));
        made.ShouldLeadTo($"{books.Manage}/shares");
        return (books, author, await books.Shop.InAsync(db => db.Set<ShareRule>().Select(r => r.Id).SingleAsync()));
    }

    private static async Task RefundAsync(Bookkeeping books, Purchase purchase, string amount)
    {
        (await books.Browser.SubmitAsync($"{books.Manage}/orders/{purchase.OrderId}/refund", ("amount", amount), ("reason", "x"), ("do", "refund"))).ShouldRedirect();
        await books.Shop.PassAsync(TimeSpan.FromSeconds(1));
    }

    private static Task<Answer> PayAsync(Bookkeeping books, string account, long amount, string key) =>
        books.PostAsync("/payouts", new { account, amount, currency = "CNY" }, key);
}

public class Shares_of_held_money(FaultyApp app) : IClassFixture<FaultyApp>
{
    [Fact]
    public async Task Are_a_part_of_what_was_accepted()
    {
        var (shop, _, purchase) = await app.BuyAsync();
        var author = await app.MemberAsync();
        await shop.InScopeAsync(s => s.GetRequiredService<MakeShareRule>()
            .RunAsync(new ShareTyped(author.Email, "50", "memberships", null, null, null, null, null), shop.Owner.Id, default));
        app.Processor.Pay(purchase.Reference, 2000);
        await shop.PassAsync(TimeSpan.FromMinutes(1));
        Assert.DoesNotContain("share:memberships", await shop.BalancesAsync());

        var owner = await app.TokenAsync(shop.Owner, "orders:write");
        (await owner.PostAsync($"{shop.Api}/manage/orders/{purchase.OrderId}/acceptance", new { })).ShouldBe(HttpStatusCode.OK);

        Assert.Equal(1000, (await shop.BalancesAsync())["share:memberships"]);
        await shop.LedgerShouldBeSoundAsync();
    }
}
