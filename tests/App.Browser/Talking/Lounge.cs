using System.Text.Json;
using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Talking;

/// <summary>A space of chat with one channel, in which people meet.</summary>
internal static class Lounge
{
    /// <summary>Adds a space in which whoever reads it may post.</summary>
    /// <param name="kind">"chat", "questions".</param>
    public static async Task AddSpaceAsync(this Visit owner, string name, string kind)
    {
        await owner.GoToAsync(Backend.Path + "/manage/spaces");
        var form = owner.Page.Locator("form:has([name=slug])").Last;
        await form.Locator("[name=name]").FillAsync(name);
        await form.Locator("[name=slug]").FillAsync(name.ToLowerInvariant());
        await form.Locator($"[value={kind}]").CheckAsync();
        await form.Locator("[name=posting]").Last.SelectOptionAsync("readers");
        await owner.PressAsync("form:has([name=slug]) button.primary >> nth=-1");
    }

    /// <summary>The owner opens the space and its channel, which is open at the end; gives its path.</summary>
    public static async Task<string> OpenLoungeAsync(this Visit owner)
    {
        await owner.AddSpaceAsync("Lounge", "chat");
        await owner.GoToAsync(Backend.Path + "/s/lounge");
        await owner.PressAsync("a.button.primary");
        await owner.Page.Locator("form:has([name=about]) [name=name]").FillAsync("general");
        await owner.PressAsync("form:has([name=about]) button.primary");
        await owner.IsLiveAsync();
        return new Uri(owner.Page.Url).AbsolutePath;
    }

    /// <summary>Somebody new joins the community and opens the channel.</summary>
    public static async Task JoinLoungeAsync(this Visit visitor, string channel)
    {
        await visitor.RegisterAsync("chen@example.org", Backend.Path + "/tiers");
        await visitor.PressAsync("form[action$='/join'] button, button:has-text('Join'), button:has-text('加入')");
        await visitor.GoToAsync(channel);
        await visitor.IsLiveAsync();
    }

    public static Task IsLiveAsync(this Visit who) => who.Page.Locator("chat-channel[data-state=live]").WaitForAsync();

    /// <summary>Writes a message and sends it by Enter.</summary>
    public static async Task SayAsync(this Visit who, string text)
    {
        var area = who.Page.Locator("#composer textarea");
        await area.FillAsync(text);
        await area.PressAsync("Enter");
        Assert.Equal("", await area.InputValueAsync());
    }

    /// <summary>Asks the API as the page's own scripts do; gives the answer's body.</summary>
    public static Task<string> AskAsync(this Visit who, string method, string path, object? body = null) => who.Page.EvaluateAsync<string>(
        "async ([method, path, body]) => (await fetch(path, { method, headers: { 'content-type': 'application/json' }, body: body ?? undefined })).text()",
        new[] { method, Backend.Api + path, body is null ? null : JsonSerializer.Serialize(body) });
}
