using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Moderation;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Chat;

public class Screening_messages(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task A_watched_word_holds_a_message_after_a_trial_on_the_last_ones()
    {
        var room = await Room.OpenAsync(app);
        var (owner, ada) = (await room.SignedInAsync("owner"), await room.MemberAsync("Ada"));
        await room.SaysAsync(ada, room.General, "Buy cheap watches.");
        var api = $"{room.Api}/manage/screening";
        var list = IdOf((await owner.PostAsync($"{api}/lists", new { name = "Words" })).ShouldBe(HttpStatusCode.Created));
        (await owner.PostAsync($"{api}/words", new { list, words = new[] { new { text = "cheap watches" } } })).ShouldBe(HttpStatusCode.OK);

        var trial = IdOf((await owner.PostAsync($"{api}/lists/{list}/trials", new { })).ShouldBe(HttpStatusCode.Accepted));
        await app.SettleAsync();

        Assert.Contains("Buy cheap watches", (await owner.GetAsync($"{room.Path}/manage/screening/trials/{trial}")).Text);
        (await Room.PutAsync(owner, $"{api}/trials/{trial}/activation")).ShouldBe(HttpStatusCode.NoContent);
        var sent = (await room.TryAsync(ada, room.General, "More c.h.e.a.p watches!", "k")).ShouldBe(HttpStatusCode.Created);
        Assert.DoesNotContain("c.h.e.a.p", (await owner.GetAsync(room.ChannelPath(room.General))).Text);
        Assert.Contains("c.h.e.a.p", (await ada.GetAsync(room.ChannelPath(room.General))).Text);
        Assert.True(sent.Json.GetProperty("id").GetInt64() > 0);
    }

    [Fact]
    public async Task What_is_said_in_a_conversation_is_weighed_for_its_author_and_shown_in_no_trial()
    {
        var room = await Room.OpenAsync(app);
        var (ada, _) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        await room.CallAsync("Ada", $"ada-{room.Id}");
        await room.CallAsync("Bob", $"bob-{room.Id}");
        var said = await room.SaysAsync(ada, room.General, "In the channel.");
        var whispered = await room.SaysAsync(ada, await room.ConversationAsync(ada, "Bob"), "Between us.");

        var posts = app.Services.CreateScope().ServiceProvider.GetServices<IRecentPosts>().Single(p => p.Kinds.Contains("message"));
        var latest = await posts.LatestAsync(room.Id, "message", null, 10);
        var own = await posts.OfAuthorAsync(room.Id, room.IdOf("Ada"), 10);
        var before = await posts.CountBeforeAsync(room.Id, [room.IdOf("Ada")], app.Clock.Now.AddMinutes(1));

        Assert.Equal([new Thing("message", said)], latest.Select(p => p.Post));
        Assert.Equal([new Thing("message", whispered), new Thing("message", said)], own.Select(p => p.Post));
        Assert.Equal(1, before[room.IdOf("Ada")]);
    }

    private static long IdOf(Answer answer) => answer.Json.GetProperty("id").GetInt64();
}
