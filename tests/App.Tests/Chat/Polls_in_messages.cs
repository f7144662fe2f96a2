using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Chat;

/// <summary>A poll in a message is the poll, also for whoever has the channel open while it comes.</summary>
public class Polls_in_messages(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task The_stream_says_that_a_line_is_drawn_and_the_messages_page_draws_it_for_its_reader()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        var (poll, line, url) = await PollAsync(room, ada, "lounge");
        await using var heard = await bob.ListenAsync("/api/events");
        await room.IsHereAsync(bob, room.General);

        var message = await room.SaysAsync(ada, room.General, $"Vote:\n\n{line}");
        await room.SaysAsync(ada, room.General, $"As in {line} above.");
        await app.SettleAsync();

        await heard.UntilAsync("\"hasParts\":true");
        Assert.Equal([true, false], (await room.MessagesAsync(bob, room.General))
            .Select(m => m.TryGetProperty("hasParts", out var has) && has.GetBoolean()));
        var here = room.ChannelPath(room.General);
        var drawn = await bob.GetAsync($"{room.Path}/chat/messages/{message}/more?returnTo={Uri.EscapeDataString(here)}");
        Assert.Equal("Which editor?", drawn.TextOf($"#m{message} > .msg-main > .msg-body > rich-text #poll-{poll} .poll-question"));
        Assert.Equal(here, drawn.Document.QuerySelector($"#poll-{poll} input[name=returnTo]")!.GetAttribute("value"));
        Assert.True((await bob.GetAsync(here)).Has($"#m{message} #poll-{poll}"));
        var voted = await bob.SubmitAsync(drawn, ("options", "1"));
        Assert.StartsWith(here, voted.ShouldRedirect().Location!, StringComparison.Ordinal);
        Assert.DoesNotContain(url, drawn.Document.QuerySelector($"#m{message} .msg-body > rich-text > p")!.InnerHtml);
    }

    [Fact]
    public async Task The_way_back_is_one_of_this_site()
    {
        var room = await Room.OpenAsync(app);
        var ada = await room.MemberAsync("Ada");
        var (poll, line, _) = await PollAsync(room, ada, "lounge");
        var message = await room.SaysAsync(ada, room.General, line);

        var drawn = await ada.GetAsync($"{room.Path}/chat/messages/{message}/more?returnTo=//evil.example/");

        Assert.StartsWith($"{room.Path}/chat/messages/", drawn.Document.QuerySelector($"#poll-{poll} input[name=returnTo]")!.GetAttribute("value")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_composer_offers_a_poll_for_those_who_read_the_channel_and_in_a_conversation_for_members()
    {
        var room = await Room.OpenAsync(app);
        var (ada, _) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));

        var channel = await ada.GetAsync(room.ChannelPath(room.General));
        var talk = await ada.GetAsync(room.ChannelPath(await room.ConversationAsync(ada, "Bob")));

        Assert.EndsWith("/polls/new?space=lounge", channel.Document.QuerySelector("#composer a[data-tool]")!.GetAttribute("href")!, StringComparison.Ordinal);
        var form = (await ada.GetAsync(talk.Document.QuerySelector("#composer a[data-tool]")!.GetAttribute("href")!)).ShouldBe(HttpStatusCode.OK);
        Assert.True(form.Has("form[data-tool-form]"));
    }

    [Fact]
    public async Task Who_may_not_see_the_poll_gets_the_link()
    {
        var room = await Room.OpenAsync(app);
        var (ada, rich) = (await room.MemberAsync("Ada"), await room.MemberAsync("Rich", "premium"));
        var (_, line, _) = await PollAsync(room, rich, "paid");
        var message = await room.SaysAsync(rich, room.General, line);

        var drawn = await ada.GetAsync($"{room.Path}/chat/messages/{message}/more");

        Assert.False(drawn.Has(".poll"));
        Assert.True(drawn.Has($"#m{message} .msg-body p > a[href*='/polls/']"));
    }

    private static async Task<(long Id, string Line, string Url)> PollAsync(Room room, Client who, string space)
    {
        var made = (await who.PostAsync($"{room.Api}/polls", new { question = "Which editor?", options = new[] { "Vim", "Emacs" }, space }))
            .ShouldBe(HttpStatusCode.Created).Json;
        return (made.GetProperty("id").GetInt64(), made.GetProperty("line").GetString()!, made.GetProperty("url").GetString()!);
    }
}
