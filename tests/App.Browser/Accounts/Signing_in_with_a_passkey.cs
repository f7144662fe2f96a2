using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Accounts;

/// <summary>
/// With Chromium's virtual authenticator (Chrome DevTools Protocol, domain WebAuthn): a fingerprint reader that always agrees.
/// </summary>
public sealed class Signing_in_with_a_passkey(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    private const string Password = "quiet lantern over basalt";

    [Fact]
    public async Task Works_once_it_was_added()
    {
        await Server.RunVerbAsync("member", "create", "--name", "李明", "--email", "li@example.org", "--password", Password, "--language", "zh");
        var li = await OpenAsync(Look.Phone.InChinese);
        await ReadFingersAsync(li);
        await SignInAsync(li, "/account/passkeys");

        await li.FillAsync("name", "我的手机");
        await li.FillAsync("password", Password);
        await li.PressAsync("passkey-button .primary");
        Assert.Contains("我的手机", await li.Page.Locator(".entry").InnerTextAsync());
        await li.ShouldBeGoodAsync("passkeys");

        await li.Page.Context.ClearCookiesAsync(new() { Name = "__Host-guildhall" });
        await li.GoToAsync("/sign-in?returnUrl=/account/sessions");
        await li.PressAsync("passkey-button button");
        Assert.Equal("/account/sessions", new Uri(li.Page.Url).AbsolutePath);
        Assert.Contains("通行密钥", await li.Page.Locator(".entry").First.InnerTextAsync());
    }

    [Fact]
    public async Task Says_plainly_when_the_device_has_none()
    {
        var visitor = await OpenAsync(Look.Desktop);
        await ReadFingersAsync(visitor);
        await visitor.GoToAsync("/sign-in");

        await visitor.Page.Locator("passkey-button button").ClickAsync();

        var message = visitor.Page.Locator("passkey-button [role=alert]");
        await message.WaitForAsync();
        Assert.Equal("The passkey was not used. Try again, or sign in with your password.", await message.InnerTextAsync());
    }

    private static async Task SignInAsync(Visit visit, string next)
    {
        await visit.GoToAsync("/sign-in?returnUrl=" + next);
        await visit.FillAsync("email", "li@example.org");
        await visit.FillAsync("password", Password);
        await visit.PressAsync("button.primary");
    }

    private static async Task ReadFingersAsync(Visit visit)
    {
        var devtools = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
