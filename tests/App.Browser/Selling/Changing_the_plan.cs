using System.Globalization;
using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Selling;

/// <summary>A member subscribes by the test processor, takes a dearer plan at once, and leaves.</summary>
public sealed class Changing_the_plan(
    ServerWithProcessors server, Chromium chromium) : Journey(server, chromium), IClassFixture<ServerWithProcessors>
{
    [Fact]
    public async Task Leads_from_a_month_to_a_dearer_plan_and_out()
    {
        var member = await OpenAsync(Look.Desktop);
        await member.RegisterAsync("plan@example.org", ((ServerWithProcessors)Server).Community + "/checkout?tier=premium");
        await member.Page.Locator("[name=goesOn][value=renews]").CheckAsync();
        await member.Page.Locator("[name=processor][value=test]").CheckAsync();
        await member.Page.Locator("button[value=buy]").ClickAsync();
        await PayAsync(member);

        await member.GoToAsync(await NewestAsync(member));
        await member.ShouldBeGoodAsync("plan-subscribed");
        await member.Page.Locator("label", new() { HasText = "Starts now" }).First.ClickAsync();
        await member.Page.Locator("form:has([name=plan]) button").ClickAsync();
        await PayAsync(member);
        await member.ShouldBeGoodAsync("plan-changed");

        await member.GoToAsync(await NewestAsync(member));
        await member.Page.Locator("[name=reason]").SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Index = 1 });
        await member.PressAsync("form:has([name=reason]) button[type=submit]");
        await member.Page.Locator("form:not([hidden]) button.primary").WaitForAsync();
        await member.ShouldBeGoodAsync("plan-cancelled");
        Assert.Equal(0, await member.Page.Locator("[name=reason]").CountAsync());
    }

    private static async Task PayAsync(Visit member)
    {
        await member.Page.WaitForURLAsync("**/test-processor/pay/**");
        await member.Page.Locator("button[value=pay]").ClickAsync();
        await member.Page.Locator(".callout.success").WaitForAsync();
    }

    /// <summary>Path of the subscription that was begun last.</summary>
    private static async Task<string> NewestAsync(Visit member)
    {
        await member.GoToAsync("/account/subscriptions");
        var links = member.Page.Locator("main a[href^='/account/subscriptions/']");
        await links.First.WaitForAsync();
        var paths = await links.EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        return paths.MaxBy(p => long.Parse(p.Split('/')[^1], CultureInfo.InvariantCulture))!;
    }
}
