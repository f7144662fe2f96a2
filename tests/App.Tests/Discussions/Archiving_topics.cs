using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Discussions;

public class Archiving_topics(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task An_archived_topic_is_read_but_nothing_in_it_changes_until_it_is_brought_back()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        var topic = await forum.OpensAsync(ada, "Old talk", space: "questions");
        var reply = await forum.RepliesAsync(bob, topic);
        (await ada.SendAsync(new(HttpMethod.Put, $"{forum.Api}/topics/{topic}/archive"))).ShouldBe(HttpStatusCode.NotFound);
        (await Forum.PressAsync(mod, forum.TopicPath(topic), $"{forum.TopicPath(topic)}/archive")).ShouldRedirect();

        Refused(await bob.PostAsync($"{forum.Api}/topics/{topic}/replies", new { body = "More." }));
        Refused(await ada.PatchAsync($"{forum.Api}/topics/{topic}", new { body = "Other." }));
        Refused(await mod.PatchAsync($"{forum.Api}/topics/{topic}", new { body = "Other." }));
        Refused(await bob.PatchAsync($"{forum.Api}/replies/{reply}", new { body = "Other." }));
        Refused(await bob.DeleteAsync($"{forum.Api}/replies/{reply}"));
        Refused(await ada.PutReactionAsync(forum, "replies", reply));
        Refused(await bob.PutReactionAsync(forum, "topics", topic));
        Refused(await Replying.PutAsync(ada, $"{forum.Api}/replies/{reply}/vote", new { value = 1 }));
        Refused(await Replying.PutAsync(ada, $"{forum.Api}/topics/{topic}/accepted-answer", new { reply }));
        var page = await bob.GetAsync(forum.TopicPath(topic));
        Assert.Contains("Archived", page.ShouldBe(HttpStatusCode.OK).TextOf(".topic-facts"));
        Assert.False(page.Has("#composer"));
        Assert.False((await bob.GetAsync($"{forum.Path}/s/questions")).Has(".topic-row"));
        Assert.Equal("Old talk", (await bob.GetAsync($"{forum.Path}/s/questions?show=archived")).TextOf(".topic-title a"));
        Assert.Equal(0, (await bob.GetAsync($"{forum.Api}/topics?space=questions")).Json.GetProperty("items").GetArrayLength());
        Assert.DoesNotContain("Old talk", (await bob.GetAsync(forum.Path)).Text);

        (await mod.DeleteAsync($"{forum.Api}/topics/{topic}/archive")).ShouldBe(HttpStatusCode.NoContent);
        await forum.RepliesAsync(bob, topic);
        Assert.True((await bob.GetAsync($"{forum.Path}/s/questions")).Has(".topic-row"));

        static void Refused(Answer answer) => answer.ShouldBeRefused(HttpStatusCode.Conflict, "topic_archived");
    }
}

internal static class ReactingClient
{
    public static Task<Answer> PutReactionAsync(this Client who, Forum forum, string kind, long id) =>
        who.SendAsync(new(HttpMethod.Put, $"{forum.Api}/{kind}/{id}/reactions/heart"));
}
