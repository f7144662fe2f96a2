using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Reading;

/// <summary>By keyboard and thumb: one field that searches, goes and writes; j and k in lists; a file dropped on its form.</summary>
public sealed class Going_by_the_palette(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    [Fact]
    public async Task Searches_goes_writes_and_drops_a_file()
    {
        var owner = await OpenAsync(Look.Desktop);
        await owner.SetUpAsync(Server);
        await DropsAsync(owner);
        foreach (var title in new[] { "Kites in the wind", "Kestrels at night" })
            await owner.PublishAsync(title);
        var keyboard = owner.Page.Keyboard;

        await owner.GoToAsync(Backend.Path + "/manage");
        await keyboard.PressAsync("Control+k");
        await owner.Page.Locator(".palette-entry:has-text('Write in')").First.WaitForAsync();
        await owner.ShouldBeGoodAsync("palette");
        await owner.Page.Locator(".palette-field").FillAsync("kest");
        await owner.Page.Locator(".palette-entry:has-text('Kestrels at night')").WaitForAsync();
        await keyboard.PressAsync("Enter");
        await owner.Page.WaitForURLAsync("**/articles/kestrels-at-night");

        await owner.GoToAsync(Backend.Column);
        await keyboard.PressAsync("j");
        await keyboard.PressAsync("j");
        await keyboard.PressAsync("k");
        await keyboard.PressAsync("Enter");
        await owner.Page.WaitForURLAsync("**/articles/k*");

        var visitor = await OpenAsync(Look.Phone);
        await visitor.GoToAsync(Backend.Path);
        await visitor.Page.Locator(".bottombar a[data-palette]").ClickAsync();
        await visitor.Page.Locator(".palette-field").FillAsync("kites");
        await visitor.Page.Locator(".palette-entry:has-text('Kites in the wind')").WaitForAsync();
        await visitor.ShouldBeGoodInAllLooksAsync("palette-phone");
        await visitor.Page.Locator(".palette-entry:has-text('Search for')").ClickAsync();
        await visitor.Page.WaitForURLAsync("**/search?q=kites");
    }

    private static async Task DropsAsync(Visit owner)
    {
        await owner.GoToAsync(Backend.Path + "/manage/spaces");
        await owner.Page.Locator("[name=kind][value=resources]").First.CheckAsync();
        await owner.Page.Locator("form:has([name=kind]) [name=name]").FillAsync("Slides");
        await owner.PressAsync("form:has([name=kind]) button.primary");
        await owner.GoToAsync(Backend.Path + "/resources/new?space=slides");
        await owner.Page.EvaluateAsync("customElements.whenDefined('file-drop')");

        await DropAsync(owner, "one.txt", "two.txt");
        await owner.Page.Locator(".file-drop-said:has-text('one.txt')").WaitForAsync();
        await owner.FillAsync("title", "Slides");
        await owner.PressAsync("file-drop button.primary");
        await owner.Page.WaitForURLAsync("**/resources/*?saved=yes");
        var edit = new Uri(owner.Page.Url).AbsolutePath + "/edit";

        // A colleague saves in between: that is told, and the next try is on top of it.
        await owner.GoToAsync(edit);
        await owner.Page.EvaluateAsync("customElements.whenDefined('file-drop')");
        await owner.Page.EvaluateAsync("""
            async () => {
              const form = document.querySelector('file-drop form'), sent = new FormData(form)
              sent.set('title', 'Theirs')
              sent.delete('file')
              await fetch(location.href, { method: 'POST', body: sent })
            }
            """);
        owner.Expect(409);
        await DropAsync(owner, "three.txt");
        await owner.FillAsync("title", "Mine");
        await owner.Page.Locator("file-drop button.primary").ClickAsync();
        await owner.Page.Locator(".file-drop-said.field-error").WaitForAsync();
        Assert.Equal("Mine", await owner.Page.Locator("[name=title]").InputValueAsync());
        await owner.PressAsync("file-drop button.primary");
        await owner.Page.Locator("h1:has-text('Mine')").WaitForAsync();
        Assert.Contains("three.txt", await owner.Page.Locator(".key-values").InnerTextAsync());
    }

    /// <summary>As from a folder of the machine.</summary>
    private static async Task DropAsync(Visit visit, params string[] names)
    {
        var data = await visit.Page.EvaluateHandleAsync("""
            names => {
              const data = new DataTransfer()
              for (const name of names) data.items.add(new File([`Words of ${name}`], name, { type: 'text/plain' }))
              return data
            }
            """, names);
        await visit.Page.DispatchEventAsync("file-drop", "dragover", new { dataTransfer = data });
        await visit.Page.DispatchEventAsync("file-drop", "drop", new { dataTransfer = data });
    }
}
