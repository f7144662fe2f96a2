using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Discussions;

/// <summary>What somebody writes whom a member ignores is folded for that member alone, and can be opened without a script.</summary>
public class Ignoring_somebody(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Their_posts_are_folded_for_whoever_ignores_them_and_for_nobody_else()
    {
        var (forum, ada, bob, cyd) = await OpenAsync();
        var topic = await forum.OpensAsync(ada, "Whose words?");
        await forum.RepliesAsync(cyd, topic, "Buy my course.");
        await forum.RepliesAsync(bob, topic, "Mine.");
        var before = (await app.Visitor().GetAsync(forum.TopicPath(topic))).Text;

        await IgnoreAsync(bob, forum.IdOf("Cyd"));

        var page = await bob.GetAsync(forum.TopicPath(topic));
        Assert.Equal("Buy my course.", page.TextOf("#reply-1 > details.folded:not([open]) rich-text"));
        Assert.False(page.Has("#reply-2 details.folded"));
        Assert.False(page.Has("#topic details.folded"));
        foreach (var reader in new[] { ada, cyd, app.Visitor() })
            Assert.False((await reader.GetAsync(forum.TopicPath(topic))).Has("details.folded"));
        Assert.Equal(before, (await app.Visitor().GetAsync(forum.TopicPath(topic))).Text);
        Assert.Equal([true, false], (await bob.GetAsync($"{forum.Api}/topics/{topic}/replies")).Json.GetProperty("items").EnumerateArray()
            .Select(r => r.GetProperty("ignored").GetBoolean()));
    }

    [Fact]
    public async Task Their_topics_are_folded_in_lists_and_are_nothing_new()
    {
        var (forum, ada, bob, cyd) = await OpenAsync();
        await Replying.PutAsync(bob, $"{forum.Api}/spaces/talk/topics-following", new { following = "watching" });
        await IgnoreAsync(bob, forum.IdOf("Cyd"));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var theirs = await forum.OpensAsync(cyd, "An offer", "Cheap servers.");
        var hers = await forum.OpensAsync(ada, "A question");

        var list = await bob.GetAsync($"{forum.Path}/s/talk");
        var unread = await bob.GetAsync($"{forum.Path}/unread");

        Assert.Equal("An offer", list.TextOf(".topic-row.folds > details.folded:not([open]) ~ .topic-about .topic-title a"));
        Assert.Single(list.Document.QuerySelectorAll(".topic-row.folds"));
        Assert.True((await bob.GetAsync(forum.TopicPath(theirs))).Has("#topic > details.folded:not([open])"));
        Assert.Equal("A question", unread.TextOf(".topic-title a"));
        Assert.Single(unread.Document.QuerySelectorAll(".topic-row"));
        await bob.GetAsync(forum.TopicPath(hers));
        await Replying.PutAsync(bob, $"{forum.Api}/topics/{hers}/read", new { number = 0 });
        await forum.RepliesAsync(cyd, hers, "My offer answers that.");
        Assert.False((await bob.GetAsync($"{forum.Path}/unread")).Has(".topic-row"));
        await forum.RepliesAsync(ada, hers, "No, it does not.");
        Assert.Equal("1", (await bob.GetAsync($"{forum.Path}/unread")).TextOf(".topic-count"));
        Assert.DoesNotContain("An offer", (await bob.GetAsync(forum.Path)).Text);
        Assert.Contains("An offer", (await ada.GetAsync(forum.Path)).Text);
    }

    [Fact]
    public async Task What_they_ask_without_a_name_is_not_folded_since_that_would_name_them()
    {
        var (forum, _, bob, _) = await OpenAsync();
        var mod = await forum.ModeratorAsync();
        await Replying.PutAsync(await forum.SignedInAsync("owner"), $"{forum.Api}/spaces/questions/anonymous-questions", new { });
        var asked = await mod.PostAsync($"{forum.Api}/topics", new { space = "questions", title = "Why?", body = "Tell me.", anonymous = true });
        var topic = asked.ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetInt64();

        await IgnoreAsync(bob, forum.IdOf("mod"));

        Assert.False((await bob.GetAsync(forum.TopicPath(topic))).Has("details.folded"));
        Assert.False((await bob.GetAsync($"{forum.Path}/s/questions")).Has("details.folded"));
    }

    [Fact]
    public async Task Nothing_they_do_is_told()
    {
        var (forum, _, bob, cyd) = await OpenAsync();
        var topic = await forum.OpensAsync(bob, "Mine");
        await IgnoreAsync(bob, forum.IdOf("Cyd"));

        await forum.RepliesAsync(cyd, topic, "An offer.");
        await app.SettleAsync();

        Assert.DoesNotContain("Cyd", (await bob.GetAsync("/notifications")).TextOf("main"));
        Assert.EndsWith("Cyd", (await bob.GetAsync("/account/ignored")).TextOf(".person"));
        var live = (await bob.GetAsync(forum.TopicPath(topic))).Document.QuerySelector("topic-live")!;
        Assert.Equal($"{forum.IdOf("Cyd")}", live.GetAttribute("data-ignored"));
    }

    [Fact]
    public async Task The_menu_of_a_post_ignores_its_author_and_takes_it_back()
    {
        var (forum, ada, bob, cyd) = await OpenAsync();
        var topic = await forum.OpensAsync(ada);
        var reply = await forum.RepliesAsync(cyd, topic, "An offer.");
        var tools = $"{forum.Path}/posts/reply/{reply}/tools";

        var done = await bob.PressAsync(await bob.GetAsync(tools), "/account/ignored", ("on", "true"));

        done.ShouldRedirect();
        Assert.True((await bob.GetAsync(forum.TopicPath(topic))).Has("#reply-1 details.folded"));
        await bob.PressAsync(await bob.GetAsync(tools), "/account/ignored", ("on", "false"));
        Assert.False((await bob.GetAsync(forum.TopicPath(topic))).Has("details.folded"));
        Assert.DoesNotContain("/account/ignored\"", (await cyd.GetAsync(tools)).TextOf("main"));
    }

    private async Task<(Forum Forum, Client Ada, Client Bob, Client Cyd)> OpenAsync()
    {
        var forum = await Forum.OpenAsync(app);
        return (forum, await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.MemberAsync("Cyd"));
    }

    private static async Task IgnoreAsync(Client who, long other) =>
        (await Replying.PutAsync(who, $"/api/me/ignored/{other}", new { })).ShouldBe(HttpStatusCode.NoContent);
}
