using System.Net;
using System.Text;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Content;

public class Importing_a_folder(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static Folder TwoColumns() => new Folder()
        .With("redis/README.md", "# 缓存\n\n- [为什么用缓存](./why-cache.md)\n- [过期](expire.md)\n")
        .With("redis/why-cache.md", "# 为什么要用缓存？\n\n为了快。\n\n![图](./images/fast.png)\n\n见 [过期](expire.md#删除策略)。\n")
        .With("redis/expire.md", "# 过期策略\n\n## 删除策略\n\n惰性删除。[消息](/docs/mq/why-mq.md)\n")
        .With("redis/images/fast.png", Folder.Png)
        .With("mq/why-mq.md", "# Why a queue\n\nTo decouple `HashMap` users.\n");

    [Fact]
    public async Task Makes_columns_articles_pictures_and_links_that_work()
    {
        var library = await Library.OpenAsync(app);
        using var folder = TwoColumns();

        var report = await library.ImportsAsync(folder.Path);

        // The two warnings: new columns are open.
        Assert.Equal(("done", 4, 0, 2), (report.State, report.Created, report.Errors, report.Warnings));
        var reader = app.Visitor();
        var page = (await reader.GetAsync($"{library.Path}/articles/why-cache")).ShouldBe(HttpStatusCode.OK);
        Assert.Equal("为什么要用缓存？", page.TextOf("h1"));
        Assert.Equal($"{library.Path}/articles/expire#user-content-删除策略", Uri.UnescapeDataString(page.Document.QuerySelector("rich-text a:not(.zoom)")!.GetAttribute("href")!));
        var picture = await reader.GetAsync(page.Document.QuerySelector("rich-text img")!.GetAttribute("src")!);
        Assert.Equal(Folder.Png, picture.ShouldBe(HttpStatusCode.OK).Body);
        Assert.Equal("image/png", picture.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"{library.Path}/articles/why-mq",
            (await reader.GetAsync($"{library.Path}/articles/expire")).Document.QuerySelector("rich-text a:not(.zoom)")!.GetAttribute("href"));
        var column = (await reader.GetAsync($"{library.Path}/s/redis")).ShouldBe(HttpStatusCode.OK);
        Assert.Equal("缓存", column.TextOf("h1"));
        Assert.Equal(["缓存", "为什么要用缓存？", "过期策略"], column.Document.QuerySelectorAll(".lecture-title").Select(a => a.TextContent));
    }

    [Fact]
    public async Task Hands_out_copies_whose_links_lead_somewhere()
    {
        var library = await Library.OpenAsync(app);
        using var folder = TwoColumns().With("redis/more.md", """
            # More

            ![a](images/fast.png "title") <img src="./images/fast.png"> [why][1] [gone](gone.md) `[code](expire.md)` <https://example.org/a> ![b](<images/fast.png>)

                [code](expire.md)

            [1]: ./why-cache.md#为什么
            """);
        await library.ImportsAsync(folder.Path);
        var reader = app.Visitor();

        var copy = (await reader.GetAsync($"{library.Path}/articles/more.md")).ShouldBe(HttpStatusCode.OK).Text;

        var picture = (await reader.GetAsync($"{library.Path}/articles/why-cache")).Document.QuerySelector("rich-text img")!.GetAttribute("src")!;
        var whole = app.Address.GetLeftPart(UriPartial.Authority) + picture;
        Assert.Contains($"![a]({whole} \"title\") <img src=\"{whole}\"> [why][1] [gone](gone.md) `[code](expire.md)` <https://example.org/a> ![b]({whole})", copy);
        Assert.Contains("    [code](expire.md)", copy);
        Assert.Contains($"[1]: {app.Address.GetLeftPart(UriPartial.Authority)}{library.Path}/articles/why-cache#", copy);
        Assert.Equal(Folder.Png, (await reader.GetAsync(picture)).Body);
    }

    [Fact]
    public async Task Changes_nothing_when_only_checked()
    {
        var library = await Library.OpenAsync(app);
        using var folder = TwoColumns();

        var report = await library.ImportsAsync(folder.Path, dryRun: true);

        Assert.Equal(("ready", 4), (report.State, report.Created));
        Assert.Equal(0, await library.CountAsync());
        Assert.DoesNotContain((await app.WithAsync<ICommunities, CommunityInfo?>(c => c.FindAsync(library.Community.Id).AsTask()))!.Spaces,
            s => s.Slug == "redis");
    }

    [Fact]
    public async Task Changes_nothing_when_repeated()
    {
        var library = await Library.OpenAsync(app);
        using var folder = TwoColumns();
        await library.ImportsAsync(folder.Path);

        var again = await library.ImportsAsync(folder.Path);

        Assert.Equal((0, 0, 4, 0), (again.Created, again.Updated, again.Unchanged, again.Total));
        Assert.Equal(4, await library.CountAsync());
    }

    [Fact]
    public async Task Updates_what_changed_and_keeps_the_earlier_text()
    {
        var library = await Library.OpenAsync(app);
        using var folder = TwoColumns();
        await library.ImportsAsync(folder.Path);
        folder.With("mq/why-mq.md", "# Why a queue\n\nTo smooth peaks.\n");

        var again = await library.ImportsAsync(folder.Path);

        Assert.Equal((0, 1, 3), (again.Created, again.Updated, again.Unchanged));
        Assert.Contains("smooth peaks", (await app.Visitor().GetAsync($"{library.Path}/articles/why-mq")).Text);
        var before = await library.InAsync<AppDb, string>(db => db.Set<ArticleRevision>().Select(r => r.Markdown).SingleAsync());
        Assert.Contains("decouple", before);
    }

    [Fact]
    public async Task Notices_that_a_picture_changed()
    {
        var library = await Library.OpenAsync(app);
        using var folder = TwoColumns();
        await library.ImportsAsync(folder.Path);
        folder.With("redis/images/fast.png", TestPng.Of("changed"));

        var again = await library.ImportsAsync(folder.Path);

        Assert.Equal((0, 1, 3), (again.Created, again.Updated, again.Unchanged));
    }

    [Fact]
    public async Task Is_undone_as_a_whole_but_for_what_was_edited_since()
    {
        var library = await Library.OpenAsync(app);
        using var folder = TwoColumns();
        await library.ImportsAsync(folder.Path);
        folder.With("redis/expire.md", "# 过期策略\n\n定期删除。\n").With("mq/new.md", "# New\n\nHere.\n").With("mq/kept.md", "# Kept\n\nHere too.\n");
        var second = await library.ImportsAsync(folder.Path);
        var kept = await library.InAsync<AppDb, Article>(db => db.Set<Article>().SingleAsync(a => a.Slug == "kept"));
        await library.InAsync<ReviseArticle>(async r => await r.RunAsync(
            kept.Id, kept.Version, new ArticleText("Kept", "kept", kept.SpaceId, ArticleAccess.Space, null, "en", "Edited here."),
            await library.PersonAsync("owner")));

        var undone = await library.UndoesAsync(second.Id);

        Assert.Equal(("undone", 2, 1), (undone.State, undone.Undone, undone.KeptOnUndo));
        var reader = app.Visitor();
        (await reader.GetAsync($"{library.Path}/articles/new")).ShouldBe(HttpStatusCode.NotFound);
        Assert.Contains("Edited here", (await reader.GetAsync($"{library.Path}/articles/kept")).Text);
        Assert.Contains("惰性删除", (await reader.GetAsync($"{library.Path}/articles/expire")).Text);
        Assert.DoesNotContain("/articles/new", (await reader.GetAsync($"{library.Path}/search?q=Here")).Text);
    }

    [Fact]
    public async Task Goes_on_where_it_stopped()
    {
        var library = await Library.OpenAsync(app);
        using var folder = TwoColumns();
        var first = await library.ImportsAsync(folder.Path, dryRun: true);
        File.Delete(Path.Combine(folder.Path, "mq/why-mq.md"));
        folder.With("mq/why-mq.md", "# Why a queue\n\nAnother text than was checked.\n");
        await library.InAsync<Guildhall.Content.Import.DirectImport>(d => d.StartAsync(first.Id));

        var done = await library.FinishAsync(first.Id);

        // What changed after the check is not taken in unseen; everything else is.
        Assert.Equal(("done", 1), (done.State, done.Errors));
        Assert.Equal("error", done.Rows.Single(r => r.Path == "mq/why-mq.md").Action);
        Assert.Equal(3, await library.CountAsync());
    }

    [Fact]
    public async Task Reads_front_matter_and_says_at_which_line_it_is_wrong()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder()
            .With("a/good.md", "---\ntitle: \"Named: here\"\nslug: named-here\ndate: 2024-05-31 18:30\naccess: premium\ntags: [x, y]\n---\nWords.\n\nMore.\n\nClosed words.\n")
            .With("a/draft.md", "---\ntitle: Later\ndraft: true\n---\nWords.\n")
            .With("a/yaml.md", "---\ntitle: [unclosed\n---\nWords.\n")
            .With("a/date.md", "---\ntitle: X\ndate: someday\n---\nWords.\n")
            .With("a/tier.md", "---\naccess: gold\n---\nWords.\n")
            .With("a/open-end.md", "---\ntitle: X\nWords.\n");

        var report = await library.ImportsAsync(folder.Path);

        Assert.Equal((3, 3), (report.Created, report.Errors));
        Assert.Contains("Line 3", Notes("a/date.md"));
        Assert.Contains("Line 2", Notes("a/tier.md"));
        Assert.Contains("Line 2: brackets", Notes("a/yaml.md"));
        Assert.Contains("not closed", Notes("a/open-end.md"));
        var page = await app.Visitor().GetAsync($"{library.Path}/articles/named-here");
        Assert.Equal("Named: here", page.TextOf("h1"));
        Assert.DoesNotContain("Closed words", page.Text);
        Assert.Equal("2024-05-31T10:30:00Z", page.Document.QuerySelector("time")!.GetAttribute("datetime"));
        (await app.Visitor().GetAsync($"{library.Path}/articles/draft")).ShouldBe(HttpStatusCode.NotFound);

        string Notes(string path) => string.Join(' ', report.Rows.Single(r => r.Path == path).Notes.Select(n => n.Text));
    }

    [Fact]
    public async Task Says_of_every_bad_file_what_is_wrong_with_it()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder()
            .With("a/huge.md", new string('x', 10 * 1024 * 1024))
            .With("a/intro.md", "# One\n\n![not one](fake.png) ![true kind](jpeg.png) ![gone](gone.png) ![far](https://example.org/x.png) [gone](gone.md)\n")
            .With("b/intro.md", "# Two\n\nWords.\n")
            .With("a/gbk.md", Encoding.Latin1.GetBytes("# \u00bb\u00ba\u00b4\u00e6\n\n\u00bb\u00ba\u00b4\u00e6\n"))
            .With("a/empty.md", " \n")
            .With("a/deep.md", new string('>', 5000) + " deep\n")
            .With("a/fake.png", "not a picture")
            .With("a/jpeg.png", [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x2A, 0xFF, 0xD9]);
        File.CreateSymbolicLink(Path.Combine(folder.Path, "a/link.md"), "/etc/passwd");

        var report = await library.ImportsAsync(folder.Path);

        Assert.Contains("1,000,000", Notes("a/huge.md"));
        Assert.Contains("not a picture", Notes("a/fake.png"));
        Assert.Contains("image/jpeg", Notes("a/jpeg.png"));
        Assert.Contains("gone.png", Notes("a/intro.md"));
        Assert.Contains("gone.md", Notes("a/intro.md"));
        Assert.Contains("another server", Notes("a/intro.md"));
        Assert.Contains("a/intro.md", Notes("b/intro.md"));
        Assert.Contains("GBK", Notes("a/gbk.md"));
        Assert.Contains("not followed", Notes("a/link.md"));
        Assert.Equal("skip", report.Rows.Single(r => r.Path == "a/empty.md").Action);
        Assert.Equal("error", report.Rows.Single(r => r.Path == "a/deep.md").Action);
        var page = await app.Visitor().GetAsync($"{library.Path}/articles/intro");
        Assert.Contains("not one", page.TextOf("rich-text"));
        Assert.Equal("缓存", (await app.Visitor().GetAsync($"{library.Path}/articles/gbk")).TextOf("h1"));
        Assert.Equal("Two", (await app.Visitor().GetAsync($"{library.Path}/articles/intro-2")).TextOf("h1"));

        string Notes(string path) => string.Join(' ', report.Rows.Single(r => r.Path == path).Notes.Select(n => n.Text));
    }

    [Fact]
    public async Task Takes_the_real_sample_in_without_an_error()
    {
        var sample = Environment.GetEnvironmentVariable("GUILDHALL_SAMPLE_DOCS") ?? Path.GetFullPath(Path.Combine(House.Repository.Root, "../shared/data/advanced-java/docs"));
        if (!Directory.Exists(sample))
            Assert.Skip("The sample is not on this machine; GUILDHALL_SAMPLE_DOCS may name it.");
        var library = await Library.OpenAsync(app);

        var first = await library.ImportsAsync(sample);
        var second = await library.ImportsAsync(sample);

        Assert.Equal((87, 0), (first.Created, first.Errors));
        Assert.Equal((0, 0, 87), (second.Created, second.Updated, second.Unchanged));
        foreach (var word in (string[])["缓存", "zookeeper"])
            Assert.NotEmpty((await app.Visitor().GetAsync($"{library.Path}/search?q={Uri.EscapeDataString(word)}")).Document.QuerySelectorAll(".hit"));

        // Undone and brought in again, it is what it was.
        Assert.Equal(("undone", 87), await library.UndoesAsync(first.Id) is var undone ? (undone.State, undone.Undone) : default);
        Assert.Equal(0, await library.CountAsync());
        var third = await library.ImportsAsync(sample);
        Assert.Equal((87, 0, first.Total), (third.Created, third.Errors, third.Total));
    }
}
