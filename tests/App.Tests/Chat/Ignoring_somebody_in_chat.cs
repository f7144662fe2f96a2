using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Chat;

public class Ignoring_somebody_in_chat(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Their_messages_are_folded_for_whoever_ignores_them()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        var first = await room.SaysAsync(ada, room.General, "Buy my course!");
        var second = await room.SaysAsync(bob, room.General, "Mine.");

        (await Replying.PutAsync(bob, $"/api/me/ignored/{room.IdOf("Ada")}", new { })).ShouldBe(HttpStatusCode.NoContent);

        var page = await bob.GetAsync(room.ChannelPath(room.General));
        Assert.Equal("Buy my course!", page.TextOf($"#m{first}.folds > details.folded:not([open]) ~ .msg-main .msg-body"));
        Assert.False(page.Has($"#m{second} details.folded"));
        // What comes while the page is open is folded by the page.
        Assert.Equal($"{room.IdOf("Ada")}", page.Document.QuerySelector("chat-channel")!.GetAttribute("data-ignored"));
        Assert.Contains("data-folded", page.Text);
        var hers = await ada.GetAsync(room.ChannelPath(room.General));
        Assert.False(hers.Has("details.folded"));
        Assert.DoesNotContain("data-folded", hers.Text);
    }
}
