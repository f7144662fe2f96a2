using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments.Books;

public class Checking_the_books(TamperedApp app) : IClassFixture<TamperedApp>
{
    [Fact]
    public async Task Is_a_page_an_answer_and_a_file()
    {
        var books = await Bookkeeping.OpenAsync(app);
        var purchase = await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync());
        await books.EnterAsync("a", "operation", 1234, "2026-02-01", text: "@SUM(1)");

        Assert.Contains("Not checked yet", (await books.Browser.GetAsync($"{books.Manage}/ledger/check")).Text);
        var page = await books.Browser.GetAsync($"{books.Manage}/ledger/check?run=now");
        Assert.Contains("The ledger is sound", page.ShouldBe(HttpStatusCode.OK).Text);
        Assert.Contains("2 transactions, 5 entries, 1 paid orders.", page.Text);
        Assert.True((await books.Program.GetAsync($"{books.Api}/ledger/check")).Json.GetProperty("sound").GetBoolean());

        var csv = (await books.Program.GetAsync($"{books.Api}/ledger/entries.csv")).ShouldBe(HttpStatusCode.OK).Text;
        Assert.Equal(6, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains($",{purchase.Code},revenue:memberships,", csv);
        Assert.Contains(",29.00,CNY,", csv);
        Assert.Contains(",2026-02-01,2026-02-01T04:00:00Z,cost,", csv);
        Assert.DoesNotContain("purchase", (await books.Browser.GetAsync($"{books.Manage}/ledger/entries.csv?from=2025-01-01&to=2025-12-31")).Text);
        var none = await books.Browser.GetAsync($"{books.Manage}/ledger/entries.csv?from=2025-01-01&to=2025-12-31");
        Assert.Single(none.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        var ledger = await books.Browser.GetAsync($"{books.Manage}/ledger");
        Assert.Contains("was entered", ledger.ShouldBe(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task Sees_costs_shares_and_payouts_that_were_tampered_with()
    {
        await using var specimen = new TamperedApp();
        await specimen.InitializeAsync();
        var books = await Bookkeeping.OpenAsync(specimen);
        var author = await specimen.MemberAsync();
        await books.PostAsync("/share-rules", new { member = author.Email, percent = 10, stream = "memberships", holdDays = 0 });
        await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync());
        (await books.PostAsync("/payouts", new { account = $"payable:member:{author.Id}", amount = 100, currency = "CNY" })).ShouldBe(HttpStatusCode.OK);
        var cost = (await books.EnterAsync("a", "operation", 100)).Json.GetProperty("id").GetInt64();
        await books.EnterAsync("b", "operation", 700);
        await books.PostAsync($"/costs/{cost}/reversal", new { reason = "x" });
        await books.PostAsync("/income", new { day = "2026-03-02", payer = "Acme", amount = 100 }, "i");
        await books.BooksShouldCloseAsync();

        await specimen.WithAsync<AppDb>(async db =>
        {
            foreach (var table in new[] { "costs", "incomes", "shares", "payouts", "reversals" })
                await db.Database.ExecuteSqlRawAsync(db.Database.IsNpgsql() ? $"DROP TRIGGER {table}_no_update ON {table}" : $"DROP TRIGGER {table}_no_update");
            await db.Database.ExecuteSqlRawAsync("UPDATE costs SET amount = amount + 1");
            await db.Database.ExecuteSqlRawAsync("UPDATE incomes SET amount = amount + 1");
            await db.Database.ExecuteSqlRawAsync("UPDATE shares SET amount = amount + 1");
            await db.Database.ExecuteSqlRawAsync("UPDATE payouts SET amount = amount + 5");
        });

        var verdict = await specimen.WithAsync<CheckLedger, LedgerVerdict>(check => check.RunAsync(default));
        Assert.Superset(new HashSet<string> { "cost_booked_once", "income_booked_once", "reversal_booked_once", "share_booked_once", "payables" },
            verdict.Violations.Select(v => v.Rule).ToHashSet());
        var page = await books.Browser.GetAsync($"{books.Manage}/ledger/check?run=now");
        Assert.Contains("discrepanc", page.Text);
        Assert.Contains("cost_booked_once", page.TextOf("tbody"));
    }

    [Fact]
    public async Task Sees_a_transaction_of_a_document_that_is_not_there()
    {
        var books = await Bookkeeping.OpenAsync(app);
        await books.Shop.InAsync(async db =>
        {
            db.Add(LedgerTransaction.Record(books.Shop.Community.Id, null, new("cost", 999_999_999), "spent", app.Clock.Now,
                new Posting("cost:operation", 5, "CNY"), new Posting("bank:main", -5, "CNY")));
            return await db.SaveChangesAsync();
        });

        var verdict = await app.WithAsync<CheckLedger, LedgerVerdict>(check => check.RunAsync(books.Shop.Community, default));

        Assert.Equal("no_orphan", Assert.Single(verdict.Violations).Rule);
    }
}

public class The_money_page(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Shows_what_came_in_what_went_out_and_what_is_due()
    {
        var books = await Bookkeeping.OpenAsync(app);
        var empty = (await books.Browser.GetAsync($"{books.Manage}/money")).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("No income in the last twelve months", empty.Text);
        await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync());
        await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync(), scenario: Guildhall.Payments.TestProcessor.TestScenario.WrongAmount);
        var refunded = await books.Shop.BuyAndPayAsync(await books.Shop.BuyerAsync());
        await books.Browser.SubmitAsync($"{books.Manage}/orders/{refunded.OrderId}/refund", ("amount", "9"), ("reason", "x"), ("do", "refund"));
        await books.EnterAsync("a", "operation", 1000, "2026-03-01", account: "payable");
        var decliner = await books.Shop.BuyerAsync();
        await books.Shop.DecideAsync(decliner, await books.Shop.BuyAsync(decliner), "decline");
        await books.Shop.PassAsync(TimeSpan.FromMinutes(2));

        var page = (await books.Browser.GetAsync($"{books.Manage}/money")).ShouldBe(HttpStatusCode.OK);

        var stats = page.Document.QuerySelectorAll(".stat").ToDictionary(
            s => s.QuerySelector(".stat-label")!.TextContent, s => s.QuerySelector(".stat-value")!.TextContent);
        Assert.Equal("CN¥49.00", stats["Revenue in CNY"]);
        Assert.Equal("CN¥9.00", stats["Refunded in CNY"]);
        Assert.Equal("1", stats["Held orders"]);
        Assert.Equal("1", stats["Declined"]);
        Assert.Equal("CN¥10.00", stats["Payable in CNY"]);
        Assert.Contains("CN¥49.00", page.TextOf(".chart-table tbody"));
        Assert.Equal("CN¥58.00", stats["MRR in CNY"]);
        (await (await app.SignInAsync(await app.MemberAsync())).GetAsync($"{books.Manage}/money")).ShouldBe(HttpStatusCode.NotFound);
        await books.BooksShouldCloseAsync();
    }

    [Fact]
    public async Task Speaks_Chinese()
    {
        var shop = await Shop.OpenAsync(app);
        var reader = await app.SignInAsync(await app.MemberAsync("Root", owner: true, language: "zh"));

        foreach (var path in (string[])["money", "profit-and-loss", "costs", "costs/import", "income", "income/import", "shares",
            "reconciliation", "ledger/check"])
        {
            var page = (await reader.GetAsync($"{shop.Path}/manage/{path}")).ShouldBe(HttpStatusCode.OK);
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", page.TextOf("h1"));
        }
    }
}

/// <summary>Somebody keeps subscriptions.</summary>
public sealed class SubscribedApp : GuildhallApp
{
    protected override void Arrange(Microsoft.Extensions.DependencyInjection.IServiceCollection services) =>
        Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<ISubscriptionFigures>(services,
            new Figures());

    private sealed class Figures : ISubscriptionFigures
    {
        public Task<IReadOnlyList<RecurringRevenue>> AtAsync(long communityId, DateTime at, CancellationToken cancel = default) =>
            Task.FromResult<IReadOnlyList<RecurringRevenue>>([new("CNY", 12345)]);

        public Task<IReadOnlyList<RecurringChange>> InAsync(long communityId, DateTime from, DateTime until, CancellationToken cancel =
            default) =>
            Task.FromResult<IReadOnlyList<RecurringChange>>([new("CNY", 1000, 200, -300, -400, 50)]);
    }
}

[Trait("Database", "sqlite")]
public class Recurring_revenue_on_the_money_page(SubscribedApp app) : IClassFixture<SubscribedApp>
{
    [Fact]
    public async Task Is_told_with_what_moved_it()
    {
        var books = await Bookkeeping.OpenAsync(app);

        var page = await books.Browser.GetAsync($"{books.Manage}/money");

        Assert.Contains("CN¥123.45", page.Text);
        Assert.Contains("-CN¥4.00", page.Text);
        Assert.Contains("Reactivation", page.Text);
    }
}
