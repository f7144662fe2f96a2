using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Discussions.Following;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Discussions;

public class Splitting_topics(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Replies_go_into_a_new_topic_and_every_address_of_theirs_leads_on()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        var topic = await forum.OpensAsync(ada, "Clocks");
        var (one, two, three) = (await forum.RepliesAsync(bob, topic, "About clocks."), await forum.RepliesAsync(ada, topic, "About lunch."),
            await forum.RepliesAsync(bob, topic, "More lunch.", null));
        var answer = await forum.RepliesAsync(ada, topic, "To lunch again.", two);
        await Replying.PutAsync(bob, $"{forum.Api}/topics/{topic}/read", new { number = 2 });

        var form = await mod.GetAsync($"{forum.TopicPath(topic)}/split?reply={two}");
        Assert.Equal([$"{two}", $"{three}", $"{answer}"], form.Document.QuerySelectorAll("input[name=replies]").Select(i => i.GetAttribute("value")!));
        var split = (await mod.PostAsync($"{forum.Api}/topics/{topic}/splits", new { replies = new[] { two, three }, title = "Lunch", space = "talk" }))
            .ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetInt64();
        await app.SettleAsync();

        var (left, there) = (await bob.GetAsync(forum.TopicPath(topic)), await bob.GetAsync(forum.TopicPath(split)));
        Assert.Contains("No. 2 to 3 were moved to “Lunch”", left.TextOf(".post-left"));
        Assert.Equal(["reply-1", "reply-2", "reply-4"], left.Document.QuerySelectorAll(".posts > .post").Select(p => p.Id));
        Assert.DoesNotContain("no. 2", left.TextOf("#reply-4 .post-head"));
        Assert.Contains("Moved here from “Clocks”", there.TextOf("#reply-1 .post-origin"));
        Assert.Equal(["reply-1", "reply-2"], there.Document.QuerySelectorAll(".posts > .post").Select(p => p.Id));
        Assert.Equal("More lunch.", there.TextOf("#reply-2 .prose").Trim());
        (await bob.GetAsync($"{forum.Path}/replies/{three}")).ShouldLeadTo($"{forum.TopicPath(split)}?at=2");
        (await bob.GetAsync($"{forum.TopicPath(topic)}?at=3")).ShouldLeadTo($"{forum.Path}/replies/{three}");
        var (was, now) = ((await ada.GetAsync($"{forum.Api}/topics/{topic}")).Json, (await ada.GetAsync($"{forum.Api}/topics/{split}")).Json);
        Assert.Equal((2, 4), (was.GetProperty("replies").GetInt32(), was.GetProperty("lastNumber").GetInt32()));
        Assert.Equal((2, 2), (now.GetProperty("replies").GetInt32(), now.GetProperty("lastNumber").GetInt32()));
        // Bob had read up to the first of those that went.
        Assert.Equal(1, await ReadAsync(forum, split, forum.IdOf("Bob")));
        Assert.Contains(forum.TopicPath(split), (await bob.GetAsync($"{forum.Api}/search?q=lunch&kind=topic")).Json.GetProperty("items").ToString());
    }

    [Fact]
    public async Task What_comes_back_takes_its_former_place()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, mod) = (await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        var topic = await forum.OpensAsync(ada);
        var replies = new List<long>();
        foreach (var body in new[] { "A.", "B.", "C." })
            replies.Add(await forum.RepliesAsync(ada, topic, body));
        var split = await SplitAsync(forum, mod, topic, [replies[1]]);

        (await mod.PostAsync($"{forum.Api}/topics/{split}/splits", new { replies = new[] { replies[1] }, into = topic }))
            .ShouldBe(HttpStatusCode.Created);

        var page = await ada.GetAsync(forum.TopicPath(topic));
        Assert.Equal(["reply-1", "reply-2", "reply-3"], page.Document.QuerySelectorAll(".posts > .post").Select(p => p.Id));
        Assert.Equal("B.", page.TextOf("#reply-2 .prose").Trim());
        Assert.False(page.Has(".post-left"));
        Assert.False(page.Has(".post-origin"));
        Assert.Contains("moved to", (await ada.GetAsync(forum.TopicPath(split))).TextOf(".post-left"));
    }

    [Fact]
    public async Task Whoever_may_not_know_of_the_other_topic_is_told_that_they_left_and_nothing_more()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, rich, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Rich", "premium"), await forum.ModeratorAsync());
        await forum.MemberAsync("mod", "premium");
        var topic = await forum.OpensAsync(ada);
        var reply = await forum.RepliesAsync(ada, topic, "A secret recipe.");
        await forum.RepliesAsync(ada, topic, "Something else.");
        var split = await SplitAsync(forum, mod, topic, [reply], "Recipes of the house", "paid");
        await app.SettleAsync();

        var seen = await ada.GetAsync($"{forum.TopicPath(topic)}?at=1");
        Assert.Contains("moved to another topic", seen.ShouldBe(HttpStatusCode.OK).TextOf(".post-left"));
        Assert.DoesNotContain("Recipes", seen.Text);
        Assert.DoesNotContain($"topics/{split}", seen.Text);
        (await ada.GetAsync($"{forum.Path}/replies/{reply}")).ShouldBe(HttpStatusCode.NotFound);
        Assert.DoesNotContain("recipe", (await ada.GetAsync($"{forum.Api}/search?q=recipe")).Json.GetProperty("items").ToString());
        Assert.Contains("Recipes of the house", (await rich.GetAsync(forum.TopicPath(topic))).TextOf(".post-left"));
    }

    [Fact]
    public async Task An_accepted_answer_that_leaves_solves_its_question_no_more_and_its_comments_go_along()
    {
        var forum = await Forum.OpenAsync(app);
        var (asker, ada, mod) = (await forum.MemberAsync("Asker"), await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        var question = await forum.OpensAsync(asker, "Why?", space: "questions");
        var answer = await forum.RepliesAsync(ada, question, "So.");
        var comment = await forum.RepliesAsync(asker, question, "Really?", answer);
        await Replying.PutAsync(asker, $"{forum.Api}/topics/{question}/accepted-answer", new { reply = answer });

        var split = await SplitAsync(forum, mod, question, [answer], "Another question", "questions");

        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await asker.GetAsync($"{forum.Api}/topics/{question}")).Json.GetProperty("acceptedAnswer").ValueKind);
        var there = await asker.GetAsync(forum.TopicPath(split));
        Assert.Contains("Really?", there.TextOf($"#answer-{answer} .post-small"));
        (await asker.GetAsync($"{forum.Path}/replies/{comment}")).ShouldLeadTo($"{forum.TopicPath(split)}?order=time&at=2");
    }

    [Fact]
    public async Task Nothing_chosen_no_title_a_strange_reply_or_the_same_topic_is_said_at_its_field()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, mod) = (await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        var (topic, other) = (await forum.OpensAsync(ada), await forum.OpensAsync(ada, "Other"));
        var (reply, strange) = (await forum.RepliesAsync(ada, topic), await forum.RepliesAsync(ada, other));
        var path = $"{forum.Api}/topics/{topic}/splits";
        var unprocessable = HttpStatusCode.UnprocessableEntity;

        (await ada.PostAsync(path, new { replies = new[] { reply }, title = "T", space = "talk" })).ShouldBe(HttpStatusCode.NotFound);
        (await mod.PostAsync(path, new { title = "T", space = "talk" })).ShouldBeRefused(unprocessable, "replies_missing");
        (await mod.PostAsync(path, new { replies = new[] { reply }, space = "talk" })).ShouldBeRefused(unprocessable, "title_missing");
        (await mod.PostAsync(path, new { replies = new[] { reply }, title = "T", space = "nowhere" })).ShouldBeRefused(unprocessable, "space_unknown");
        (await mod.PostAsync(path, new { replies = new[] { strange }, title = "T", space = "talk" })).ShouldBeRefused(unprocessable, "reply_unknown");
        (await mod.PostAsync(path, new { replies = new[] { reply }, into = topic })).ShouldBeRefused(unprocessable, "topic_itself");
        (await mod.PostAsync(path, new { replies = new[] { reply }, into = 999_999 })).ShouldBeRefused(unprocessable, "topic_unknown");
        var refused = await mod.SubmitAsync($"{forum.TopicPath(topic)}/split?reply={reply}", ("title", ""), ("body", "Kept words."));
        refused.ShouldBe(unprocessable);
        Assert.Contains("Kept words.", refused.TextOf("#split-body"));
        Assert.Contains("Say in one line", refused.Text);
    }

    [Fact]
    public async Task The_same_key_splits_once_and_the_audit_knows_of_it()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, mod) = (await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        var topic = await forum.OpensAsync(ada);
        var reply = await forum.RepliesAsync(ada, topic);

        var first = await KeyedAsync();
        var again = await KeyedAsync();
        await app.SettleAsync();

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.Status, again.Status));
        Assert.Equal(first.Json.GetProperty("id").GetInt64(), again.Json.GetProperty("id").GetInt64());
        Assert.Contains("Moved 1 replies to “Split off”", (await mod.GetAsync($"{forum.Path}/manage/reports/audit")).Text);

        Task<Answer> KeyedAsync() => mod.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"{forum.Api}/topics/{topic}/splits")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { replies = new[] { reply }, title = "Split off", space = "talk" }),
            Headers = { { "Idempotency-Key", "split-1" } },
        });
    }

    internal static async Task<long> SplitAsync(
        Forum forum, Client who, long topic, long[] replies, string title = "Split off", string space = "talk") =>
        (await who.PostAsync($"{forum.Api}/topics/{topic}/splits", new { replies, title, space })).ShouldBe(HttpStatusCode.Created)
            .Json.GetProperty("id").GetInt64();

    internal static Task<int> ReadAsync(Forum forum, long topic, long member) => forum.InAsync<AppDb, int>(db =>
        db.Set<TopicReader>().Where(r => r.TopicId == topic && r.MemberId == member).Select(r => r.LastRead).SingleAsync());
}
