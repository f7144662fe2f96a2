using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Polls;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Moderation;

namespace Guildhall.App.Tests.Reviews;

/// <summary>The screening here holds what says "doubtful" and refuses what says "forbidden"; of polls too.</summary>
public class Held_comments(Held_posts.ScreeningApp app) : IClassFixture<Held_posts.ScreeningApp>
{
    [Fact]
    public async Task A_held_comment_is_seen_by_its_author_alone_until_it_is_released()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.ReviewAsync(ada);
        var comment = new Thing("review_comment", await forum.CommentAsync(bob, topic, "doubtful words", 3));

        Assert.Contains("only you can see it", (await bob.GetAsync(forum.ReviewPath(topic))).TextOf($"#comment-{comment.Id}"));
        Assert.DoesNotContain("doubtful", (await ada.GetAsync(forum.ReviewPath(topic))).Text);
        Assert.DoesNotContain("doubtful", (await ada.GetAsync(forum.ReviewApi(topic))).Text);
        Assert.True(await DecideAsync(forum, comment, h => h.ReleaseHeldAsync(forum.Id, comment, forum.IdOf("owner"))));
        Assert.Contains("doubtful words", (await ada.GetAsync(forum.ReviewPath(topic))).TextOf($"#comment-{comment.Id}"));
        (await bob.PostAsync($"{forum.ReviewApi(topic)}/comments", new { file = "src/Greeter.cs", from = 3, body = "forbidden" }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "post_refused");
    }

    [Fact]
    public async Task The_words_of_a_diff_are_screened_and_a_held_review_waits_whole()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));

        var topic = await forum.ReviewAsync(ada, Reviewing.Diff.Replace("greeting", "doubtful", StringComparison.Ordinal));
        var refused = await ada.PostAsync($"{forum.Api}/topics", new
        {
            space = "talk", title = "T", body = "B", kind = "review", diff = Reviewing.Diff.Replace("greeting", "forbidden", StringComparison.Ordinal),
        });

        refused.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "post_refused");
        (await ada.GetAsync(forum.ReviewPath(topic))).ShouldBe(HttpStatusCode.OK);
        (await bob.GetAsync(forum.ReviewPath(topic))).ShouldBe(HttpStatusCode.NotFound);
        (await bob.GetAsync($"{forum.ReviewApi(topic)}/rounds/1")).ShouldBe(HttpStatusCode.NotFound);
        var open = await forum.ReviewAsync(ada);
        (await ada.PostAsync($"{forum.ReviewApi(open)}/rounds", new { diff = Reviewing.Diff.Replace("greeting", "doubtful", StringComparison.Ordinal) }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "post_refused");
    }

    [Fact]
    public async Task A_held_poll_is_a_link_to_others_until_it_is_released()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var (id, line, url) = await forum.PollAsync(ada, new { question = "Is it doubtful?", options = new[] { "Yes", "No" }, space = "talk" });
        var (poll, topic) = (new Thing("poll", id), await forum.OpensAsync(ada, body: $"[Vote]({url})"));

        Assert.Contains("doubtful", line);
        Assert.True((await ada.GetAsync(forum.TopicPath(topic))).Has(".poll .callout"));
        Assert.DoesNotContain("doubtful", (await bob.GetAsync(forum.TopicPath(topic))).Text);
        (await forum.VoteAsync(bob, id, 1)).ShouldBe(HttpStatusCode.NotFound);
        Assert.True(await DecideAsync(forum, poll, h => h.ReleaseHeldAsync(forum.Id, poll, forum.IdOf("owner"))));
        Assert.True((await bob.GetAsync(forum.TopicPath(topic))).Has(".poll"));
    }

    private static Task<bool> DecideAsync(Forum forum, Thing thing, Func<IHeldPosts, Task<bool>> act) =>
        forum.InAsync<IEnumerable<IHeldPosts>, bool>(all => act(all.First(h => h.Kinds.Contains(thing.Kind))));
}
