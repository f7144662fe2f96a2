using System.Net;
using System.Text.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.Discussions.Following;
using Guildhall.Discussions.Splitting;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Discussions;

public class Undoing_merges(OwnApp app) : IClassFixture<OwnApp>
{
    [Fact]
    public async Task Both_topics_stand_again_as_they_were_and_what_was_said_since_stays()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        var into = await forum.OpensAsync(bob, "First said");
        var before = await forum.RepliesAsync(bob, into, "Already here.");
        var from = await forum.OpensAsync(ada, "Twice said", "The same again.");
        var (one, two) = (await forum.RepliesAsync(bob, from, "One."), await forum.RepliesAsync(ada, from, "Two."));
        var three = await forum.RepliesAsync(bob, from, "To one.", one);
        await Replying.PutAsync(bob, $"{forum.Api}/topics/{from}/reactions/heart");
        await Replying.PutAsync(ada, $"{forum.Api}/topics/{from}/following", new { following = "watching" });
        await Replying.PutAsync(mod, $"{forum.Api}/topics/{from}/pin");
        (await mod.PostAsync($"{forum.Api}/topics/{from}/merger", new { into })).ShouldBe(HttpStatusCode.OK);
        var late = await forum.RepliesAsync(ada, into, "Said since, to one.", one);
        var text = await TextAsync(forum, from);
        await Replying.PutAsync(mod, $"{forum.Api}/replies/{text}/reactions/party");
        (await ada.PatchAsync($"{forum.Api}/replies/{text}", new { body = "The same, edited." })).ShouldBe(HttpStatusCode.NoContent);
        (await ada.DeleteAsync($"{forum.Api}/replies/{two}")).ShouldBe(HttpStatusCode.NoContent);

        // Its own address leads to the button.
        var page = (await mod.GetAsync(forum.TopicPath(from))).ShouldRedirect();
        var shown = (await mod.GetAsync(page.Location!)).ShouldRedirect().Location!;
        (await Forum.PressAsync(mod, shown, $"{forum.TopicPath(from)}/merger/undo")).ShouldLeadTo(forum.TopicPath(from));
        await app.SettleAsync();

        var again = await bob.GetAsync(forum.TopicPath(from));
        Assert.Equal("Twice said", again.TextOf("h1").Trim());
        Assert.Contains("The same, edited.", again.TextOf(".post"));
        Assert.Contains("Pinned", again.TextOf(".topic-facts"));
        Assert.Contains("1", again.TextOf(".reaction-mine"));
        Assert.Equal(["reply-1", "reply-2", "reply-3"],
            again.Document.QuerySelectorAll(".posts > .post").Select(p => p.Id).Where(i => i!.StartsWith("reply", StringComparison.Ordinal)));
        Assert.Contains("deleted", again.TextOf("#reply-2"));
        Assert.Contains("no. 1", again.TextOf("#reply-3 .post-head"));
        Assert.False(again.Has(".post-origin"));
        (await bob.GetAsync($"{forum.Path}/replies/{three}")).ShouldLeadTo($"{forum.TopicPath(from)}?at=3");
        (await bob.GetAsync($"{forum.Path}/replies/{text}")).ShouldLeadTo(forum.TopicPath(from));
        (await Replying.PutAsync(mod, $"{forum.Api}/replies/{text}/publication")).ShouldBe(HttpStatusCode.NotFound);
        var (was, now) = ((await bob.GetAsync($"{forum.Api}/topics/{from}")).Json, (await bob.GetAsync($"{forum.Api}/topics/{into}")).Json);
        Assert.Equal((2, 3), (was.GetProperty("replies").GetInt32(), was.GetProperty("lastNumber").GetInt32()));
        Assert.Equal(2, now.GetProperty("replies").GetInt32());

        var other = await bob.GetAsync(forum.TopicPath(into));
        Assert.Equal(["reply-1", "reply-2", "reply-6"], other.Document.QuerySelectorAll(".posts > .post").Select(p => p.Id));
        Assert.Contains("No. 2 to 5 were moved to “Twice said”", other.TextOf(".post-left"));
        Assert.DoesNotContain("no. 3", other.TextOf("#reply-6 .post-head"));
        (await bob.GetAsync($"{forum.Path}/replies/{late}")).ShouldLeadTo($"{forum.TopicPath(into)}?at=6");
        (await bob.GetAsync($"{forum.Path}/replies/{before}")).ShouldLeadTo($"{forum.TopicPath(into)}?at=1");
        // The merger had made her watch the other one; she has written in it since, and follows it as whoever writes.
        Assert.Equal(Following.Watching, await FollowingAsync(forum, from, "Ada"));
        Assert.Equal(Following.Tracking, await FollowingAsync(forum, into, "Ada"));
        Assert.Contains("Twice said", (await bob.GetAsync($"{forum.Path}/s/talk")).Text);
        Assert.Contains(forum.TopicPath(from), (await bob.GetAsync($"{forum.Api}/search?q=edited&kind=topic")).Json.GetProperty("items").ToString());
        Assert.Contains("Undid the merge of “Twice said”", (await mod.GetAsync($"{forum.Path}/manage/reports/audit")).Text);
        // Whatever is counted beside the rows agrees with them.
        (await bob.PostAsync($"{forum.Api}/topics/{from}/replies", new { body = "Goes on." })).ShouldBe(HttpStatusCode.Created);
        Assert.True((await bob.GetAsync(forum.TopicPath(from))).Has("#reply-4"));
    }

    [Fact]
    public async Task An_accepted_answer_solves_its_own_question_again_and_comments_stand_under_it()
    {
        var forum = await Forum.OpenAsync(app);
        var (asker, ada, mod) = (await forum.MemberAsync("Asker"), await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        var (from, into) = (await forum.OpensAsync(asker, "Again?"), await forum.OpensAsync(asker, "Why?", space: "questions"));
        var (deep, question) = (await forum.RepliesAsync(ada, from, "One."), await forum.OpensAsync(asker, "Third?", space: "questions"));
        var below = await forum.RepliesAsync(asker, from, "Below.", await forum.RepliesAsync(ada, from, "Middle.", deep));
        var answer = await forum.RepliesAsync(ada, question, "So.");
        await Replying.PutAsync(asker, $"{forum.Api}/topics/{question}/accepted-answer", new { reply = answer });

        // A question would flatten what a discussion has in depth.
        (await mod.PostAsync($"{forum.Api}/topics/{from}/merger", new { into })).ShouldBe(HttpStatusCode.OK);
        (await mod.PostAsync($"{forum.Api}/topics/{question}/merger", new { into })).ShouldBe(HttpStatusCode.OK);
        Assert.Equal(answer, (await asker.GetAsync($"{forum.Api}/topics/{into}")).Json.GetProperty("acceptedAnswer").GetInt64());
        (await mod.DeleteAsync($"{forum.Api}/topics/{from}/merger")).ShouldBe(HttpStatusCode.OK);
        (await mod.DeleteAsync($"{forum.Api}/topics/{question}/merger")).ShouldBe(HttpStatusCode.OK);

        Assert.Equal(answer, (await asker.GetAsync($"{forum.Api}/topics/{question}")).Json.GetProperty("acceptedAnswer").GetInt64());
        Assert.Equal(JsonValueKind.Null, (await asker.GetAsync($"{forum.Api}/topics/{into}")).Json.GetProperty("acceptedAnswer").ValueKind);
        Assert.Contains("to Ada, no. 2", (await asker.GetAsync(forum.TopicPath(from))).TextOf($"#reply-3 .post-head"));
        (await asker.GetAsync($"{forum.Path}/replies/{below}")).ShouldLeadTo($"{forum.TopicPath(from)}?at=3");
    }

    [Fact]
    public async Task What_was_read_there_is_read_here()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        var (from, into) = (await forum.OpensAsync(ada, "From"), await forum.OpensAsync(ada, "Into"));
        foreach (var body in new[] { "A.", "B.", "C." })
            await forum.RepliesAsync(ada, from, body);
        await Replying.PutAsync(bob, $"{forum.Api}/topics/{from}/read", new { number = 1 });
        (await mod.PostAsync($"{forum.Api}/topics/{from}/merger", new { into })).ShouldBe(HttpStatusCode.OK);

        // Text, A and B.
        await Replying.PutAsync(bob, $"{forum.Api}/topics/{into}/read", new { number = 3 });
        (await mod.DeleteAsync($"{forum.Api}/topics/{from}/merger")).ShouldBe(HttpStatusCode.OK);

        Assert.Equal(2, await forum.InAsync<AppDb, int>(db => db.Set<TopicReader>()
            .Where(r => r.TopicId == from && r.MemberId == forum.IdOf("Bob")).Select(r => r.LastRead).SingleAsync()));
    }

    [Fact]
    public async Task It_is_refused_to_others_too_late_and_where_too_much_has_changed()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, mod) = (await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        var (from, into, last) = (await forum.OpensAsync(ada, "From"), await forum.OpensAsync(ada, "Into"), await forum.OpensAsync(ada, "Last"));
        var path = $"{forum.Api}/topics/{from}/merger";
        (await mod.DeleteAsync(path)).ShouldBeRefused(HttpStatusCode.Conflict, "topic_not_merged");
        (await mod.PostAsync(path, new { into })).ShouldBe(HttpStatusCode.OK);
        var text = await TextAsync(forum, from);

        (await ada.DeleteAsync(path)).ShouldBe(HttpStatusCode.NotFound);
        (await app.Visitor().DeleteAsync(path)).ShouldBe(HttpStatusCode.Unauthorized);
        Assert.False((await ada.GetAsync($"{forum.TopicPath(into)}?at=1")).Has(".post-origin button"));
        (await ada.GetAsync($"{forum.Api}/topics/{from}/moves")).ShouldBe(HttpStatusCode.NotFound);
        (await mod.DeleteAsync($"{forum.Api}/replies/{text}")).ShouldBe(HttpStatusCode.NoContent);
        (await mod.DeleteAsync(path)).ShouldBeRefused(HttpStatusCode.Conflict, "text_not_shown");
        (await Replying.PutAsync(mod, $"{forum.Api}/replies/{text}/publication")).ShouldBe(HttpStatusCode.NoContent);
        // Merged on, and back again.
        (await mod.PostAsync($"{forum.Api}/topics/{into}/merger", new { into = last })).ShouldBe(HttpStatusCode.OK);
        (await mod.DeleteAsync(path)).ShouldBeRefused(HttpStatusCode.Conflict, "topic_not_shown");
        (await mod.DeleteAsync($"{forum.Api}/topics/{into}/merger")).ShouldBe(HttpStatusCode.OK);
        Assert.Equal(into, (await ada.GetAsync($"{forum.Api}/topics/{from}")).Json.GetProperty("id").GetInt64());
        // The text alone is moved on.
        var split = (await mod.PostAsync($"{forum.Api}/topics/{into}/splits", new { replies = new[] { text }, into = last }))
            .ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetInt64();
        Assert.Equal(last, split);
        (await mod.DeleteAsync(path)).ShouldBeRefused(HttpStatusCode.Conflict, "moved_on");
        var move = (await mod.GetAsync($"{forum.Api}/topics/{last}/moves")).Json.GetProperty("items")[0];
        Assert.Equal("split", move.GetProperty("kind").GetString());
        (await mod.DeleteAsync($"{forum.Api}/topics/{into}/splits/{move.GetProperty("id")}")).ShouldBe(HttpStatusCode.OK);

        app.Clock.Advance(TimeSpan.FromDays(UndoableMove.Days) - TimeSpan.FromMinutes(1));
        await app.RunJobAsync<SweepUndoables>();
        Assert.Contains("“From” was merged into “Into”", (await mod.GetAsync($"{forum.TopicPath(into)}/split")).TextOf("#undo"));
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        (await mod.DeleteAsync(path)).ShouldBeRefused(HttpStatusCode.Conflict, "undo_too_late");
        Assert.False((await mod.GetAsync($"{forum.TopicPath(into)}/split")).Has("#undo"));
        await app.RunJobAsync<SweepUndoables>();
        (await mod.DeleteAsync(path)).ShouldBeRefused(HttpStatusCode.Conflict, "undo_too_late");
        Assert.Equal(0, await forum.InAsync<AppDb, int>(db => db.Set<UndoableMove>().CountAsync()));
    }

    [Fact]
    public async Task Twice_at_once_it_is_done_once_and_merging_anew_works()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, mod) = (await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        var (from, into) = (await forum.OpensAsync(ada, "From"), await forum.OpensAsync(ada, "Into"));
        await forum.RepliesAsync(ada, from, "One.");
        var path = $"{forum.Api}/topics/{from}/merger";
        (await mod.PostAsync(path, new { into })).ShouldBe(HttpStatusCode.OK);

        var both = await Task.WhenAll(mod.DeleteAsync(path), mod.DeleteAsync(path));
        Assert.All(both, b => b.ShouldBe(HttpStatusCode.OK));
        (await mod.PostAsync(path, new { into })).ShouldBe(HttpStatusCode.OK);
        (await mod.DeleteAsync(path)).ShouldBe(HttpStatusCode.OK);

        Assert.Equal(1, (await ada.GetAsync($"{forum.Api}/topics/{from}")).Json.GetProperty("replies").GetInt32());
        Assert.Equal(0, (await ada.GetAsync($"{forum.Api}/topics/{into}")).Json.GetProperty("replies").GetInt32());
    }

    [Fact]
    public async Task The_former_place_of_a_text_leads_nowhere_for_who_may_not_read_its_topic()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, rich, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Rich", "premium"), await forum.ModeratorAsync());
        await forum.MemberAsync("mod", "premium");
        var (from, into) = (await forum.OpensAsync(rich, "Recipes of the house", space: "paid"), await forum.OpensAsync(ada, "Into"));
        (await mod.PostAsync($"{forum.Api}/topics/{from}/merger", new { into })).ShouldBe(HttpStatusCode.OK);
        var text = await TextAsync(forum, from);

        (await mod.DeleteAsync($"{forum.Api}/topics/{from}/merger")).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();

        (await ada.GetAsync($"{forum.Path}/replies/{text}")).ShouldBe(HttpStatusCode.NotFound);
        Assert.DoesNotContain("Recipes", (await ada.GetAsync(forum.TopicPath(into))).Text);
        Assert.DoesNotContain("recipes", (await ada.GetAsync($"{forum.Api}/search?q=recipes")).Json.GetProperty("items").ToString());
        (await ada.GetAsync(forum.TopicPath(from))).ShouldBe(HttpStatusCode.NotFound);
        (await rich.GetAsync($"{forum.Path}/replies/{text}")).ShouldLeadTo(forum.TopicPath(from));
    }

    [Fact]
    public async Task A_split_is_undone_likewise_and_the_topic_that_was_opened_for_it_goes_unless_somebody_replied()
    {
        var forum = await Forum.OpenAsync(app);
        var (asker, ada, mod) = (await forum.MemberAsync("Asker"), await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        var question = await forum.OpensAsync(asker, "Why?", space: "questions");
        var answer = await forum.RepliesAsync(ada, question, "So.");
        var comment = await forum.RepliesAsync(asker, question, "Really?", answer);
        await Replying.PutAsync(asker, $"{forum.Api}/topics/{question}/accepted-answer", new { reply = answer });
        var split = await SplitAsync("Lunch");

        (await UndoAsync(split)).ShouldBe(HttpStatusCode.OK);
        (await ada.GetAsync(forum.TopicPath(split))).ShouldBe(HttpStatusCode.NotFound);
        Assert.Equal(answer, (await asker.GetAsync($"{forum.Api}/topics/{question}")).Json.GetProperty("acceptedAnswer").GetInt64());
        Assert.Contains("Really?", (await asker.GetAsync(forum.TopicPath(question))).TextOf($"#answer-{answer} .post-small"));

        var other = await SplitAsync("Dinner");
        await forum.RepliesAsync(ada, other, "Stays here.");
        (await UndoAsync(other)).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("Stays here.", (await ada.GetAsync(forum.TopicPath(other))).Text);
        (await asker.GetAsync($"{forum.Path}/replies/{comment}")).ShouldLeadTo($"{forum.TopicPath(question)}?order=time&at=2");
        Assert.Contains("Undid a move of replies from “Why?”", (await mod.GetAsync($"{forum.Path}/manage/reports/audit")).Text);

        async Task<long> SplitAsync(string title) => (await mod.PostAsync($"{forum.Api}/topics/{question}/splits",
            new { replies = new[] { answer }, title, space = "talk" })).ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetInt64();

        async Task<Answer> UndoAsync(long topic) => await mod.DeleteAsync($"{forum.Api}/topics/{question}/splits/"
            + (await mod.GetAsync($"{forum.Api}/topics/{topic}/moves")).Json.GetProperty("items")[0].GetProperty("id"));
    }

    private static Task<long> TextAsync(Forum forum, long from) => forum.InAsync<AppDb, long>(db => db.Set<LeftPlace>()
        .Where(p => p.TopicId == from && p.Number == 0).Select(p => p.ReplyId).SingleAsync());

    private static Task<Following> FollowingAsync(Forum forum, long topic, string who) => forum.InAsync<AppDb, Following>(
        db => db.Set<TopicReader>().Where(r => r.TopicId == topic && r.MemberId == forum.IdOf(who)).Select(r => r.Following).SingleAsync());
}
