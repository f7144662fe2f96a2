using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Moderation;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Discussions;

/// <summary>The screening here holds what says "doubtful" and refuses what says "forbidden".</summary>
public class Held_posts(Held_posts.ScreeningApp app) : IClassFixture<Held_posts.ScreeningApp>
{
    [Fact]
    public async Task A_held_topic_is_seen_by_its_author_as_held_and_by_nobody_else_until_it_is_released()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));

        var opened = (await ada.PostAsync($"{forum.Api}/topics", new { space = "talk", title = "Doubtful", body = "doubtful" }))
            .ShouldBe(HttpStatusCode.Created);

        Assert.True(opened.Json.GetProperty("held").GetBoolean());
        var topic = opened.Json.GetProperty("id").GetInt64();
        Assert.Contains("awaiting a moderator", (await ada.GetAsync(forum.TopicPath(topic))).TextOf(".callout"));
        (await bob.GetAsync(forum.TopicPath(topic))).ShouldBe(HttpStatusCode.NotFound);
        (await app.Visitor().GetAsync($"{forum.Api}/topics/{topic}")).ShouldBe(HttpStatusCode.NotFound);
        Assert.DoesNotContain("Doubtful", (await bob.GetAsync($"{forum.Path}/s/talk")).Text);
        Assert.DoesNotContain("Doubtful", (await bob.GetAsync($"{forum.Api}/search?q=Doubtful")).Json.GetProperty("items").ToString());
        Assert.Equal("Doubtful", (await HeldAsync(forum, "topic", topic))!.Title);

        Assert.True(await DecideAsync(forum, "topic", topic, release: true));
        Assert.False(await DecideAsync(forum, "topic", topic, release: true));

        (await bob.GetAsync(forum.TopicPath(topic))).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("Doubtful", (await bob.GetAsync($"{forum.Api}/search?q=Doubtful")).Json.GetProperty("items").ToString());
        Assert.Null(await HeldAsync(forum, "topic", topic));
    }

    [Fact]
    public async Task A_held_reply_takes_its_place_when_it_is_released_and_a_refused_one_never()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.OpensAsync(ada);
        var (held, refused) = (await forum.RepliesAsync(bob, topic, "doubtful one"), await forum.RepliesAsync(bob, topic, "doubtful two"));
        await forum.RepliesAsync(ada, topic, "In between.");

        Assert.Contains("only you can see it", (await bob.GetAsync(forum.TopicPath(topic))).TextOf($"#held-{held}"));
        Assert.DoesNotContain("doubtful", (await ada.GetAsync(forum.TopicPath(topic))).Text);
        await DecideAsync(forum, "reply", held, release: true);
        await DecideAsync(forum, "reply", refused, release: false);

        Assert.Contains("doubtful one", (await ada.GetAsync(forum.TopicPath(topic))).TextOf("#reply-2"));
        Assert.DoesNotContain("doubtful two", (await ada.GetAsync(forum.TopicPath(topic))).Text);
        Assert.Contains("Not published", (await bob.GetAsync(forum.TopicPath(topic))).TextOf($"#held-{refused}"));
    }

    [Fact]
    public async Task A_held_reply_of_a_merged_topic_waits_in_its_own_again_once_that_is_undone()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        var (from, into) = (await forum.OpensAsync(ada, "From"), await forum.OpensAsync(ada, "Into"));
        var (held, freed) = (await forum.RepliesAsync(bob, from, "doubtful one"), await forum.RepliesAsync(bob, from, "doubtful two"));
        (await mod.PostAsync($"{forum.Api}/topics/{from}/merger", new { into })).ShouldBe(HttpStatusCode.OK);
        await DecideAsync(forum, "reply", freed, release: true);

        (await mod.DeleteAsync($"{forum.Api}/topics/{from}/merger")).ShouldBe(HttpStatusCode.OK);

        var own = await bob.GetAsync(forum.TopicPath(from));
        Assert.Contains("only you can see it", own.TextOf($"#held-{held}"));
        Assert.Contains("doubtful two", own.TextOf("#reply-1"));
        Assert.False((await bob.GetAsync(forum.TopicPath(into))).Has($"#held-{held}"));
        await DecideAsync(forum, "reply", held, release: true);
        Assert.Contains("doubtful one", (await ada.GetAsync(forum.TopicPath(from))).TextOf("#reply-2"));
    }

    [Fact]
    public async Task What_is_refused_comes_back_with_the_reason_and_an_edit_is_screened_too()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.OpensAsync(ada);
        var reply = await forum.RepliesAsync(bob, topic, "Harmless.");

        var refused = await ada.SubmitAsync(forum.TopicPath(topic), ("body", "forbidden words"));
        (await bob.PatchAsync($"{forum.Api}/replies/{reply}", new { body = "doubtful now" })).ShouldBe(HttpStatusCode.NoContent);

        refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("we do not say that", refused.TextOf("#field-body-error"));
        Assert.Contains("forbidden words", refused.TextOf("#field-body"));
        var page = await ada.GetAsync(forum.TopicPath(topic));
        Assert.DoesNotContain("doubtful", page.Text);
        Assert.DoesNotContain("Harmless", page.Text);
        await DecideAsync(forum, "reply", reply, release: true);
        Assert.Contains("doubtful now", (await ada.GetAsync(forum.TopicPath(topic))).TextOf("#reply-1"));
    }

    private static Task<HeldPost?> HeldAsync(Forum forum, string kind, long id) =>
        forum.InAsync<IEnumerable<IHeldPosts>, HeldPost?>(all =>
            all.First(h => h.Kinds.Contains(kind)).FindAsync(forum.Id, new Thing(kind, id)));

    internal static Task<bool> DecideAsync(Forum forum, string kind, long id, bool release) =>
        forum.InAsync<IEnumerable<IHeldPosts>, bool>(all => all.First(h => h.Kinds.Contains(kind)) is var held && release
            ? held.ReleaseHeldAsync(forum.Id, new Thing(kind, id), forum.IdOf("owner"))
            : all.First(h => h.Kinds.Contains(kind)).RefuseHeldAsync(forum.Id, new Thing(kind, id), forum.IdOf("owner")));

    public sealed class ScreeningApp : GuildhallApp
    {
        protected override void Arrange(IServiceCollection services) => services.AddScoped<IScreening, Words>();

        internal sealed class Words : IScreening
        {
            public Task<Screened> ScreenAsync(PostToScreen post, CancellationToken cancel = default) => Task.FromResult(
                post.Plain.Contains("forbidden", StringComparison.Ordinal) ? new Screened(ScreeningVerdict.Refuse, "we do not say that")
                : post.Plain.Contains("doubtful", StringComparison.Ordinal) ? new Screened(ScreeningVerdict.Hold, "a word")
                : Screened.Publish);
        }
    }
}
