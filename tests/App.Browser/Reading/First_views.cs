using Guildhall.App.Browser.Hosting;
using Microsoft.Playwright;

namespace Guildhall.App.Browser.Reading;

/// <summary>What a phone that was never here loads of a page, as it goes over the wire; fonts come later and block nothing.</summary>
public sealed class First_views(GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    private const int MostHtml = 30 * 1024, MostInAll = 150 * 1024;

    private const string Weigh =
        """
        () => {
          const page = performance.getEntriesByType('navigation')[0].encodedBodySize
          const parts = performance.getEntriesByType('resource').filter(part => !part.name.includes('.woff2'))
          return [page, parts.reduce((sum, part) => sum + part.encodedBodySize, page)]
        }
        """;

    [Fact]
    public async Task Of_every_kind_of_page_are_light()
    {
        await Server.RunVerbAsync("demo", "--json");
        string[] pages =
        [
            Backend.Path, Backend.Path + "/s/open-reading", Backend.Path + "/articles/littles-law", Backend.Path + "/articles/money",
            Backend.Path + "/tiers", Backend.Path + "/s/talk", await FirstTopicAsync(),
        ];
        var heavy = new List<string>();
        foreach (var page in pages)
        {
            // A window of its own has nothing in its cache.
            var visitor = await OpenAsync(Look.Phone);
            await visitor.GoToAsync(page);
            await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            var weights = await visitor.Page.EvaluateAsync<int[]>(Weigh);
            Assert.All(weights, weight => Assert.True(weight > 1000, $"{page} was not weighed: {weight} bytes."));
            if (weights[0] > MostHtml || weights[1] > MostInAll)
                heavy.Add($"{page}: {weights[0]} bytes of HTML, {weights[1]} in all");
        }
        Assert.Empty(heavy);
    }

    private async Task<string> FirstTopicAsync()
    {
        var visitor = await OpenAsync(Look.Phone);
        await visitor.GoToAsync(Backend.Path + "/s/talk");
        var link = visitor.Page.Locator("main a[href*='/topics/']").First;
        return (await link.GetAttributeAsync("href"))!.Split('?', '#')[0];
    }
}
