using System.Net;
using System.Text.RegularExpressions;
using Guildhall.App.Tests.Cases;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Content;

/// <summary>Texts as they stand in real blogs: with other houses' dividers, none at all, and HTML or talk of it in between.</summary>
public partial class Importing_honest_texts(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Divides_where_the_old_site_did()
    {
        var library = await ImportedAsync("28-more-without-blanks");

        foreach (var (slug, free) in ((string, string[])[])
            [("long-free", ["免费一", "免费二", "免费三", "免费四"]), ("short-free", ["免费一"]), ("upper", ["免费一", "免费二", "免费三"]), ("words", ["免费一", "免费二", "免费三"])])
        {
            var (page, copy) = await VisitorReadsAsync(library, slug);
            Assert.Equal(free, page.Document.QuerySelectorAll(".article-preview p").Select(p => p.TextContent));
            Assert.All(free, words => Assert.Contains(words, copy));
            Assert.DoesNotContain("CANARY", page.Text + copy);
        }
        Assert.DoesNotContain("CANARY", (await app.Visitor().GetAsync($"{library.Path}/feed.atom")).Text);
        Assert.DoesNotContain("/articles/", (await app.Visitor().GetAsync($"{library.Path}/search?q=CANARY")).Text);
    }

    [Fact]
    public async Task Gives_a_taste_of_one_big_block_and_says_how_much()
    {
        var library = await Library.OpenAsync(app);
        var report = await library.ImportsAsync(Case.Folder("30-one-big-block-is-free"), space: "announcements");

        Assert.Equal((0, 0), (report.Warnings, report.Errors));
        foreach (var (slug, name) in ((string, string)[])[("list", "L"), ("para", "P")])
        {
            var (page, copy) = await VisitorReadsAsync(library, slug);
            var shown = Canary().Matches(page.Text + copy).Select(m => m.Value).ToHashSet();
            Assert.Contains($"CANARY-{name}1", shown);
            Assert.InRange(shown.Max(c => int.Parse(c[8..])), 5, 34);
            var note = Assert.Single(report.Rows.Single(r => r.Address == slug).Notes);
            Assert.Matches("^Visitors read (1[0-9]|2[0-9]|30) % of it. It has no divider", note.Text);
            Assert.True(note.IsInfo);
        }
    }

    [Fact]
    public async Task Says_how_much_is_free_where_not_all_is()
    {
        var library = await Library.OpenAsync(app);
        const string Divided = "free words.\n\n<!--more-->\n\npaid words.\n";
        using var folder = new Folder()
            .With("new-column/open.md", Divided).With("deep-dives/closed.md", Divided).With("deep-dives/opened.md", "---\naccess: open\n---\n" + Divided)
            .With("new-column/paid.md", "---\naccess: premium\n---\n" + Divided);

        var report = await library.ImportsAsync(folder.Path);

        Assert.Equal(
            ["closed", "paid"],
            report.Rows.Where(r => r.Notes.Any(n => n.Text == "Visitors read 50 % of it, up to its divider.")).Select(r => r.Address).Order());
        var owner = await (await library.SignedInAsync("owner")).ChoosesAsync("zh");
        Assert.Contains("访客能读到全文的 50%，到分隔标记为止。", (await owner.GetAsync($"{library.Path}/manage/import/{report.Id}")).Text);
        Assert.DoesNotContain("closed", (await owner.GetAsync($"{library.Path}/manage/import/{report.Id}?show=warnings")).TextOf("main"));
        folder.With("deep-dives/closed.md", Divided + "\nMore paid words, and two more.\n");
        var again = await library.ImportsAsync(folder.Path);
        Assert.Equal(["closed"], again.Rows.Where(r => r.Notes.Any(n => n.Text == "Visitors read 20 % of it, up to its divider.")).Select(r => r.Address));
    }

    [Fact]
    public async Task Keeps_every_summary()
    {
        var library = await ImportedAsync("24-summary-on-its-own-line");

        var page = await app.Visitor().GetAsync($"{library.Path}/articles/det");

        Assert.Equal(["点我展开答案", "题目二", "列表里的"], page.Document.QuerySelectorAll("rich-text details > summary").Select(s => s.TextContent.Trim()));
    }

    [Fact]
    public async Task Keeps_the_words_behind_the_name_of_an_element()
    {
        var library = await ImportedAsync("26-names-of-html-elements-swallow-the-text");

        foreach (var (slug, words) in ((string, string[])[])
            [
                ("head", ["用 <title> 设标题，用 <script> 放脚本。后文丁戊己。"]), ("list", ["表单里有 <input>、<select>、<textarea> 三种。后文庚辛", "第二项"]),
                ("select", ["MyBatis 的 <select> 标签用来查询。后文甲乙丙。", "下一段。"]),
                ("sql", ["select * from user where id = 1", "后文子丑寅。"]), ("table", ["<select>", "查询午未", "<audio>", "音频申酉"]),
            ])
        {
            var page = (await app.Visitor().GetAsync($"{library.Path}/articles/{slug}")).ShouldBe(HttpStatusCode.OK);
            Assert.All(words, word => Assert.Contains(word, page.TextOf("article rich-text")));
        }
        Assert.Contains("五 <template> 的用法", (await app.Visitor().GetAsync($"{library.Path}/articles/heading")).TextOf("h1"));
        foreach (var (slug, word) in ((string, string)[])[("head", "后文丁戊己"), ("list", "后文庚辛"), ("select", "后文甲乙丙"), ("table", "音频申酉")])
            Assert.Contains($"/articles/{slug}", (await app.Visitor().GetAsync($"{library.Path}/search?q={word}")).Text);
    }

    [Fact]
    public async Task Lists_an_open_text_by_its_whole_beginning()
    {
        var library = await Library.OpenAsync(app);
        const string Sentence = "This Saturday at eight we answer questions.";
        await library.PublishesAsync("Open", Sentence, "announcements", "open");
        await library.PublishesAsync("Closed", Sentence, "deep-dives", "closed");

        var feed = (await app.Visitor().GetAsync($"{library.Path}/feed.atom")).Text;
        var (open, closed) = (await app.Visitor().GetAsync($"{library.Path}/s/announcements"), await app.Visitor().GetAsync($"{library.Path}/s/deep-dives"));

        Assert.Contains(Sentence, open.Text);
        Assert.Contains("This Saturday…", (await app.Visitor().GetAsync(library.Path)).Text);
        Assert.DoesNotContain("questions", closed.Text);
        Assert.Contains($"<summary>{Sentence}</summary>", feed);
        Assert.Contains("<summary>This Saturday…</summary>", feed);
        Assert.Contains($"content=\"{Sentence}\"", (await app.Visitor().GetAsync($"{library.Path}/articles/open")).Text);
        Assert.DoesNotContain("questions", (await app.Visitor().GetAsync($"{library.Path}/articles/closed")).Text);
    }

    private async Task<Library> ImportedAsync(string name)
    {
        var library = await Library.OpenAsync(app);
        var report = await library.ImportsAsync(Case.Folder(name), space: "announcements");
        Assert.Equal(("done", 0), (report.State, report.Errors));
        return library;
    }

    private async Task<(Answer Page, string Copy)> VisitorReadsAsync(Library library, string slug)
    {
        var page = (await app.Visitor().GetAsync($"{library.Path}/articles/{slug}")).ShouldBe(HttpStatusCode.OK);
        var copy = await app.Visitor().GetAsync($"{library.Path}/articles/{slug}.md");
        Assert.Equal(HttpStatusCode.PaymentRequired, copy.Status);
        return (page, copy.Text);
    }

    [GeneratedRegex("CANARY-[LP][0-9]+")]
    private static partial Regex Canary();
}
