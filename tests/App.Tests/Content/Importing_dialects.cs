using System.Net;
using Guildhall.App.Tests.Cases;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;
using Guildhall.Content.Import;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Content;

/// <summary>Folders of other people's sites: their pictures, links, marks, titles and second imports.</summary>
public class Importing_dialects(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Tells_once_what_heads_say_and_nobody_hears()
    {
        var (_, report) = await ImportsAsync("08-tags-and-categories-vanish");

        var note = Assert.Single(report.Rows.Where(r => r.Kind == "other").SelectMany(r => r.Notes));
        Assert.Equal("Not taken over from the heads of the files: categories (1), description (1), tags (1).", note.Text);
    }

    [Theory]
    [InlineData("11-title-out-of-a-code-comment")]
    public async Task Titles_a_text_as_its_page_shows_it(string name)
    {
        var (library, _) = await ImportsAsync(name);

        Assert.All(await ArticlesAsync(library), a => Assert.Equal("真正的标题", a.Title));
    }

    [Fact]
    public async Task Keeps_the_name_of_a_file_that_is_a_title()
    {
        var (library, _) = await ImportsAsync("13-title-from-a-file-name");

        Assert.Equal(
            ["2022-12-31", "Spring Boot 2.x -> 3.x 升级", "TCP-IP 协议与 kebab-case、snake_case", "my first post", "天谕 - 隐退の作-98.8%的人不懂"],
            (await ArticlesAsync(library)).Select(a => a.Title).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("14-pictures-in-the-static-folder", 6), InlineData("15-hexo-asset-folder", 2), InlineData("18-blanks-in-picture-names", 3),
        InlineData("20-decomposed-file-names-on-disk", 1)]
    public async Task Shows_every_picture(string name, int pictures)
    {
        var (library, report) = await ImportsAsync(name);

        Assert.Equal((0, 0), (report.Warnings, report.Errors));
        var shown = new List<string>();
        foreach (var article in await ArticlesAsync(library))
            shown.AddRange((await app.Visitor().GetAsync($"{library.Path}/articles/{article.Slug}")).Document
                .QuerySelectorAll("article rich-text img").Select(i => i.GetAttribute("src")!));
        Assert.Equal(pictures, shown.Count);
        Assert.All(shown, s => Assert.StartsWith($"{library.Path}/files/", s));
    }

    [Fact]
    public async Task Leads_from_one_text_to_another_by_whatever_name()
    {
        var (library, report) = await ImportsAsync("16-obsidian-wiki-links");

        var page = await app.Visitor().GetAsync($"{library.Path}/articles/o1");
        Assert.Equal(
            [("o2", "o2"), ("第二篇", "o2"), ("o2", "o2#user-content-小节"), ("o3", "o3")],
            page.Document.QuerySelectorAll("article rich-text a").Select(a => (a.TextContent, Uri.UnescapeDataString(a.GetAttribute("href")!.Split('/')[^1]))));
        Assert.Contains("不存在的页。代码里的 [[x]] 不变。", page.TextOf("article rich-text"));
        Assert.Single(report.Rows.SelectMany(r => r.Notes), n => n.Text.Contains("It links to 不存在的页"));
        Assert.Equal("看第二篇", (await HexoAsync()).Document.QuerySelector("article rich-text a:not(.zoom)")!.TextContent);

        async Task<Answer> HexoAsync()
        {
            var (hexo, _) = await ImportsAsync("15-hexo-asset-folder");
            return await app.Visitor().GetAsync($"{hexo.Path}/articles/p1");
        }
    }

    [Fact]
    public async Task Says_what_it_takes_out()
    {
        var (library, report) = await ImportsAsync("22-embedded-players-vanish");

        Assert.Contains(report.Rows.SelectMany(r => r.Notes), n => n.Text.StartsWith("Taken out: <iframe>, <script>, <video>.", StringComparison.Ordinal));
        var links = (await app.Visitor().GetAsync($"{library.Path}/articles/v")).Document.QuerySelectorAll("article rich-text a").ToList();
        Assert.Equal(["player.bilibili.com", "demo.mp4", "gist.github.com"], links.Select(a => a.TextContent));
        (await app.Visitor().GetAsync(links[1].GetAttribute("href")!)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("32-containers", ":::"), InlineData("34-code-in-liquid-tags", "{%"), InlineData("36-heading-ids", "{#"),
        InlineData("36-heading-ids", "{:"), InlineData("37-display-math-on-one-line", "$$"), InlineData("38-line-of-text-behind-a-table", "|")]
    public async Task Prints_no_mark(string name, string mark)
    {
        var (library, report) = await ImportsAsync(name);

        Assert.Equal(0, report.Warnings);
        Assert.All(await ArticlesAsync(library), a => Assert.DoesNotContain(mark, a.FullHtml));
    }

    [Fact]
    public async Task Keeps_code_word_for_word()
    {
        var (library, _) = await ImportsAsync("34-code-in-liquid-tags");

        var page = await app.Visitor().GetAsync($"{library.Path}/articles/l");
        Assert.Equal(
            ["def foo\n  puts \"<b>x</b> *a* _b_\"\nend\n", "alert('a'); // *c*\n"], page.Document.QuerySelectorAll("article pre code").Select(c => c.TextContent));
        Assert.Contains("{{ not.parsed }}", page.TextOf("article rich-text"));
    }

    [Fact]
    public async Task Follows_a_file_that_was_renamed_and_tells_which_are_gone()
    {
        var library = await Library.OpenAsync(app);
        await library.ImportsAsync(Case.Folder("55-files-that-are-gone-from-the-source") + "/first", space: "announcements", source: "s");
        var before = await ArticlesAsync(library);

        var report = await library.ImportsAsync(Case.Folder("55-files-that-are-gone-from-the-source") + "/second", space: "announcements", source: "s");

        var moved = report.Rows.Single(r => r.Path == "new-name.md");
        Assert.Equal(("update", "It was old-name.md before and stays the same article."), (moved.Action, moved.Notes[0].Text));
        var gone = report.Rows.Single(r => r.Path == "to-delete.md");
        Assert.Equal(("skip", "The file is no longer there. The article stays as it is, unless you choose to withdraw it."), (gone.Action, gone.Notes[0].Text));
        var after = await ArticlesAsync(library);
        Assert.Equal(before.Select(a => (a.Id, a.Slug)), after.Select(a => (a.Id, a.Slug)));
        Assert.Equal("new-name.md", after.Single(a => a.Id == before.Single(b => b.ExternalKey == "old-name.md").Id).ExternalKey);

        await library.UndoesAsync(report.Id);

        Assert.Equal(before.Select(a => a.ExternalKey), (await ArticlesAsync(library)).Select(a => a.ExternalKey));
    }

    [Fact]
    public async Task Withdraws_what_is_gone_when_that_is_chosen_and_brings_it_back()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("a.md", "# A\n\nStays.").With("b.md", "# B\n\nGoes.");
        await library.ImportsAsync(folder.Path, space: "announcements");
        File.Delete(Path.Combine(folder.Path, "b.md"));
        var owner = await library.SignedInAsync("owner");
        var report = await library.ImportsAsync(folder.Path, space: "announcements", dryRun: true);

        var page = await owner.GetAsync($"{library.Path}/manage/import/{report.Id}");
        Assert.Contains("Withdraw the 1 article whose files are no longer there", page.Text);
        (await owner.SubmitAsync(page, ("start", "yes"), ("withdraw-gone", "true"))).ShouldBe(HttpStatusCode.SeeOther);
        await library.FinishAsync(report.Id);

        (await app.Visitor().GetAsync($"{library.Path}/articles/b")).ShouldBe(HttpStatusCode.NotFound);
        (await app.Visitor().GetAsync($"{library.Path}/articles/a")).ShouldBe(HttpStatusCode.OK);

        await library.UndoesAsync(report.Id);

        (await app.Visitor().GetAsync($"{library.Path}/articles/b")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Old_addresses_lead_to_where_the_article_is_now()
    {
        var library = await Library.OpenAsync(app);
        var old = $"/{library.Slug}/2019/05";
        using var folder = new Folder()
            .With("a.md", $"---\ntitle: A\npermalink: {old}/first/\naliases:\n  - {old}/一.html\nredirect_from: https://old.example{old}/zero\n---\nText.")
            .With("b.md", $"---\ntitle: B\ndraft: true\nurl: {old}/secret/\n---\nText.")
            .With("c.md", "---\ntitle: C\npermalink: /:year/:title/\nurl: /\n---\nText.");
        var report = await library.ImportsAsync(folder.Path, space: "announcements");
        Assert.Equal(0, report.Errors);

        foreach (var path in (string[])[$"{old}/first", $"{old}/first/", $"{old}/first/index.html", $"{old}/%E4%B8%80.html", $"{old}/ZERO?utm=1"])
        {
            var answer = await app.Visitor().GetAsync(path);
            Assert.Equal((HttpStatusCode.PermanentRedirect, $"{library.Path}/articles/a"), (answer.Status, answer.Location));
        }
        foreach (var path in (string[])[$"{old}/secret/", $"{old}/other", "/:year/:title/", "/2019/c/"])
            (await app.Visitor().GetAsync(path)).ShouldBe(HttpStatusCode.NotFound);
        await library.ImportsAsync(folder.Path, space: "announcements");
        await library.UndoesAsync(report.Id);
        (await app.Visitor().GetAsync($"{old}/first")).ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<(Library, ImportReport)> ImportsAsync(string name)
    {
        var library = await Library.OpenAsync(app);
        var report = await library.ImportsAsync(Case.Folder(name), space: "announcements");
        Assert.Equal(("done", 0), (report.State, report.Errors));
        return (library, report);
    }

    private static Task<List<Article>> ArticlesAsync(Library library) =>
        library.InAsync<AppDb, List<Article>>(db => db.Set<Article>().AsNoTracking().OrderBy(a => a.Id).ToListAsync());
}
