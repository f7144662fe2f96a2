using System.Text.Json;
using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Talking;

/// <summary>The team makes a bot; a member uses its command in chat and presses its button; the digest is set up on its page.</summary>
public sealed class Asking_a_bot(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    private const string Bots = Backend.Path + "/manage/bots";

    [Fact]
    public async Task Goes_from_the_token_to_a_command_and_to_the_press_of_a_button()
    {
        var owner = await OpenAsync(Look.Desktop);
        await owner.SetUpAsync(Server);
        await owner.AddSpaceAsync("Ask", "questions");
        var channel = await owner.OpenLoungeAsync();
        await owner.GoToAsync(Bots);
        await owner.ShouldBeGoodInAllLooksAsync("bots-empty");
        await owner.FillAsync("name", "Dicey");
        await owner.FillAsync("handle", "dicey");
        await owner.FillAsync("about", "Throws **dice**.");
        await owner.PressAsync("form:has([name=handle]) button.primary");
        var token = await owner.Page.Locator("#token").InputValueAsync();
        await owner.ShouldBeGoodAsync("bot-token");
        await using var peer = await BotPeer.StartAsync(Server.Address, token, "backend");

        var chen = await OpenAsync(Look.Phone.InChinese);
        await chen.JoinLoungeAsync(channel);
        await chen.Page.Locator(".chat-composer textarea").FillAsync("/dice");
        await chen.Page.Locator(".chat-composer button.primary").First.ClickAsync();
        await chen.Page.Locator(".msg-body:has-text('Throw 1: a six')").WaitForAsync();
        Assert.Equal("机器人", await chen.Page.Locator(".msg:has-text('Throw 1') .msg-bot").InnerTextAsync());
        await chen.ShouldBeGoodInAllLooksAsync("bot-answer");
        // With a finger too: what comes with a touch must not move the button away.
        await chen.Page.Locator(".msg-buttons button").First.ClickAsync();
        await chen.Page.Locator(".msg-body:has-text('Throw 2: a six')").WaitForAsync();
        await chen.Page.Locator(".msg-buttons:not(:has([aria-busy])) button").First.WaitForAsync();
        Assert.Equal(channel, new Uri(chen.Page.Url).AbsolutePath);
        await chen.Page.ReloadAsync();
        Assert.Equal(1, await chen.Page.Locator(".msg-body:has-text('Throw 2: a six')").CountAsync());

        await PressBelowAPostAsync(chen, peer);

        await owner.GoToAsync(Bots);
        await owner.ShouldBeGoodInAllLooksAsync("bots");
        await owner.GoToAsync(Bots + "/built-in/digest");
        await owner.Page.Locator("[name=on]").CheckAsync();
        await owner.Page.Locator("[name=place]").SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Index = 1 });
        await owner.PressAsync("main form button.primary");
        Assert.True(await owner.Page.Locator("[name=on]").IsCheckedAsync());
        await owner.ShouldBeGoodInAllLooksAsync("bot-digest");
    }

    /// <summary>Below a post of a topic too: the answer comes there, without leaving the page.</summary>
    private static async Task PressBelowAPostAsync(Visit chen, BotPeer peer)
    {
        var topic = JsonDocument.Parse(await chen.AskAsync("POST", "/topics", new { space = "ask", title = "Who throws?", body = "A die, please." }))
            .RootElement.GetProperty("id").GetInt64();
        await peer.ReplyAsync("backend", topic);
        await chen.GoToAsync($"{Backend.Path}/topics/{topic}");
        var button = chen.Page.Locator("bot-press button");
        await button.WaitForAsync();
        await chen.ShouldBeGoodAsync("bot-below-post");
        await button.ClickAsync();
        await chen.Page.Locator("#bot-answer:has-text('Dicey 已回复')").WaitForAsync();
        Assert.Equal($"{Backend.Path}/topics/{topic}", new Uri(chen.Page.Url).AbsolutePath);
        await chen.ShouldBeGoodInAllLooksAsync("bot-below-post-answered");
        await chen.Page.ReloadAsync();
        await chen.Page.Locator("main :text('Throw 3: a six')").WaitForAsync();
        await AskInAReplyAsync(chen);
    }

    /// <summary>A command typed where a reply is written is offered, goes to the bot, and its answer stands above the field.</summary>
    private static async Task AskInAReplyAsync(Visit chen)
    {
        var field = chen.Page.Locator("#composer textarea");
        await field.ClickAsync();
        await field.PressSequentiallyAsync("/di");
        await chen.Page.Locator(".composer-people li:has-text('/dice')").WaitForAsync();
        await chen.ScreenshotAsync("bot-command-in-a-reply");
        await field.FillAsync("/dice");
        await chen.PressAsync("#composer form button.primary");
        await chen.Page.Locator(".asked-answer :text('Dicey 已回复')").WaitForAsync();
        await chen.ShouldBeGoodInAllLooksAsync("bot-answer-above-a-reply");
        await chen.Page.ReloadAsync();
        await chen.Page.Locator("main .post :text('Throw 4: a six')").WaitForAsync();
        Assert.Equal(0, await chen.Page.Locator("main .post :text('/dice')").CountAsync());
    }
}
