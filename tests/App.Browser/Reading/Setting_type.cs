using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Reading;

/// <summary>Titles are set in the type that comes with the program, whatever is installed, and nothing waits for it.</summary>
public sealed class Setting_type(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    [Fact]
    public async Task Loads_the_parts_that_are_needed_and_moves_nothing()
    {
        var owner = await OpenAsync(Look.Desktop);
        await owner.SetUpAsync(Server);
        await owner.GoToAsync(Backend.Path + "/manage/articles/new?space=engineering");
        await owner.FillAsync("title", "书院里的一盏灯");
        await owner.FillAsync("slug", "lamp");
        await owner.FillAsync("markdown", "一句话。\n\n## 第二节\n\n再一句。\n\n```csharp\nvar lamp = 1;\n```");
        await owner.PressAsync("button[value=publish]");

        await owner.GoToAsync(Backend.Path + "/articles/lamp");

        var loaded = await owner.Page.EvaluateAsync<string[]>(
            """
            async () => {
              await document.fonts.load('600 20px "Noto Serif SC"', '书院里的一盏灯')
              await document.fonts.ready
              return [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replaceAll('"', ''))
            }
            """);
        var shift = await owner.Page.EvaluateAsync<double>(
            """
            () => new Promise(done => {
              let sum = 0
              new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value }).observe({ type: 'layout-shift', buffered: true })
              requestAnimationFrame(() => requestAnimationFrame(() => done(sum)))
            })
            """);
        Assert.InRange(loaded.Count(f => f == "Noto Serif SC"), 1, 20);
        Assert.InRange(shift, 0, 0.05);
        Assert.StartsWith("/assets/fonts-", await owner.Page.EvaluateAsync<string>(
            "new URL([...document.querySelectorAll('link[rel=stylesheet]')].at(-1).href).pathname"));
    }
}
