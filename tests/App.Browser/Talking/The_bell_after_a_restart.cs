using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Talking;

/// <summary>The program is restarted behind a proxy while a tab is open.</summary>
public sealed class The_bell_after_a_restart(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    /// <summary>What is told while a tab has no stream is not kept for it: back again, it looks for itself.</summary>
    [Fact]
    public async Task Comes_back_by_itself_and_shows_what_came_meanwhile()
    {
        await using var owner = await OpenUnwatchedAsync(Look.Desktop);
        await owner.SetUpAsync(Server);
        await using var reader = await OpenUnwatchedAsync(Look.Desktop);
        await reader.RegisterAsync("yu@example.org", Backend.Column);
        await reader.PressAsync("form[action$='/following'] button");
        await reader.Page.RunAndWaitForResponseAsync(
            () => reader.GoToAsync(Backend.Path), r => r.Url.Contains("/api/events", StringComparison.Ordinal) && r.Status == 200);
        // A proxy answers for a program that is not there: to a browser that is the end of a stream.
        await reader.Page.RouteAsync("**/api/events*", route => route.FulfillAsync(new() { Status = 503 }));
        await reader.Page.RunAndWaitForResponseAsync(async () =>
        {
            await Server.CrashAsync();
            await Server.StartAsync();
        }, r => r.Url.Contains("/api/events", StringComparison.Ordinal) && r.Status == 503);
        await owner.PublishAsync("While you were away");

        await reader.Page.UnrouteAllAsync();

        await reader.Page.Locator(".bell-count:visible:text-is('1')").First.WaitForAsync();
    }
}
