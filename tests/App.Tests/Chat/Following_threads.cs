using System.Net;
using System.Text.Json;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Chat;

/// <summary>Whoever began a thread or wrote in it follows it, and everybody may choose otherwise.</summary>
public class Following_threads(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Followed_by_hand_it_is_listed_with_what_is_unread_and_told_when_something_begins_to_wait()
    {
        var (room, ada, bob, root) = await BegunAsync();
        var cyd = await room.MemberAsync("Cyd");
        Assert.Empty(await ThreadsAsync(room, cyd));

        (await Room.PutAsync(cyd, $"{room.Api}/messages/{root}/following")).ShouldBe(HttpStatusCode.NoContent);
        (await Room.PutAsync(cyd, $"{room.Api}/messages/{root}/following")).ShouldBe(HttpStatusCode.NoContent);
        Assert.Equal(1, Assert.Single(await ThreadsAsync(room, cyd)).GetProperty("unread").GetInt32());
        await ReadAsync(room, cyd, root, 1);
        Assert.Empty(await ThreadsAsync(room, cyd));
        await room.SaysAsync(bob, room.General, "Second.", thread: root);
        await room.SaysAsync(bob, room.General, "Third.", thread: root);
        await app.SettleAsync();

        Assert.Equal(2, Assert.Single(await ThreadsAsync(room, cyd)).GetProperty("unread").GetInt32());
        Assert.Equal(["Bob posted in “general”"], await ToldAsync(cyd));
        Assert.NotNull(ada);
    }

    [Fact]
    public async Task Let_go_it_is_neither_listed_nor_told_until_somebody_means_one()
    {
        var (room, ada, bob, root) = await BegunAsync();
        await room.CallAsync("Ada", "thread-ada");
        await app.SettleAsync();
        var before = await ToldAsync(ada);
        Assert.Single(await ThreadsAsync(room, ada));

        (await ada.DeleteAsync($"{room.Api}/messages/{root}/following")).ShouldBe(HttpStatusCode.NoContent);
        await room.SaysAsync(bob, room.General, "Second.", thread: root);
        await app.SettleAsync();
        Assert.Empty(await ThreadsAsync(room, ada));
        Assert.Equal(before, await ToldAsync(ada));

        await room.SaysAsync(bob, room.General, "@thread-ada: third.", thread: root);
        await app.SettleAsync();
        Assert.Equal("Bob mentioned you in “general”", (await ToldAsync(ada))[0]);
    }

    [Fact]
    public async Task The_button_stands_above_the_thread_and_says_how_it_is()
    {
        var (room, ada, _, root) = await BegunAsync();
        var cyd = await room.MemberAsync("Cyd");
        var path = $"{room.Path}/chat/threads/{root}";
        Assert.Contains("Following", (await ada.GetAsync(path)).TextOf($"form[action='{path}/following']"));

        var shown = await cyd.GetAsync(path);
        Assert.Contains("Follow", shown.TextOf($"form[action='{path}/following']"));
        (await cyd.PressAsync(shown, $"{path}/following", ("on", "true"))).ShouldLeadTo(path);

        Assert.Contains("Following", (await cyd.GetAsync(path)).TextOf($"form[action='{path}/following']"));
    }

    [Fact]
    public async Task What_one_may_not_read_and_what_begins_no_thread_cannot_be_followed()
    {
        var (room, ada, bob, root) = await BegunAsync();
        var rich = await room.MemberAsync("Rich", "premium");
        var closed = await room.SaysAsync(rich, room.Closed);
        var reply = await room.SaysAsync(bob, room.General, thread: root);

        foreach (var message in new[] { closed, reply, 999_999_999 })
            (await Room.PutAsync(ada, $"{room.Api}/messages/{message}/following")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
    }

    /// <summary>Ada has begun it, and Bob has written in it.</summary>
    private async Task<(Room Room, Client Ada, Client Bob, long Root)> BegunAsync()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        var root = await room.SaysAsync(ada, room.General, "A question.");
        await room.SaysAsync(bob, room.General, "First.", thread: root);
        return (room, ada, bob, root);
    }

    private static async Task<IReadOnlyList<JsonElement>> ThreadsAsync(Room room, Client who) =>
        [.. (await who.GetAsync($"{room.Api}/channels")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("threads").EnumerateArray()];

    private static Task ReadAsync(Room room, Client who, long thread, int number) =>
        Room.PutAsync(who, $"{room.Api}/channels/{room.General}/read", new { number, thread });

    private static async Task<IReadOnlyList<string>> ToldAsync(Client who) =>
        [.. (await who.GetAsync("/api/me/notifications")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()
            .Select(n => n.GetProperty("text").GetString()!)];
}
