using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Content;

/// <summary>A screen reader must know that a name is Chinese though the page around it is English.</summary>
[Trait("Database", "sqlite")]
public class Own_words_of_a_community(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Carry_its_language_on_pages_in_another()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("An English article", "Words in English.");
        var reader = app.Visitor().Speaking("en");

        var home = (await reader.GetAsync(library.Path)).Document;
        var space = (await reader.GetAsync($"{library.Path}/s/announcements")).Document;
        var article = (await reader.GetAsync($"{library.Path}/articles/an-english-article")).Document;

        Assert.Equal("en", home.DocumentElement.GetAttribute("lang"));
        foreach (var (page, words) in new[] { (home, "h1"), (home, ".landing-name"), (home, ".shelf"), (space, "h1"),
            (space, ".page-lead"), (article, ".article-space") })
            Assert.Equal("zh-CN", page.QuerySelector(words)?.GetAttribute("lang"));
        // The article speaks for itself.
        Assert.Equal("en", article.QuerySelector("article")!.GetAttribute("lang"));
        Assert.False(article.QuerySelector("h1")!.HasAttribute("lang"));
    }
}
