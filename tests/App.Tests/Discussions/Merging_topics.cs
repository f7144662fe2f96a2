using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Discussions.Following;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Discussions;

public class Merging_topics(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task All_of_a_topic_becomes_replies_of_the_other_and_its_addresses_lead_there()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        var (from, into) = (await forum.OpensAsync(ada, "Twice said", "The same question."), await forum.OpensAsync(bob, "First said"));
        var (one, _) = (await forum.RepliesAsync(bob, from, "One."), await forum.RepliesAsync(bob, into, "Already here."));
        await Replying.PutAsync(bob, $"{forum.Api}/topics/{from}/reactions/heart");
        await Replying.PutAsync(bob, $"{forum.Api}/topics/{from}/following", new { following = "watching" });

        var done = await mod.PostAsync($"{forum.Api}/topics/{from}/merger", new { into });
        done.ShouldBe(HttpStatusCode.OK);
        (await mod.PostAsync($"{forum.Api}/topics/{from}/merger", new { into })).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();

        var page = await bob.GetAsync(forum.TopicPath(into));
        Assert.Equal(["reply-1", "reply-2", "reply-3"], page.Document.QuerySelectorAll(".posts > .post").Select(p => p.Id));
        Assert.Equal("The same question.", page.TextOf("#reply-2 .prose").Trim());
        Assert.Contains("Moved here from “Twice said”", page.TextOf("#reply-2 .post-origin"));
        Assert.Contains("1", page.TextOf("#reply-2 .reaction-mine"));
        var led = (await bob.GetAsync(forum.TopicPath(from))).ShouldRedirect();
        Assert.Equal($"{forum.TopicPath(into)}?at=2", (await bob.GetAsync(led.Location!)).Location);
        (await bob.GetAsync($"{forum.TopicPath(from)}?at=1")).ShouldLeadTo($"{forum.Path}/replies/{one}");
        (await bob.GetAsync($"{forum.Path}/replies/{one}")).ShouldLeadTo($"{forum.TopicPath(into)}?at=3");
        Assert.Equal(into, (await bob.GetAsync($"{forum.Api}/topics/{from}")).Json.GetProperty("id").GetInt64());
        Assert.DoesNotContain("Twice said", (await bob.GetAsync($"{forum.Path}/s/talk")).Text);
        Assert.Equal(3, (await bob.GetAsync($"{forum.Api}/topics/{into}")).Json.GetProperty("replies").GetInt32());
        Assert.Equal(Following.Watching, await forum.InAsync<AppDb, Following>(db => db.Set<TopicReader>()
            .Where(r => r.TopicId == into && r.MemberId == forum.IdOf("Bob")).Select(r => r.Following).SingleAsync()));
        (await mod.PostAsync($"{forum.Api}/topics/{from}/replies", new { body = "x" })).ShouldBe(HttpStatusCode.Gone);
        Assert.Contains("Merged a topic into “First said”", (await mod.GetAsync($"{forum.Path}/manage/reports/audit")).Text);
    }

    [Fact]
    public async Task Into_itself_into_nothing_and_by_others_it_is_refused()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, mod) = (await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        var (topic, other) = (await forum.OpensAsync(ada), await forum.OpensAsync(ada, "Other"));
        var path = $"{forum.Api}/topics/{topic}/merger";

        (await mod.PostAsync(path, new { into = topic })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "topic_itself");
        (await mod.PostAsync(path, new { })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "topic_unknown");
        (await ada.PostAsync(path, new { into = other })).ShouldBe(HttpStatusCode.NotFound);
        (await app.Visitor().PostAsync(path, new { into = other })).ShouldBe(HttpStatusCode.Unauthorized);
        (await mod.PostAsync(path, new { into = other })).ShouldBe(HttpStatusCode.OK);
        (await Replying.PutAsync(mod, $"{forum.Api}/topics/{topic}/publication")).ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Two_who_merge_each_into_the_other_leave_one_topic_with_all_of_both()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, mod) = (await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        var (one, two) = (await forum.OpensAsync(ada, "One", "Text one."), await forum.OpensAsync(ada, "Two", "Text two."));

        var both = await Task.WhenAll(mod.PostAsync($"{forum.Api}/topics/{one}/merger", new { into = two }),
            mod.PostAsync($"{forum.Api}/topics/{two}/merger", new { into = one }));

        Assert.Single(both, b => b.Status == HttpStatusCode.OK);
        Assert.Equal(1, (await ada.GetAsync($"{forum.Api}/topics/{one}")).Json.GetProperty("replies").GetInt32());
    }

    [Fact]
    public async Task The_accepted_answer_of_a_question_that_was_asked_twice_solves_the_other()
    {
        var forum = await Forum.OpenAsync(app);
        var (asker, ada, mod) = (await forum.MemberAsync("Asker"), await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        var (from, into) = (await forum.OpensAsync(asker, "Again?", space: "questions"), await forum.OpensAsync(asker, "Why?", space: "questions"));
        var answer = await forum.RepliesAsync(ada, from, "So.");
        await Replying.PutAsync(asker, $"{forum.Api}/topics/{from}/accepted-answer", new { reply = answer });

        (await mod.PostAsync($"{forum.Api}/topics/{from}/merger", new { into })).ShouldBe(HttpStatusCode.OK);

        Assert.Equal(answer, (await asker.GetAsync($"{forum.Api}/topics/{into}")).Json.GetProperty("acceptedAnswer").GetInt64());
    }
}
