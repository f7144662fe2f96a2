using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Setup;

public sealed class Setting_up(UntouchedServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<UntouchedServer>
{
    [Fact]
    public async Task Opens_the_first_community_and_works_once()
    {
        var owner = await OpenAsync(Look.Phone.InChinese);
        var link = (await Server.SetupLinkAsync()).PathAndQuery;

        await owner.GoToAsync(link);
        await owner.ShouldBeGoodAsync("setup-account");
        await owner.FillAsync("name", "林晚");
        await owner.FillAsync("email", "lin@example.org");
        await owner.FillAsync("password", "quiet lantern over basalt");
        await owner.PressAsync("button[value=next]");

        await owner.ShouldBeGoodAsync("setup-community");
        await owner.Page.Locator("[name=kind]").First.CheckAsync();
        await owner.FillAsync("communityName", "后端进阶");
        await owner.FillAsync("slug", "backend");
        await owner.PressAsync("button[value=next]");

        await owner.ShouldBeGoodAsync("setup-review");
        await owner.PressAsync("button[value=next]");

        Assert.StartsWith("/c/backend", new Uri(owner.Page.Url).AbsolutePath);
        await owner.ShouldBeGoodAsync("setup-done");

        var stranger = await OpenAsync(Look.Desktop);
        stranger.Expect(410);
        await stranger.GoToAsync(link);
        await stranger.ShouldBeGoodAsync("setup-used");
    }
}
