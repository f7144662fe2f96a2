using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Moderation;

namespace Guildhall.App.Tests.Chat;

/// <summary>Whom a held message concerns hears of it once it is released, as if it were said now.</summary>
public class Releasing_messages(Caring_for_channels.ScreeningApp app) : IClassFixture<Caring_for_channels.ScreeningApp>
{
    [Fact]
    public async Task Whoever_is_named_or_answered_is_told_and_the_open_channel_shows_it()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob, cyd) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"), await room.MemberAsync("Cyd"));
        await room.CallAsync("Bob", $"bob-{room.Id}");
        var question = await room.SaysAsync(cyd, room.General, "Who knows?");
        await using var heard = await bob.ListenAsync("/api/events");
        await room.IsHereAsync(bob, room.General);
        var held = await SaysHeldAsync(room, ada, room.General, $"doubtful, @bob-{room.Id} knows", replyTo: question);
        await app.SettleAsync();
        Assert.Equal(("", ""), (await BellAsync(bob, "Ada mentioned"), await BellAsync(cyd, "Ada replied")));

        Assert.True(await ReleaseAsync(room, held));
        await app.SettleAsync();

        Assert.Equal(("Ada mentioned", "Ada replied"), (await BellAsync(bob, "Ada mentioned"), await BellAsync(cyd, "Ada replied")));
        await heard.UntilAsync("knows");
    }

    [Fact]
    public async Task The_other_of_a_conversation_and_who_began_a_thread_are_told_and_who_let_it_go_is_not()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob, cyd) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"), await room.MemberAsync("Cyd"));
        var talk = await room.ConversationAsync(ada, "Bob");
        var (begun, left) = (await room.SaysAsync(bob, room.General, "A thread."), await room.SaysAsync(cyd, room.General, "Another."));
        await cyd.SubmitAsync($"{room.Path}/chat/threads/{left}", ("on", "false"));

        foreach (var held in new[]
        {
            await SaysHeldAsync(room, ada, talk, "doubtful, between us"),
            await SaysHeldAsync(room, ada, room.General, "doubtful, in the thread", thread: begun),
            await SaysHeldAsync(room, ada, room.General, "doubtful, in the other", thread: left),
        })
            Assert.True(await ReleaseAsync(room, held));
        await app.SettleAsync();

        Assert.Equal(("Ada writes to you", "Ada replied"), (await BellAsync(bob, "Ada writes to you"), await BellAsync(bob, "Ada replied")));
        Assert.Equal("", await BellAsync(cyd, "Ada replied"));
    }

    private static async Task<long> SaysHeldAsync(
        Room room, Client who, long channel, string body, long? thread = null, long? replyTo = null)
    {
        var sent = (await room.TryAsync(who, channel, body, Guid.NewGuid().ToString("n"), thread, replyTo)).Json;
        Assert.True(sent.GetProperty("held").GetBoolean());
        return sent.GetProperty("id").GetInt64();
    }

    private static Task<bool> ReleaseAsync(Room room, long message) => room.InAsync<IEnumerable<IHeldPosts>, bool>(all =>
        all.Single(h => h.Kinds.Contains("message")).ReleaseHeldAsync(room.Id, new Thing("message", message), room.IdOf("mod")));

    /// <returns>The words if the bell says them, else nothing.</returns>
    private static async Task<string> BellAsync(Client who, string words) =>
        (await who.GetAsync("/api/me/notifications")).Text.Contains(words, StringComparison.Ordinal) ? words : "";
}
