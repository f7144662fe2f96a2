using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Chat.Care;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Moderation;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Chat;

/// <summary>The screening here holds what says "doubtful" and refuses what says "forbidden".</summary>
public class Caring_for_channels(Caring_for_channels.ScreeningApp app) : IClassFixture<Caring_for_channels.ScreeningApp>
{
    [Fact]
    public async Task Slow_mode_makes_members_wait_and_not_the_team()
    {
        var room = await Room.OpenAsync(app);
        var ada = await room.MemberAsync("Ada");
        (await room.Mod.PatchAsync($"{room.Api}/channels/{room.General}", new { slowSeconds = 30 })).ShouldBe(HttpStatusCode.NoContent);

        await room.SaysAsync(ada, room.General);
        var refused = await room.TryAsync(ada, room.General, "Too soon.", "soon");
        await room.SaysAsync(room.Mod, room.General);
        await room.SaysAsync(room.Mod, room.General);

        refused.ShouldBeRefused(HttpStatusCode.TooManyRequests, "slow_mode");
        Assert.Equal("30", refused.Header("Retry-After"));
        app.Clock.Advance(TimeSpan.FromSeconds(31));
        (await room.TryAsync(ada, room.General, "Now.", "soon")).ShouldBe(HttpStatusCode.Created);
        (await room.Mod.PatchAsync($"{room.Api}/channels/{room.General}", new { slowSeconds = -1 })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "slow_out_of_range");
    }

    [Fact]
    public async Task Who_is_muted_reads_and_writes_nothing_until_it_ends()
    {
        var room = await Room.OpenAsync(app);
        var ada = await room.MemberAsync("Ada");
        (await Room.PutAsync(room.Mod, $"{room.Api}/channels/{room.General}/mutes/{room.IdOf("Ada")}", new { minutes = 10 })).ShouldBe(HttpStatusCode.NoContent);

        (await room.TryAsync(ada, room.General, "x", "k")).ShouldBeRefused(HttpStatusCode.Forbidden, "muted");
        Assert.Contains("You can read here, but not write.", (await ada.GetAsync(room.ChannelPath(room.General))).Text);
        await room.SaysAsync(ada, await room.ChannelAsync("other", "lounge"));
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        await room.SaysAsync(ada, room.General);
    }

    [Fact]
    public async Task The_page_says_until_when_and_a_mute_that_is_lifted_is_signalled()
    {
        var room = await Room.OpenAsync(app);
        var ada = await room.MemberAsync("Ada");
        var mute = $"{room.Api}/channels/{room.General}/mutes/{room.IdOf("Ada")}";
        await Room.PutAsync(room.Mod, mute, new { minutes = 10 });
        await using var heard = await ada.ListenAsync("/api/events");
        await heard.UntilAsync("event: open");

        var muted = await ada.GetAsync(room.ChannelPath(room.General));
        (await room.Mod.DeleteAsync(mute)).ShouldBe(HttpStatusCode.NoContent);
        await heard.UntilAsync("event: chat-muted");
        var open = await ada.GetAsync(room.ChannelPath(room.General));
        await Room.PutAsync(room.Mod, mute, new { });
        var forEver = await ada.GetAsync(room.ChannelPath(room.General));

        Assert.Equal("600", muted.Document.QuerySelector("chat-channel")!.GetAttribute("data-muted"));
        Assert.True(muted.Has(".chat-closed time"));
        Assert.True(open.Has("#composer"));
        Assert.False(forEver.Has("[data-muted], .chat-closed time"));
    }

    [Fact]
    public async Task Who_is_removed_hears_and_reads_nothing_from_that_moment()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        await using var heard = await bob.ListenAsync("/api/events");
        await room.IsHereAsync(bob, room.General);
        await room.SaysAsync(ada, room.General, "Before.");
        await app.SettleAsync();
        await heard.UntilAsync("Before.");

        (await Room.PutAsync(room.Mod, $"{room.Api}/channels/{room.General}/removals/{room.IdOf("Bob")}", new { })).ShouldBe(HttpStatusCode.NoContent);
        await heard.UntilAsync("event: chat-closed");
        await room.SaysAsync(ada, room.General, "After he left.");
        await app.SettleAsync();

        Assert.DoesNotContain("After he left.", heard.Text);
        Assert.DoesNotContain("chat-news", heard.Text);
        (await bob.GetAsync(room.ChannelPath(room.General))).ShouldBe(HttpStatusCode.NotFound);
        (await bob.GetAsync($"{room.Api}/channels/{room.General}/changes?after=0")).ShouldBe(HttpStatusCode.NotFound);
        Assert.Empty((await bob.GetAsync($"{room.Api}/search?q=left")).Json.GetProperty("items").EnumerateArray());
        Assert.DoesNotContain("general", (await bob.GetAsync($"{room.Api}/channels")).Text);
        (await room.Mod.DeleteAsync($"{room.Api}/channels/{room.General}/removals/{room.IdOf("Bob")}")).ShouldBe(HttpStatusCode.NoContent);
        (await bob.GetAsync(room.ChannelPath(room.General))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_moderators_arrange_and_care_and_never_against_the_team()
    {
        var room = await Room.OpenAsync(app);
        var ada = await room.MemberAsync("Ada");
        var (channel, mod) = ($"{room.Api}/channels/{room.General}", room.IdOf("mod"));
        await room.ChannelAsync("second", "lounge");

        (await ada.PostAsync($"{room.Api}/channels", new { space = "lounge", name = "mine" })).ShouldBe(HttpStatusCode.NotFound);
        (await ada.PatchAsync(channel, new { name = "mine" })).ShouldBe(HttpStatusCode.NotFound);
        (await Room.PutAsync(ada, $"{channel}/archive")).ShouldBe(HttpStatusCode.NotFound);
        (await Room.PutAsync(ada, $"{channel}/mutes/{mod}", new { })).ShouldBe(HttpStatusCode.NotFound);
        (await ada.GetAsync($"{room.ChannelPath(room.General)}/settings")).ShouldBe(HttpStatusCode.NotFound);
        (await Room.PutAsync(room.Mod, $"{channel}/mutes/{mod}", new { })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "of_the_team");
        (await room.Mod.PatchAsync(channel, new { name = "  " })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "name_missing");
        (await room.Mod.PatchAsync(channel, new { name = "lobby", about = "For all." })).ShouldBe(HttpStatusCode.NoContent);
        (await Room.PutAsync(room.Mod, $"{channel}/place", new { up = false })).ShouldBe(HttpStatusCode.NoContent);

        var names = (await ada.GetAsync($"{room.Api}/channels")).Json.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("name").GetString());
        Assert.Equal(["second", "lobby"], names);
        (await Room.PutAsync(room.Mod, $"{channel}/archive")).ShouldBe(HttpStatusCode.NoContent);
        (await room.TryAsync(ada, room.General, "x", "k")).ShouldBeRefused(HttpStatusCode.Conflict, "channel_archived");
        (await ada.GetAsync(room.ChannelPath(room.General))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_held_message_is_seen_by_its_author_alone_until_it_is_released()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        var sent = (await room.TryAsync(ada, room.General, "doubtful words", "k")).ShouldBe(HttpStatusCode.Created);
        var message = sent.Json.GetProperty("id").GetInt64();
        await room.SaysAsync(bob, room.General, "Meanwhile.");

        Assert.True(sent.Json.GetProperty("held").GetBoolean());
        (await room.TryAsync(ada, room.General, "doubtful words", "k")).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("Awaiting a moderator", (await ada.GetAsync(room.ChannelPath(room.General))).TextOf($"#m{message}"));
        foreach (var path in new[] { room.ChannelPath(room.General), $"{room.Api}/channels/{room.General}/messages", $"{room.Api}/channels/{room.General}/changes?after=0" })
            Assert.DoesNotContain("doubtful", (await bob.GetAsync(path)).Text);
        (await bob.GetAsync($"{room.Api}/messages/{message}")).ShouldBe(HttpStatusCode.NotFound);
        Assert.True(await room.InAsync<IServiceProvider,
            bool>(s => Held(s).ReleaseHeldAsync(room.Id, new Thing("message", message), room.IdOf("mod"))));

        Assert.Equal(["Meanwhile.", "doubtful words"], (await room.MessagesAsync(bob, room.General))
            .Select(m => m.GetProperty("html").GetString()!.Replace("<p>", "").Replace("</p>", "").Trim()));
        (await room.TryAsync(ada, room.General, "forbidden words", "k2")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "post_refused");
    }

    [Fact]
    public async Task A_reported_message_is_shown_with_its_neighbours_and_removed()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        var talk = await room.ConversationAsync(ada, "Bob");
        for (var n = 1; n <= 9; n++)
            await room.SaysAsync(n % 2 == 0 ? ada : bob, talk, $"line-{n}.");
        var message = (await room.MessagesAsync(bob, talk, "?at=5&limit=1")).Single().GetProperty("id").GetInt64();
        var thing = new Thing("message", message);

        var shown = await room.InAsync<IServiceProvider, ReportedThing?>(s => Reports(s).FindAsync(room.Id, thing));

        Assert.Contains("line-2.", shown!.Html);
        Assert.Contains("line-8.", shown.Html);
        Assert.DoesNotContain("line-1.", shown.Html);
        Assert.DoesNotContain("line-9.", shown.Html);
        Assert.True(await room.InAsync<IServiceProvider, bool>(s => Reports(s).RemoveAsync(room.Id, thing, room.IdOf("mod"))));
        Assert.DoesNotContain("line-5.", (await bob.GetAsync(room.ChannelPath(talk))).Text);
        Assert.Contains("line-5.", (await room.InAsync<IServiceProvider, ReportedThing?>(s => Reports(s).FindAsync(room.Id, thing)))!.Html);
        Assert.True(await room.InAsync<IServiceProvider, bool>(s => Reports(s).RestoreAsync(room.Id, thing, room.IdOf("mod"))));
        Assert.Contains("line-5.", (await bob.GetAsync(room.ChannelPath(talk))).Text);
    }

    [Fact]
    public async Task Old_messages_go_with_their_files_where_the_community_wants_that_and_conversations_stay()
    {
        var room = await Room.OpenAsync(app);
        var (ada, _) = (await room.MemberAsync("Ada", days: 365), await room.MemberAsync("Bob", days: 365));
        var owner = await room.SignedInAsync("owner");
        var talk = await room.ConversationAsync(ada, "Bob");
        var root = await room.SaysAsync(ada, room.General, "Old words.");
        await room.SaysAsync(ada, room.General, "In its thread.", thread: root);
        await room.SaysAsync(ada, talk, "Ours.");
        await app.SettleAsync();

        (await owner.SubmitAsync($"{room.Path}/manage/chat", ("keepDays", "3"))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await owner.SubmitAsync($"{room.Path}/manage/chat", ("keepDays", "30"))).ShouldRedirect();
        app.Clock.Advance(TimeSpan.FromDays(31));
        ada = await room.SignedInAsync("Ada");
        await room.SaysAsync(ada, room.General, "New words.");
        await app.RunJobAsync<ForgetMessages>();

        Assert.Equal(["New words."], (await room.MessagesAsync(ada, room.General))
            .Select(m => m.GetProperty("html").GetString()!.Replace("<p>", "").Replace("</p>", "").Trim()));
        Assert.Single(await room.MessagesAsync(ada, talk));
        Assert.Empty((await ada.GetAsync($"{room.Api}/search?q=Old")).Json.GetProperty("items").EnumerateArray());
    }

    private static IHeldPosts Held(IServiceProvider services) => services.GetServices<IHeldPosts>().Single(h => h.Kinds.Contains("message"));

    private static IReportable Reports(IServiceProvider services) => services.GetServices<IReportable>().Single(r => r.Kinds.Contains("message"));

    public sealed class ScreeningApp : GuildhallApp
    {
        protected override void Arrange(IServiceCollection services) => services.AddScoped<IScreening, Words>();

        private sealed class Words : IScreening
        {
            public Task<Screened> ScreenAsync(PostToScreen post, CancellationToken cancel = default) => Task.FromResult(
                post.Plain.Contains("forbidden", StringComparison.Ordinal) ? new Screened(ScreeningVerdict.Refuse, "we do not say that")
                : post.Plain.Contains("doubtful", StringComparison.Ordinal) ? new Screened(ScreeningVerdict.Hold, "a word")
                : Screened.Publish);
        }
    }
}
