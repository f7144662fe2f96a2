using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Discussions;

public class Using_the_tools_of_a_post(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task The_page_of_the_topic_shows_what_is_seen_and_leads_to_the_rest()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.OpensAsync(ada);
        var reply = await forum.RepliesAsync(bob, topic);
        await Replying.PutAsync(ada, $"{forum.Api}/replies/{reply}/reactions/heart");

        var page = await ada.GetAsync(forum.TopicPath(topic));
        Assert.Equal(Tools(forum, "reply", reply), page.Document.QuerySelector("#reply-1 .post-more")!.GetAttribute("href"));
        Assert.Equal("❤️ 1", page.TextOf("#reply-1 .reaction-mine").Trim());
        Assert.DoesNotContain("/bookmarks/", page.Text);
        Assert.False((await app.Visitor().GetAsync(forum.TopicPath(topic))).Has(".post-more"));

        var tools = (await ada.GetAsync(Tools(forum, "reply", reply))).ShouldBe(HttpStatusCode.OK);
        Assert.Equal("true", tools.Document.QuerySelector(".post-menu [formaction$='/heart']")!.GetAttribute("aria-pressed"));
        Assert.True(tools.Has(".post-menu a[href*='/report?thing=reply']"));
        Assert.False(tools.Has(".post-menu a[href$='/edit']"));
        var quote = tools.Document.QuerySelector(".post-menu a[href*='quote=']")!.GetAttribute("href")!;
        Assert.Contains("> A reply.", (await ada.GetAsync(quote)).TextOf("textarea[name=body]"));
    }

    [Fact]
    public async Task What_is_ones_own_can_be_kept_edited_and_deleted_without_script()
    {
        var forum = await Forum.OpenAsync(app);
        var bob = await forum.MemberAsync("Bob");
        var topic = await forum.OpensAsync(bob);
        var reply = await forum.RepliesAsync(bob, topic);
        var page = Tools(forum, "reply", reply);

        Assert.True((await bob.GetAsync(page)).Has($".post-menu a[href='{forum.Path}/replies/{reply}/edit']"));
        Assert.False((await bob.GetAsync(page)).Has("a[href*='/report?']"));
        (await Forum.PressAsync(bob, page, $"{forum.Path}/bookmarks/reply/{reply}")).ShouldRedirect();
        Assert.Contains("Remove bookmark", (await bob.GetAsync(page)).Text);
        (await Forum.PressAsync(bob, page, $"{forum.Path}/replies/{reply}/deletion")).ShouldRedirect();
        Assert.True((await bob.GetAsync(forum.TopicPath(topic))).Has("#reply-1 .badge"));
        (await Forum.PressAsync(bob, page, $"{forum.Path}/replies/{reply}/deletion")).ShouldRedirect();
        Assert.False((await bob.GetAsync(forum.TopicPath(topic))).Has("#reply-1 .badge"));
        Assert.True((await bob.GetAsync(Tools(forum, "topic", topic))).Has($".post-menu [formaction='{forum.Path}/topics/{topic}/deletion']"));
    }

    [Fact]
    public async Task A_moderator_moves_and_whoever_may_not_read_it_finds_nothing()
    {
        var forum = await Forum.OpenAsync(app);
        var (free, paying, mod) = (await forum.MemberAsync("Free"), await forum.MemberAsync("Paying", "premium"), await forum.ModeratorAsync());
        await forum.MemberAsync("mod", "premium");
        var closed = await forum.OpensAsync(paying, space: "paid");
        var reply = await forum.RepliesAsync(paying, closed);
        var page = Tools(forum, "reply", reply);

        Assert.True((await mod.GetAsync(page)).Has($"a[href='{forum.TopicPath(closed)}/split?reply={reply}']"));
        Assert.False((await paying.GetAsync(page)).Has("a[href*='/split']"));
        (await free.GetAsync(page)).ShouldBe(HttpStatusCode.NotFound);
        (await free.GetAsync(Tools(forum, "topic", closed))).ShouldBe(HttpStatusCode.NotFound);
        (await paying.GetAsync(Tools(forum, "article", closed))).ShouldBe(HttpStatusCode.NotFound);
        (await app.Visitor().GetAsync(page)).ShouldRedirect();
        (await Forum.PressAsync(paying, page, $"{forum.Path}/replies/{reply}/deletion")).ShouldRedirect();
        (await free.GetAsync(page)).ShouldBe(HttpStatusCode.NotFound);
    }

    private static string Tools(Forum forum, string kind, long id) => $"{forum.Path}/posts/{kind}/{id}/tools";
}
