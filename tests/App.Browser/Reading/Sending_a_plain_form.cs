using Guildhall.App.Browser.Hosting;
using Microsoft.Playwright;

namespace Guildhall.App.Browser.Reading;

/// <summary>Forms whose text this tab alone keeps: one whose answer is lost, and one that a script sends with a file.</summary>
public sealed class Sending_a_plain_form(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    [Fact]
    public async Task Keeps_the_text_of_a_plain_form_as_well_and_an_upload_that_went_well_asks_nothing()
    {
        await using var owner = await OpenUnwatchedAsync(Look.Desktop);
        await owner.SetUpAsync(Server);
        var (page, rules) = (owner.Page, Backend.Path + "/manage/rules");
        await owner.GoToAsync(rules);
        await owner.FillAsync("rules", "Be kind, and say why.");
        await page.RouteAsync("**/manage/rules*", route => route.Request.Method == "POST"
            ? route.FulfillAsync(new() { Status = 502, ContentType = "text/html", Body = "<h1>Bad gateway</h1>" }) : route.ContinueAsync());
        await owner.PressAsync(".rules-form button.primary");
        await page.UnrouteAllAsync();
        await owner.GoToAsync(rules);
        await page.Locator("unsaved-text:not([hidden]) [data-restore]").ClickAsync();
        Assert.Equal("Be kind, and say why.", await page.InputValueAsync("[name=rules]"));
        await owner.PressAsync(".rules-form button.primary");
        await owner.GoToAsync(rules);
        await UntilAsync(page, "customElements.get('unsaved-text') !== undefined");
        Assert.Equal(0, await page.Locator("unsaved-text:not([hidden])").CountAsync());

        await MakeLibraryAsync(owner);
        var asked = 0;
        page.Dialog += async (_, dialog) =>
        {
            Interlocked.Increment(ref asked);
            await dialog.AcceptAsync();
        };
        await owner.GoToAsync(Backend.Path + "/resources/new?space=shelf");
        await owner.FillAsync("title", "Notes");
        await page.Locator("[name=description]").PressSequentiallyAsync("What it is for.");
        await page.SetInputFilesAsync("[name=file]", new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = "Words."u8.ToArray() });
        await owner.PressAsync("file-drop button.primary");
        Assert.DoesNotContain("/new", page.Url, StringComparison.Ordinal);
        Assert.Equal(0, asked);
    }

    private static async Task MakeLibraryAsync(Visit owner)
    {
        await owner.GoToAsync(Backend.Path + "/manage/spaces");
        var form = owner.Page.Locator("form:has([name=slug])").Last;
        await form.Locator("[name=name]").FillAsync("Shelf");
        await form.Locator("[name=slug]").FillAsync("shelf");
        await form.Locator("[value=resources]").CheckAsync();
        await owner.PressAsync("form:has([name=slug]) button.primary >> nth=-1");
    }

    // WaitForFunctionAsync evaluates inside the page, which the policy forbids.
    private static async Task UntilAsync(IPage page, string condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!await page.EvaluateAsync<bool>(condition))
            await Task.Delay(50, patience.Token);
    }
}
