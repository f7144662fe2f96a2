using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Chat;

/// <summary>From a channel to a topic. The screening here holds what says "doubtful" and refuses what says "forbidden".</summary>
public class Going_on_in_a_topic(Caring_for_channels.ScreeningApp app) : IClassFixture<Caring_for_channels.ScreeningApp>
{
    [Fact]
    public async Task The_same_title_again_is_a_topic_of_its_own_with_its_own_words()
    {
        var room = await Room.OpenAsync(app);
        var ada = await room.MemberAsync("Ada");
        var (first, second) = (await room.SaysAsync(ada, room.General, "About locks."), await room.SaysAsync(ada, room.General, "About waits."));

        var one = await OpenAsync(room, ada, first, "Questions");
        await ada.DeleteAsync($"{room.Api}/topics/{one.Location!.Split('/')[^1]}");
        var two = await OpenAsync(room, ada, second, "Questions", "My own words.");

        Assert.NotEqual(one.Location, two.ShouldRedirect().Location);
        var topic = (await ada.FollowAsync(two)).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("About waits.", topic.TextOf("blockquote"));
        Assert.Contains("My own words.", topic.TextOf("#topic"));
    }

    [Fact]
    public async Task Whoever_is_named_above_the_quotes_is_told_as_in_every_topic()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        await room.CallAsync("Bob", $"bob-{room.Id}");
        var message = await room.SaysAsync(ada, room.General, "Why does it wait?");

        (await OpenAsync(room, ada, message, "On waiting", $"You know, @bob-{room.Id}.")).ShouldRedirect();
        await app.SettleAsync();

        Assert.Contains("On waiting", (await bob.GetAsync("/notifications")).Text);
    }

    [Fact]
    public async Task What_is_watched_is_held_and_no_line_of_the_channel_leads_to_it()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        var quoted = (await room.TryAsync(bob, room.General, "doubtful words", "k")).Json.GetProperty("id").GetInt64();
        await room.InAsync<IEnumerable<IHeldPosts>, bool>(all =>
            all.Single(h => h.Kinds.Contains("message")).ReleaseHeldAsync(room.Id, new Thing("message", quoted), room.IdOf("mod")));

        var held = await OpenAsync(room, ada, quoted, "Of others' words");
        var refused = await OpenAsync(room, ada, quoted, "Never", "forbidden words");

        Assert.Contains("awaiting a moderator", (await ada.FollowAsync(held.ShouldRedirect())).TextOf(".callout"));
        (await bob.FollowAsync(held)).ShouldBe(HttpStatusCode.NotFound);
        Assert.Single(await room.MessagesAsync(ada, room.General));
        Assert.Contains("forbidden words", refused.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("textarea[name=body]"));
        Assert.Equal(1, await TopicsAsync(room));
    }

    [Fact]
    public async Task A_slow_channel_slows_neither_the_topic_nor_the_line_that_leads_to_it()
    {
        var room = await Room.OpenAsync(app);
        var ada = await room.MemberAsync("Ada");
        var message = await room.SaysAsync(ada, room.General, "Why does it wait?");
        await room.Mod.PatchAsync($"{room.Api}/channels/{room.General}", new { slowSeconds = 3600 });
        (await room.TryAsync(ada, room.General, "More.", "k")).ShouldBeRefused(HttpStatusCode.TooManyRequests, "slow_mode");

        var opened = await OpenAsync(room, ada, message, "On waiting");

        var last = (await room.MessagesAsync(ada, room.General))[^1];
        Assert.Contains($"href=\"{opened.ShouldRedirect().Location}\"", last.GetProperty("html").GetString());
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_opens_one_topic_and_leaves_one_line()
    {
        var room = await Room.OpenAsync(app);
        var ada = await room.MemberAsync("Ada");
        var message = await room.SaysAsync(ada, room.General, "Why does it wait?");
        var page = await ada.GetAsync($"{room.ChannelPath(room.General)}/topic?m={message}");

        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ada.SubmitAsync(page, ("title", "On waiting"), ("m", message))));
        var changed = await ada.SubmitAsync(page, ("title", "On waiting, again"), ("m", message));

        Assert.Single(opened.Select(o => o.ShouldRedirect().Location).Distinct());
        Assert.Contains("already opened a topic", changed.ShouldBe(HttpStatusCode.Conflict).Text);
        Assert.Equal(1, await TopicsAsync(room));
        Assert.Equal(2, (await room.MessagesAsync(ada, room.General)).Count);
    }

    private static async Task<Answer> OpenAsync(Room room, Client who, long message, string title, string words = "") =>
        await who.SubmitAsync(await who.GetAsync($"{room.ChannelPath(room.General)}/topic?m={message}"),
            ("title", title), ("m", message), ("body", words));

    private static Task<int> TopicsAsync(Room room) => room.InAsync<AppDb, int>(db => db.Set<Topic>().CountAsync());
}
