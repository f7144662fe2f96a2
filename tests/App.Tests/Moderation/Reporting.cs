using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;
using Guildhall.Moderation;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Moderation;

public class Reporting(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task A_report_waits_in_the_queue_and_the_reporter_hears_what_came_of_it()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        var topic = await forum.OpensAsync(bob);
        var reply = await forum.RepliesAsync(ada, topic, "Buy my pills.");

        var first = (await forum.ReportAsync(bob, $"reply:{reply}", "spam", "Again.")).ShouldBe(HttpStatusCode.Created);
        var again = (await forum.ReportAsync(bob, $"reply:{reply}", "abuse")).ShouldBe(HttpStatusCode.OK);

        Assert.Equal(first.Json.GetProperty("id").GetInt64(), again.Json.GetProperty("id").GetInt64());
        var one = Assert.Single(await forum.CasesAsync(mod));
        // Whoever reports holds the number that moderators decide by.
        Assert.Equal(first.Json.GetProperty("id").GetInt64(), one.GetProperty("id").GetInt64());
        Assert.Equal(
            ($"reply:{reply}", "Buy my pills.", "Ada", 1),
            (one.GetProperty("thing").GetString(), one.GetProperty("excerpt").GetString(),
                one.GetProperty("author").GetProperty("name").GetString(), one.GetProperty("reports").GetInt32()));
        Assert.Equal("waiting", Assert.Single(await forum.OwnAsync(bob, "reports")).GetProperty("outcome").GetString());
        Assert.Empty(await forum.OwnAsync(ada));

        (await forum.DecideAsync(mod, one.GetProperty("id").GetInt64(), "remove", "No advertising.")).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();

        Assert.DoesNotContain("pills", (await bob.GetAsync(forum.TopicPath(topic))).Text);
        Assert.DoesNotContain("pills", (await bob.GetAsync($"{forum.Api}/search?q=pills")).Json.GetProperty("items").ToString());
        Assert.Equal("acted", Assert.Single(await forum.OwnAsync(bob, "reports")).GetProperty("outcome").GetString());
        Assert.Contains("action was taken", (await bob.GetAsync("/notifications")).TextOf("main"));
        var decided = Assert.Single(await forum.OwnAsync(ada));
        Assert.Equal(
            ("remove", "spam", "No advertising."),
            (decided.GetProperty("kind").GetString(), decided.GetProperty("grounds").GetString(), decided.GetProperty("note").GetString()));
        Assert.Contains("was removed", (await ada.GetAsync("/notifications")).TextOf("main"));
        Assert.DoesNotContain("Bob", (await ada.GetAsync("/account/decisions")).TextOf("main"));
    }

    [Fact]
    public async Task The_form_stands_behind_the_button_of_a_post_and_keeps_what_was_typed()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        var topic = await forum.OpensAsync(ada, "A fine title");
        var tools = $"{forum.Path}/posts/topic/{topic}/tools";
        var page = await bob.GetAsync(tools);
        var link = page.Document.QuerySelector($"a[href*='/report?thing=topic']")!.GetAttribute("href")!;
        Assert.False((await ada.GetAsync(tools)).Has("a[href*='/report?']"));

        var refused = await bob.SubmitAsync(link, ("reason", "other"), ("note", " "));
        var long_ = await bob.SubmitAsync(link, ("reason", "abuse"), ("note", new string('x', 1001)));
        var sent = await bob.SubmitAsync(link, ("reason", "other"), ("note", "It is a copy."));

        refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("Say in a sentence", refused.TextOf("#field-note-error"));
        Assert.Contains("xxx", long_.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-note"));
        Assert.Contains("Thank you", (await bob.FollowAsync(sent.ShouldRedirect())).TextOf(".callout"));
        Assert.Contains("A fine title", (await mod.GetAsync(Desk.PageOf(forum))).TextOf(".case"));
        var one = await forum.CaseAsync(mod);
        Assert.Contains("It is a copy.", (await mod.GetAsync($"{Desk.PageOf(forum)}/{one}")).TextOf("main"));
    }

    [Fact]
    public async Task What_the_reporter_cannot_see_is_not_there()
    {
        var (forum, other) = (await Forum.OpenAsync(app), await Forum.OpenAsync(app));
        var (ada, bob) = (await forum.MemberAsync("Ada", "premium"), await forum.MemberAsync("Bob"));
        var paid = await forum.OpensAsync(ada, "Secret", "Paid words.", "paid");
        var hers = await forum.OpensAsync(ada);
        var elsewhere = await other.OpensAsync(await other.MemberAsync("Cy"));
        var gone = await forum.OpensAsync(ada);
        (await ada.DeleteAsync($"{forum.Api}/topics/{gone}")).ShouldBe(HttpStatusCode.NoContent);

        foreach (var thing in (string[])[$"topic:{paid}", $"topic:{elsewhere}", $"topic:{gone}", "topic:999999999", "order:1", "topic", "case:1", ""])
        {
            (await forum.ReportAsync(bob, thing)).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
            (await bob.GetAsync($"{forum.Path}/report?thing={thing}")).ShouldBe(HttpStatusCode.NotFound);
        }
        (await forum.ReportAsync(ada, $"topic:{hers}")).ShouldBeRefused(HttpStatusCode.Conflict, "own_report");
        (await forum.ReportAsync(app.Visitor(), $"topic:{hers}")).ShouldBe(HttpStatusCode.Unauthorized);
        (await forum.ReportAsync(await forum.ProgramAsync("Bob", "posts:write"), $"topic:{hers}")).ShouldBe(HttpStatusCode.Forbidden);
        (await forum.ReportAsync(bob, $"topic:{hers}", "nonsense")).ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_storm_of_reports_is_one_case()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, mod) = (await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        var topic = await forum.OpensAsync(ada);
        var reporters = new List<Client>();
        for (var i = 0; i < 20; i++)
            reporters.Add(await forum.MemberAsync($"Reporter {i}"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            forum.ReportAsync(reporters[i % 20], $"topic:{topic}", i % 3 == 0 ? "abuse" : "spam")));

        Assert.Equal(20, answers.Count(a => a.Status == HttpStatusCode.Created));
        Assert.Equal(80, answers.Count(a => a.Status == HttpStatusCode.OK));
        Assert.Equal(20, Assert.Single(await forum.CasesAsync(mod)).GetProperty("reports").GetInt32());
        await app.SettleAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(6));
        await app.SettleAsync();
        Assert.Single((await mod.GetAsync("/notifications")).Document.QuerySelectorAll(".notice"), n =>
            n.TextContent.Contains("Reports and held posts", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_is_often_wrong_is_known_to_moderators_and_read_last()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, mod) = (await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        var (wrong, right) = (await forum.MemberAsync("Wrong"), await forum.MemberAsync("Right"));
        for (var i = 0; i < 5; i++)
        {
            await forum.ReportAsync(wrong, $"topic:{await forum.OpensAsync(ada, $"Fine {i}")}");
            await forum.DecideAsync(mod, await forum.CaseAsync(mod), "keep");
        }
        await forum.ReportAsync(right, $"topic:{await forum.OpensAsync(ada, "Bad")}");
        await forum.DecideAsync(mod, await forum.CaseAsync(mod), "remove", "No.");
        var topic = await forum.OpensAsync(ada, "Another");
        await forum.ReportAsync(wrong, $"topic:{topic}");
        await forum.ReportAsync(right, $"topic:{topic}");

        var rows = (await mod.GetAsync($"{Desk.PageOf(forum)}/{await forum.CaseAsync(mod)}")).Document
            .QuerySelectorAll(".decision-rows li").Select(r => r.TextContent)
            .Where(r => r.Contains("earlier reports", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, rows.Count);
        Assert.Contains("Right", rows[0], StringComparison.Ordinal);
        Assert.Contains("1 of 1 earlier reports were right", rows[0], StringComparison.Ordinal);
        Assert.Contains("Wrong", rows[1], StringComparison.Ordinal);
        Assert.Contains("0 of 5 earlier reports were right", rows[1], StringComparison.Ordinal);
        Assert.Contains("often wrong", rows[1], StringComparison.Ordinal);
    }
}

/// <summary>An installation where a member reports two things a day.</summary>
public class Limiting_reports(Limiting_reports.StrictApp app) : IClassFixture<Limiting_reports.StrictApp>
{
    [Fact]
    public async Task Nobody_floods_the_queue_not_even_with_many_reports_at_once()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        var topics = new List<long>();
        for (var i = 0; i < 8; i++)
            topics.Add(await forum.OpensAsync(ada, $"Topic {i}"));

        var answers = await Task.WhenAll(topics.Select(t => forum.ReportAsync(bob, $"topic:{t}")));

        Assert.Equal(2, answers.Count(a => a.Status == HttpStatusCode.Created));
        var refused = answers.First(a => a.Status != HttpStatusCode.Created);
        refused.ShouldBeRefused(HttpStatusCode.TooManyRequests, "reports_exhausted");
        Assert.NotNull(refused.Header("Retry-After"));
        Assert.Equal(2, (await forum.CasesAsync(mod)).Count);
    }

    public sealed class StrictApp : GuildhallApp
    {
        protected override void Arrange(IServiceCollection services) =>
            services.Configure<ModerationOptions>(options => options.ReportsPerDay = 2);
    }
}
