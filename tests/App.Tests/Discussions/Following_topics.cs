using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Discussions;

/// <summary>Topic settings override tag settings, which override space settings.</summary>
public class Following_topics(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Theory]
    [InlineData("watching", null, null, true, true), InlineData("tracking", null, null, false, true)]
    [InlineData("normal", null, null, false, false), InlineData("muted", null, null, false, false)]
    [InlineData("muted", "watching", null, true, true), InlineData("watching", "muted", null, false, false)]
    [InlineData("watching", "tracking", null, false, true), InlineData("watching", "normal", null, false, false)]
    [InlineData("muted", "muted", "watching", true, true), InlineData("watching", "watching", "muted", false, false)]
    [InlineData("watching", "watching", "tracking", false, true), InlineData("watching", null, "normal", false, false)]
    public async Task The_nearest_word_says_what_is_told_and_what_is_unread(
        string space, string? tag, string? topic, bool told, bool unread)
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        await FollowAsync(bob, $"{forum.Api}/spaces/talk/topics-following", space);
        if (tag is not null)
            await FollowAsync(bob, $"{forum.Api}/tags/sql/topics-following", tag);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var draft = new { space = "talk", title = "On SQL", body = "Text.", tags = new[] { "sql" } };
        var opened = (await ada.PostAsync($"{forum.Api}/topics", draft))
            .ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetInt64();
        if (topic is not null)
            await FollowAsync(bob, $"{forum.Api}/topics/{opened}/following", topic);
        await app.SettleAsync();
        await forum.RepliesAsync(ada, opened, "More.");
        await app.SettleAsync();

        Assert.Equal(told, (await bob.GetAsync("/notifications")).Text.Contains("Ada posted in “On SQL”", StringComparison.Ordinal));
        Assert.Equal(unread, (await bob.GetAsync($"{forum.Path}/unread")).Has(".topic-row"));
        var muted = (topic ?? tag ?? space) == "muted";
        Assert.Equal(!muted, (await bob.GetAsync($"{forum.Path}/s/talk")).Has(".topic-count"));
        Assert.Equal(!muted, (await bob.GetAsync(forum.Path)).Text.Contains("On SQL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unread_spans_spaces_counts_and_is_emptied_at_once()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var old = await forum.OpensAsync(ada, "Of before");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        foreach (var space in new[] { "talk", "questions" })
            await FollowAsync(bob, $"{forum.Api}/spaces/{space}/topics-following", "tracking");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var (one, two) = (await forum.OpensAsync(ada, "One"), await forum.OpensAsync(ada, "Two", space: "questions"));
        await forum.OpensAsync(await forum.MemberAsync("Paying", "premium"), "Closed", space: "paid");
        await Replying.PutAsync(bob, $"{forum.Api}/topics/{one}/read", new { number = 0 });
        Assert.Equal(["Two"], await UnreadAsync());
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await forum.RepliesAsync(ada, one);

        var page = await bob.GetAsync($"{forum.Path}/unread");
        Assert.Equal(["One", "Two"], page.Document.QuerySelectorAll(".topic-title a").Select(a => a.TextContent));
        Assert.Equal(["1", "New to you"], page.Document.QuerySelectorAll(".topic-count").Select(a => a.TextContent));
        (await bob.PressAsync(page, $"{forum.Path}/unread/read")).ShouldRedirect();

        Assert.Empty(await UnreadAsync());
        Assert.False((await bob.GetAsync($"{forum.Path}/s/questions")).Has(".topic-count"));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await forum.RepliesAsync(ada, two);
        Assert.Equal(["Two"], await UnreadAsync());
        Assert.NotEqual(0, old);

        async Task<IEnumerable<string?>> UnreadAsync() => (await bob.GetAsync($"{forum.Api}/topics?unread=true")).Json.GetProperty("items")
            .EnumerateArray().Select(t => t.GetProperty("title").GetString());
    }

    [Fact]
    public async Task One_page_shows_and_changes_what_one_follows()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.OpensAsync(ada, "On logs");
        await FollowAsync(bob, $"{forum.Api}/topics/{topic}/following", "muted");

        (await WatchAsync("Postgres")).ShouldRedirect();
        var refused = await WatchAsync("two words");
        var page = await bob.GetAsync($"{forum.Path}/following");

        Assert.Contains("Name one tag", refused.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-tag-error"));
        Assert.Equal("watching", SelectedOf(page, "postgres"));
        Assert.Equal("muted", SelectedOf(page, "On logs"));
        Assert.Equal("normal", SelectedOf(page, "talk"));
        (await bob.PressAsync(page, $"{forum.TopicPath(topic)}/following")).ShouldLeadTo($"{forum.Path}/following");
        await FollowAsync(bob, $"{forum.Api}/topics/{topic}/following", "default");
        Assert.DoesNotContain("On logs", (await bob.GetAsync($"{forum.Path}/following")).TextOf("main"));
        (await app.Visitor().GetAsync($"{forum.Path}/following")).ShouldRedirect();

        Task<Answer> WatchAsync(string tag) =>
            bob.SubmitAsync($"{forum.Path}/following", ("_handler", "tag"), ("tag", tag), ("following", "watching"));
    }

    private static string? SelectedOf(Answer page, string name) => page.Document.QuerySelectorAll(".follow-line")
        .Single(l => l.QuerySelector(".follow-name")!.TextContent == name).QuerySelector("option[selected]")!.GetAttribute("value");

    private static async Task FollowAsync(Client who, string path, string following) =>
        (await Replying.PutAsync(who, path, new { following })).ShouldBe(HttpStatusCode.NoContent);
}
