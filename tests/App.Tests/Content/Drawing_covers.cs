using System.Net;
using System.Xml.Linq;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;
using Guildhall.Content.Covers;
using Guildhall.Kernel.Values;

namespace Guildhall.App.Tests.Content;

/// <summary>Everything has a picture; what nobody published has none for others.</summary>
public class Drawing_covers(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly string[] Pictures = ["cover.svg", "card.png", "poster.png"];

    [Fact]
    public async Task Everything_public_has_one()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("锁 <与> \"令牌\" & 🚀", "Text.", "deep-dives", "lock");
        using var visitor = app.Visitor();

        foreach (var thing in new[] { "", "/s/deep-dives", "/articles/lock" })
        {
            var svg = (await visitor.GetAsync($"{library.Path}{thing}/cover.svg")).ShouldBe(HttpStatusCode.OK);
            Assert.Equal("image/svg+xml", svg.Response.Content.Headers.ContentType!.MediaType);
            var drawing = XDocument.Parse(svg.Text);
            Assert.DoesNotContain(drawing.Descendants().Attributes(),
                a => a.Name == "style" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
            foreach (var name in Pictures[1..])
            {
                var png = (await visitor.GetAsync($"{library.Path}{thing}/{name}")).ShouldBe(HttpStatusCode.OK);
                var facts = Assert.NotNull(Guildhall.Kernel.Values.Pictures.Sniff(png.Body));
                Assert.Equal(name == "card.png" ? (1200, 630) : (1080, 1440), (facts.Width, facts.Height));
            }
        }
        Assert.Contains("锁 <与> \"令牌\" & 🚀", XDocument.Parse((await visitor.GetAsync($"{library.Path}/articles/lock/cover.svg")).Text).Root!.Value);
    }

    [Fact]
    public async Task A_draft_and_a_withdrawn_article_have_none_for_others()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Draft", "Text.", "deep-dives", "draft", published: false);
        var gone = await library.PublishesAsync("Gone", "Text.", slug: "gone");
        await library.InAsync<WithdrawArticle>(async w => await w.RunAsync(gone, await library.PersonAsync("owner")));
        await library.BuysPremiumAsync("member");
        using var visitor = app.Visitor();
        var (member, owner) = (await library.SignedInAsync("member"), await library.SignedInAsync("owner"));

        foreach (var path in new[] { "draft", "gone" }.SelectMany(slug => Pictures.Append("poster").Select(name => $"{library.Path}/articles/{slug}/{name}")))
        {
            (await visitor.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound);
            (await member.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound);
            var own = (await owner.GetAsync(path)).ShouldBe(HttpStatusCode.OK);
            Assert.Contains("no-store", own.Header("Cache-Control"));
        }
    }

    [Fact]
    public async Task A_withdrawn_articles_picture_goes_at_once()
    {
        var library = await Library.OpenAsync(app);
        var id = await library.PublishesAsync("Gone", "Text.", slug: "gone");
        using var visitor = app.Visitor();
        (await visitor.GetAsync($"{library.Path}/articles/gone/cover.svg")).ShouldBe(HttpStatusCode.OK);

        await library.InAsync<WithdrawArticle>(async w => await w.RunAsync(id, await library.PersonAsync("owner")));
        await app.SettleAsync();

        (await visitor.GetAsync($"{library.Path}/articles/gone/cover.svg")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Pages_name_their_picture_for_messengers()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Lock", "Text that says it.", "announcements", "lock");
        using var visitor = app.Visitor();

        foreach (var path in new[] { "", "/s/announcements", "/articles/lock" })
        {
            var page = await visitor.GetAsync(library.Path + path);
            var picture = new Uri(page.Document.QuerySelector("meta[property='og:image']")!.GetAttribute("content")!);
            Assert.Equal("summary_large_image", page.Document.QuerySelector("meta[name='twitter:card']")!.GetAttribute("content"));
            Assert.NotEqual("", page.Document.QuerySelector("meta[property='og:title']")!.GetAttribute("content"));
            var answer = (await visitor.GetAsync(picture.PathAndQuery)).ShouldBe(HttpStatusCode.OK);
            Assert.Contains("immutable", answer.Header("Cache-Control"));
        }
    }

    [Fact]
    public async Task Lists_show_covers_and_the_authors_own_wins()
    {
        var library = await Library.OpenAsync(app);
        var id = await library.PublishesAsync("Lock", "Text.", "announcements", "lock");
        using var visitor = app.Visitor();
        Assert.StartsWith($"{library.Path}/articles/lock/cover.svg", await ShownAsync());

        var own = "";
        await library.AsAsync<Guildhall.Content.Files.SetCover>("owner", async set =>
            own = await set.RunAsync(id, new MemoryStream(Folder.Png), default));
        await app.SettleAsync();

        Assert.StartsWith(own, await ShownAsync());
        var card = (await visitor.GetAsync($"{library.Path}/articles/lock")).Document.QuerySelector("meta[property='og:image']")!;
        Assert.Contains(own, card.GetAttribute("content"));

        async Task<string> ShownAsync() =>
            (await visitor.GetAsync($"{library.Path}/s/announcements")).Document.QuerySelector(".article-row-cover")!.GetAttribute("src")!;
    }

    [Theory]
    [InlineData("分布式锁（一）：三种写法和各自的漏洞", 8, "分布式锁（一）：|三种写法和各自的|漏洞")]
    [InlineData("What an index is, really", 6, "What an|index is,|really")]
    public void Titles_break_where_one_breaks_them(string title, float width, string lines) =>
        Assert.Equal(lines, string.Join('|', CoverText.Fit(title, width * 20, 9, 20, 20).Lines));

    [Fact]
    public void A_title_without_end_ends()
    {
        var (_, lines) = CoverText.Fit(string.Concat(Enumerable.Repeat("很长", 100)), 400, 3, 60, 30);

        Assert.Equal(3, lines.Count);
        Assert.EndsWith("…", lines[2]);
    }
}
