using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Discussions.Replies;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Discussions;

public class Replying(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Replies_have_numbers_without_gaps_also_when_many_post_at_once()
    {
        var forum = await Forum.OpenAsync(app);
        var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => forum.MemberAsync($"P{n}")));
        var topic = await forum.OpensAsync(people[0]);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => forum.RepliesAsync(people[n % 4], topic, $"Reply {n}")));

        var numbers = await forum.InAsync<AppDb, List<int?>>(db =>
            db.Set<Reply>().Where(r => r.TopicId == topic).OrderBy(r => r.Number).Select(r => r.Number).ToListAsync());
        Assert.Equal(Enumerable.Range(1, 20).Select(n => (int?)n), numbers);
        var seen = (await people[0].GetAsync($"{forum.Api}/topics/{topic}")).Json;
        Assert.Equal((20, 20), (seen.GetProperty("replies").GetInt32(), seen.GetProperty("lastNumber").GetInt32()));
    }

    [Fact]
    public async Task By_the_form_one_quotes_and_replies_to_somebody()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.OpensAsync(ada);
        var first = await forum.RepliesAsync(ada, topic, "What I think.");

        var form = await bob.GetAsync($"{forum.TopicPath(topic)}?at=1&quote={first}");
        Assert.Contains("> What I think.", form.TextOf("#field-body"));
        var posted = await bob.SubmitAsync(form, ("body", "I do not."));

        var page = await bob.FollowAsync(posted.ShouldRedirect());
        Assert.Contains("to Ada, no. 1", page.TextOf("#reply-2 .post-head"));
        Assert.Equal("I do not.", page.TextOf("#reply-2 .prose").Trim());
    }

    [Fact]
    public async Task A_quote_stands_behind_what_another_device_has_begun()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.OpensAsync(ada);
        var first = await forum.RepliesAsync(ada, topic, "What I think.");
        await PutAsync(bob, $"{forum.Api}/drafts/topic-{topic}", new { title = "", body = "Begun on the phone." });

        var form = (await bob.GetAsync($"{forum.TopicPath(topic)}?at=1&quote={first}")).TextOf("#field-body");
        await PutAsync(bob, $"{forum.Api}/drafts/topic-{topic}", new { title = "", body = form });
        var again = (await bob.GetAsync($"{forum.TopicPath(topic)}?at=1&quote={first}")).TextOf("#field-body");

        Assert.StartsWith("Begun on the phone.", form.TrimStart());
        Assert.Contains("> What I think.", form);
        Assert.Equal(form.Trim(), again.Trim());
    }

    [Fact]
    public async Task A_topic_that_was_closed_while_somebody_typed_keeps_the_text_in_the_form()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, mod) = (await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        var topic = await forum.OpensAsync(ada);
        var form = await ada.GetAsync(forum.TopicPath(topic));
        (await Forum.PressAsync(mod, forum.TopicPath(topic), $"{forum.TopicPath(topic)}/closure")).ShouldRedirect();

        var refused = await ada.SubmitAsync(form, ("body", "Half an hour of thought."));

        refused.ShouldBe(HttpStatusCode.Conflict);
        Assert.Contains("Half an hour of thought.", refused.TextOf("#field-body"));
        Assert.Contains("closed", refused.TextOf(".callout.danger"));
        (await ada.PostAsync($"{forum.Api}/topics/{topic}/replies", new { body = "x" })).ShouldBeRefused(HttpStatusCode.Conflict, "topic_closed");
        await mod.DeleteAsync($"{forum.Api}/topics/{topic}/closure");
        await forum.RepliesAsync(ada, topic);
    }

    [Fact]
    public async Task Only_moderators_close_pin_and_move()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, mod) = (await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        var topic = await forum.OpensAsync(ada);
        var path = $"{forum.Api}/topics/{topic}";

        foreach (var deed in new[] { "closure", "pin" })
        {
            (await PutAsync(ada, $"{path}/{deed}")).ShouldBe(HttpStatusCode.NotFound);
            (await PutAsync(mod, $"{path}/{deed}")).ShouldBe(HttpStatusCode.NoContent);
            (await PutAsync(mod, $"{path}/{deed}")).ShouldBe(HttpStatusCode.NoContent);
        }
        (await PutAsync(ada, $"{path}/space", new { space = "questions" })).ShouldBe(HttpStatusCode.NotFound);
        (await PutAsync(mod, $"{path}/space", new { space = "nowhere" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "space_unknown");
        (await PutAsync(mod, $"{path}/space", new { space = "questions" })).ShouldBe(HttpStatusCode.NoContent);
        await app.SettleAsync();

        var moved = (await ada.GetAsync(path)).Json;
        Assert.Equal(("questions", true, false),
            (moved.GetProperty("space").GetString(), moved.GetProperty("closed").GetBoolean(), moved.GetProperty("pinned").GetBoolean()));
    }

    [Fact]
    public async Task A_deleted_reply_leaves_its_place_and_nothing_of_its_text()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        var topic = await forum.OpensAsync(ada);
        var reply = await forum.RepliesAsync(bob, topic, "Regrettable.");
        await forum.RepliesAsync(ada, topic, "Next.");
        var path = $"{forum.Api}/replies/{reply}";

        (await ada.DeleteAsync(path)).ShouldBe(HttpStatusCode.NotFound);
        (await bob.DeleteAsync(path)).ShouldBe(HttpStatusCode.NoContent);

        foreach (var reader in new[] { ada, app.Visitor() })
        {
            var page = await reader.GetAsync(forum.TopicPath(topic));
            Assert.Contains("was deleted", page.TextOf("#reply-1"));
            Assert.DoesNotContain("Regrettable", page.Text);
            Assert.DoesNotContain("Regrettable", (await reader.GetAsync($"{forum.Api}/topics/{topic}/replies")).Text);
            (await reader.GetAsync($"{forum.Path}/replies/{reply}/history")).ShouldBe(HttpStatusCode.NotFound);
            Assert.True(page.Has("#reply-2"));
        }
        Assert.Empty((await ada.GetAsync($"{forum.Api}/search?q=Regrettable")).Json.GetProperty("items").EnumerateArray());
        Assert.Contains("Regrettable", (await mod.GetAsync(forum.TopicPath(topic))).TextOf("#reply-1"));
        (await PutAsync(bob, $"{path}/publication")).ShouldBe(HttpStatusCode.NoContent);
        Assert.Contains("Regrettable", (await ada.GetAsync(forum.TopicPath(topic))).TextOf("#reply-1"));
    }

    [Fact]
    public async Task An_author_cannot_bring_back_what_a_moderator_deleted()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, mod) = (await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        var topic = await forum.OpensAsync(ada, body: "Off limits.");

        (await mod.DeleteAsync($"{forum.Api}/topics/{topic}")).ShouldBe(HttpStatusCode.NoContent);

        (await ada.GetAsync(forum.TopicPath(topic))).ShouldBe(HttpStatusCode.NotFound);
        (await PutAsync(ada, $"{forum.Api}/topics/{topic}/publication")).ShouldBe(HttpStatusCode.NotFound);
        Assert.DoesNotContain("Off limits", (await ada.GetAsync($"{forum.Path}/s/talk")).Text);
        (await PutAsync(mod, $"{forum.Api}/topics/{topic}/publication")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.GetAsync(forum.TopicPath(topic))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_edit_that_races_a_deletion_does_not_bring_the_reply_back()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, mod) = (await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        var topic = await forum.OpensAsync(ada);
        for (var round = 0; round < 5; round++)
        {
            var reply = await forum.RepliesAsync(ada, topic, "First.");

            var edit = ada.PatchAsync($"{forum.Api}/replies/{reply}", new { body = "Second." });
            var deletion = mod.DeleteAsync($"{forum.Api}/replies/{reply}");

            Assert.Contains((await edit).Status, new[] { HttpStatusCode.NoContent, HttpStatusCode.Gone, HttpStatusCode.NotFound });
            (await deletion).ShouldBe(HttpStatusCode.NoContent);
            var shown = (await app.Visitor().GetAsync($"{forum.Api}/topics/{topic}/replies")).Json.GetProperty("items");
            Assert.DoesNotContain(shown.EnumerateArray(), r => r.GetProperty("html").GetString()!.Length > 0);
        }
    }

    [Fact]
    public async Task Two_who_edit_at_once_do_not_overwrite_each_other_and_the_history_shows_what_changed()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, mod) = (await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        var topic = await forum.OpensAsync(ada, body: "One line.\n\nOld line.");
        var (mine, theirs) = (await ada.GetAsync($"{forum.TopicPath(topic)}/edit"), await mod.GetAsync($"{forum.TopicPath(topic)}/edit"));

        (await mod.SubmitAsync(theirs, ("body", "One line.\n\nNew line."))).ShouldRedirect();
        var refused = await ada.SubmitAsync(mine, ("body", "Mine."));

        refused.ShouldBe(HttpStatusCode.Conflict);
        Assert.Contains("New line.", refused.TextOf("#theirs"));
        Assert.Contains("Mine.", refused.TextOf("#field-body"));
        var history = await app.Visitor().GetAsync($"{forum.TopicPath(topic)}/history");
        Assert.Contains("Old line.", history.TextOf(".diff del"));
        Assert.Contains("New line.", history.TextOf(".diff ins"));
    }

    [Fact]
    public async Task Replies_of_another_topic_cannot_be_replied_to()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");
        var (one, two) = (await forum.OpensAsync(ada), await forum.OpensAsync(ada));
        var reply = await forum.RepliesAsync(ada, one);

        (await ada.PostAsync($"{forum.Api}/topics/{two}/replies", new { body = "x", replyTo = reply }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "reply_to_unknown");
    }

    internal static Task<Answer> PutAsync(Client who, string path, object? json = null) => who.SendAsync(
        new HttpRequestMessage(HttpMethod.Put, path) { Content = json is null ? null : System.Net.Http.Json.JsonContent.Create(json) });
}
