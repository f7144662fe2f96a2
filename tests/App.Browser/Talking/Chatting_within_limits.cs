using System.Text;
using Guildhall.App.Browser.Hosting;
using Microsoft.Playwright;

namespace Guildhall.App.Browser.Talking;

/// <summary>A voice message, files that do not arrive, slow mode and a mute: whatever keeps something from being said is told.</summary>
public sealed class Chatting_within_limits(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    private const string Kept = ".chat-uploads [data-kept]", Failed = "#composer .chat-upload-failed", Send = "#composer .chat-send > button.primary";

    [Fact]
    public async Task Says_why_something_is_not_sent_and_loses_nothing()
    {
        var owner = await OpenAsync(Look.Desktop);
        await owner.SetUpAsync(Server);
        var channel = await owner.OpenLoungeAsync();
        var chen = await OpenAsync(Look.Phone.InChinese);
        await chen.JoinLoungeAsync(channel);

        await SpeakAsync(owner, chen);
        await BringFilesAsync(owner, chen);
        await SlowDownAsync(owner, chen, channel);
        await MuteAsync(owner, chen, channel);
    }

    private static async Task SpeakAsync(Visit owner, Visit chen)
    {
        var record = chen.Page.Locator("#composer [data-record]");
        await record.ClickAsync();
        await chen.Page.Locator("#composer .chat-recording").WaitForAsync();
        // As long as somebody speaks.
        await chen.Page.WaitForTimeoutAsync(1200);
        await record.ClickAsync();
        await chen.Page.Locator(Kept).WaitForAsync();
        await chen.ScreenshotAsync("chat-voice-ready");
        await chen.Page.Locator(Send).ClickAsync();
        await owner.Page.Locator("audio.msg-voice").WaitForAsync();

        var heard = await owner.Page.EvaluateAsync<double>(
            """
            async () => {
              const voice = document.querySelector('audio.msg-voice')
              voice.muted = true
              await voice.play()
              await new Promise(done => voice.addEventListener('ended', done, { once: true }))
              return voice.currentTime
            }
            """);
        Assert.InRange(heard, 0.3, 30);
        await owner.ShouldBeGoodAsync("chat-voice");

        await chen.Page.EvaluateAsync(
            "() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError')) }");
        await record.ClickAsync();
        await chen.Page.Locator(Failed + ":has-text('麦克风已被禁用')").WaitForAsync();
        await chen.ShouldBeGoodAsync("chat-microphone");
        await chen.Page.Locator(Failed + " button").ClickAsync();
    }

    private static async Task BringFilesAsync(Visit owner, Visit chen)
    {
        const string uploads = "**/files?name=*";
        chen.Expect(413);
        await chen.Page.RouteAsync(uploads, r => r.FulfillAsync(new() { Status = 413, ContentType = "text/html", Body = "<h1>Too large</h1>" }));
        await BringAsync(chen, "notes.txt");
        await chen.Page.Locator(Failed + ":has-text('notes.txt')").WaitForAsync();
        await chen.SayAsync("Here are my notes.");
        await owner.Page.Locator(".msg-body:has-text('Here are my notes.')").WaitForAsync();
        Assert.Equal(1, await chen.Page.Locator(Failed).CountAsync());
        await chen.ShouldBeGoodAsync("chat-file-failed");

        // On its way, what is typed waits in the composer.
        var gate = new TaskCompletionSource();
        await chen.Page.UnrouteAsync(uploads);
        await chen.Page.RouteAsync(uploads, async r =>
        {
            await gate.Task;
            await r.ContinueAsync();
        });
        await chen.Page.Locator(".chat-upload-retry").ClickAsync();
        var area = chen.Page.Locator("#composer textarea");
        await area.FillAsync("Now they are here.");
        await area.PressAsync("Enter");
        await chen.Page.Locator("#composer [data-said]:has-text('文件还在上传')").WaitForAsync();
        Assert.Equal("Now they are here.", await area.InputValueAsync());
        gate.SetResult();
        await chen.Page.Locator(Kept).WaitForAsync();
        await area.PressAsync("Enter");
        await owner.Page.Locator(".msg:has-text('Now they are here.') a.msg-file:has-text('notes.txt')").WaitForAsync();
        await chen.Page.UnrouteAsync(uploads);
    }

    private static async Task SlowDownAsync(Visit owner, Visit chen, string channel)
    {
        chen.Expect(429);
        var api = $"/channels/{channel.Split('/')[^1]}";
        await owner.AskAsync("PATCH", api, new { slowSeconds = 600 });
        await chen.SayAsync("One.");
        var first = chen.Page.Locator(".msg-waits:has-text('慢速模式')");
        await first.WaitForAsync();
        await chen.SayAsync("Two.");
        await chen.Page.Locator(".msg-waits:has-text('等待上一条消息')").WaitForAsync();
        await chen.ShouldBeGoodAsync("chat-slow");

        await first.Locator("button").First.ClickAsync();
        Assert.Equal("One.", await chen.Page.Locator("#composer textarea").InputValueAsync());
        await chen.Page.Locator(".msg-waits:has-text('Two.'):has-text('慢速模式')").WaitForAsync();
        Assert.Equal(1, await chen.Page.Locator(".msg-waits").CountAsync());
        await chen.Page.Locator(".msg-waits button").Last.ClickAsync();
        Assert.Equal(0, await chen.Page.Locator(".msg-waits").CountAsync());
        await owner.AskAsync("PATCH", api, new { slowSeconds = 0 });
        await chen.SayAsync("One, at last.");
        await owner.Page.Locator(".msg-body:has-text('One, at last.')").WaitForAsync();
        Assert.Equal(0, await owner.Page.Locator(".msg-body:has-text('Two.')").CountAsync());
    }

    private static async Task MuteAsync(Visit owner, Visit chen, string channel)
    {
        var member = await owner.Page.Locator(".msg:has-text('One, at last.')").GetAttributeAsync("data-author");
        var mute = $"/channels/{channel.Split('/')[^1]}/mutes/{member}";
        await owner.AskAsync("PUT", mute, new { minutes = 10 });
        await chen.Page.Locator(".chat-closed time").WaitForAsync();
        await chen.ShouldBeGoodAsync("chat-muted");
        await owner.AskAsync("DELETE", mute);
        await chen.Page.Locator("#composer").WaitForAsync();
    }

    private static Task BringAsync(Visit who, string name) => who.Page.Locator("#composer input[type=file]").SetInputFilesAsync(
        new FilePayload { Name = name, MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes("Some notes.") });
}
