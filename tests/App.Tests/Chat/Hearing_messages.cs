using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Chat;

/// <summary>What comes over the event stream, and what comes of asking after it was lost.</summary>
public class Hearing_messages(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Whoever_has_the_channel_open_gets_the_messages_and_the_others_that_there_are_some()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob, cyd) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"), await room.MemberAsync("Cyd"));
        await using var atBob = await bob.ListenAsync("/api/events");
        await using var atCyd = await cyd.ListenAsync("/api/events");
        (await room.IsHereAsync(bob, room.General)).ShouldBe(HttpStatusCode.NoContent);

        await room.SaysAsync(ada, room.General, "A violet lantern.");
        await app.SettleAsync();

        await atBob.UntilAsync("violet lantern");
        await atCyd.UntilAsync("event: chat-news");
        Assert.Contains("\"from\":0,\"change\":1", atBob.Text);
        Assert.DoesNotContain("lantern", atCyd.Text);
    }

    [Fact]
    public async Task A_burst_comes_in_order_and_edits_and_deletions_follow()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        await using var heard = await bob.ListenAsync("/api/events");
        await room.IsHereAsync(bob, room.General);
        var ids = new List<long>();
        for (var n = 1; n <= 5; n++)
            ids.Add(await room.SaysAsync(ada, room.General, $"line-{n}."));
        await app.SettleAsync();
        await heard.UntilAsync("line-5.");

        Assert.True(Enumerable.Range(1, 4).All(n =>
            heard.Text.IndexOf($"line-{n}.", StringComparison.Ordinal) < heard.Text.IndexOf($"line-{n + 1}.", StringComparison.Ordinal)));
        await ada.PatchAsync($"{room.Api}/messages/{ids[0]}", new { body = "line-one." });
        await app.SettleAsync();
        await heard.UntilAsync("line-one.");
        await ada.DeleteAsync($"{room.Api}/messages/{ids[1]}");
        await app.SettleAsync();
        await heard.UntilAsync("\"deleted\":true");
    }

    [Fact]
    public async Task Who_was_away_asks_for_what_changed_and_gets_it_once_and_whole()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        var first = await room.SaysAsync(ada, room.General, "One.");
        await room.SaysAsync(ada, room.General, "Two.");
        var seen = (await bob.GetAsync($"{room.Api}/channels/{room.General}/messages")).Json.GetProperty("change").GetInt64();

        await room.SaysAsync(ada, room.General, "Three.");
        await ada.PatchAsync($"{room.Api}/messages/{first}", new { body = "One, edited." });
        var missed = (await bob.GetAsync($"{room.Api}/channels/{room.General}/changes?after={seen}")).Json;

        Assert.Equal(["Three.", "One, edited."],
            missed.GetProperty("items").EnumerateArray()
                .Select(m => m.GetProperty("html").GetString()!.Replace("<p>", "").Replace("</p>", "").Trim()));
        Assert.False(missed.GetProperty("more").GetBoolean());
        Assert.Empty((await bob.GetAsync($"{room.Api}/channels/{room.General}/changes?after={missed.GetProperty("change")}")).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Typing_and_presence_are_told_to_those_who_have_it_open()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob, cyd) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"), await room.MemberAsync("Cyd"));
        await using var atBob = await bob.ListenAsync("/api/events");
        await using var atCyd = await cyd.ListenAsync("/api/events");
        await room.IsHereAsync(bob, room.General);

        await room.IsHereAsync(ada, room.General);
        await room.IsHereAsync(ada, room.General, "typing");
        await app.SettleAsync();

        await atBob.UntilAsync("event: chat-presence");
        await atBob.UntilAsync("event: chat-typing");
        Assert.DoesNotContain("chat-typing", atCyd.Text);
        (await room.IsHereAsync(ada, room.General, "asleep")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "state_unknown");
        (await room.IsHereAsync(ada, room.Closed)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task How_far_one_has_read_is_exact_and_told_to_ones_other_devices()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        Assert.Null(await room.UnreadAsync(bob, room.General));
        for (var n = 0; n < 4; n++)
            await room.SaysAsync(ada, room.General);
        await using var heard = await bob.ListenAsync("/api/events");

        await ReadAsync(room, bob, 1);
        Assert.Equal(3, await room.UnreadAsync(bob, room.General));
        await heard.UntilAsync("event: chat-read");
        await ReadAsync(room, bob, 3);
        await ReadAsync(room, bob, 2);
        Assert.Equal(1, await room.UnreadAsync(bob, room.General));
        await ReadAsync(room, bob, 99);
        Assert.Equal(0, await room.UnreadAsync(bob, room.General));
        Assert.Equal(0, await room.UnreadAsync(ada, room.General));
        Assert.Equal(0, (await bob.GetAsync($"{room.Api}/channels/unread")).Json.GetProperty("unread").GetInt32());
    }

    [Fact]
    public async Task Reactions_are_counted_and_come_as_a_change()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        var message = await room.SaysAsync(ada, room.General);
        await using var heard = await ada.ListenAsync("/api/events");
        await room.IsHereAsync(ada, room.General);

        (await Room.PutAsync(bob, $"{room.Api}/messages/{message}/reactions/heart")).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();

        await heard.UntilAsync("❤️");
        var reaction = (await room.MessagesAsync(bob, room.General)).Single().GetProperty("reactions")[0];
        Assert.Equal(("heart", 1, true), (reaction.GetProperty("name").GetString(), reaction.GetProperty("members").GetInt32(),
            reaction.GetProperty("mine").GetBoolean()));
        (await bob.DeleteAsync($"{room.Api}/messages/{message}/reactions/heart")).ShouldBe(HttpStatusCode.OK);
        Assert.Empty((await room.MessagesAsync(bob, room.General)).Single().GetProperty("reactions").EnumerateArray());
    }

    [Fact]
    public async Task History_is_read_by_number_in_both_directions()
    {
        var room = await Room.OpenAsync(app);
        var people = await Task.WhenAll(Enumerable.Range(0, 3).Select(n => room.MemberAsync($"P{n}")));
        for (var n = 0; n < 30; n++)
            await room.SaysAsync(people[n % 3], room.General, $"Line {n + 1}.");

        async Task<(int First, int Last, string Before, string After)> PageAsync(string query)
        {
            var page = (await people[0].GetAsync($"{room.Api}/channels/{room.General}/messages?limit=10{query}")).ShouldBe(HttpStatusCode.OK).Json;
            var numbers = page.GetProperty("items").EnumerateArray().Select(m => m.GetProperty("number").GetInt32()).ToList();
            return (numbers[0], numbers[^1], page.GetProperty("before").ToString(), page.GetProperty("after").ToString());
        }

        Assert.Equal((21, 30, "21", ""), await PageAsync(""));
        Assert.Equal((11, 20, "11", "20"), await PageAsync("&before=21"));
        Assert.Equal((1, 10, "", "10"), await PageAsync("&before=11"));
        Assert.Equal((11, 20, "11", "20"), await PageAsync("&after=10"));
        Assert.Equal((10, 19, "10", "19"), await PageAsync("&at=15"));
        var link = (await room.MessagesAsync(people[0], room.General, "?at=3&limit=1")).Single().GetProperty("id").GetInt64();
        var led = await people[0].GetAsync($"{room.Path}/chat/messages/{link}");
        Assert.Contains($"at=3#m{link}", led.Location + led.Header("Location"));
    }

    private static Task<Answer> ReadAsync(Room room, Client who, int number) =>
        Room.PutAsync(who, $"{room.Api}/channels/{room.General}/read", new { number });
}
