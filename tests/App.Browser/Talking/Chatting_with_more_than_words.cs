using System.Text.Json;
using Guildhall.App.Browser.Hosting;
using Microsoft.Playwright;

namespace Guildhall.App.Browser.Talking;

/// <summary>
/// A poll, an edit, a thread and a card, while two have the channel open: one in English at a desk, the other in Chinese on a phone.
/// </summary>
public sealed class Chatting_with_more_than_words(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    [Fact]
    public async Task Comes_to_the_other_as_it_stands_on_the_page_that_is_loaded()
    {
        var owner = await OpenAsync(Look.Desktop);
        await owner.SetUpAsync(Server);
        await owner.AddSpaceAsync("Ask", "questions");
        var channel = await owner.OpenLoungeAsync();
        var chen = await OpenAsync(Look.Phone.InChinese);
        await chen.JoinLoungeAsync(channel);

        await VoteAsync(owner, chen, channel);
        var message = await EditAsync(owner, chen, channel);
        await FollowAsync(owner, chen, message);
        await ShowCardAsync(owner, chen, channel);
    }

    /// <summary>A new poll is drawn at once, stays one when somebody reacts, and a vote leads back into the channel.</summary>
    private static async Task VoteAsync(Visit owner, Visit chen, string channel)
    {
        await owner.Page.Locator("#composer a[data-tool]").ClickAsync();
        var dialog = owner.Page.Locator("dialog.composer-dialog");
        await dialog.Locator("[name=question]").FillAsync("Which editor?");
        await dialog.Locator("[name=options]").FillAsync("Vim\nEmacs");
        await owner.ScreenshotAsync("chat-poll-dialog");
        await dialog.Locator("button.primary").ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await owner.Page.Locator("#composer textarea").PressAsync("Enter");
        await owner.Page.Locator("[data-list] .poll").WaitForAsync();
        await chen.Page.Locator("[data-list] .poll").WaitForAsync();

        await chen.Page.Locator(".poll [name=options]").First.CheckAsync();
        await ReactAsync(owner);
        await chen.Page.Locator(".msg-reactions .reaction").WaitForAsync();
        Assert.True(await chen.Page.Locator(".poll [name=options]").First.IsCheckedAsync());
        await chen.PressAsync(".poll form button.primary");
        Assert.Equal(channel, new Uri(chen.Page.Url).AbsolutePath);
        await chen.Page.Locator(".poll .poll-bars").WaitForAsync();
        await chen.IsLiveAsync();
        await chen.ShouldBeGoodAsync("chat-poll");
        await owner.ShouldBeGoodAsync("chat-poll");
    }

    /// <summary>What one is about to say stays in the composer, and waits on the server.</summary>
    private static async Task<string> EditAsync(Visit owner, Visit chen, string channel)
    {
        await owner.SayAsync("Frist words.");
        await chen.Page.Locator(".msg-body:has-text('Frist words.')").WaitForAsync();
        var id = await owner.Page.Locator(".msg[data-number]:has-text('Frist words.')").GetAttributeAsync("data-id");
        var (own, area) = (owner.Page.Locator($"#m{id}"), owner.Page.Locator("#composer textarea"));
        await area.FillAsync("Half a sentence");
        await own.HoverAsync();
        await own.Locator("[data-tool=edit]").ClickAsync();
        var editor = own.Locator(".msg-editor textarea");
        Assert.Equal("Frist words.", await editor.InputValueAsync());
        await owner.ShouldBeGoodAsync("chat-editing");
        await editor.FillAsync("First words.");
        await editor.PressAsync("Enter");
        await chen.Page.Locator($"#m{id} .msg-body:has-text('First words.')").WaitForAsync();
        Assert.Equal("Half a sentence", await area.InputValueAsync());

        await own.HoverAsync();
        await own.Locator("[data-tool=edit]").ClickAsync();
        await editor.FillAsync("Never mind");
        await editor.PressAsync("Escape");
        Assert.Equal(0, await owner.Page.Locator(".msg-editor").CountAsync());
        Assert.Equal("First words.", await own.Locator(".msg-body").InnerTextAsync());
        Assert.Equal("Half a sentence", await area.InputValueAsync());
        await owner.Page.Locator("#composer text-composer[data-state]").WaitForAsync();
        await owner.Page.EvaluateAsync("localStorage.clear()");
        await owner.GoToAsync(channel);
        await owner.IsLiveAsync();
        Assert.Equal("Half a sentence", await area.InputValueAsync());
        await area.PressAsync("Enter");
        await chen.Page.Locator(".msg-body:has-text('Half a sentence')").WaitForAsync();
        return id!;
    }

    /// <summary>A thread that is followed by hand waits in the list of channels.</summary>
    private static async Task FollowAsync(Visit owner, Visit chen, string message)
    {
        var thread = $"{Backend.Path}/chat/threads/{message}";
        await chen.GoToAsync(thread);
        await chen.PressAsync("form[action$='/following'] button");
        await chen.ShouldBeGoodAsync("chat-thread");
        await chen.GoToAsync(Backend.Path + "/chat");
        await owner.GoToAsync(thread);
        await owner.IsLiveAsync();

        await owner.SayAsync("More on that.");

        var line = chen.Page.Locator($"[data-threads] [data-thread='{message}']");
        await line.WaitForAsync();
        await chen.ShouldBeGoodAsync("chat-followed");
        await line.ClickAsync();
        await chen.Page.Locator(".msg-body:has-text('More on that.')").WaitForAsync();
    }

    /// <summary>A lone address of the community's own becomes a card in the open channel.</summary>
    private async Task ShowCardAsync(Visit owner, Visit chen, string channel)
    {
        var topic = JsonDocument.Parse(await owner.AskAsync("POST", "/topics", new { space = "ask", title = "Why does it wait?", body = "Locks." }))
            .RootElement.GetProperty("id").GetInt64();
        await owner.GoToAsync(channel);
        await owner.IsLiveAsync();
        await chen.GoToAsync(channel);
        await chen.IsLiveAsync();

        await owner.SayAsync($"<{Server.Address.ToString().TrimEnd('/')}{Backend.Path}/topics/{topic}>");

        foreach (var who in new[] { owner, chen })
        {
            await who.Page.Locator(".link-card-title:has-text('Why does it wait?')").WaitForAsync();
            await who.ShouldBeGoodAsync("chat-card");
        }
    }

    private static async Task ReactAsync(Visit who)
    {
        var last = who.Page.Locator("[data-list] > .msg").Last;
        await last.HoverAsync();
        await last.Locator(".msg-menu summary").ClickAsync();
        await last.Locator(".msg-menu [data-reaction=heart]").ClickAsync();
        await last.Locator(".msg-reactions .reaction-mine").WaitForAsync();
        Assert.Equal(1, await last.Locator(".poll").CountAsync());
    }
}
