using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Communities.Demo;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Inbox;
using Guildhall.Payments.Invoices;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Communities;

/// <summary>An empty installation that the demo has filled.</summary>
public sealed class FilledApp : GuildhallApp
{
    internal DemoAnswer Answer { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Answer = await this.FillAsync();
    }
}

public class Filling_the_demo(FilledApp app) : IClassFixture<FilledApp>
{
    private readonly FilledApp _app = app;

    [Fact]
    public async Task It_makes_two_communities_that_look_lived_in()
    {
        foreach (var path in _app.Answer.Communities)
        {
            var home = (await _app.Visitor().GetAsync(path)).ShouldBe(HttpStatusCode.OK);
            Assert.True(home.Document.QuerySelectorAll(".tile").Length >= 6, home.Text);
            Assert.True(home.Document.QuerySelectorAll(".shelf-book").Length >= 4, home.Text);
            Assert.True(home.Has(".landing-questions"));
            Assert.Equal(3, home.Document.QuerySelectorAll(".price-card").Length);
            var community = (await _app.WithAsync<ICommunities, CommunityInfo?>(c => c.FindAsync(path["/c/".Length..]).AsTask()))!;
            Assert.Equal(12, await _app.WithAsync<AppDb, int>(db => db.Set<Article>().IgnoreQueryFilters()
                .CountAsync(a => a.CommunityId == community.Id && a.PublishedAt != null)));
        }
    }

    [Fact]
    public async Task Its_people_show_themselves_and_its_library_holds_files_that_are_found()
    {
        await _app.SettleAsync();
        foreach (var path in _app.Answer.Communities)
        {
            var wall = (await _app.Visitor().GetAsync($"{path}/members")).ShouldBe(HttpStatusCode.OK);
            var people = wall.Document.QuerySelectorAll(".wall-member a").Select(a => a.GetAttribute("href")!).ToList();
            Assert.True(people.Count >= 5, wall.Text);
            Assert.NotEqual("", (await _app.Visitor().GetAsync(people[0])).TextOf(".profile rich-text"));
            var files = (await _app.Visitor().GetAsync($"{path}/s/templates")).Document.QuerySelectorAll(".resource-title a");
            Assert.Equal(3, files.Length);
            (await _app.Visitor().GetAsync(files[0].GetAttribute("href") + "/file")).ShouldBe(HttpStatusCode.OK);
            Assert.True((await _app.Visitor().GetAsync($"{path}/search?kind=resource&q={(path.EndsWith("backend", StringComparison.Ordinal) ? "复盘" : "postmortem")}")).Has(".hit"));
        }
        var months = await _app.WithAsync<AppDb, List<DateTime>>(db =>
            db.Activities.Where(a => a.Kind == "content.article_read").Select(a => a.At).ToListAsync());
        Assert.True(months.Max() - months.Min() > TimeSpan.FromDays(45), $"{months.Min()} to {months.Max()}");
    }

    [Fact]
    public async Task The_owner_signs_in_with_the_password_that_is_shown_once()
    {
        var answer = _app.Answer;

        var browser = _app.Visitor();
        await browser.SubmitAsync("/sign-in", ("email", answer.Email), ("password", answer.Password!));

        (await browser.GetAsync(answer.Communities[0] + "/manage")).ShouldBe(HttpStatusCode.OK);
        Assert.Null(await _app.WithAsync<ISetup, string?>(s => s.LinkPathAsync()));
    }

    [Fact]
    public async Task What_was_bought_is_paid_before_a_server_runs()
    {
        var verdict = await _app.WithAsync<CheckLedger, LedgerVerdict>(check => check.RunAsync(TestContext.Current.CancellationToken));
        var (orders, paid, waiting) = await _app.WithAsync<AppDb, (int, int, int)>(async db => (
            await db.Set<Order>().IgnoreQueryFilters().CountAsync(),
            await db.Set<Order>().IgnoreQueryFilters().CountAsync(o => o.PaidAt != null),
            await db.Set<WebhookDelivery>().CountAsync(d => d.ProcessedAt == null)));

        Assert.True(verdict.Sound);
        Assert.True(paid > 5);
        Assert.Equal((orders, 0), (paid, waiting));
    }

    [Fact]
    public async Task Each_purchase_has_its_invoice_also_after_a_second_run()
    {
        await _app.FillAsync();

        var (paid, invoiced) = await _app.WithAsync<AppDb, (List<long>, List<long>)>(async db => (
            await db.Set<Order>().IgnoreQueryFilters().Where(o => o.PaidAt != null && o.Total > 0).OrderBy(o => o.Id)
                .Select(o => o.Id).ToListAsync(),
            await db.Set<Invoice>().IgnoreQueryFilters().OrderBy(i => i.OrderId).Select(i => i.OrderId).ToListAsync()));

        Assert.NotEmpty(paid);
        Assert.Equal(paid, invoiced);
    }

    [Fact]
    public async Task Its_people_came_and_paid_over_months_and_some_pay_again()
    {
        foreach (var path in _app.Answer.Communities)
        {
            var owner = _app.Visitor();
            await owner.SubmitAsync("/sign-in", ("email", _app.Answer.Email), ("password", _app.Answer.Password!));
            var id = (await _app.WithAsync<ICommunities, CommunityInfo?>(c => c.FindAsync(path["/c/".Length..]).AsTask()))!.Id;
            var paid = await _app.WithAsync<AppDb, List<DateTime>>(db => db.Set<Order>().IgnoreQueryFilters()
                .Where(o => o.CommunityId == id && o.PaidAt != null).Select(o => o.PaidAt!.Value).ToListAsync());
            Assert.True(paid.Select(p => (p.Year, p.Month)).Distinct().Count() >= 5, string.Join(' ', paid));
            Assert.All(paid, p => Assert.True(p <= _app.Clock.Now));
            var figures = (await owner.GetAsync($"/api/communities{path[2..]}/insights")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("figures");
            // The month that has just begun may have none.
            Assert.All(figures.GetProperty("income").EnumerateArray().SkipLast(1), month =>
                Assert.True(month.GetProperty("currencies")[0].GetProperty("sales").GetInt64() > 0));
        }
        Assert.Equal(TimeSpan.Zero, _app.Clock.Drift);
    }

    [Fact]
    public async Task Its_owner_has_split_a_topic_and_ignores_whoever_advertises()
    {
        foreach (var (path, title) in _app.Answer.Communities.Zip(["值班津贴怎么算才公平？", "How do you pay for on-call fairly?"]))
        {
            var owner = _app.Visitor();
            await owner.SubmitAsync("/sign-in", ("email", _app.Answer.Email), ("password", _app.Answer.Password!));
            var links = (await owner.GetAsync($"{path}/s/talk")).Document.QuerySelectorAll(".topic-title a").ToList();
            var split = links.Single(l => l.TextContent == title).GetAttribute("href")!;
            Assert.Equal(2, (await owner.GetAsync(split)).Document.QuerySelectorAll(".post:not(.post-first)").Length);
            var folded = 0;
            foreach (var link in links)
                folded += (await owner.GetAsync(link.GetAttribute("href")!)).Document.QuerySelectorAll("details.folded").Length;
            Assert.Equal(1, folded);
        }
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        var before = await CountAsync(_app);

        var again = await _app.FillAsync();

        Assert.Null(again.Password);
        Assert.Equal(before, await CountAsync(_app));
    }

    [Fact]
    public async Task An_installation_in_use_is_left_alone()
    {
        await using var inUse = new OwnApp();
        await inUse.InitializeAsync();
        await inUse.MemberAsync("Somebody", owner: true);

        var refused = await Assert.ThrowsAsync<Refused>(inUse.FillAsync);

        Assert.Equal("not_empty", refused.Code);
        Assert.Equal((1, 0), await CountAsync(inUse));
    }

    private static Task<(int Members, int Activities)> CountAsync(GuildhallApp app) => app.WithAsync<AppDb, (int, int)>(async db =>
        (await db.Members.CountAsync(), await db.Activities.CountAsync(a => a.Kind != "accounts.member_registered" || a.CommunityId != 0)));
}

internal static class Demo
{
    public static Task<DemoAnswer> FillAsync(this GuildhallApp app) =>
        app.WithAsync<FillDemo, DemoAnswer>(demo => demo.RunAsync(TestContext.Current.CancellationToken));
}
