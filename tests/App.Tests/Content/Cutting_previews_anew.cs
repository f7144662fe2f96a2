using System.Net;
using System.Text.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.Communities.Spaces;
using Guildhall.Content.Articles;
using Guildhall.Content.Previews;
using Guildhall.Content.Search;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Content;

/// <summary>The owner of a column makes more or less of its articles free.</summary>
public class Cutting_previews_anew(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    // The rest is long, so that the second paragraph is within the share that may be free.
    private const string Text = "First.\n\nSecond, zanzibar.\n\nThird.\n\nFourth, and here are ten words more that follow it.";

    [Fact]
    public async Task Shows_more_and_then_less()
    {
        var library = await Library.OpenAsync(app);
        await FreeAsync(library, 1);
        await library.PublishesAsync("Closed", Text, "deep-dives", "closed");
        Assert.False(await VisitorReadsAsync(library, "closed"));

        await FreeAsync(library, 2);
        Assert.True(await VisitorReadsAsync(library, "closed"));

        await FreeAsync(library, 1);
        Assert.False(await VisitorReadsAsync(library, "closed"));
        Assert.Equal(0, await library.InAsync<AppDb, int>(db => Recuts(library, db).CountAsync()));
    }

    [Fact]
    public async Task Leaves_a_divider_of_the_author_where_it_is()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Divided", "First.\n\nSecond, zanzibar.\n\n<!-- paywall -->\n\nThird.", "deep-dives", "divided");

        await FreeAsync(library, 1);

        Assert.True(await VisitorReadsAsync(library, "divided"));
    }

    [Fact]
    public async Task Renders_anew_what_an_earlier_renderer_cut()
    {
        var library = await Library.OpenAsync(app);
        await FreeAsync(library, 2);
        var id = await library.PublishesAsync("Closed", Text.Replace("Third", "<!--more-->\n\nThird"), "deep-dives", "closed");
        await library.InAsync<AppDb>(db => db.Set<Article>().ExecuteUpdateAsync(a => a
            .SetProperty(x => x.RendererVersion, 0).SetProperty(x => x.PreviewHtml, "<p>Third.</p>").SetProperty(x => x.FullExcerpt, "")));
        await library.InAsync<AppDb>(db => db.Set<SearchText>().ExecuteUpdateAsync(t => t.SetProperty(x => x.Preview, "Third.")));

        await library.InAsync<FindStalePreviews>(job => job.RunAsync(default));
        await app.SettleAsync();

        var article = await library.InAsync<AppDb, Article>(db => db.Set<Article>().AsNoTracking().SingleAsync(a => a.Id == id));
        Assert.Equal(MarkdownRenderer.Version, article.RendererVersion);
        Assert.DoesNotContain("Third", article.PreviewHtml);
        Assert.Contains("ten words more", article.FullExcerpt);
        Assert.True(await VisitorReadsAsync(library, "closed"));
        Assert.DoesNotContain("/articles/closed", (await app.Visitor().GetAsync($"{library.Path}/search?q=third")).Text);
        await library.InAsync<FindStalePreviews>(job => job.RunAsync(default));
        Assert.Equal(0, await library.InAsync<AppDb, int>(db => Recuts(library, db).CountAsync()));
    }

    [Fact]
    public async Task Is_asked_for_by_the_change_itself()
    {
        var library = await Library.OpenAsync(app);
        await FreeAsync(library, 1);
        await library.PublishesAsync("Closed", Text, "deep-dives", "closed");

        await ChangeAsync(library, 3);
        await ChangeAsync(library, 2);
        await app.LedgerIsReadableAsync(TestContext.Current.CancellationToken);
        await app.Services.GetRequiredService<Dispatcher>().DrainAsync(TestContext.Current.CancellationToken);

        var asked = await library.InAsync<AppDb, WorkItem>(db => Recuts(library, db).SingleAsync());
        Assert.Equal(new RecutPreviews(library.Space("deep-dives").Id, 2), JsonSerializer.Deserialize<RecutPreviews>(asked.Payload));
        await app.SettleAsync();
        Assert.True(await VisitorReadsAsync(library, "closed"));
    }

    [Fact]
    public async Task Closes_what_can_no_longer_be_rendered_and_goes_on()
    {
        var (first, second) = (await Library.OpenAsync(app), await Library.OpenAsync(app));
        foreach (var library in (Library[])[first, second])
            await FreeAsync(library, 2);
        // The whole costs more than half of what one rendering may, so a free part that is nearly the whole is too much.
        var heavy = await first.PublishesAsync("Heavy",
            "First.\n\nSecond, zanzibar.\n\n" + string.Concat(Enumerable.Repeat("[a](b) ", 5_500)) + "\n\nFourth.\n\nFifth.", "deep-dives", "heavy");
        await second.PublishesAsync("Closed", Text, "deep-dives", "closed");
        Assert.True(await VisitorReadsAsync(first, "heavy"));

        await ChangeAsync(first, 3);
        await ChangeAsync(second, 1);
        await app.SettleAsync();

        Assert.False(await VisitorReadsAsync(first, "heavy"));
        Assert.Equal("", await first.InAsync<AppDb, string>(db => db.Set<Article>().Where(a => a.Id == heavy).Select(a => a.PreviewHtml)
            .SingleAsync()));
        Assert.False(await VisitorReadsAsync(second, "closed"));
    }

    private static IQueryable<WorkItem> Recuts(Library library, AppDb db) =>
        db.Set<WorkItem>().AsNoTracking().Where(w => w.Kind == RecutPreviews.Kind && w.CommunityId == library.Community.Id);

    private async Task FreeAsync(Library library, int blocks)
    {
        await ChangeAsync(library, blocks);
        await app.SettleAsync();
    }

    private static Task ChangeAsync(Library library, int blocks) => library.AsAsync<ChangeSpace>("owner", change =>
        change.RunAsync(library.Community.Id, library.Space("deep-dives").Id,
            new SpaceChanges(Access: new NewAccess(library.Premium.TierId, blocks)), ShownValues.None, default));

    /// <summary>Whether a visitor gets the second paragraph; reading and searching say the same.</summary>
    private async Task<bool> VisitorReadsAsync(Library library, string slug)
    {
        var page = (await app.Visitor().GetAsync($"{library.Path}/articles/{slug}")).ShouldBe(HttpStatusCode.OK);
        var reads = page.Text.Contains("zanzibar", StringComparison.Ordinal);
        var found = (await app.Visitor().GetAsync($"{library.Path}/search?q=zanzibar")).ShouldBe(HttpStatusCode.OK);
        Assert.Equal(reads, found.Text.Contains($"/articles/{slug}", StringComparison.Ordinal));
        return reads;
    }
}
