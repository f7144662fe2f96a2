using System.Net;
using Guildhall.App.Tests.Cases;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;
using Guildhall.Content.Import;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Content;

/// <summary>Case 23: pictures of an image host come along, through the guard, each once; what cannot be had stays a link.</summary>
public class Fetching_pictures(Fetching_pictures.PictureApp app) : IClassFixture<Fetching_pictures.PictureApp>
{
    [Fact]
    public async Task Are_shown_from_here_and_asked_for_once()
    {
        await using var host = await PictureHost.StartAsync();
        var library = await Library.OpenAsync(app);
        using var folder = new Folder()
            .With("one.md",
                $"# One\n\n![架构图]({host.Url}/a.png)\n\n![again]({host.Url}/a.png#x) <img src=\"{host.Url}/b%20c.png?w=1\" alt=\"b\">\n")
            .With("two.md", $"# Two\n\n![架构图]({host.Url}/a.png)\n\n[a link]({host.Url}/a.png)\n");

        var report = await ImportsAsync(library, folder.Path);

        Assert.Equal(("done", 2, 0, 0), (report.State, report.Created, report.Errors, report.Warnings));
        Assert.Equal(["/a.png", "/b%20c.png?w=1"], host.Asked.Order());
        var page = await app.Visitor().GetAsync($"{library.Path}/articles/one");
        var shown = page.Document.QuerySelectorAll("article rich-text img").Select(i => i.GetAttribute("src")!).ToList();
        Assert.Equal(3, shown.Count);
        Assert.Equal(2, shown.Distinct().Count());
        Assert.All(shown, s => Assert.StartsWith($"{library.Path}/files/", s));
        Assert.EndsWith("/a.png", shown[0]);
        Assert.Equal("image/png", (await app.Visitor().GetAsync(shown[0])).ShouldBe(HttpStatusCode.OK).Header("Content-Type"));
        // A link is no picture: it leads where it led.
        Assert.Contains($"{host.Url}/a.png", (await app.Visitor().GetAsync($"{library.Path}/articles/two")).Document
            .QuerySelectorAll("article rich-text a:not(.zoom)").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task Are_not_asked_for_again_by_a_later_import_nor_lost_by_an_edit()
    {
        await using var host = await PictureHost.StartAsync();
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("one.md", $"# One\n\n![a]({host.Url}/a.png) ![b]({host.Url}/missing.png)\n");
        await ImportsAsync(library, folder.Path);
        var asked = host.Asked.Count;

        var same = await ImportsAsync(library, folder.Path);
        folder.With("one.md", $"# One\n\nMore. ![a]({host.Url}/a.png) ![b]({host.Url}/missing.png)\n");
        var changed = await ImportsAsync(library, folder.Path);
        var plain = await library.ImportsAsync(folder.Path, space: "announcements");

        Assert.Equal((2, asked), (asked, host.Asked.Count));
        Assert.Equal((0, 1), (same.Updated, same.Unchanged));
        Assert.Equal(1, changed.Updated);
        Assert.Equal((0, 1), (plain.Updated, plain.Unchanged));
        Assert.StartsWith($"{library.Path}/files/", (await ShownAsync(library, "one")).Single());
        app.Clock.Advance(TimeSpan.FromDays(1.1));
        host.Answers["/missing.png"] = PictureHost.Picture;
        var later = await ImportsAsync(library, folder.Path);
        Assert.Equal((1, asked + 1), (later.Updated, host.Asked.Count));
        Assert.Equal(2, (await ShownAsync(library, "one")).Count);
    }

    [Theory]
    [InlineData("/missing.png", "Its server answers 404.")]
    [InlineData("/page.png", "What is there is not a PNG, JPEG, GIF or WebP picture.")]
    [InlineData("/vector.svg", "What is there is not a PNG, JPEG, GIF or WebP picture.")]
    [InlineData("/large.png", "It is larger than 10 MB.")]
    [InlineData("/endless.png", "It is larger than 10 MB.")]
    [InlineData("/wide.png", "It has too many points.")]
    [InlineData("/cut.png", "The picture is damaged.")]
    [InlineData("/inside.png", "Its address is not one of the public internet, so it is not asked.")]
    [InlineData("/file.png", "Its address is not one of the public internet, so it is not asked.")]
    [InlineData("/round.png", "It is redirected too often.")]
    [InlineData("/broken.png", "Its server breaks off in mid-answer.")]
    public async Task Stay_links_where_they_cannot_be_had_and_the_report_says_why(string path, string why)
    {
        await using var host = await PictureHost.StartAsync();
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("one.md", $"# One\n\n![图]({host.Url}{path}) ![a]({host.Url}/moved.png)\n");

        var report = await ImportsAsync(library, folder.Path);

        Assert.Equal(("done", 1, 0, 2), (report.State, report.Created, report.Errors, report.Warnings));
        var row = report.Rows.Single(r => r.Path.EndsWith(path, StringComparison.Ordinal));
        Assert.Equal(("skip", $"{why} It stays a link."), (row.Action, row.Notes.Single().Text));
        Assert.Contains(
            report.Rows.Single(r => r.Path == "one.md").Notes, n => n.Text.EndsWith("A link stands in its place.", StringComparison.Ordinal));
        Assert.Single(await ShownAsync(library, "one"));
        Assert.Contains($"{host.Url}{path}", (await app.Visitor().GetAsync($"{library.Path}/articles/one")).Document
            .QuerySelectorAll("article rich-text a:not(.zoom)").Select(a => a.GetAttribute("href")));
        Assert.DoesNotContain("/secret", host.Asked);
    }

    [Theory, InlineData("http://10.0.0.1/a.png"), InlineData("http://169.254.169.254/latest/meta-data/a.png"), InlineData("http://127.0.0.2/a.png")]
    public async Task Are_not_fetched_from_inside(string address)
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("one.md", $"# One\n\n![图]({address})\n");

        var report = await ImportsAsync(library, folder.Path);

        Assert.StartsWith(
            "Its address is not one of the public internet", report.Rows.Single(r => r.Path.StartsWith("http://")).Notes.Single().Text);
    }

    [Fact]
    public async Task Are_only_counted_by_a_look()
    {
        await using var host = await PictureHost.StartAsync();
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("one.md", $"# One\n\n![a]({host.Url}/a.png) ![a]({host.Url}/a.png) ![b](https://img.example.com/b.png)\n");

        var with = await ImportsAsync(library, folder.Path, dryRun: true);
        var without = await library.ImportsAsync(folder.Path, dryRun: true, space: "announcements");

        Assert.Empty(host.Asked);
        Assert.Equal("Pictures to fetch from other servers: 2, from 127.0.0.1 (1), img.example.com (1).", with.Rows[0].Notes.Single().Text);
        Assert.StartsWith("Pictures on other servers: 2, from 127.0.0.1 (1), img.example.com (1).", without.Rows[0].Notes.Single().Text);
        var owner = await (await library.SignedInAsync("owner")).ChoosesAsync("zh");
        Assert.Contains("将从其他服务器取回 2 张图片，来自 127.0.0.1 (1), img.example.com (1)。",
            (await owner.GetAsync($"{library.Path}/manage/import/{with.Id}")).Text);
    }

    [Fact]
    public async Task Come_several_at_once_and_few_from_one_server()
    {
        await using var host = await PictureHost.StartAsync();
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("one.md", "# One\n\n" + string.Concat(
            Enumerable.Range(0, 30).Select(i => $"![{i}]({host.Url}/slow-{i}.png)\n\n")));

        var report = await ImportsAsync(library, folder.Path);

        Assert.Equal(0, report.Warnings);
        Assert.Equal(30, (await ShownAsync(library, "one")).Count);
        Assert.Equal((30, 2), (host.Asked.Count, host.MostAtOnce));
    }

    [Fact]
    public async Task Are_not_asked_for_twice_after_a_restart()
    {
        await using var host = await PictureHost.StartAsync();
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("one.md", "# One\n\n" + string.Concat(
            Enumerable.Range(0, 8).Select(i => $"![{i}]({host.Url}/{i}.png)\n\n")));
        var id = await OpenAsync(library, folder.Path);
        await library.InAsync<DirectImport>(d => d.StartAsync(id));
        using var stop = new CancellationTokenSource();
        host.Hold = path => path == "/7.png" ? stop : null;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.WithAsync<ImportRunner>(r => r.RunAsync(id, stop.Token)));
        host.Hold = _ => null;
        var owner = await library.SignedInAsync("owner");
        var between = await owner.GetAsync($"{library.Path}/manage/import/{id}");
        var report = await library.FinishAsync(id);

        Assert.Matches("[1-7] of 8 pictures of other servers fetched", between.Text);
        Assert.Equal(("done", 0), (report.State, report.Warnings));
        Assert.Equal(8, (await ShownAsync(library, "one")).Count);
        Assert.All(host.Asked.GroupBy(p => p).Where(p => p.Key != "/7.png" && p.Key != "/6.png"), p => Assert.Single(p));
    }

    [Fact]
    public async Task Are_chosen_on_the_page()
    {
        await using var host = await PictureHost.StartAsync();
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("announcements/one.md", $"# One\n\n![a]({host.Url}/a.png)\n");
        var owner = await library.SignedInAsync("owner");
        var page = await owner.GetAsync($"{library.Path}/manage/import");
        Assert.True(page.Has("input[type=checkbox][name=fetch-pictures]"));

        var api = await owner.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"{library.Api}/imports?name=docs.zip&fetchPictures=true")
        {
            Content = new ByteArrayContent(await File.ReadAllBytesAsync(folder.Zip(), TestContext.Current.CancellationToken))
            {
                Headers = { ContentType = new("application/zip") },
            },
        });
        var id = api.ShouldBe(HttpStatusCode.Accepted).Json.GetProperty("id").GetInt64();
        await library.FinishAsync(id);
        await library.InAsync<DirectImport>(d => d.StartAsync(id));
        await library.FinishAsync(id);

        Assert.Single(await ShownAsync(library, "one"));
    }

    [Fact]
    public async Task Of_the_reported_text_are_still_only_links_without_the_choice()
    {
        var library = await Library.OpenAsync(app);

        var report = await library.ImportsAsync(Case.Folder("23-remote-pictures-become-links"), space: "announcements");

        Assert.Equal(1, report.Created);
        Assert.Contains(report.Rows.SelectMany(r => r.Notes), n => n.Text.Contains("img.example.com (1)"));
        var article = await library.InAsync<AppDb, Article>(db => db.Set<Article>().SingleAsync());
        Assert.Contains("<a href=\"https://img.example.com/a.png\"", article.FullHtml);
    }

    private async Task<List<string>> ShownAsync(Library library, string slug) =>
        [.. (await app.Visitor().GetAsync($"{library.Path}/articles/{slug}")).ShouldBe(HttpStatusCode.OK).Document
            .QuerySelectorAll("article rich-text img").Select(i => i.GetAttribute("src")!)];

    private static async Task<ImportReport> ImportsAsync(Library library, string location, bool dryRun = false)
    {
        var id = await OpenAsync(library, location);
        if (!dryRun)
            await library.InAsync<DirectImport>(d => d.StartAsync(id));
        return await library.FinishAsync(id);
    }

    private static async Task<long> OpenAsync(Library library, string location)
    {
        var owner = await library.PersonAsync("owner");
        var id = await library.InAsync<OpenImport, long>(
            o => o.RunAsync("docs", location, "docs", "announcements", owner, fetchesPictures: true));
        await library.FinishAsync(id);
        return id;
    }

    public sealed class PictureApp : GuildhallApp
    {
        // The guard lets through this machine's own address and nothing else of the inside.
        protected override IEnumerable<string> Settings => ["--Guildhall:Outbound:Allow=127.0.0.1"];
    }
}
