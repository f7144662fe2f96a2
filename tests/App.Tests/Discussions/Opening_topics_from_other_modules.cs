using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Http;

namespace Guildhall.App.Tests.Discussions;

/// <summary>What <see cref="IMemberTopics"/> opens is what the form opens.</summary>
public class Opening_topics_from_other_modules(Held_posts.ScreeningApp app) : IClassFixture<Held_posts.ScreeningApp>
{
    [Fact]
    public async Task It_is_new_once_by_its_key_and_tells_whom_it_names()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        await forum.CallAsync("Bob", "bob-of-topics");

        var first = await OpenAsync(forum, "Ada", "Hello @bob-of-topics", "said-7");
        var again = await OpenAsync(forum, "Ada", "Hello @bob-of-topics", "said-7");
        await app.SettleAsync();

        Assert.Equal((true, false), (first.IsNew, first.IsHeld));
        Assert.Equal((first.Id, false), (again.Id, again.IsNew));
        Assert.Equal("Brought", (await ada.GetAsync(first.Path)).ShouldBe(HttpStatusCode.OK).TextOf("h1"));
        Assert.Contains("Brought", (await bob.GetAsync("/notifications")).Text);
        Assert.Equal("idempotency_mismatch",
            (await Assert.ThrowsAsync<Refused>(() => OpenAsync(forum, "Ada", "Something else", "said-7"))).Code);
    }

    [Fact]
    public async Task What_the_screening_holds_is_held_and_not_refused()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));

        var held = await OpenAsync(forum, "Ada", "doubtful", "said-1");
        var refused = await Assert.ThrowsAsync<Refused>(() => OpenAsync(forum, "Ada", "forbidden", "said-2"));

        Assert.True(held.IsHeld);
        Assert.Contains("awaiting a moderator", (await ada.GetAsync(held.Path)).TextOf(".callout"));
        (await bob.GetAsync(held.Path)).ShouldBe(HttpStatusCode.NotFound);
        Assert.Equal(422, refused.Status);
    }

    [Fact]
    public async Task Whoever_may_not_post_there_may_not_by_another_module_either()
    {
        var forum = await Forum.OpenAsync(app);
        await forum.MemberAsync("Ada");

        var refused = await Assert.ThrowsAsync<Refused>(() => OpenAsync(forum, "Ada", "Text", null, "paid"));

        Assert.Equal(404, refused.Status);
    }

    private static async Task<OpenedTopic> OpenAsync(Forum forum, string who, string body, string? key, string space = "talk")
    {
        OpenedTopic? opened = null;
        await forum.AsAsync<IMemberTopics>(who, async t => opened = await t.OpenAsync(space, "Brought", body, key));
        return opened!;
    }
}
