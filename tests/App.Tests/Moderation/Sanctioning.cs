using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.App.Tests.Moderation;

public class Sanctioning(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task A_warning_stands_above_every_page_until_it_was_read_and_nothing_is_posted_before()
    {
        var (forum, ada, _, mod, one) = await ReportedAsync();
        var topic = await forum.OpensAsync(mod);
        // From now on the node remembers that there is none.
        Assert.False((await ada.GetAsync(forum.TopicPath(topic))).Has(".warning-notice"));

        (await forum.DecideAsync(mod, one, "keep", sanction: new { kind = "warned" }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "note_missing");
        (await forum.DecideAsync(mod, one, "keep", "Mind your tone.", new { kind = "warned" })).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();

        var page = await ada.GetAsync(forum.TopicPath(topic));
        Assert.Contains("Mind your tone.", page.TextOf(".warning-notice"));
        (await ada.PostAsync($"{forum.Api}/topics/{topic}/replies", new { body = "But" })).ShouldBeRefused(HttpStatusCode.Conflict, "warning_unread");
        var typed = await ada.SubmitAsync(page, ("body", "My long thought"));
        Assert.Contains("My long thought", typed.ShouldBe(HttpStatusCode.Conflict).TextOf("#field-body"));
        Assert.Contains("has warned you", (await ada.GetAsync("/notifications")).TextOf("main"));
        var action = page.Document.QuerySelector("form[action$='/acknowledgement']")!.GetAttribute("action")!;
        (await mod.PostAsync(action, new { })).ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await ada.PressAsync(page, action, ("from", forum.TopicPath(topic)))).ShouldLeadTo(forum.TopicPath(topic));

        Assert.False((await ada.GetAsync(forum.TopicPath(topic))).Has(".warning-notice"));
        await forum.RepliesAsync(ada, topic, "Understood.");
    }

    [Fact]
    public async Task In_slow_mode_one_of_two_posts_at_once_goes_through_and_the_next_waits()
    {
        var (forum, ada, _, mod, one) = await ReportedAsync();
        var topic = await forum.OpensAsync(mod);
        (await forum.DecideAsync(mod, one, "keep", "Slowly.", new { kind = "slowed", everyMinutes = 20 }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "until_missing");
        (await forum.DecideAsync(mod, one, "keep", "Slowly.", new { kind = "slowed", everyMinutes = 20, until = app.Clock.Now.AddMinutes(50) }))
            .ShouldBe(HttpStatusCode.OK);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i =>
            ada.PostAsync($"{forum.Api}/topics/{topic}/replies", new { body = $"Post {i}" })));

        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        var refused = answers.First(a => a.Status != HttpStatusCode.Created);
        refused.ShouldBeRefused(HttpStatusCode.TooManyRequests, "slow_mode");
        Assert.Equal("1200", refused.Header("Retry-After"));
        app.Clock.Advance(TimeSpan.FromMinutes(20));
        await forum.OpensAsync(ada);
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        await forum.RepliesAsync(ada, topic);
        await forum.RepliesAsync(ada, topic);
    }

    [Fact]
    public async Task A_mute_is_a_restriction_like_any_other_and_undoing_the_verdict_lifts_it()
    {
        var (forum, ada, _, mod, one) = await ReportedAsync();
        var topic = await forum.OpensAsync(mod);

        (await forum.DecideAsync(mod, one, "remove", "Enough.", new { kind = "silenced", until = app.Clock.Now.AddDays(3) }))
            .ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();
        (await ada.PostAsync($"{forum.Api}/topics/{topic}/replies", new { body = "No" })).ShouldBe(HttpStatusCode.NotFound);
        Assert.Contains("Enough.", (await ada.GetAsync("/account/restrictions")).TextOf("main"));

        (await mod.DeleteAsync($"{Desk.QueueOf(forum)}/{one}/verdict")).ShouldBe(HttpStatusCode.NoContent);
        await app.SettleAsync();

        await forum.RepliesAsync(ada, topic, "Back again.");
        var audit = (await mod.GetAsync($"{Desk.PageOf(forum)}/audit")).TextOf("tbody");
        Assert.Contains("Mute placed on Ada", audit);
        Assert.Contains("Lifted for Ada: Mute", audit);
    }

    [Fact]
    public async Task Taking_away_reading_or_writing_asks_for_managing_members()
    {
        var (forum, ada, bob, _, one) = await ReportedAsync();
        var owner = await forum.SignedInAsync("owner");
        (await owner.PostAsync($"{forum.Api}/manage/roles", new { name = "Helper", permissions = new[] { "moderation.handle" } })).ShouldBe(HttpStatusCode.Created);
        var helper = await forum.MemberAsync("Helper");
        await forum.WriteAsync(g => g.GrantRoleAsync(
            forum.Id, forum.IdOf("Helper"), "helper", new Thing("test", forum.IdOf("Helper")), forum.IdOf("owner"), app.Clock.Now));

        (await forum.DecideAsync(helper, one, "remove", "Out.", new { kind = "banned" })).ShouldBeRefused(HttpStatusCode.Forbidden, "sanction_forbidden");
        Assert.Single(await forum.CasesAsync(helper));
        (await forum.DecideAsync(helper, one, "keep", "Mind.", new { kind = "warned" })).ShouldBe(HttpStatusCode.OK);

        (await forum.ReportAsync(bob, $"topic:{await forum.OpensAsync(await forum.ModeratorAsync("mod 2"))}")).ShouldBe(HttpStatusCode.Created);
        Assert.NotNull(ada);
    }

    [Fact]
    public async Task What_a_restricted_member_writes_waits_in_the_queue_and_is_answered_there()
    {
        var (forum, ada, _, mod, one) = await ReportedAsync();
        (await forum.DecideAsync(mod, one, "keep", "Rest a while.", new { kind = "suspended", until = app.Clock.Now.AddDays(3) }))
            .ShouldBe(HttpStatusCode.OK);
        (await ada.SubmitAsync("/account/restrictions", ("text", "It was a joke."))).ShouldRedirect();
        await app.SettleAsync();

        var appeal = Assert.Single(await forum.CasesAsync(mod, "appeals"));
        Assert.Equal(("It was a joke.", "Rest a while."), (appeal.GetProperty("excerpt").GetString(), appeal.GetProperty("title").GetString()));
        (await forum.DecideAsync(mod, appeal.GetProperty("id").GetInt64(), "uphold")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "note_missing");
        (await forum.DecideAsync(mod, appeal.GetProperty("id").GetInt64(), "uphold", "Not to them.")).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();
        Assert.Contains("Not to them.", (await ada.GetAsync("/account/restrictions")).TextOf("main"));
        Assert.Empty(await forum.CasesAsync(mod));

        (await ada.SubmitAsync("/account/restrictions", ("text", "I am sorry."))).ShouldRedirect();
        await app.SettleAsync();
        (await forum.DecideAsync(mod, await forum.CaseAsync(mod), "overturn", "Welcome back.")).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();

        await forum.OpensAsync(ada);
        Assert.Empty(await forum.CasesAsync(mod));
        Assert.NotEmpty(await forum.InAsync<IRestrictions, IReadOnlyList<PastRestriction>>(r => r.OfMemberAsync(forum.IdOf("Ada"))));
    }

    private async Task<(Forum Forum, Client Ada, Client Bob, Client Mod, long Case)> ReportedAsync()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        (await forum.ReportAsync(bob, $"topic:{await forum.OpensAsync(ada)}", "abuse")).ShouldBe(HttpStatusCode.Created);
        return (forum, ada, bob, mod, await forum.CaseAsync(mod));
    }
}
