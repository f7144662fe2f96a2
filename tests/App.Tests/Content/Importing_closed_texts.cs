using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Content;

/// <summary>What another site kept closed is not opened by the import.</summary>
public class Importing_closed_texts(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Makes_drafts_of_them_whatever_closed_them_in_whatever_form()
    {
        var leaks = new LeakMatrix(app);
        await leaks.PlantAsync();
        var library = leaks.Library;
        var matrix = new CanaryMatrix();
        using var folder = matrix.Plant();

        var report = await library.ImportsAsync(folder.Path);

        Assert.Equal(("done", 0), (report.State, report.Errors));
        var rows = report.Rows.Where(r => r.Kind == "article").ToDictionary(r => r.Path);
        var untold = matrix.Files.Where(f => !rows[f.Path].Notes.Any(n => !n.IsError && n.Text.Contains(f.Says) && n.Text.Contains("draft")));
        Assert.Empty(untold.Select(f => f.Path));
        var published = await library.InAsync<AppDb, List<string>>(db =>
            db.Set<Article>().Where(a => a.PublishedAt != null && a.ExternalKey != null).Select(a => a.Slug).ToListAsync());
        Assert.Equal(CanaryMatrix.OpenSlugs.Order(), published.Order());
        // One of each thing is enough for every route of the program; the pages of all follow.
        leaks.Also(matrix.Files.Select(f => f.Slug).Where((_, i) => i % 211 == 0));
        Assert.DoesNotContain(await leaks.MeetsAsync(app.Visitor()), met => met.EndsWith(CanaryMatrix.Closed, StringComparison.Ordinal));
        foreach (var (_, slug, _) in matrix.Files.Where((_, i) => i % 29 == 0))
        {
            var article = $"{library.Path}/articles/{slug}";
            foreach (var address in (string[])[article, article + ".md", $"{library.Api}/articles/{slug}"])
                Assert.DoesNotContain(CanaryMatrix.Closed, (await app.Visitor().GetAsync(address)).ShouldBe(HttpStatusCode.NotFound).Text);
        }
        await OpenShouldBeMetAsync(library);
    }

    /// <summary>Who meets nothing closed must have looked where something is to be met.</summary>
    private async Task OpenShouldBeMetAsync(Library library)
    {
        var slug = CanaryMatrix.OpenSlugs[0];
        foreach (var address in (string[])
        [
            $"{library.Path}/articles/{slug}", $"{library.Path}/articles/{slug}.md", $"{library.Path}/s/announcements", $"{library.Path}/feed.atom",
            $"{library.Path}/search?q=sings", $"{library.Api}/articles/{slug}", $"{library.Api}/articles?limit=100", $"{library.Api}/search?q=sings",
        ])
            Assert.Contains(CanaryMatrix.Open, (await app.Visitor().GetAsync(address)).ShouldBe(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task Looks_at_the_name_of_the_folder_that_was_given_and_of_what_wraps_a_zip()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("_drafts/a/one.md", "# One\n\nWords.\n").With("_drafts/b/two.md", "# Two\n\nWords.\n");

        await library.ImportsAsync(folder.Zip(), source: "zip");
        await library.ImportsAsync(Path.Combine(folder.Path, "_drafts"), source: "disk");

        var published = await library.InAsync<AppDb, List<bool>>(db => db.Set<Article>().Select(a => a.PublishedAt != null).ToListAsync());
        Assert.Equal([false, false, false, false], published);
    }

    [Fact]
    public async Task Looks_at_the_sections_above_a_text()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder()
            .With("zola/_index.md", "+++\ndraft = true\n+++\nA section.\n").With("zola/deep/zola.md", "# Zola\n\nWords.\n")
            .With("hugo/_index.md", "---\ncascade:\n  - build:\n      list: never\n---\nA section.\n").With("hugo/hugo.md", "# Hugo\n\nWords.\n")
            .With("open/_index.md", "---\ntitle: Open\n---\nA section.\n").With("open/open.md", "# Open\n\nWords.\n");

        var report = await library.ImportsAsync(folder.Path);

        Assert.StartsWith("zola/_index.md says by \"draft\"", Assert.Single(report.Rows.Single(r => r.Path == "zola/deep/zola.md").Notes).Text);
        Assert.StartsWith("hugo/_index.md says by \"cascade.0.build.list\"", Assert.Single(report.Rows.Single(r => r.Path == "hugo/hugo.md").Notes).Text);
        var published = await library.InAsync<AppDb, List<string>>(db =>
            db.Set<Article>().Where(a => a.PublishedAt != null).Select(a => a.ExternalKey!).Order().ToListAsync());
        Assert.Equal(["open/_index.md", "open/open.md"], published);
    }

    [Fact]
    public async Task Withdraws_what_an_earlier_import_opened_and_gives_it_back_when_undone()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("announcements/text.md", "# Text\n\nOld words.\n");
        await library.ImportsAsync(folder.Path);
        folder.With("announcements/text.md", "---\npassword: sesame\n---\n# Text\n\nNew words.\n");

        var report = await library.ImportsAsync(folder.Path);

        var notes = report.Rows.Single(r => r.Path == "announcements/text.md").Notes.Select(n => n.Text).ToList();
        Assert.Contains(notes, n => n.StartsWith("Line 2: \"password\"", StringComparison.Ordinal));
        Assert.Contains(notes, n => n.Contains("withdraws it"));
        (await app.Visitor().GetAsync($"{library.Path}/articles/text")).ShouldBe(HttpStatusCode.NotFound);
        Assert.DoesNotContain("/articles/text", (await app.Visitor().GetAsync($"{library.Path}/search?q=words")).Text);

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await library.UndoesAsync(report.Id);

        Assert.Contains("Old words", (await app.Visitor().GetAsync($"{library.Path}/articles/text")).ShouldBe(HttpStatusCode.OK).Text);
        Assert.Contains("/articles/text", (await app.Visitor().GetAsync($"{library.Path}/search?q=words")).Text);
    }

    [Fact]
    public async Task Is_not_undone_into_the_open_when_somebody_withdrew_it_since()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("announcements/text.md", "# Text\n\nOld words.\n");
        await library.ImportsAsync(folder.Path);
        folder.With("announcements/text.md", "---\nprivate: true\n---\n# Text\n\nNew words.\n");
        var report = await library.ImportsAsync(folder.Path);
        var (id, owner) = (await library.InAsync<AppDb, long>(db => db.Set<Article>().Select(a => a.Id).SingleAsync()),
            await library.PersonAsync("owner"));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await library.InAsync<PublishArticle>(p => p.RunAsync(id, owner));
        await library.InAsync<WithdrawArticle>(w => w.RunAsync(id, owner));

        await library.UndoesAsync(report.Id);

        (await app.Visitor().GetAsync($"{library.Path}/articles/text")).ShouldBe(HttpStatusCode.NotFound);
    }
}
