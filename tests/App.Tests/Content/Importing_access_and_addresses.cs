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
    public async Task An_undo_closes_again_what_the_import_opened()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("a/text.md", Paid("access: premium\nslug: paid", "Old paid words."));
        await library.ImportsAsync(folder.Path);
        folder.With("a/text.md", Paid("access: open\nslug: opened\nlang: zh", "New words."));
        var mistake = await library.ImportsAsync(folder.Path);
        Assert.Contains("New words", (await app.Visitor().GetAsync($"{library.Path}/articles/opened")).Text);

        await library.UndoesAsync(mistake.Id);

        var page = (await app.Visitor().GetAsync($"{library.Path}/articles/paid")).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("Free words", page.Text);
        Assert.DoesNotContain("Old paid words", page.Text);
        Assert.Equal($"{library.Path}/articles/paid", (await app.Visitor().GetAsync($"{library.Path}/articles/opened")).Location);
        var article = await ArticleAsync(library);
        Assert.Equal((ArticleAccess.Tier, library.Premium.TierId, "en"), (article.Access, article.TierId, article.Language));
    }

    [Fact]
    public async Task An_undo_makes_a_draft_of_what_the_import_published()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("a/text.md", "---\ndraft: true\n---\n# Text\n\nNot yet.\n");
        await library.ImportsAsync(folder.Path);
        folder.With("a/text.md", "# Text\n\nNow.\n");
        var mistake = await library.ImportsAsync(folder.Path);
        (await app.Visitor().GetAsync($"{library.Path}/articles/text")).ShouldBe(HttpStatusCode.OK);

        await library.UndoesAsync(mistake.Id);

        (await app.Visitor().GetAsync($"{library.Path}/articles/text")).ShouldBe(HttpStatusCode.NotFound);
        Assert.Null((await ArticleAsync(library)).PublishedAt);
        Assert.DoesNotContain("/articles/text", (await app.Visitor().GetAsync($"{library.Path}/search?q=Text")).Text);
    }

    [Fact]
    public async Task An_undo_leaves_what_was_withdrawn_or_published_here_since()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("a/shown.md", "# Shown\n\nOne.\n").With("a/draft.md", "---\ndraft: true\n---\n# Draft\n\nOne.\n");
        await library.ImportsAsync(folder.Path);
        folder.With("a/shown.md", "# Shown\n\nTwo.\n").With("a/draft.md", "---\ndraft: true\n---\n# Draft\n\nTwo.\n");
        var second = await library.ImportsAsync(folder.Path);
        var owner = await library.PersonAsync("owner");
        var (shown, draft) = (await ArticleAsync(library, "shown"), await ArticleAsync(library, "draft"));
        await library.InAsync<WithdrawArticle>(w => w.RunAsync(shown.Id, owner));
        await library.InAsync<PublishArticle>(p => p.RunAsync(draft.Id, owner));

        await library.UndoesAsync(second.Id);

        (await app.Visitor().GetAsync($"{library.Path}/articles/shown")).ShouldBe(HttpStatusCode.NotFound);
        Assert.Contains("One.", (await app.Visitor().GetAsync($"{library.Path}/articles/draft")).ShouldBe(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task An_undo_closes_an_article_also_where_its_address_is_taken()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("a/text.md", Paid("access: premium\nslug: paid", "Old paid words."));
        await library.ImportsAsync(folder.Path);
        folder.With("a/text.md", Paid("access: open\nslug: opened", "New words."));
        var mistake = await library.ImportsAsync(folder.Path);
        await library.PublishesAsync("Another", "Another text.", slug: "paid");

        await library.UndoesAsync(mistake.Id);

        Assert.Contains("Another text", (await app.Visitor().GetAsync($"{library.Path}/articles/paid")).Text);
        var page = (await app.Visitor().GetAsync($"{library.Path}/articles/opened")).ShouldBe(HttpStatusCode.OK);
        Assert.DoesNotContain("paid words", page.Text);
    }

    [Theory]
    [InlineData("access: [premium]", 2)]
    [InlineData("title: X\naccess:\n  tier: premium", 3)]
    [InlineData("access:\n  - premium", 2)]
    [InlineData("access:", 2)]
    [InlineData("tier: \"\"", 2)]
    [InlineData("x: &readers premium\naccess: *readers", 3)]
    [InlineData("access: open\ntier: premium", 3)]
    [InlineData("? [x]\n: y\naccess: premium", 2)]
    public async Task An_access_that_names_nobody_is_refused(string front, int line)
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("a/text.md", $"---\n{front}\n---\n# Text\n\nPaid words.\n");

        var report = await library.ImportsAsync(folder.Path);

        var row = report.Rows.Single(r => r.Path == "a/text.md");
        Assert.Equal("error", row.Action);
        Assert.StartsWith($"Line {line}:", row.Notes.Single(n => n.IsError).Text);
        Assert.Equal(0, await library.CountAsync());
    }

    [Fact]
    public async Task Says_of_a_column_that_it_would_make_that_it_is_open()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("fresh/text.md", "# Text\n\nWords.\n").With("deep-dives/more.md", "# More\n\nWords.\n");

        var report = await library.ImportsAsync(folder.Path, dryRun: true);

        Assert.Contains("Everyone can read it unless", report.Rows.Single(r => r is { Kind: "column", Address: "fresh" }).Notes.Single().Text);
        Assert.Empty(report.Rows.Single(r => r is { Kind: "column", Address: "deep-dives" }).Notes);
        var owner = await library.SignedInAsync("owner");
        Assert.Contains("所有人都能读", (await (await owner.ChoosesAsync("zh")).GetAsync($"{library.Path}/manage/import/{report.Id}")).Text);
        Assert.Contains("Everyone can read it unless", (await (await owner.ChoosesAsync("en")).GetAsync($"{library.Path}/manage/import/{report.Id}")).Text);
    }

    [Fact]
    public async Task A_new_column_is_closed_by_the_tier_that_is_chosen_for_it_and_an_undo_takes_it_away()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("closed/paid.md", "# Closed text\n\nOne.\n\nTwo.\n\nThree words.\n")
            .With("open/free.md", "# Open text\n\nWords.\n");
        var report = await library.ImportsAsync(folder.Path, dryRun: true);
        var owner = await library.SignedInAsync("owner");
        var page = $"{library.Path}/manage/import/{report.Id}";

        var refused = await owner.SubmitAsync(page, ("tier-closed", "gold"), ("start", "yes"));
        (await owner.SubmitAsync(page, ("tier-closed", "premium"), ("start", "yes"))).ShouldLeadTo(page);
        Assert.Equal("done", (await library.FinishAsync(report.Id)).State);

        Assert.True(refused.ShouldBe(HttpStatusCode.UnprocessableEntity).Has("[name=tier-closed][aria-invalid=true]"), refused.Text);
        var spaces = (await library.NowAsync()).Spaces.ToDictionary(s => s.Slug);
        Assert.Equal((library.Premium.TierId, (long?)null), (spaces["closed"].TierId, spaces["open"].TierId));
        var article = (await app.Visitor().GetAsync($"{library.Path}/articles/paid")).ShouldBe(HttpStatusCode.OK);
        Assert.True(article.Has(".paywall"), article.Text);
        Assert.DoesNotContain("Three words", article.Text);
        await library.UndoesAsync(report.Id);
        Assert.DoesNotContain((await library.NowAsync()).Spaces, s => s.Slug is "closed" or "open");
    }

    [Fact]
    public async Task A_program_names_the_tiers_of_the_columns_that_it_makes()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("fresh/text.md", "# Text\n\nWords.\n");
        var report = await library.ImportsAsync(folder.Path, dryRun: true);
        var program = await library.ProgramAsync("owner", "articles:write");
        var intake = $"{library.Api}/imports/{report.Id}/intake";

        (await program.PostAsync(intake, new { tiers = new { fresh = "gold" } })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "tier_unknown");
        (await program.PostAsync(intake, new { tiers = new { other = "premium" } })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "column_unknown");
        (await program.PostAsync(intake, new { tiers = new { fresh = "premium" } })).ShouldBe(HttpStatusCode.Accepted);
        await library.FinishAsync(report.Id);

        Assert.Equal(library.Premium.TierId, (await library.NowAsync()).Spaces.Single(s => s.Slug == "fresh").TierId);
    }

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
            db.Publish(() => new Guildhall.Kernel.Contracts.Communities.SpaceAccessChanged(library.Community.Id, owner, closed.Id,
                closed.TierId, 0));
            await db.SaveChangesAsync();
        });
        await app.SettleAsync();
        folder.With("announcements/text.md", "# Text\n\nFirst again.\n\nSecond.\n\nThird.\n");
        var report = await library.ImportsAsync(folder.Path, dryRun: true);
        var article = await ArticleAsync(library);
        await library.InAsync<ReviseArticle>(r =>
            r.RunAsync(article.Id, article.Version,
                new ArticleText("Text", "text", closed.Id, ArticleAccess.Space, null, "en", article.Markdown), owner));

        await library.InAsync<DirectImport>(d => d.StartAsync(report.Id));
        await library.FinishAsync(report.Id);

        var now = await ArticleAsync(library);
        Assert.Contains("First again", now.FullHtml);
        Assert.DoesNotContain("First again", now.PreviewHtml);
        Assert.Equal(0, now.PreviewBlocks);
    }

    private static string Paid(string front, string words) => $"---\n{front}\n---\n# Text\n\nFree words.\n\n<!-- paywall -->\n\n{words}\n";

    private static Task<Article> ArticleAsync(Library library, string? slug = null) =>
        library.InAsync<AppDb, Article>(db => db.Set<Article>().AsNoTracking().SingleAsync(a => slug == null || a.Slug == slug));
}
