using Guildhall.App.Browser.Hosting;
using Microsoft.Playwright;

namespace Guildhall.App.Browser.Reading;

/// <summary>An author saves: the proxy says that the site restarts, then nobody answers at all, then it is saved.</summary>
public sealed class Losing_the_answer(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    private const string New = Backend.Path + "/manage/articles/new?space=engineering";

    [Fact]
    public async Task Offers_it_again_when_no_answer_said_that_it_was_saved()
    {
        // What the browser complains of is the story.
        await using var owner = await OpenUnwatchedAsync(Look.Desktop);
        await owner.SetUpAsync(Server);
        var page = owner.Page;
        await owner.GoToAsync(New);
        await owner.FillAsync("title", "Nearly lost");
        await owner.FillAsync("markdown", "Written for an hour.");
        await page.RouteAsync("**/manage/articles/new*", route => route.Request.Method == "POST"
            ? route.FulfillAsync(new() { Status = 502, ContentType = "text/html", Body = "<h1>Bad gateway</h1>" }) : route.ContinueAsync());
        await owner.PressAsync("button[value=save]");
        Assert.Equal("Bad gateway", await page.InnerTextAsync("h1"));
        await page.UnrouteAllAsync();

        await OfferedAsync(owner);
        await TakeAsync(owner, "Written for an hour.");
        await Server.CrashAsync();
        var refused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        page.FrameNavigated += (_, frame) =>
        {
            if (frame.Url.StartsWith("chrome-error:", StringComparison.Ordinal))
                refused.TrySetResult();
        };
        await page.ClickAsync("button[value=save]");
        await refused.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await Server.StartAsync();
        await OfferedAsync(owner);
        await TakeAsync(owner, "Written for an hour.");
        await owner.PressAsync("button[value=save]");

        Assert.Contains("saved=", page.Url, StringComparison.Ordinal);
        await NothingOfferedAsync(owner);
        Assert.DoesNotContain("copy-", await page.EvaluateAsync<string>("document.cookie"), StringComparison.Ordinal);
    }

    private static async Task OfferedAsync(Visit owner)
    {
        await owner.Page.GoBackAsync();
        // Behind a page that nobody answered lies what was before the form; and without HTTPS the browser brings the fields back by itself.
        var area = owner.Page.Locator("[name=markdown]");
        if (await area.CountAsync() == 0 || await area.InputValueAsync() != "")
            await owner.GoToAsync(New);
        await owner.Page.Locator(".composer-found").WaitForAsync();
    }

    private static async Task TakeAsync(Visit owner, string text)
    {
        await owner.Page.Locator(".composer-found button").First.ClickAsync();
        Assert.Equal(text, await owner.Page.InputValueAsync("[name=markdown]"));
    }

    private static async Task NothingOfferedAsync(Visit owner)
    {
        await owner.GoToAsync(New);
        await UntilAsync(owner.Page, "document.querySelector('markdown-toolbar') !== null");
        Assert.Equal(0, await owner.Page.Locator(".composer-found").CountAsync());
    }

    // WaitForFunctionAsync evaluates inside the page, which the policy forbids.
    private static async Task UntilAsync(IPage page, string condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!await page.EvaluateAsync<bool>(condition))
            await Task.Delay(50, patience.Token);
    }
}
