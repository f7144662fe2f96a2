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
        await MakeChannelAsync(owner);
        var channel = new Uri(owner.Page.Url).AbsolutePath;
        var chen = await OpenUnwatchedAsync(Look.Phone);
        await chen.RegisterAsync("chen@example.org", Backend.Path + "/tiers");
        await chen.PressAsync("form[action$='/join'] button, button:has-text('Join')");
        await chen.GoToAsync(channel);
        await chen.Page.Locator("chat-channel[data-state=live]").WaitForAsync();
        await owner.ShouldBeGoodAsync("chat-empty");

        await SayAsync(owner, "Good morning, **Chen**.\n\n```cs\nvar pool = 14;\n```");
        await chen.Page.Locator(".msg-body strong").WaitForAsync();
        await ComposeAsync(chen);
        await owner.Page.Locator(".msg-body:has-text('你好')").WaitForAsync();

        await chen.Page.Context.SetOfflineAsync(true);
        await SayAsync(chen, "First while offline.");
        await SayAsync(chen, "Second while offline.");
        await SayAsync(owner, "Are you there?");
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

    private static async Task MakeChannelAsync(Visit owner)
    {
        await owner.GoToAsync(Backend.Path + "/manage/spaces");
        var form = owner.Page.Locator("form:has([name=slug])").Last;
        await form.Locator("[name=name]").FillAsync("Lounge");
        await form.Locator("[name=slug]").FillAsync("lounge");
        await form.Locator("[value=chat]").CheckAsync();
        await form.Locator("[name=posting]").Last.SelectOptionAsync("readers");
        await owner.PressAsync("form:has([name=slug]) button.primary >> nth=-1");
        await owner.GoToAsync(Backend.Path + "/s/lounge");
        await owner.PressAsync("a.button.primary");
        await owner.Page.Locator("form:has([name=about]) [name=name]").FillAsync("general");
        await owner.PressAsync("form:has([name=about]) button.primary");
        await owner.Page.Locator("chat-channel[data-state=live]").WaitForAsync();
    }

    private static async Task SayAsync(Visit who, string text)
    {
        var area = who.Page.Locator(".chat-composer textarea");
        await area.FillAsync(text);
        await area.PressAsync("Enter");
        Assert.Equal("", await area.InputValueAsync());
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
