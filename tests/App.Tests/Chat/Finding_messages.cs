using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Moderation;

namespace Guildhall.App.Tests.Chat;

/// <summary>The chat's own search: channels by the index of the search, conversations by their texts.</summary>
public class Finding_messages(Caring_for_channels.ScreeningApp app) : IClassFixture<Caring_for_channels.ScreeningApp>
{
    [Fact]
    public async Task Words_are_found_in_channels_and_conversations_in_any_case_and_in_Chinese()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        var talk = await room.ConversationAsync(ada, "Bob");
        var said = await room.SaysAsync(ada, room.General, "Das ÄRGERT mich, HashMap.");
        var chinese = await room.SaysAsync(ada, room.General, "分布式锁怎么用？");
        var whispered = await room.SaysAsync(ada, talk, "ÜBER das分布式锁");
        var quiet = await room.SaysAsync(bob, talk, "Ärgert es dich, Яблоко?");
        await app.SettleAsync();

        Assert.Equal([quiet, said], await FindAsync(room, ada, "ärgert"));
        Assert.Equal([whispered], await FindAsync(room, bob, "über"));
        Assert.Equal([quiet], await FindAsync(room, bob, "ЯБЛОКО"));
        Assert.Equal([whispered, chinese], await FindAsync(room, bob, "分布式锁"));
        Assert.Equal([said], await FindAsync(room, bob, "hash mich"));
        Assert.Equal([chinese], await FindAsync(room, bob, "分布式锁", $"&channel={room.General}"));
        Assert.Empty(await FindAsync(room, bob, "general"));
        Assert.Empty(await FindAsync(room, bob, "  "));
    }

    [Fact]
    public async Task What_was_said_a_moment_ago_is_found_and_what_is_gone_held_or_closed_is_not()
    {
        var room = await Room.OpenAsync(app);
        var (ada, rich, cyd) = (await room.MemberAsync("Ada"), await room.MemberAsync("Rich", "premium"), await room.MemberAsync("Cyd"));
        var talk = await room.ConversationAsync(ada, "Cyd");
        var gone = await room.SaysAsync(rich, room.General, "lantern one");
        var fresh = await room.SaysAsync(rich, room.Closed, "lantern two");
        Assert.Equal([fresh, gone], await FindAsync(room, rich, "lantern"));
        await app.SettleAsync();
        await rich.DeleteAsync($"{room.Api}/messages/{gone}");
        var held = (await room.TryAsync(ada, room.General, "doubtful lantern", "k")).Json.GetProperty("id").GetInt64();
        var between = await room.SaysAsync(ada, talk, "lantern between us");

        Assert.Equal([between, held], await FindAsync(room, ada, "lantern"));
        Assert.Equal([between], await FindAsync(room, cyd, "lantern"));
        Assert.Equal([fresh], await FindAsync(room, rich, "lantern"));
        (await ada.GetAsync($"{room.Api}/messages/search?q=lantern&channel={room.Closed}")).ShouldBe(HttpStatusCode.NotFound);
        await Room.PutAsync(room.Mod, $"{room.Api}/channels/{room.General}/removals/{room.IdOf("Ada")}", new { });
        Assert.Equal([between], await FindAsync(room, ada, "lantern"));
        await room.InAsync<IEnumerable<IHeldPosts>, bool>(all =>
            all.Single(h => h.Kinds.Contains("message")).ReleaseHeldAsync(room.Id, new Thing("message", held), room.IdOf("mod")));
        await app.SettleAsync();
        Assert.Equal([between, held], await FindAsync(room, cyd, "lantern"));
        Assert.Equal([between], await FindAsync(room, ada, "lantern"));
    }

    [Fact]
    public async Task Forty_stand_on_a_page_and_older_ones_on_the_next()
    {
        var room = await Room.OpenAsync(app);
        var people = await Task.WhenAll(Enumerable.Range(0, 9).Select(n => room.MemberAsync($"P{n}")));
        var said = new List<long>();
        for (var n = 0; n < 85; n++)
            said.Add(await room.SaysAsync(people[n % 9], room.General, $"lantern {n}"));
        await app.SettleAsync();
        said.Reverse();

        var path = $"{room.Path}/chat/search?q=lantern";
        var found = new List<long>();
        for (string? next = path; next is not null;)
        {
            var page = (await people[0].GetAsync(next)).ShouldBe(HttpStatusCode.OK);
            found.AddRange(page.Document.QuerySelectorAll(".chat-found a").Select(a => long.Parse(a.GetAttribute("href")!.Split('/')[^1])));
            next = page.Document.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(said, found);
    }

    private static async Task<IReadOnlyList<long>> FindAsync(Room room, Client who, string words, string query = "") =>
        [.. (await who.GetAsync($"{room.Api}/messages/search?q={Uri.EscapeDataString(words)}{query}")).ShouldBe(HttpStatusCode.OK)
            .Json.GetProperty("items").EnumerateArray().Select(m => m.GetProperty("id").GetInt64())];
}
