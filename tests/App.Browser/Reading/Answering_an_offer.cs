using Guildhall.App.Browser.Hosting;
using Microsoft.Playwright;

namespace Guildhall.App.Browser.Reading;

/// <summary>Two unfinished texts of one form: neither is lost before its author has said so.</summary>
public sealed class Answering_an_offer(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    private const string New = Backend.Path + "/manage/articles/new?space=engineering";

    [Fact]
    public async Task Keeps_the_older_text_until_its_offer_is_answered()
    {
        var owner = await OpenAsync(Look.Phone);
        await owner.SetUpAsync(Server);
        await owner.GoToAsync(New);
        await owner.FillAsync("markdown", "The older text.");
        await owner.GoToAsync(New);
        await owner.Page.Locator(".composer-found").WaitForAsync();
        await owner.FillAsync("markdown", "The newer text.");
        await owner.GoToAsync(New);

        await owner.Page.Locator(".composer-found >> nth=1").WaitForAsync();
        await owner.ShouldBeGoodAsync("composer-found-two");
        await owner.Page.Locator(".composer-found:has-text('older') button").First.ClickAsync();
        Assert.Equal("The older text.", await owner.Page.InputValueAsync("[name=markdown]"));
        await owner.Page.Locator(".composer-found button").Last.ClickAsync();
        Assert.Equal(0, await owner.Page.Locator(".composer-found").CountAsync());

        // A preview saves nothing, and is no text from before either.
        await owner.FillAsync("title", "Two texts");
        await owner.PressAsync("button[value=preview-member]");
        await UntilAsync(owner.Page, "document.querySelector('markdown-toolbar') !== null");
        Assert.Equal(0, await owner.Page.Locator(".composer-found").CountAsync());
        await owner.GoToAsync(New);
        await owner.Page.Locator(".composer-found").WaitForAsync();
    }

    // WaitForFunctionAsync evaluates inside the page, which the policy forbids.
    private static async Task UntilAsync(IPage page, string condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!await page.EvaluateAsync<bool>(condition))
            await Task.Delay(50, patience.Token);
    }
}
