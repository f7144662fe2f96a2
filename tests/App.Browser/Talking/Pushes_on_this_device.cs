using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Talking;

/// <summary>
/// A browser without a head has no push service, so nothing can be subscribed to here; tests/App.Tests opens what is pushed. What a person
/// sees when the browser cannot, or may not, is tried.
/// </summary>
public sealed class Pushes_on_this_device(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    [Fact]
    public async Task Say_why_they_could_not_be_switched_on()
    {
        await (await OpenAsync(Look.Desktop)).SetUpAsync(Server);
        await using var reader = await OpenUnwatchedAsync(Look.Phone);
        await reader.RegisterAsync("chen@example.org");
        await reader.GoToAsync("/account/notifications");
        var (button, said) = (reader.Page.Locator("push-switch button"), reader.Page.Locator("push-switch [role=status]"));
        await button.WaitForAsync();
        Assert.Equal(("Turn on push on this device", "false"), (await button.InnerTextAsync(), await button.GetAttributeAsync("aria-pressed")));

        // Nobody was there to be asked for the permission.
        await button.ClickAsync();
        await reader.Page.Locator("push-switch [role=status]:not(:empty)").WaitForAsync();
        Assert.Contains(await said.InnerTextAsync(), (string[])
            ["Your browser blocks notifications from this site. Allow them in its settings.", "That did not work. Try again."]);
        await reader.ShouldBeGoodAsync("push-blocked");

        await reader.Page.Context.GrantPermissionsAsync(["notifications"]);
        await button.ClickAsync();
        await reader.Page.Locator("push-switch [role=status]:text-is(\"That did not work. Try again.\")").WaitForAsync();

        Assert.Equal(("Turn on push on this device", "false"), (await button.InnerTextAsync(), await button.GetAttributeAsync("aria-pressed")));
        Assert.True(await button.IsEnabledAsync());
        // A window of a test is a private one, in which this browser has no pushes, and says so.
        Assert.All(reader.Problems, p => Assert.Contains("Push API", p, StringComparison.Ordinal));
    }
}
