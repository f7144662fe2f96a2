using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Chat;

/// <summary>
/// What is said behind a tier or in a conversation reaches nobody else: pages, programs, files, search, notifications, the stream.
/// </summary>
public class Leaking_no_message(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const string Canary = "scarletcanary";

    [Fact]
    public async Task A_closed_channel_tells_outsiders_nothing()
    {
        var room = await Room.OpenAsync(app);
        var insider = await room.MemberAsync("Insider", "premium");
        var other = await Room.OpenAsync(app);
        var outsiders = new[] { await room.MemberAsync("Free"), await room.SignedInAsync("Stranger"),
            await other.MemberAsync("Neighbour", "premium") };
        await room.CallAsync("Free", $"free-{room.Id}");
        var heard = await Task.WhenAll(outsiders.Select(o => o.ListenAsync("/api/events")));
        var message = await room.SaysAsync(insider, room.Closed, $"The {Canary} sings, @free-{room.Id}.");
        var answer = await room.SaysAsync(insider, room.Closed, $"And {Canary} again.", thread: message);
        var code = await BringsAsync(room, insider, room.Closed);
        await app.SettleAsync();

        foreach (var outsider in outsiders.Append(app.Visitor()))
            await MeetsNothingAsync(room, outsider, room.Closed, message, answer, code);
        foreach (var stream in heard)
        {
            Assert.DoesNotContain(Canary, stream.Text);
            Assert.DoesNotContain("event: chat", stream.Text);
            await stream.DisposeAsync();
        }
        Assert.Contains(Canary, (await insider.GetAsync(room.ChannelPath(room.Closed))).Text);
        Assert.NotEmpty((await insider.GetAsync($"{room.Api}/search?q={Canary}")).Json.GetProperty("items").EnumerateArray());
        Assert.Contains(Canary, (await insider.GetAsync($"{room.Path}/chat/search?q={Canary}")).Text);
    }

    [Fact]
    public async Task A_conversation_tells_nobody_else_not_even_the_team()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob, cyd) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"), await room.MemberAsync("Cyd"));
        var owner = await room.SignedInAsync("owner");
        await room.PersonAsync("root", ownsInstallation: true);
        var root = await room.SignedInAsync("root");
        await room.CallAsync("Cyd", $"cyd-{room.Id}");
        var others = new[] { cyd, room.Mod, owner, root };
        var heard = await Task.WhenAll(others.Select(o => o.ListenAsync("/api/events")));
        var talk = await room.ConversationAsync(ada, "Bob");

        var message = await room.SaysAsync(ada, talk, $"The {Canary} sings, @cyd-{room.Id}.");
        var answer = await room.SaysAsync(bob, talk, $"And {Canary} again.", thread: message);
        var code = await BringsAsync(room, ada, talk);
        await app.SettleAsync();

        foreach (var other in others.Append(app.Visitor()))
            await MeetsNothingAsync(room, other, talk, message, answer, code);
        foreach (var stream in heard)
        {
            Assert.DoesNotContain(Canary, stream.Text);
            await stream.DisposeAsync();
        }
        Assert.Contains("Ada writes to you", (await bob.GetAsync("/api/me/notifications")).Text);
        Assert.Contains(Canary, (await bob.GetAsync(room.ChannelPath(talk))).Text);
        Assert.Contains(Canary, (await bob.GetAsync($"{room.Path}/chat/search?q={Canary}")).Text);
        Assert.Empty((await bob.GetAsync($"{room.Api}/search?q={Canary}")).Json.GetProperty("items").EnumerateArray());
        (await bob.GetAsync($"/files/{code}/x.txt")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Whose_membership_has_ended_hears_and_reads_nothing_more()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada", "premium", days: 60), await room.MemberAsync("Bob", "premium", days: 1));
        await using var heard = await bob.ListenAsync("/api/events");
        await room.IsHereAsync(bob, room.Closed);
        await room.SaysAsync(ada, room.Closed, "While he may.");
        await app.SettleAsync();
        await heard.UntilAsync("While he may.");

        app.Clock.Advance(TimeSpan.FromDays(2));
        await room.SaysAsync(ada, room.Closed, $"The {Canary} sings.");
        await app.SettleAsync();

        Assert.DoesNotContain(Canary, heard.Text);
        (await bob.GetAsync(room.ChannelPath(room.Closed))).ShouldBe(HttpStatusCode.NotFound);
        (await bob.GetAsync($"{room.Api}/channels/{room.Closed}/changes?after=0")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_program_hears_and_reads_within_its_scopes()
    {
        var room = await Room.OpenAsync(app);
        var ada = await room.MemberAsync("Ada");
        var (deaf, reader) = (await room.ProgramAsync("Ada", "events:read"), await room.ProgramAsync("Ada", "events:read", "articles:read"));
        await using var atDeaf = await deaf.ListenAsync("/api/events");
        await using var atReader = await reader.ListenAsync("/api/events");

        await room.SaysAsync(ada, room.General, $"The {Canary} sings.");
        await app.SettleAsync();

        await atReader.UntilAsync("event: chat-news");
        Assert.DoesNotContain("event: chat-news", atDeaf.Text);
        Assert.Single(await room.MessagesAsync(reader, room.General));
        (await room.TryAsync(reader, room.General, "x", "k")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Rows_of_another_community_are_not_there()
    {
        var (room, other) = (await Room.OpenAsync(app), await Room.OpenAsync(app));
        await room.PersonAsync("Ada");
        var ada = await room.MemberAsync("Ada", "premium");
        var there = await other.SaysAsync(await other.MemberAsync("Bob"), other.General, $"The {Canary} sings.");

        foreach (var path in new[] { $"{room.Api}/channels/{other.General}/messages", $"{room.Api}/messages/{there}", $"{room.Path}/chat/{other.General}",
            $"{room.Path}/chat/threads/{there}", $"{room.Path}/chat/messages/{there}/more" })
            (await ada.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound);
        (await room.TryAsync(ada, other.General, "x", "k")).ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>Brings a file that holds the word; gives its code.</summary>
    private static async Task<string> BringsAsync(Room room, Client who, long channel)
    {
        var upload = await who.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"{room.Api}/channels/{channel}/files?name=x.txt")
        {
            Content = new ByteArrayContent(System.Text.Encoding.ASCII.GetBytes(Canary)) { Headers = { { "Content-Type", "application/octet-stream" } } },
        });
        var code = upload.ShouldBe(HttpStatusCode.Created).Json.GetProperty("code").GetString()!;
        // Until it is sent, whoever brought it sees it, and nobody else.
        (await who.GetAsync($"/files/{code}/x.txt")).ShouldBe(HttpStatusCode.OK);
        (await room.Mod.GetAsync($"/files/{code}/x.txt")).ShouldBe(HttpStatusCode.NotFound);
        (await who.PostAsync($"{room.Api}/channels/{channel}/messages", new { key = $"file-{code}", files = new[] { code } })).ShouldBe(HttpStatusCode.Created);
        return code;
    }

    private async Task MeetsNothingAsync(Room room, Client who, long channel, long message, long answer, string code)
    {
        foreach (var path in new[]
        {
            room.ChannelPath(channel), $"{room.ChannelPath(channel)}/settings", $"{room.ChannelPath(channel)}/topic?m={message}", $"{room.Path}/chat/threads/{message}",
            $"{room.Path}/chat/messages/{message}", $"{room.Path}/chat/messages/{answer}/more", $"{room.Path}/chat", $"{room.Path}/chat/search?q=sings",
            $"{room.Path}/s/paid", $"{room.Path}/manage/chat", $"{room.Path}/search?q=sings", "/notifications",
            $"{room.Api}/channels", $"{room.Api}/channels/{channel}/messages", $"{room.Api}/channels/{channel}/messages?thread={message}",
            $"{room.Api}/channels/{channel}/changes?after=0", $"{room.Api}/channels/{channel}/people", $"{room.Api}/channels/{channel}/bars",
            $"{room.Api}/messages/{message}", $"{room.Api}/messages/search?q=sings", $"{room.Api}/search?q=sings", "/api/me/notifications",
            $"/files/{code}/x.txt",
        })
        {
            var answered = await who.GetAsync(path);
            Assert.True((int)answered.Status < 500, $"{answered}");
            Assert.DoesNotContain(Canary, answered.Text);
        }
        foreach (var (method, path, body) in new (HttpMethod, string, object?)[]
        {
            (HttpMethod.Post, $"{room.Api}/channels/{channel}/messages", new { body = "x", key = "k" }),
            (HttpMethod.Patch, $"{room.Api}/messages/{message}", new { body = "x" }), (HttpMethod.Delete, $"{room.Api}/messages/{message}", null),
            (HttpMethod.Put, $"{room.Api}/messages/{message}/reactions/heart", null), (HttpMethod.Put, $"{room.Api}/channels/{channel}/read", new { number = 1 }),
            (HttpMethod.Put, $"{room.Api}/channels/{channel}/presence", new { state = "here" }),
        })
        {
            var refused = await who.SendAsync(new HttpRequestMessage(method, path) { Content = body is null ? null
                : System.Net.Http.Json.JsonContent.Create(body) });
            Assert.Contains(refused.Status, new[] { HttpStatusCode.NotFound, HttpStatusCode.Unauthorized });
        }
    }
}
