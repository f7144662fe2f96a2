using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Accounts;

public sealed class Looking_after_an_account(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    private const string Password = "quiet lantern over basalt";

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public async Task Is_good_to_look_at_and_for_everybody(string language)
    {
        await SetUpOnceAsync();
        var visitor = await OpenAsync(Look.Desktop with { Language = language });
        visitor.Expect(422);
        await visitor.GoToAsync("/sign-in");
        await visitor.ShouldBeGoodInAllLooksAsync("sign-in");
        await visitor.GoToAsync("/register?returnUrl=/account");
        await visitor.FillAsync("name", "Wang Fang");
        await visitor.FillAsync("email", $"wang-{language}@example.org");
        await visitor.FillAsync("password", "password1");
        await visitor.PressAsync("button.primary");
        await visitor.ShouldBeGoodInAllLooksAsync("register-refused");
        await visitor.FillAsync("password", Password);
        await visitor.PressAsync("button.primary");

        foreach (var page in new[] { "", "/settings", "/password", "/two-step", "/passkeys", "/sessions", "/tokens" })
        {
            await visitor.GoToAsync("/account" + page);
            await visitor.ShouldBeGoodInAllLooksAsync("account" + page.Replace('/', '-'));
        }

        await visitor.Page.Locator("[name=name]").FillAsync("Nightly script");
        await visitor.Page.Locator("[value='users:read']").CheckAsync();
        await visitor.PressAsync("button.primary");
        await visitor.ShouldBeGoodInAllLooksAsync("account-token-made");
        await visitor.GoToAsync("/account/two-step");
        await visitor.FillAsync("password", Password);
        await visitor.PressAsync("[name=deed]");
        await visitor.ShouldBeGoodInAllLooksAsync("account-two-step-begun");
    }

    /// <summary>Nobody registers before the owner; both languages share the server.</summary>
    private async Task SetUpOnceAsync()
    {
        var owner = await OpenAsync(Look.Desktop);
        await owner.GoToAsync("/register");
        if (await owner.Page.Locator("main [name=name]").CountAsync() == 0)
            await owner.SetUpAsync(Server);
    }
}
