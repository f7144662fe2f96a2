using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Communities.Spaces;
using Guildhall.Content.Articles;
using Guildhall.Content.Import;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Content;

/// <summary>Who may read what was imported, and under which address: while it comes in, and once it is undone.</summary>
public class Importing_access_and_addresses(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task An_address_may_go_and_come_back_again_and_again()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder();
        foreach (var slug in (string[])["x", "y", "x", "y"])
        {
            folder.With("a/text.md", $"---\nslug: {slug}\n---\n# Text\n\nAt {slug}.\n");
            Assert.Equal(("done", 0), await library.ImportsAsync(folder.Path) is var report ? (report.State, report.Errors) : default);
        }

        Assert.Equal($"{library.Path}/articles/y", (await app.Visitor().GetAsync($"{library.Path}/articles/x")).Location);
        (await app.Visitor().GetAsync($"{library.Path}/articles/y")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_free_part_is_cut_as_the_column_says_in_which_the_article_stands()
    {
        var library = await Library.OpenAsync(app);
        var owner = await library.PersonAsync("owner");
        using var folder = new Folder().With("announcements/text.md", "# Text\n\nFirst.\n\nSecond.\n\nThird.\n");
        await library.ImportsAsync(folder.Path);
        var closed = library.Space("deep-dives");
        await library.InAsync<AppDb>(async db =>
        {
            (await db.Set<Space>().SingleAsync(s => s.Id == closed.Id)).OpenTo(closed.TierId, 0);
            db.Publish(() => new Guildhall.Kernel.Contracts.Communities.SpaceAccessChanged(library.Community.Id, owner, closed.Id, closed.TierId, 0));
            await db.SaveChangesAsync();
        });
        await app.SettleAsync();
        folder.With("announcements/text.md", "# Text\n\nFirst again.\n\nSecond.\n\nThird.\n");
        var report = await library.ImportsAsync(folder.Path, dryRun: true);
        var article = await ArticleAsync(library);
        await library.InAsync<ReviseArticle>(r => r.RunAsync(article.Id, article.Version, new ArticleText("Text", "text", closed.Id, ArticleAccess.Space, null, "en", article.Markdown), owner));

        await library.InAsync<DirectImport>(d => d.StartAsync(report.Id));
        await library.FinishAsync(report.Id);

        var now = await ArticleAsync(library);
        Assert.Contains("First again", now.FullHtml);
        Assert.DoesNotContain("First again", now.PreviewHtml);
        Assert.Equal(0, now.PreviewBlocks);
    }

    private static Task<Article> ArticleAsync(Library library, string? slug = null) =>
        library.InAsync<AppDb, Article>(db => db.Set<Article>().AsNoTracking().SingleAsync(a => slug == null || a.Slug == slug));
}
