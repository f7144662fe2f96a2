using System.Net;
using System.Xml.Linq;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Content;

[Trait("Database", "sqlite")]
public class Reading_the_feed(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task Leads_from_every_link_to_where_it_leads_on_the_page()
    {
        var library = await Library.OpenAsync(app);
        const string Text = "# Part\n\nA note.[^1] See [part](#part), [home](/c/x) and [out](https://example.org/a).\n\n[^1]: Here.";
        await library.PublishesAsync("Notes", Text, slug: "notes");

        var feed = await FeedAsync(library);
        var html = feed.Descendants(Atom + "content").Single().Value;
        var targets = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html).QuerySelectorAll("a")
            .Select(a => a.GetAttribute("href")!).ToList();
        var page = feed.Descendants(Atom + "entry").Single().Element(Atom + "link")!.Attribute("href")!.Value;

        Assert.True(targets.Count >= 4);
        Assert.All(targets, t => Assert.StartsWith("http", t));
        Assert.Contains(targets, t => t.StartsWith(page + "#user-content-fn", StringComparison.Ordinal));
        Assert.Contains(page + "#user-content-part", targets);
        Assert.Contains("https://example.org/a", targets);
    }

    [Fact]
    public async Task Has_formulas_set_like_the_page()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Formulas", "平均等待 $W = \\frac{1}{\\mu - \\lambda}$。", slug: "formulas");
        const string Set = "<mfrac><mn>1</mn><mrow><mi>μ</mi><mo>−</mo><mi>λ</mi></mrow></mfrac>";

        var page = await app.Visitor().GetAsync($"{library.Path}/articles/formulas");
        var feed = await app.Visitor().GetAsync($"{library.Path}/feed.atom");

        Assert.Contains(Set, page.Document.QuerySelector("math")!.InnerHtml);
        Assert.False(page.Has("[style]"));
        Assert.Contains(Set, WebUtility.HtmlDecode(feed.Text));
        Assert.Contains("平均等待 W = 1/(μ − λ)。", feed.Text);
    }

    [Fact]
    public async Task Keeps_its_ids_under_another_host()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("One", "Text.", slug: "one");
        var first = await FeedAsync(library);

        using var request = new HttpRequestMessage(HttpMethod.Get, $"{library.Path}/feed.atom") { Headers = { Host = "localhost" } };
        var other = XDocument.Parse((await app.Visitor().SendAsync(request)).ShouldBe(HttpStatusCode.OK).Text);

        Assert.Equal(Ids(first), Ids(other));
        Assert.All(Ids(first), id => Assert.Matches("^urn:uuid:[0-9a-f-]{36}$", id));
        Assert.Equal(2, Ids(first).Distinct().Count());
    }

    [Theory, InlineData("If-None-Match", "ETag"), InlineData("If-Modified-Since", "Last-Modified")]
    public async Task Says_to_who_has_it_that_nothing_has_changed(string ask, string told)
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("One", "Text.", slug: "one");
        var reader = await library.SignedInAsync("reader");
        var validator = (await reader.GetAsync($"{library.Path}/feed.atom")).Header(told)!;

        using var again = new HttpRequestMessage(HttpMethod.Get, $"{library.Path}/feed.atom");
        again.Headers.TryAddWithoutValidation(ask, validator);
        var same = await reader.SendAsync(again);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await library.PublishesAsync("Two", "Text.", slug: "two");
        using var later = new HttpRequestMessage(HttpMethod.Get, $"{library.Path}/feed.atom");
        later.Headers.TryAddWithoutValidation(ask, validator);
        var changed = await reader.SendAsync(later);

        same.ShouldBe(HttpStatusCode.NotModified);
        changed.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, InlineData("這裡討論資料庫與雲端運算。", "zh-Hant"), InlineData("这里讨论数据库与云计算。", "zh-CN"), InlineData("Only English.", "en")]
    public async Task Says_the_language_of_each_text(string text, string lang)
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync(text, text, slug: "text");

        Assert.Equal(lang, (await FeedAsync(library)).Descendants(Atom + "content").Single().Attribute(XNamespace.Xml + "lang")!.Value);
    }

    private async Task<XDocument> FeedAsync(Library library) =>
        XDocument.Parse((await app.Visitor().GetAsync($"{library.Path}/feed.atom")).ShouldBe(HttpStatusCode.OK).Text);

    private static List<string> Ids(XDocument feed) => [.. feed.Descendants(Atom + "id").Select(i => i.Value)];
}
