using Guildhall.App.Browser.Hosting;
using Microsoft.Playwright;

namespace Guildhall.App.Browser.Reading;

/// <summary>An author reloads in the middle of a sentence; a reader chooses how to read.</summary>
public sealed class Keeping_what_was_typed(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    private const string New = Backend.Path + "/manage/articles/new?space=engineering";

    [Fact]
    public async Task Offers_it_again_after_a_reload_and_not_after_a_save()
    {
        var owner = await OpenAsync(Look.Desktop);
        await owner.SetUpAsync(Server);
        await owner.GoToAsync(New);
        await owner.FillAsync("title", "Half a thought");
        await owner.FillAsync("markdown", "# One\n\nA sentence that nobody saved.\n\n## Two\n\nMore.");
        await UntilAsync(owner.Page, "Object.keys(localStorage).some(key => key.startsWith('draft '))");

        await owner.GoToAsync(New);
        await owner.ShouldBeGoodAsync("composer-found");
        Assert.Equal(1, await owner.Page.Locator(".composer-found, unsaved-text:not([hidden])").CountAsync());
        await owner.Page.Locator(".composer-found button").First.ClickAsync();
        Assert.Equal("Half a thought", await owner.Page.InputValueAsync("[name=title]"));
        Assert.Contains("nobody saved", await owner.Page.InputValueAsync("[name=markdown]"));
        await owner.PressAsync("button[value=publish]");
        await owner.GoToAsync(New);
        await UntilAsync(owner.Page, "document.querySelector('markdown-toolbar') !== null");
        Assert.False(await owner.Page.Locator(".composer-found").IsVisibleAsync());

        await owner.GoToAsync(Backend.Path + "/articles/half-a-thought");
        await owner.Page.Locator(".look-size[data-text=larger]").ClickAsync();
        await owner.Page.Locator(".look-paper").ClickAsync();
        await owner.GoToAsync(Backend.Path + "/articles/half-a-thought");
        Assert.Equal("larger sepia", await owner.Page.EvaluateAsync<string>(
            "`${document.documentElement.dataset.text} ${document.documentElement.dataset.paper}`"));
        await owner.ShouldBeGoodInAllLooksAsync("reading-look");
    }

    // WaitForFunctionAsync evaluates inside the page, which the policy forbids.
    private static async Task UntilAsync(IPage page, string condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!await page.EvaluateAsync<bool>(condition))
            await Task.Delay(50, patience.Token);
    }
}
