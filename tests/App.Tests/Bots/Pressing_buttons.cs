using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Bots;

/// <summary>A bot puts buttons below what it said; whoever sees it may press them.</summary>
public class Pressing_buttons(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly object Again = new { label = "Throw again", action = "again", style = "primary" };

    [Fact]
    public async Task Below_a_message_it_turns_to_the_bot_which_answers()
    {
        var bots = await BotForum.OpenAsync(app);
        var ada = await bots.Forum.MemberAsync("Ada");
        var bot = await bots.BotAsync();
        await using var live = await bot.Program.ListenAsync("/api/events");
        await live.UntilAsync("event: open");
        var message = await SaysAsync(bots, bot, bots.General);
        (await BotForum.PutAsync(bot.Program, $"{bots.Api}/bots/me/messages/{message}/buttons", new { buttons = new[] { Again } }))
            .ShouldBe(HttpStatusCode.NoContent);
        var page = $"{bots.Forum.Path}/chat/{bots.General}";

        var action = (await ada.GetAsync(page)).Document.QuerySelector(".msg-buttons button")!.GetAttribute("formaction")!;
        var pressed = await Forum.PressAsync(ada, page, action);

        await live.UntilAsync("event: bots.button_pressed");
        await live.UntilAsync("\"name\":\"again\"");
        (await bots.AnswersAsync(bot, BotForum.TicketOf(live), new { message = "A five.", visibility = "everyone", buttons = new[] { Again } }))
            .ShouldBe(HttpStatusCode.OK);
        var shown = await ada.FollowAsync(await ada.FollowAsync(pressed.ShouldRedirect()));
        Assert.Equal(page, shown.Path.Split('?')[0]);
        Assert.Contains("A five.", shown.TextOf("[data-list]"), StringComparison.Ordinal);
        Assert.Equal(2, shown.Document.QuerySelectorAll("[data-list] .msg-buttons button").Length);
    }

    [Fact]
    public async Task What_is_answered_to_the_asker_alone_is_seen_in_the_channel_and_by_nobody_else()
    {
        var bots = await BotForum.OpenAsync(app);
        var (ada, bob) = (await bots.Forum.MemberAsync("Ada"), await bots.Forum.MemberAsync("Bob"));
        var bot = await bots.BotAsync();
        await using var live = await bot.Program.ListenAsync("/api/events");
        await live.UntilAsync("event: open");
        var message = await SaysAsync(bots, bot, bots.General);
        await BotForum.PutAsync(bot.Program, $"{bots.Api}/bots/me/messages/{message}/buttons", new { buttons = new[] { Again } });
        var page = $"{bots.Forum.Path}/chat/{bots.General}";
        var button = (await ada.GetAsync(page)).Document.QuerySelector(".msg-buttons button")!;

        var pressed = (await ada.PostAsync(button.GetAttribute("data-press")!, new { })).ShouldBe(HttpStatusCode.Created);
        Assert.Equal("waiting", pressed.Json.GetProperty("state").GetString());
        Assert.Contains("Waiting for the answer", (await ada.GetAsync(page)).TextOf("bot-answers"), StringComparison.Ordinal);
        await live.UntilAsync("\"ticket\"");
        (await bots.AnswersAsync(bot, BotForum.TicketOf(live), new { message = "Only for you." })).ShouldBe(HttpStatusCode.OK);

        Assert.Contains("Only for you.", (await ada.GetAsync(page)).TextOf("bot-answers"), StringComparison.Ordinal);
        Assert.DoesNotContain("Only for you.", (await bob.GetAsync(page)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Only for you.", (await ada.GetAsync($"{bots.Forum.Path}/chat/threads/{message}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Below_a_reply_it_is_answered_by_a_reply()
    {
        var bots = await BotForum.OpenAsync(app);
        var ada = await bots.Forum.MemberAsync("Ada");
        var bot = await bots.BotAsync();
        await using var live = await bot.Program.ListenAsync("/api/events");
        await live.UntilAsync("event: open");
        var topic = await bots.Forum.OpensAsync(ada, "Throw!");
        var reply = await bots.Forum.RepliesAsync(bot.Program, topic, "Press.");
        (await BotForum.PutAsync(bot.Program, $"{bots.Api}/bots/me/replies/{reply}/buttons", new { buttons = new[] { Again } }))
            .ShouldBe(HttpStatusCode.NoContent);

        var page = await ada.GetAsync(bots.Forum.TopicPath(topic));
        var action = page.Document.QuerySelector("bot-press [data-press] form")!.GetAttribute("action")!;
        (await ada.PressAsync(page, action)).ShouldRedirect();
        await live.UntilAsync("\"ticket\"");
        (await bots.AnswersAsync(bot, BotForum.TicketOf(live), new { message = "A six.", visibility = "everyone" })).ShouldBe(HttpStatusCode.OK);

        Assert.Contains("A six.", (await ada.GetAsync(bots.Forum.TopicPath(topic))).TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_see_the_message_finds_no_button()
    {
        var bots = await BotForum.OpenAsync(app);
        var (free, vip) = (await bots.Forum.MemberAsync("Free"), await bots.Forum.MemberAsync("Vip", "premium"));
        var bot = await bots.BotAsync(tier: "premium");
        var message = await SaysAsync(bots, bot, bots.Vip);
        await BotForum.PutAsync(bot.Program, $"{bots.Api}/bots/me/messages/{message}/buttons", new { buttons = new[] { Again } });
        var path = (await vip.GetAsync($"{bots.Forum.Path}/chat/{bots.Vip}")).Document.QuerySelector(".msg-buttons button")!.GetAttribute("formaction")!;
        var presses = $"{bots.Api}/bots/buttons/{path.Split('/')[^2]}/presses";

        (await free.PostAsync(presses, new { })).ShouldBe(HttpStatusCode.NotFound);
        (await bot.Program.PostAsync(presses, new { })).ShouldBe(HttpStatusCode.NotFound);
        (await vip.PostAsync(presses, new { })).ShouldBe(HttpStatusCode.Created);
        (await vip.PostAsync($"{bots.Api}/bots/buttons/999999999/presses", new { })).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Below_what_others_said_it_puts_none_and_never_more_than_five()
    {
        var bots = await BotForum.OpenAsync(app);
        var ada = await bots.Forum.MemberAsync("Ada");
        var (bot, other) = (await bots.BotAsync(), await bots.BotAsync("Other"));
        var own = await SaysAsync(bots, bot, bots.General);
        var adas = (await bots.TypesAsync(ada, "Mine.")).Json.GetProperty("id").GetInt64();
        Task<Answer> PutsAsync(Robot who, long message, params object[] buttons) =>
            BotForum.PutAsync(who.Program, $"{bots.Api}/bots/me/messages/{message}/buttons", new { buttons });

        (await PutsAsync(other, own, Again)).ShouldBe(HttpStatusCode.NotFound);
        (await PutsAsync(bot, adas, Again)).ShouldBe(HttpStatusCode.NotFound);
        (await PutsAsync(bot, own, [.. Enumerable.Repeat(Again, 6)])).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "buttons_too_many");
        (await PutsAsync(bot, own, new { label = "", action = "x" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "button_malformed");
    }

    [Fact]
    public async Task One_who_presses_too_often_has_to_wait()
    {
        var bots = await BotForum.OpenAsync(app);
        var ada = await bots.Forum.MemberAsync("Ada");
        var bot = await bots.BotAsync();
        var message = await SaysAsync(bots, bot, bots.General);
        await BotForum.PutAsync(bot.Program, $"{bots.Api}/bots/me/messages/{message}/buttons", new { buttons = new[] { Again } });
        var path = (await ada.GetAsync($"{bots.Forum.Path}/chat/{bots.General}")).Document.QuerySelector(".msg-buttons button")!.GetAttribute("formaction")!;
        var presses = $"{bots.Api}/bots/buttons/{path.Split('/')[^2]}/presses";

        for (var n = 0; n < 30; n++)
            (await ada.PostAsync(presses, new { })).ShouldBe(HttpStatusCode.Created);

        (await ada.PostAsync(presses, new { })).ShouldBeRefused(HttpStatusCode.TooManyRequests, "too_many_interactions");
    }

    private static async Task<long> SaysAsync(BotForum bots, Robot bot, long channel) =>
        (await bots.TypesAsync(bot.Program, "Press.", channel)).ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetInt64();
}
