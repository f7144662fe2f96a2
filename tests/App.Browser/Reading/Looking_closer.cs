using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Reading;

/// <summary>A reader opens a picture as large as the screen and has the lines of a long piece of code wrapped.</summary>
public sealed class Looking_closer(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    private const string Text = """
        ![The seal](/favicon.svg)

        ```csharp
        // A comment
        // of two lines
        var text = "A line that is much longer than any screen on which somebody reads could show without scrolling, and then some more of it.";
        /* one
           two */
        return text;
        ```
        """;

    [Fact]
    public async Task Zooms_a_picture_and_wraps_code()
    {
        var owner = await OpenAsync(Look.Desktop);
        await owner.SetUpAsync(Server);
        await owner.GoToAsync(Backend.Path + "/manage/articles/new?space=engineering");
        await owner.FillAsync("title", "Looking closer");
        await owner.FillAsync("markdown", Text);
        await owner.PressAsync("button[value=publish]");
        await owner.GoToAsync(Backend.Path + "/articles/looking-closer");
        var page = owner.Page;

        Assert.Equal("/favicon.svg", await page.Locator("a.zoom").GetAttributeAsync("href"));
        await page.Locator("a.zoom").ClickAsync();
        await page.Locator("dialog.zoom-box[open] img").WaitForAsync();
        Assert.Equal("The seal", await page.Locator(".zoom-words").TextContentAsync());
        await owner.ShouldBeGoodAsync("zoom");
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal(0, await page.Locator("dialog.zoom-box[open]").CountAsync());
        Assert.EndsWith("/articles/looking-closer", page.Url);

        await page.Locator(".code-line").First.WaitForAsync();
        Assert.Equal(6, await page.Locator(".code-line").CountAsync());
        // Numbers and colours change no letter of it.
        Assert.Equal(Text.Split("```")[1].Replace("csharp\n", ""), await page.Locator("pre > code").TextContentAsync());
        var wrap = page.Locator(".code-tool[aria-pressed]");
        await wrap.ClickAsync();
        Assert.Equal("true", await wrap.GetAttributeAsync("aria-pressed"));
        Assert.True(await page.Locator("pre").EvaluateAsync<bool>("pre => pre.scrollWidth <= pre.clientWidth + 1"));
        await owner.ShouldBeGoodInAllLooksAsync("code");
    }
}
