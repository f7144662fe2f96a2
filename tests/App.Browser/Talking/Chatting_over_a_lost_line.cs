using Guildhall.App.Browser.Hosting;
using Microsoft.Playwright;

namespace Guildhall.App.Browser.Talking;

/// <summary>Two people chat; one loses the connection, writes on, loads the page anew, and nothing is lost or doubled.</summary>
public sealed class Chatting_over_a_lost_line(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    [Fact]
    public async Task Sends_once_what_was_written_without_a_connection_and_shows_it_to_the_other()
    {
        var owner = await OpenAsync(Look.Desktop);
        await owner.SetUpAsync(Server);
        var channel = await owner.OpenLoungeAsync();
        var chen = await OpenUnwatchedAsync(Look.Phone);
        await chen.JoinLoungeAsync(channel);
        await owner.ShouldBeGoodAsync("chat-empty");

        await owner.SayAsync("Good morning, **Chen**.\n\n```cs\nvar pool = 14;\n```");
        await chen.Page.Locator(".msg-body strong").WaitForAsync();
        await ComposeAsync(chen);
        await owner.Page.Locator(".msg-body:has-text('你好')").WaitForAsync();

        await chen.Page.Context.SetOfflineAsync(true);
        await chen.SayAsync("First while offline.");
        await chen.SayAsync("Second while offline.");
        await owner.SayAsync("Are you there?");
        Assert.Equal(2, await chen.Page.Locator(".msg-pending").CountAsync());
        await chen.ScreenshotAsync("chat-offline");
        await chen.Page.Context.SetOfflineAsync(false);

        await owner.Page.Locator(".msg-body:has-text('Second while offline.')").WaitForAsync();
        await chen.Page.Locator(".msg-body:has-text('Are you there?')").WaitForAsync();
        await chen.Page.Locator(".msg-pending").First.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        string[] said = ["Good morning, Chen.", "你好，收到。", "Are you there?", "First while offline.", "Second while offline."];
        Assert.Equal(said, await WordsAsync(owner));
        Assert.Equal(said, await WordsAsync(chen));
        await chen.Page.ReloadAsync();
        Assert.Equal(said, await WordsAsync(chen));

        await ReactAndAnswerAsync(owner, chen);
        await owner.ShouldBeGoodInAllLooksAsync("chat");
        await chen.ShouldBeGoodAsync("chat-phone");
        await owner.GoToAsync(Backend.Path + "/chat");
        await owner.ShouldBeGoodInAllLooksAsync("chat-home");
        await chen.DisposeAsync();
    }

    /// <summary>An input method takes its word over with Enter: that sends nothing.</summary>
    private static async Task ComposeAsync(Visit who)
    {
        var area = who.Page.Locator(".chat-composer textarea");
        await area.FillAsync("你好，收到。");
        await area.DispatchEventAsync("keydown", new { key = "Enter", isComposing = true, bubbles = true });
        await area.DispatchEventAsync("keydown", new { key = "Enter", keyCode = 229, bubbles = true });
        Assert.Equal("你好，收到。", await area.InputValueAsync());
        await area.PressAsync("Enter");
    }

    private static async Task ReactAndAnswerAsync(Visit owner, Visit chen)
    {
        var last = owner.Page.Locator(".chat-messages[data-list] > .msg").Last;
        await last.HoverAsync();
        await last.Locator(".msg-menu summary").ClickAsync();
        await last.Locator(".msg-menu [data-reaction=heart]").ClickAsync();
        await last.Locator(".msg-reactions .reaction-mine").WaitForAsync();
        await chen.Page.Locator(".msg-reactions .reaction").WaitForAsync();
        await owner.Page.Locator(".chat-composer textarea").FillAsync("Good that it kept them.");
        await last.HoverAsync();
        await last.Locator("[data-tool=reply]").ClickAsync();
        await owner.Page.Locator(".chat-composer textarea").PressAsync("Enter");
        await chen.Page.Locator(".msg-to").WaitForAsync();
    }

    private static async Task<IReadOnlyList<string>> WordsAsync(Visit who) =>
        [.. (await who.Page.Locator(".chat-messages[data-list] .msg-body p").AllInnerTextsAsync()).Select(t => t.Trim())];
}
