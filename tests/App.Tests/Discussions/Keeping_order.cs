using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Discussions;

public class Keeping_order(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Keys_of_posts_are_forgotten_after_a_week_and_not_before()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");
        var first = await KeyedAsync(forum, ada);
        await app.RunJobAsync<SweepPostingKeys>();
        Assert.Equal((HttpStatusCode.OK, first.Json.GetProperty("id").GetInt64()), Of(await KeyedAsync(forum, ada)));

        await forum.InAsync<AppDb>(db => db.Set<PostingKey>().ExecuteUpdateAsync(k => k.SetProperty(x => x.At, forum.Now.AddDays(-8))));
        await app.RunJobAsync<SweepPostingKeys>();

        Assert.False(await forum.InAsync<AppDb, bool>(db => db.Set<PostingKey>().AnyAsync()));
        Assert.Equal(HttpStatusCode.Created, (await KeyedAsync(forum, ada)).Status);
    }

    [Fact]
    public async Task Topics_that_everybody_reads_stand_in_the_feed_of_their_space_and_on_the_map_of_the_site()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, rich, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Rich", "premium"), await forum.ModeratorAsync());
        var (open, closed, gone) = (await forum.OpensAsync(ada, "Open words"), await forum.OpensAsync(rich, "Closed words", space: "paid"),
            await forum.OpensAsync(ada, "Gone words"));
        (await mod.DeleteAsync($"{forum.Api}/topics/{gone}")).ShouldBe(HttpStatusCode.NoContent);

        var visitor = app.Visitor();
        var (feed, map, other) = ((await visitor.GetAsync($"{forum.Path}/s/talk/feed.atom")).Text,
            (await visitor.GetAsync($"{forum.Path}/sitemap-things.xml")).Text, (await visitor.GetAsync($"{forum.Path}/s/paid/feed.atom")).Text);

        Assert.Contains("Open words", feed);
        Assert.Contains(forum.TopicPath(open), feed);
        Assert.DoesNotContain("Gone words", feed);
        Assert.Contains($"{forum.TopicPath(open)}<", map);
        Assert.DoesNotContain(forum.TopicPath(closed), map);
        Assert.DoesNotContain("Closed words", other);
        Assert.Contains("/s/talk/feed.atom", (await visitor.GetAsync($"{forum.Path}/s/talk"))
            .Document.QuerySelector("link[type='application/atom+xml']")!.GetAttribute("href"));
    }

    private static (HttpStatusCode, long) Of(Answer answer) => (answer.Status, answer.Json.GetProperty("id").GetInt64());

    private static Task<Answer> KeyedAsync(Forum forum, Client who) => who.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, $"{forum.Api}/topics")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { space = "talk", title = "T", body = "B" }),
            Headers = { { "Idempotency-Key", "once" } },
        });
}
