using System.Net;
using Guildhall.Accounts.Tokens;
using Guildhall.App.Tests.Events;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Live;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Chat;

/// <summary>One has the channel open at one node; what happens, happens at the other.</summary>
public class Chatting_across_nodes(OwnApp app) : IClassFixture<OwnApp>
{
    [Fact]
    public async Task Messages_typing_and_reading_at_the_other_node_reach_an_open_channel()
    {
        Assert.SkipUnless(TestDatabase.OnPostgres, "There is one node on SQLite.");
        var room = await Room.OpenAsync(app);
        var (_, _) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        await using var here = await RunningNode.StartAsync(app, time: app.Clock);
        await using var there = await RunningNode.StartAsync(app, time: app.Clock);
        var (ada, bobHere) = (await ProgramAsync(here, room, "Ada"), await ProgramAsync(here, room, "Bob"));
        var bob = await ProgramAsync(there, room, "Bob");
        await using var heard = await bob.ListenAsync("/api/events");
        await HeardAsync(here, room.IdOf("Bob"), heard);
        (await room.IsHereAsync(bob, room.General)).ShouldBe(HttpStatusCode.NoContent);

        await room.IsHereAsync(ada, room.General, "typing");
        await heard.UntilAsync("event: chat-typing");
        var first = await room.SaysAsync(ada, room.General, "A violet lantern.");
        await heard.UntilAsync("A violet lantern.");
        (await ada.PatchAsync($"{room.Api}/messages/{first}", new { body = "A green lantern." })).ShouldBe(HttpStatusCode.NoContent);
        await heard.UntilAsync("A green lantern.");
        await Room.PutAsync(bobHere, $"{room.Api}/channels/{room.General}/read", new { number = 1 });
        await heard.UntilAsync("event: chat-read");

        Assert.Equal(0, await room.UnreadAsync(bob, room.General));
        Assert.Equal(1, Count(heard.Text, "A violet lantern."));
    }

    [Fact]
    public async Task Who_is_muted_or_removed_at_one_is_so_at_the_other_within_a_second()
    {
        Assert.SkipUnless(TestDatabase.OnPostgres, "There is one node on SQLite.");
        var room = await Room.OpenAsync(app);
        var (_, _) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        await using var here = await RunningNode.StartAsync(app, time: app.Clock);
        await using var there = await RunningNode.StartAsync(app, time: app.Clock);
        var (mod, ada) = (await ProgramAsync(here, room, "mod"), await ProgramAsync(here, room, "Ada"));
        var bob = await ProgramAsync(there, room, "Bob");
        await using var heard = await bob.ListenAsync("/api/events");
        await HeardAsync(here, room.IdOf("Bob"), heard);
        (await room.IsHereAsync(bob, room.General)).ShouldBe(HttpStatusCode.NoContent);
        var bars = $"{room.Api}/channels/{room.General}";

        (await Room.PutAsync(mod, $"{bars}/mutes/{room.IdOf("Bob")}", new { minutes = 10 })).ShouldBe(HttpStatusCode.NoContent);
        (await room.TryAsync(bob, room.General, "x", "k")).ShouldBeRefused(HttpStatusCode.Forbidden, "muted");
        await heard.UntilAsync("event: chat-muted");
        (await mod.DeleteAsync($"{bars}/mutes/{room.IdOf("Bob")}")).ShouldBe(HttpStatusCode.NoContent);
        await heard.UntilAsync("event: chat-muted", from: heard.Text.IndexOf("event: chat-muted", StringComparison.Ordinal) + 1);
        await room.SaysAsync(bob, room.General, "I may again.");
        await heard.UntilAsync("I may again.");

        (await Room.PutAsync(mod, $"{bars}/removals/{room.IdOf("Bob")}", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await bob.GetAsync($"{bars}/messages")).ShouldBe(HttpStatusCode.NotFound);
        await room.SaysAsync(ada, room.General, "After he left.");
        await heard.UntilAsync("event: chat-closed");
        // Told to Bob himself, after all that the channel could have told him.
        here.Services.GetRequiredService<ISignals>().Tell(room.IdOf("Bob"), "greeting", new { word = "goodbye" });
        await heard.UntilAsync("goodbye");

        Assert.DoesNotContain("After he left.", heard.Text);
    }

    /// <summary>
    /// Nodes begin to hear of each other some moments after their start, and nothing tells of it: so this says a word until it is heard.
    /// </summary>
    private static async Task HeardAsync(RunningNode from, long member, Listening live)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while (!live.Text.Contains("hello", StringComparison.Ordinal))
        {
            from.Services.GetRequiredService<ISignals>().Tell(member, "greeting", new { word = "hello" });
            await Task.Delay(50, deadline.Token);
        }
    }

    private async Task<Client> ProgramAsync(RunningNode node, Room room, string name)
    {
        var member = await room.PersonAsync(name);
        return node.Visitor().WithToken(await app.WithAsync<IssueToken, string>(async issue =>
            (await issue.RunAsync(member, "test", ["events:read", "articles:read", "posts:write", "account:write"], null, default)).Key));
    }

    private static int Count(string text, string word) => text.Split(word).Length - 1;
}
