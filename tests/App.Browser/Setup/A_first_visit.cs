using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Setup;

public sealed class A_first_visit(UntouchedServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<UntouchedServer>
{
    [Theory]
    [MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Of_an_empty_installation_says_how_to_set_it_up(Look look)
    {
        var visitor = await OpenAsync(look);

        await visitor.GoToAsync("/");

        Assert.True(await visitor.Page.Locator("h1").IsVisibleAsync());
        await visitor.ShouldBeGoodAsync("first-visit");
    }
}
