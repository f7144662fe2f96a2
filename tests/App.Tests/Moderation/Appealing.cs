using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Moderation;

public class Appealing(Held_posts.ScreeningApp app) : IClassFixture<Held_posts.ScreeningApp>
{
    [Fact]
    public async Task A_held_post_waits_in_the_queue_is_refused_appealed_once_and_published_by_another_moderator()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        var topic = await forum.OpensAsync(bob);
        await forum.RepliesAsync(ada, topic, "doubtful words");
        await app.SettleAsync();

        Assert.True(Assert.Single(await forum.OwnAsync(ada)).GetProperty("waiting").GetBoolean());
        var held = Assert.Single(await forum.CasesAsync(mod, "held"));
        Assert.Equal("a word", held.GetProperty("heldFor").GetString());
        Assert.Equal(["publish", "refuse"], held.GetProperty("verdicts").EnumerateArray().Select(v => v.GetString()));
        var one = held.GetProperty("id").GetInt64();
        Assert.Contains("doubtful words", (await mod.GetAsync($"{Desk.PageOf(forum)}/{one}")).TextOf("main"));
        (await mod.SubmitAsync($"{Desk.PageOf(forum)}/{one}", ("verdict", "refuse"), ("note", "Not like that."))).ShouldRedirect();
        await app.SettleAsync();

        Assert.Contains("was not published", (await ada.GetAsync("/notifications")).TextOf("main"));
        var page = await ada.GetAsync($"/account/decisions/{one}");
        Assert.Contains("Not like that.", page.TextOf("main"));
        Assert.Contains("doubtful words", page.TextOf("main"));
        Assert.DoesNotContain("mod", page.TextOf(".callout"), StringComparison.Ordinal);
        (await ada.SubmitAsync(page, ("text", " "))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ada.SubmitAsync(page, ("text", "It is a quotation."))).ShouldLeadTo($"/account/decisions/{one}");
        Assert.False((await ada.GetAsync($"/account/decisions/{one}")).Has("textarea"));
        var verdict = Assert.Single(await forum.OwnAsync(ada)).GetProperty("verdict").GetInt64();
        (await ada.PostAsync($"{forum.Api}/verdicts/{verdict}/appeal", new { text = "Again" })).ShouldBeRefused(HttpStatusCode.Conflict, "appealed_already");
        (await bob.PostAsync($"{forum.Api}/verdicts/{verdict}/appeal", new { text = "Mine too" })).ShouldBe(HttpStatusCode.NotFound);
        (await bob.GetAsync($"/account/decisions/{one}")).ShouldBe(HttpStatusCode.NotFound);

        (await forum.DecideAsync(mod, one, "overturn")).ShouldBeRefused(HttpStatusCode.Conflict, "own_verdict");
        var owner = await forum.SignedInAsync("owner");
        Assert.Contains("It is a quotation.", (await owner.GetAsync($"{Desk.PageOf(forum)}?filter=appeals")).TextOf(".case"));
        (await forum.DecideAsync(owner, one, "overturn", "True.")).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();

        Assert.Contains("doubtful words", (await bob.GetAsync(forum.TopicPath(topic))).TextOf("#reply-1"));
        Assert.Contains("granted", (await ada.GetAsync("/notifications")).TextOf("main"));
        Assert.Empty(await forum.CasesAsync(mod));
    }

    [Fact]
    public async Task Undoing_a_publication_holds_the_post_again()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        var topic = await forum.OpensAsync(ada, "Doubtful", "doubtful");
        await app.SettleAsync();
        var one = await forum.CaseAsync(mod);

        (await forum.DecideAsync(mod, one, "publish")).ShouldBe(HttpStatusCode.OK);
        (await bob.GetAsync(forum.TopicPath(topic))).ShouldBe(HttpStatusCode.OK);
        (await mod.DeleteAsync($"{Desk.QueueOf(forum)}/{one}/verdict")).ShouldBe(HttpStatusCode.NoContent);

        (await bob.GetAsync(forum.TopicPath(topic))).ShouldBe(HttpStatusCode.NotFound);
        Assert.Contains("awaiting a moderator", (await ada.GetAsync(forum.TopicPath(topic))).TextOf(".callout"));
        Assert.Equal(one, await forum.CaseAsync(mod));
        (await forum.DecideAsync(mod, one, "publish")).ShouldBe(HttpStatusCode.OK);
        (await bob.GetAsync(forum.TopicPath(topic))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_appeal_that_is_upheld_leaves_all_as_it_was()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        var topic = await forum.OpensAsync(bob);
        var reply = await forum.RepliesAsync(ada, topic, "Ugly words.");
        (await forum.ReportAsync(bob, $"reply:{reply}", "abuse")).ShouldBe(HttpStatusCode.Created);
        var one = await forum.CaseAsync(mod);
        (await forum.DecideAsync(mod, one, "remove", "No.", new { kind = "warned" })).ShouldBe(HttpStatusCode.OK);
        var verdict = Assert.Single(await forum.OwnAsync(ada)).GetProperty("verdict").GetInt64();

        var appeals = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ =>
            ada.PostAsync($"{forum.Api}/verdicts/{verdict}/appeal", new { text = "Why?" })));
        Assert.Single(appeals, a => a.Status == HttpStatusCode.NoContent);
        (await forum.DecideAsync(await forum.SignedInAsync("owner"), one, "uphold", "Read the rules.")).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();

        Assert.Equal("uphold", Assert.Single(await forum.OwnAsync(ada)).GetProperty("appeal").GetString());
        Assert.Contains("Read the rules.", (await ada.GetAsync($"/account/decisions/{one}")).TextOf("main"));
        Assert.DoesNotContain("Ugly", (await bob.GetAsync(forum.TopicPath(topic))).Text);
        Assert.Empty(await forum.CasesAsync(mod));
    }

    [Fact]
    public async Task Nobody_decides_about_their_own()
    {
        var forum = await Forum.OpenAsync(app);
        var (bob, mod) = (await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        (await forum.ReportAsync(bob, $"topic:{await forum.OpensAsync(mod)}")).ShouldBe(HttpStatusCode.Created);
        var one = await forum.CaseAsync(mod);

        (await forum.DecideAsync(mod, one, "keep")).ShouldBeRefused(HttpStatusCode.Conflict, "own_case");
        Assert.Contains("someone else has to decide", (await mod.GetAsync($"{Desk.PageOf(forum)}/{one}")).TextOf("main"));
    }
}
