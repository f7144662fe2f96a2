using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Selling;

/// <summary>
/// A member agrees at PayPal to a year, changes to months, agrees to that too, and leaves. Nobody tells the program by webhook.
/// </summary>
public sealed class Subscribing_by_PayPal(
    ServerWithProcessors server, Chromium chromium) : Journey(server, chromium), IClassFixture<ServerWithProcessors>
{
    private ServerWithProcessors Processors => (ServerWithProcessors)Server;

    [Fact]
    public async Task Asks_for_consent_where_PayPal_wants_it_and_promises_nothing_before()
    {
        var member = await OpenAsync(Look.Phone);
        await member.RegisterAsync("consent@example.org", Processors.Community + "/checkout?tier=premium&interval=year");
        await member.Page.Locator("[name=interval][value=year]").CheckAsync();
        await member.Page.Locator("[name=goesOn][value=renews]").CheckAsync();
        await member.Page.Locator("[name=processor][value=paypal]").CheckAsync();
        await member.Page.Locator("button[value=buy]").ClickAsync();
        await AgreeAsync(member);
        await member.Page.Locator(".callout.success").WaitForAsync();
        var subscription = Assert.Single(Processors.PayPal.Subscriptions.Values);

        await member.GoToAsync("/account/subscriptions");
        await member.Page.Locator("main a[href^='/account/subscriptions/']").First.ClickAsync();
        await member.Page.Locator("[name=plan]").First.WaitForAsync();
        var path = new Uri(member.Page.Url).AbsolutePath;
        await member.Page.Locator("label", new() { HasText = "Nothing is due now" }).First.ClickAsync();
        await member.Page.Locator("form:has([name=plan]) button").ClickAsync();
        await UntilAsync(member, path, $"main a.button[href^='{Processors.PayPal.Url}']");
        await member.ShouldBeGoodAsync("paypal-consent-asked");
        Assert.NotNull(subscription.RevisedTo);

        await member.Page.Locator($"main a.button[href^='{Processors.PayPal.Url}']").ClickAsync();
        await AgreeAsync(member);
        await UntilAsync(member, path, $"main:not(:has(a.button[href^='{Processors.PayPal.Url}'])) form:has([name=reason])");
        await member.ShouldBeGoodAsync("paypal-consent-given");
        Assert.Null(subscription.RevisedTo);

        await member.Page.Locator("[name=reason]").SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Index = 1 });
        await member.Page.Locator("[name=ends][value=now]").CheckAsync();
        await member.ShouldBeGoodAsync("paypal-leaving");
        await member.PressAsync("form:has([name=reason]) button[type=submit]");
        await UntilAsync(member, path, "main:not(:has([name=reason]))");
        for (var i = 0; i < 40 && subscription.Status != "CANCELLED"; i++)
            await member.Page.WaitForTimeoutAsync(250);
        Assert.Equal("CANCELLED", subscription.Status);
    }

    /// <summary>On PayPal's own page, which leads back.</summary>
    private async Task AgreeAsync(Visit member)
    {
        var agree = member.Page.Locator("button[value=pay]");
        await agree.WaitForAsync();
        Assert.StartsWith(Processors.PayPal.Url + "/", member.Page.Url, StringComparison.Ordinal);
        await agree.ClickAsync();
        await member.Page.WaitForURLAsync($"{Server.Address}**");
    }

    /// <summary>What the program asks others takes a moment: the page is loaded again until it shows it.</summary>
    private static async Task UntilAsync(Visit member, string path, string selector)
    {
        for (var i = 0; i < 40; i++)
        {
            await member.GoToAsync(path);
            if (await member.Page.Locator(selector).CountAsync() > 0)
                return;
            await member.Page.WaitForTimeoutAsync(250);
        }
        Assert.Fail($"{path} never showed {selector}.");
    }
}
