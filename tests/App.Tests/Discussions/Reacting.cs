using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Discussions;

public class Reacting(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task One_member_counts_once_however_often_and_from_wherever_they_press()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.OpensAsync(ada);
        var path = $"{forum.Api}/topics/{topic}/reactions/heart";

        var pressed = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Replying.PutAsync(n % 2 == 0 ? ada : bob, path)));

        Assert.All(pressed, p => p.ShouldBe(HttpStatusCode.OK));
        Assert.Equal(2, (await Replying.PutAsync(ada, path)).Json.GetProperty("members").GetInt32());
        Assert.Equal("❤️ 2", (await app.Visitor().GetAsync(forum.TopicPath(topic))).TextOf(".reaction").Trim());
        Assert.Equal(1, (await ada.DeleteAsync(path)).Json.GetProperty("members").GetInt32());
        Assert.Equal(1, (await ada.DeleteAsync(path)).Json.GetProperty("members").GetInt32());
    }

    [Fact]
    public async Task A_button_turns_it_over_without_script()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");
        var topic = await forum.OpensAsync(ada);
        var reply = await forum.RepliesAsync(ada, topic);
        var action = $"{forum.Path}/reactions/reply/{reply}/party";

        (await Forum.PressAsync(ada, $"{forum.Path}/posts/reply/{reply}/tools", action)).ShouldRedirect();
        var on = await ada.GetAsync(forum.TopicPath(topic));
        (await Forum.PressAsync(ada, forum.TopicPath(topic), action)).ShouldRedirect();
        var off = await ada.GetAsync(forum.TopicPath(topic));

        Assert.Equal("true", on.Document.QuerySelector("#reply-1 .reaction-mine")!.GetAttribute("aria-pressed"));
        Assert.False(off.Has("#reply-1 .reaction-mine"));
    }

    [Fact]
    public async Task Unknown_names_kinds_and_things_and_what_is_closed_are_not_there()
    {
        var forum = await Forum.OpenAsync(app);
        var (free, paying) = (await forum.MemberAsync("Free"), await forum.MemberAsync("Paying", "premium"));
        var (open, closed) = (await forum.OpensAsync(free), await forum.OpensAsync(paying, space: "paid"));

        foreach (var path in new[] { $"topics/{open}/reactions/boo", $"orders/{open}/reactions/heart", "topics/999999/reactions/heart",
            $"topics/{closed}/reactions/heart" })
            (await Replying.PutAsync(free, $"{forum.Api}/{path}")).ShouldBe(HttpStatusCode.NotFound);
        (await Replying.PutAsync(await forum.SignedInAsync("Stranger"), $"{forum.Api}/topics/{open}/reactions/heart"))
            .ShouldBe(HttpStatusCode.NotFound);
        (await Replying.PutAsync(paying, $"{forum.Api}/topics/{closed}/reactions/heart")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Bookmarks_are_kept_for_their_member_and_say_no_more_once_a_thing_is_closed()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, mod) = (await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        var topic = await forum.OpensAsync(mod, "Worth keeping");
        var action = $"{forum.Path}/bookmarks/topic/{topic}";
        (await Forum.PressAsync(ada, $"{forum.Path}/posts/topic/{topic}/tools", action)).ShouldRedirect();
        Assert.Contains("Worth keeping", (await ada.GetAsync("/account/bookmarks")).TextOf(".topic-rows"));
        Assert.DoesNotContain("Worth keeping", (await mod.GetAsync("/account/bookmarks")).Text);

        await mod.DeleteAsync($"{forum.Api}/topics/{topic}");

        var page = await ada.GetAsync("/account/bookmarks");
        Assert.DoesNotContain("Worth keeping", page.Text);
        Assert.Contains("No longer available to you", page.TextOf(".topic-rows"));
        (await Forum.PressAsync(ada, "/account/bookmarks", action, ("from", "list"))).ShouldRedirect();
        Assert.False((await ada.GetAsync("/account/bookmarks")).Has(".topic-row"));
    }

    [Fact]
    public async Task Drafts_are_kept_on_the_server_for_their_writer_alone()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.OpensAsync(ada);
        var path = $"{forum.Api}/drafts/topic-{topic}";

        (await Replying.PutAsync(ada, path, new { title = "", body = "Half a thought" })).ShouldBe(HttpStatusCode.NoContent);

        Assert.Contains("Half a thought", (await ada.GetAsync(forum.TopicPath(topic))).TextOf("#field-body"));
        Assert.DoesNotContain("Half a thought", (await bob.GetAsync(forum.TopicPath(topic))).Text);
        Assert.Equal("", (await bob.GetAsync(path)).Json.GetProperty("body").GetString());
        (await ada.SubmitAsync(forum.TopicPath(topic), ("body", "The whole thought."))).ShouldRedirect();
        Assert.Equal("", (await ada.GetAsync(path)).Json.GetProperty("body").GetString());
        (await Replying.PutAsync(ada, $"{forum.Api}/drafts/Not%20a%20place", new { body = "x" }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "place_malformed");
    }

    [Fact]
    public async Task A_preview_is_sanitised_and_asks_who_is_there()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");

        var preview = await ada.PostAsync("/api/preview", new { markdown = "**b** <script>x</script> [l](javascript:x)" });
        var none = await app.Visitor().PostAsync("/api/preview", new { markdown = "x" });

        var html = preview.ShouldBe(HttpStatusCode.OK).Json.GetProperty("html").GetString()!;
        Assert.Contains("<strong>b</strong>", html);
        Assert.DoesNotContain("script", html);
        none.ShouldBe(HttpStatusCode.Unauthorized);
        (await ada.PostAsync("/api/preview", new { markdown = new string('x', 200_001) }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "markdown_too_long");
    }
}
