using Guildhall.App.Browser.Hosting;
using Microsoft.Playwright;

namespace Guildhall.App.Browser.Talking;

/// <summary>
/// An owner switches points on and offers a reward; a member earns points by asking, redeems them, and gets what was promised.
/// </summary>
public sealed class Earning_and_redeeming(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    private const string Manage = Backend.Path + "/manage/points", Points = Backend.Path + "/points";

    [Fact]
    public async Task Goes_from_a_preset_to_a_reward_that_is_handed_over()
    {
        var owner = await OpenAsync(Look.Desktop);
        await owner.SetUpAsync(Server);
        await MakeSpaceAsync(owner);
        await owner.GoToAsync(Manage);
        await owner.ShouldBeGoodInAllLooksAsync("points-off");
        await owner.Page.Locator("[name=preset][value=lively]").CheckAsync();
        await owner.PressAsync("form[action$='/program'] button.primary");
        await owner.ShouldBeGoodInAllLooksAsync("points-rules");
        await owner.GoToAsync(Manage + "/levels");
        await owner.ShouldBeGoodInAllLooksAsync("points-levels");
        await owner.GoToAsync(Manage + "/rewards/new");
        await owner.ShouldBeGoodInAllLooksAsync("reward-new");
        await owner.FillAsync("title", "A sticker");
        await owner.FillAsync("cost", "5");
        await owner.FillAsync("stock", "3");
        await owner.PressAsync("main form button.primary");
        await owner.ShouldBeGoodInAllLooksAsync("points-rewards");

        var member = await OpenAsync(Look.Desktop);
        await member.RegisterAsync("chen@example.org", Backend.Path + "/tiers");
        await member.PressAsync("form[action$='/join'] button, button:has-text('Join')");
        await member.GoToAsync($"{Backend.Path}/topics/new?space=ask");
        await member.FillAsync("title", "Why does it wait?");
        await member.Page.Locator("textarea[name=body]").FillAsync("It waits here.");
        await member.PressAsync("main form button.primary");
        await EarnedAsync(member);
        await member.ShouldBeGoodInAllLooksAsync("points");
        await member.GoToAsync(Points + "/board?span=all");
        await member.ShouldBeGoodInAllLooksAsync("points-board");
        await member.GoToAsync(Points + "/badges");
        await member.ShouldBeGoodInAllLooksAsync("points-badges");
        await member.GoToAsync(Points + "/rewards");
        await member.ShouldBeGoodInAllLooksAsync("rewards");
        await member.PressAsync(".reward a.primary");
        await member.ShouldBeGoodAsync("reward");
        await member.PressAsync("main form button.primary");
        await Assertions.Expect(member.Page.Locator("main")).ToContainTextAsync("A sticker");

        await owner.GoToAsync(Manage + "/redemptions?state=open");
        await owner.ShouldBeGoodInAllLooksAsync("redemptions");
        await owner.PressAsync("td[data-label] a[href*='/redemptions/']");
        await owner.ShouldBeGoodAsync("redemption");
        await owner.PressAsync("button[value=fulfil]");
        await member.GoToAsync(Points + "/rewards");
        Assert.Equal(1, await member.Page.Locator("table .badge.success").CountAsync());
        await member.GoToAsync(Points + "/history");
        await member.ShouldBeGoodInAllLooksAsync("points-history");
        await owner.GoToAsync(Manage + "/adjust");
        await owner.ShouldBeGoodAsync("points-adjust");
        await owner.GoToAsync(Manage + "/badges");
        await owner.ShouldBeGoodAsync("points-own-badges");
    }

    /// <summary>Points come a moment after the deed.</summary>
    private static async Task EarnedAsync(Visit member)
    {
        for (var tries = 0; tries < 30; tries++)
        {
            await member.GoToAsync(Points);
            if (await member.Page.Locator(".points-head .level-badge").CountAsync() > 0)
                return;
            await member.Page.WaitForTimeoutAsync(500);
        }
        Assert.Fail("No points came.");
    }

    private static async Task MakeSpaceAsync(Visit owner)
    {
        await owner.GoToAsync(Backend.Path + "/manage/spaces");
        var form = owner.Page.Locator("form:has([name=slug])").Last;
        await form.Locator("[name=name]").FillAsync("Ask");
        await form.Locator("[name=slug]").FillAsync("ask");
        await form.Locator("[value=questions]").CheckAsync();
        await owner.PressAsync("form:has([name=slug]) button.primary >> nth=-1");
    }
}
