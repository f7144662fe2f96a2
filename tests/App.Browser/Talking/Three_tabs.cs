using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Talking;

/// <summary>All tabs of a browser share one event stream: what one tab listens to is heard after another took the stream over.</summary>
public sealed class Three_tabs(GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task The_third_still_hears_when_the_second_took_over_from_the_first()
    {
        var owner = await OpenAsync(Look.Desktop);
        await owner.SetUpAsync(Server);
        await owner.MakeChannelAsync();
        var channel = new Uri(owner.Page.Url).AbsolutePath;
        await using var chen = await OpenUnwatchedAsync(Look.Phone);
        await chen.RegisterAsync("chen@example.org", Backend.Path + "/tiers");
        await chen.PressAsync("form[action$='/join'] button, button:has-text('Join')");
        await chen.GoToAsync(channel);
        await chen.Page.Locator("chat-channel[data-state=live]").WaitForAsync();

        // Each is in line for the stream before the next one opens.
        await owner.GoToAsync(Backend.Path);
        await LiveAsync(owner.Page);
        var second = await owner.Page.Context.NewPageAsync();
        // It hears of notifications and of nothing else.
        await second.GotoAsync(Server.Address + "account");
        await LiveAsync(second);
        var third = await owner.Page.Context.NewPageAsync();
        await third.GotoAsync(Server.Address + channel[1..]);
        await third.Locator("chat-channel[data-state=live]").WaitForAsync();
        await owner.Page.GotoAsync("about:blank");
        await Task.Delay(TimeSpan.FromSeconds(2));

        var area = chen.Page.Locator(".chat-composer textarea");
        await area.FillAsync("Does the third tab hear?");
        await area.PressAsync("Enter");

        await third.Locator(".msg-body:has-text('Does the third tab hear?')").WaitForAsync(new() { Timeout = (float)Soon.TotalMilliseconds });
    }

    private static async Task LiveAsync(Microsoft.Playwright.IPage page)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!await page.EvaluateAsync<bool>(
            "navigator.locks.query().then(l => [...l.held, ...l.pending].some(lock => lock.name === 'guildhall-live'))"))
            await Task.Delay(50, patience.Token);
        await Task.Delay(300);
    }
}
