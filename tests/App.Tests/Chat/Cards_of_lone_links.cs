using System.Net;
using System.Text.Json;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Chat;

/// <summary>An address alone on its line gets a card in chat as in topics, also while the channel is open.</summary>
public class Cards_of_lone_links(Previewing_links.WebApp app) : IClassFixture<Previewing_links.WebApp>
{
    [Fact]
    public async Task The_card_comes_over_the_stream_when_it_is_known_and_stands_on_the_page()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        await using var heard = await bob.ListenAsync("/api/events");
        await room.IsHereAsync(bob, room.General);

        var message = await room.SaysAsync(ada, room.General, "Look:\n\nhttps://chat.example/page?x=1&y=2\n\n> https://chat.example/quoted");
        Assert.False(await HasCardsAsync(room, bob, message));
        await app.SettleAsync();

        await heard.UntilAsync("\"title\":\"A <page>\"");
        Assert.Contains("\"link\":\"https://chat.example/page?x=1&y=2\"", heard.Text);
        var page = await bob.GetAsync(room.ChannelPath(room.General));
        Assert.Single(page.Document.QuerySelectorAll(".link-card"));
        Assert.Equal(("A <page>", "What it says.", "Example"),
            (page.TextOf(".link-card-title"), page.TextOf(".link-card-text"), page.TextOf(".link-card-site")));
        Assert.True(await HasCardsAsync(room, bob, message));
        Assert.Equal(1, app.Web.Asked.Count(a => a.StartsWith("https://chat.example/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_thing_of_the_community_is_shown_to_those_alone_who_may_know_of_it()
    {
        var room = await Room.OpenAsync(app);
        var (ada, rich) = (await room.MemberAsync("Ada"), await room.MemberAsync("Rich", "premium"));
        var secret = await room.SaysAsync(rich, room.Closed, "What only they know");
        await app.SettleAsync();
        var topic = (await rich.PostAsync($"{room.Api}/topics", new { space = "talk", title = "Open to members", body = "Words." }))
            .ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetInt64();
        await using var heard = await ada.ListenAsync("/api/events");
        await room.IsHereAsync(ada, room.General);

        var site = app.Address.ToString().TrimEnd('/');
        var message = await room.SaysAsync(
            rich, room.General, $"{site}{room.Path}/topics/{topic}\n\n{site}{room.Path}/chat/messages/{secret}");
        await app.SettleAsync();

        await heard.UntilAsync("\"cardsDiffer\":true");
        Assert.Equal(["Open to members"], await TitlesAsync(room, ada, message));
        Assert.DoesNotContain("What only they know", (await ada.GetAsync(room.ChannelPath(room.General))).Text);
        Assert.DoesNotContain("What only they know", heard.Text);
    }

    [Fact]
    public async Task What_was_edited_away_loses_its_card()
    {
        var room = await Room.OpenAsync(app);
        var ada = await room.MemberAsync("Ada");
        var message = await room.SaysAsync(ada, room.General, "https://edited.example/x");
        await app.SettleAsync();
        Assert.True(await HasCardsAsync(room, ada, message));

        await ada.PatchAsync($"{room.Api}/messages/{message}", new { body = "No link." });

        Assert.False(await HasCardsAsync(room, ada, message));
    }

    private static async Task<JsonElement> OneAsync(Room room, Client who, long message) =>
        (await who.GetAsync($"{room.Api}/messages/{message}")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("message");

    private static async Task<bool> HasCardsAsync(Room room, Client who, long message) =>
        (await OneAsync(room, who, message)).TryGetProperty("cards", out _);

    private static async Task<IReadOnlyList<string?>> TitlesAsync(Room room, Client who, long message) =>
        [.. (await OneAsync(room, who, message)).GetProperty("cards").EnumerateArray().Select(c => c.GetProperty("title").GetString())];
}
