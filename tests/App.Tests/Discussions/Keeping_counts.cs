using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Discussions;

/// <summary>What lists say of a topic stays true when posts go, come back, are held and released.</summary>
public class Keeping_counts(Held_posts.ScreeningApp app) : IClassFixture<Held_posts.ScreeningApp>
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task A_question_whose_accepted_answer_is_gone_is_unsolved_until_it_is_back(bool byModerator)
    {
        var forum = await Forum.OpenAsync(app);
        var (asker, ada) = (await forum.MemberAsync("Asker"), await forum.MemberAsync("Ada"));
        var question = await forum.OpensAsync(asker, "Why?", space: "questions");
        var answer = await forum.RepliesAsync(ada, question);
        await Replying.PutAsync(asker, $"{forum.Api}/topics/{question}/accepted-answer", new { reply = answer });
        Assert.True(await SolvedAsync());

        if (byModerator)
            Assert.True(await ReportableAsync(forum, r => r.RemoveAsync(forum.Id, new Thing("reply", answer), forum.IdOf("owner"))));
        else
            (await ada.DeleteAsync($"{forum.Api}/replies/{answer}")).ShouldBe(HttpStatusCode.NoContent);
        Assert.False(await SolvedAsync());
        Assert.True((await asker.GetAsync($"{forum.Path}/s/questions?show=unsolved")).Has(".topic-row"));
        Assert.Equal(System.Text.Json.JsonValueKind.Null,
            (await asker.GetAsync($"{forum.Api}/topics/{question}")).Json.GetProperty("acceptedAnswer").ValueKind);

        if (byModerator)
            Assert.True(await ReportableAsync(forum, r => r.RestoreAsync(forum.Id, new Thing("reply", answer), forum.IdOf("owner"))));
        else
            (await Replying.PutAsync(ada, $"{forum.Api}/replies/{answer}/publication", new { })).ShouldBe(HttpStatusCode.NoContent);
        Assert.True(await SolvedAsync());

        async Task<bool> SolvedAsync() => (await asker.GetAsync($"{forum.Api}/topics?space=questions")).Json.GetProperty("items")[0]
            .GetProperty("solved").GetBoolean();
    }

    [Fact]
    public async Task Unread_are_shown_replies_of_others_alone()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.OpensAsync(ada);
        await Replying.PutAsync(bob, $"{forum.Api}/topics/{topic}/read", new { number = 0 });
        var (first, second) = (await forum.RepliesAsync(ada, topic, "One."), await forum.RepliesAsync(ada, topic, "Two."));
        await forum.RepliesAsync(bob, topic, "My own.");
        Assert.Equal(2, await UnreadAsync());

        await ada.DeleteAsync($"{forum.Api}/replies/{first}");
        var list = await bob.GetAsync($"{forum.Path}/s/talk");
        Assert.Equal("1", list.TextOf(".topic-count"));
        Assert.EndsWith("at=2#reply-2", list.Document.QuerySelector(".topic-count")!.GetAttribute("href"));
        Assert.True((await bob.GetAsync(forum.TopicPath(topic))).Has("header a[href$='at=2#reply-2']"));

        await ada.DeleteAsync($"{forum.Api}/replies/{second}");
        Assert.Equal(0, await UnreadAsync());
        Assert.DoesNotContain("First unread", (await bob.GetAsync(forum.TopicPath(topic))).Text);

        async Task<int> UnreadAsync() => (await bob.GetAsync($"{forum.Api}/topics?space=talk")).Json.GetProperty("items")[0]
            .GetProperty("unread").GetInt32();
    }

    [Fact]
    public async Task A_held_reply_that_its_author_deleted_counts_once_when_it_is_released_and_restored()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.OpensAsync(ada);
        var reply = await forum.RepliesAsync(bob, topic, "doubtful");
        await bob.DeleteAsync($"{forum.Api}/replies/{reply}");

        Assert.True(await Held_posts.DecideAsync(forum, "reply", reply, release: true));
        Assert.Equal((0, 0), await CountsAsync());
        await Replying.PutAsync(bob, $"{forum.Api}/replies/{reply}/publication", new { });

        Assert.Equal((1, 1), await CountsAsync());
        Assert.Contains("doubtful", (await ada.GetAsync(forum.TopicPath(topic))).TextOf("#reply-1"));

        async Task<(int, int)> CountsAsync()
        {
            var seen = (await ada.GetAsync($"{forum.Api}/topics/{topic}")).Json;
            return (seen.GetProperty("replies").GetInt32(), seen.GetProperty("lastNumber").GetInt32());
        }
    }

    [Fact]
    public async Task A_topic_that_was_held_for_an_edit_is_not_new_when_it_is_released()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        await Replying.PutAsync(bob, $"{forum.Api}/spaces/talk/topics-following", new { following = "watching" });
        var topic = await forum.OpensAsync(ada, "Edited");
        app.Clock.Advance(TimeSpan.FromHours(1));
        var later = await forum.OpensAsync(ada, "Later");
        await app.SettleAsync();
        app.Clock.Advance(TimeSpan.FromHours(1));
        (await ada.PatchAsync($"{forum.Api}/topics/{topic}", new { body = "doubtful" })).ShouldBe(HttpStatusCode.NoContent);

        await Held_posts.DecideAsync(forum, "topic", topic, release: true);
        await app.SettleAsync();

        var items = (await bob.GetAsync($"{forum.Api}/topics?space=talk")).Json.GetProperty("items");
        Assert.Equal([later, topic], items.EnumerateArray().Select(t => t.GetProperty("id").GetInt64()));
        Assert.Equal(2, (await bob.GetAsync("/api/me/notifications/count")).Json.GetProperty("unread").GetInt32());
        var kind = Activity.KindOf(typeof(TopicOpened));
        var opened = await forum.InAsync<AppDb, int>(db =>
            db.Activities.CountAsync(a => a.CommunityId == forum.Id && a.Kind == kind && a.SubjectId == topic));
        Assert.Equal(1, opened);
    }

    private static Task<bool> ReportableAsync(Forum forum, Func<IReportable, Task<bool>> deed) =>
        forum.InAsync<IEnumerable<IReportable>, bool>(all => deed(all.First(r => r.Kinds.Contains("reply"))));
}
