using System.Net;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using Guildhall.App.Tests.Cases;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Content;

/// <summary>What was once reported, word by word as the reports say it should be: marks, formulas, line ends, search and feeds.</summary>
public class Importing_reported_texts(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    /// <summary>Case 32.</summary>
    [Fact]
    public async Task Sets_containers_off()
    {
        var page = await ReadAsync("32-containers", "c");

        Assert.Equal(
            [("note", "信息"), ("tip", "小技巧"), ("warning", "注意")],
            page.Document.QuerySelectorAll("article .hint").Select(h => (h.ClassName!.Split("hint-")[^1],
                h.QuerySelector(".hint-title")!.TextContent.Trim())));
        Assert.Equal("点开", page.TextOf("article details > summary"));
        Assert.Contains("里面", page.TextOf("article details"));
        Assert.Contains("未知的", page.TextOf("article rich-text"));
    }

    /// <summary>Case 36.</summary>
    [Fact]
    public async Task Names_headings_as_their_author_did()
    {
        var page = await ReadAsync("36-heading-ids", "h");

        Assert.Equal(
            [("什么是 X？", "user-content-what-is-x"), ("API", "user-content-api-ref"), ("Kramdown", "user-content-kram")],
            page.Document.QuerySelectorAll("article rich-text h2").Select(h => (h.TextContent.Trim(), h.Id!)));
        Assert.Equal(
            ["#user-content-what-is-x", "#user-content-api-ref"],
            page.Document.QuerySelectorAll("article rich-text li a").Select(a => a.GetAttribute("href")));
        Assert.DoesNotContain("{", page.TextOf("article"));
    }

    /// <summary>Case 37.</summary>
    [Theory, InlineData("one", 1, "后文甲。"), InlineData("end", 2, "后文乙，粗体。"), InlineData("end", 2, "后文丙。"), InlineData("fence", 2, null)]
    public async Task Sets_formulas_and_swallows_no_text(string slug, int formulas, string? words)
    {
        var page = await ReadAsync("37-display-math-on-one-line", slug);

        Assert.Equal(formulas, page.Document.QuerySelectorAll("article rich-text math[display=block]").Length);
        if (words is not null)
            Assert.Contains(words, page.Document.QuerySelectorAll("article rich-text p").Select(p => p.TextContent));
        if (slug == "end")
            Assert.Equal("粗体", page.TextOf("article rich-text strong"));
    }

    /// <summary>Case 38.</summary>
    [Fact]
    public async Task Takes_a_line_behind_a_table_for_a_row()
    {
        var page = await ReadAsync("38-line-of-text-behind-a-table", "t");

        Assert.Equal(
            ["1 2", "后一行文字"],
            page.Document.QuerySelectorAll("article tbody tr").Select(r =>
                string.Join(' ', r.QuerySelectorAll("td").Select(c => c.TextContent)).Trim()));
        Assert.Equal("另一段。", page.TextOf("article rich-text > p"));
    }

    /// <summary>Case 39.</summary>
    [Fact]
    public async Task Links_addresses_behind_Chinese_characters()
    {
        var page = await ReadAsync("39-bare-address-behind-a-chinese-character", "b");

        Assert.Equal(
            ["https://example.com/a", "https://example.com/b"],
            page.Document.QuerySelectorAll("article rich-text a").Select(a => a.GetAttribute("href")));
    }

    /// <summary>Case 40.</summary>
    [Fact]
    public async Task Joins_Chinese_lines_that_were_broken_by_hand()
    {
        var (library, page) = await ImportAsync("40-soft-breaks-between-chinese-lines", "w");
        const string Words = "我们在这里讨论分布式锁的实现，以及一致性哈希算法。中文 English words 又是中文。";

        Assert.Equal(Words, page.TextOf("article rich-text p").ReplaceLineEndings(" "));
        foreach (var asked in (string[])["分布式锁", "一致性哈希"])
            Assert.Equal(["w"], await FindsAsync(library, asked));
        var entry = (await FeedAsync(library)).Descendants(Atom + "entry").Single();
        Assert.Equal(Words, entry.Element(Atom + "summary")!.Value);
        Assert.Contains("讨论分布式锁的实现，以及一致性哈希算法。中文", entry.Element(Atom + "content")!.Value);
    }

    /// <summary>Case 42.</summary>
    [Fact]
    public async Task Finds_names_with_numbers_however_they_are_written()
    {
        var (library, _) = await ImportAsync("42-words-with-a-number", "vue3");

        foreach (var asked in (string[])["Vue3", "Vue 3", "JDK8", "JDK 8"])
            Assert.Equal(["vue-3", "vue3"], (await FindsAsync(library, asked)).Order(StringComparer.Ordinal));
        foreach (var asked in (string[])["iphone 15", ".NET", "net 8"])
            Assert.Equal(["vue3"], await FindsAsync(library, asked));
        foreach (var asked in (string[])["nodejs", "http2"])
            Assert.Equal(["vue-3"], await FindsAsync(library, asked));
    }

    /// <summary>Case 44.</summary>
    [Theory, InlineData("query"), InlineData("goroutines"), InlineData("locks")]
    public async Task Finds_plurals(string asked)
    {
        var (library, _) = await ImportAsync("44-plurals", "p");

        Assert.Equal(["p"], await FindsAsync(library, asked));
    }

    /// <summary>Case 45: on both databases, behind as much text as an article may hold.</summary>
    [Theory, InlineData(20_000, "海东青甲"), InlineData(60_000, "海东青乙"), InlineData(900_000, "海东青丙")]
    public async Task Finds_the_last_word_of_a_long_text(int length, string word)
    {
        var library = await Library.OpenAsync(app);
        const string Paragraph = "这里写着一些关于数据库和网络的普通句子每段正好三十个字不多也不";
        using var folder = new Folder().With("long.md", "# 长文\n\n"
            + string.Concat(Enumerable.Repeat(Paragraph + "\n\n", length / 32)) + word + "。\n");

        var report = await library.ImportsAsync(folder.Path, space: "announcements");

        Assert.Equal((1, 0), (report.Created, report.Errors));
        Assert.Equal(["long"], await FindsAsync(library, word));
    }

    /// <summary>Cases 46 and 48.</summary>
    [Fact]
    public async Task Leads_from_the_feed_into_the_article_and_names_it_whatever_the_host()
    {
        var (library, _) = await ImportAsync("46-links-inside-the-text-in-feeds", "f");
        var feed = await FeedAsync(library);
        var entry = feed.Descendants(Atom + "entry").Single();
        var address = entry.Element(Atom + "link")!.Attribute("href")!.Value;

        var links = new HtmlParser().ParseDocument(entry.Element(Atom + "content")!.Value).QuerySelectorAll("a")
            .Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(3, links.Count);
        Assert.All(links, link => Assert.StartsWith(address + "#user-content-", link));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{library.Path}/feed.atom") { Headers = { Host = "127.0.0.1:5301" } };
        var elsewhere = XDocument.Parse((await app.Visitor().SendAsync(request)).ShouldBe(HttpStatusCode.OK).Text);
        Assert.Equal(feed.Descendants(Atom + "id").Select(i => i.Value), elsewhere.Descendants(Atom + "id").Select(i => i.Value));
        Assert.All(feed.Descendants(Atom + "id"), id => Assert.StartsWith("urn:uuid:", id.Value));
    }

    private async Task<Answer> ReadAsync(string name, string slug) => (await ImportAsync(name, slug)).Page;

    private async Task<(Library Library, Answer Page)> ImportAsync(string name, string slug)
    {
        var library = await Library.OpenAsync(app);
        var report = await library.ImportsAsync(Case.Folder(name), space: "announcements");
        Assert.Equal(("done", 0), (report.State, report.Errors));
        return (library, (await app.Visitor().GetAsync($"{library.Path}/articles/{slug}")).ShouldBe(HttpStatusCode.OK));
    }

    private async Task<XDocument> FeedAsync(Library library) =>
        XDocument.Parse((await app.Visitor().GetAsync($"{library.Path}/feed.atom")).ShouldBe(HttpStatusCode.OK).Text);

    private async Task<List<string>> FindsAsync(Library library, string asked)
    {
        var answer = (await app.Visitor().GetAsync($"{library.Api}/search?q={Uri.EscapeDataString(asked)}")).ShouldBe(HttpStatusCode.OK);
        return [.. answer.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("url").GetString()!.Split('/')[^1])];
    }
}
