using System.Net;
using Guildhall.App.Tests.Chat;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Discussions;

/// <summary>The address of posts, articles and messages is a link to share; a message is kept like a post.</summary>
public class Sharing_and_keeping(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Posts_and_articles_have_a_link_to_share_that_leads_to_them()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");
        var topic = await forum.OpensAsync(ada);
        var reply = await forum.RepliesAsync(ada, topic);
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Open", "Everyone reads this.", slug: "shared");

        Assert.Equal(forum.TopicPath(topic), SharedOn(await ada.GetAsync($"{forum.Path}/posts/topic/{topic}/tools")));
        var link = SharedOn(await ada.GetAsync($"{forum.Path}/posts/reply/{reply}/tools"));
        (await app.Visitor().GetAsync(link!)).ShouldLeadTo($"{forum.TopicPath(topic)}?at=1");
        var page = await app.Visitor().GetAsync($"{library.Path}/articles/shared");
        Assert.EndsWith($"{library.Path}/articles/shared", page.Document.QuerySelector("share-link")!.GetAttribute("data-url"));
    }

    [Fact]
    public async Task A_message_of_somebody_else_is_shared_and_kept_as_long_as_one_reads_it()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        var message = await room.SaysAsync(ada, room.General, "Worth keeping.");
        var page = $"{room.Path}/chat/messages/{message}/more";

        Assert.Equal($"{room.Path}/chat/messages/{message}", SharedOn(await bob.GetAsync(page)));
        (await bob.PressAsync(await bob.GetAsync(page), $"{room.Path}/bookmarks/message/{message}")).ShouldRedirect();

        Assert.Contains("Worth keeping.", (await bob.GetAsync("/account/bookmarks")).Text);
        Assert.Contains("Remove bookmark", (await bob.GetAsync(page)).Text);
        (await Room.PutAsync(bob, $"{room.Api}/messages/999999/bookmark")).ShouldBe(HttpStatusCode.NotFound);
    }

    private static string? SharedOn(Answer page) => page.Document.QuerySelector("share-link a")?.GetAttribute("href");
}
