using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;
using Guildhall.Content.Import;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Content;

/// <summary>The inputs in tests/cases, each a few files as other sites hold them.</summary>
public class Importing_heads_of_other_sites(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Obeys_TOML()
    {
        var (library, report) = await ImportsAsync("01-toml-front-matter");

        var articles = await ArticlesAsync(library);
        Assert.Equal(0, report.Errors);
        Assert.Equal(("还没写完的并发小记", null), (articles["draft.md"].Title, articles["draft.md"].PublishedAt));
        Assert.Equal(("付费的一篇", ArticleAccess.Tier, library.Premium.TierId),
            (articles["paid.md"].Title, articles["paid.md"].Access, articles["paid.md"].TierId));
        Assert.Equal(At("2019-05-05T16:00:00"), articles["paid.md"].PublishedAt);
        Assert.Equal(("嵌套的表", At("2020-01-01T19:04:05")), (articles["table.md"].Title, articles["table.md"].PublishedAt));
        Assert.DoesNotContain(articles.Values, a => a.FullHtml.Contains("+++") || a.FullHtml.Contains("title"));
        Assert.DoesNotContain("付费段", (await app.Visitor().GetAsync($"{library.Path}/articles/{articles["paid.md"].Slug}")).ShouldBe(HttpStatusCode.OK).Text);
        (await app.Visitor().GetAsync($"{library.Path}/articles/{articles["draft.md"].Slug}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Reads_a_head_without_an_opening_fence_and_leaves_headings()
    {
        var (library, _) = await ImportsAsync("03-hexo-front-matter-without-opening-fence");

        var articles = await ArticlesAsync(library);
        Assert.Equal(("没有开头分隔线的文章", At("2018-01-01T19:04:05")), (articles["open.md"].Title, articles["open.md"].PublishedAt));
        Assert.Equal("<p>正文在这里。</p>", articles["open.md"].FullHtml.Trim());
        Assert.Contains("注意：这是一句话</h2>", articles["notfm.md"].FullHtml);
    }

    [Fact]
    public async Task Reads_dates_in_UTC()
    {
        var (library, report) = await ImportsAsync("05-date-in-utc-with-z");

        var articles = await ArticlesAsync(library);
        Assert.Equal((3, 0, 0), (report.Created, report.Errors, report.Warnings));
        Assert.Equal(At("2020-01-05T08:03:04"), articles["z.md"].PublishedAt);
        Assert.Equal(At("2016-04-04T16:28:00"), articles["zblank.md"].PublishedAt);
        Assert.Equal(At("2016-04-04T16:28:00"), articles["zms.md"].PublishedAt);
    }

    [Fact]
    public async Task Takes_its_own_copies()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Mine", "Words.", slug: "mine");
        var copy = (await app.Visitor().GetAsync($"{library.Path}/articles/mine.md")).ShouldBe(HttpStatusCode.OK).Text;
        using var folder = new Folder().With("announcements/copy.md", copy);

        var report = await library.ImportsAsync(folder.Path);

        var there = await library.InAsync<AppDb, List<DateTime?>>(db => db.Set<Article>().Select(a => a.PublishedAt).ToListAsync());
        Assert.Equal((1, 0), (report.Created, report.Errors));
        Assert.Equal(there[0]!.Value.AddTicks(-(there[0]!.Value.Ticks % TimeSpan.TicksPerSecond)), there[1]);
    }

    [Fact]
    public async Task Finds_the_date_under_other_names()
    {
        var (library, report) = await ImportsAsync("07-date-under-another-name");

        Assert.Equal(0, report.Errors);
        var days = (await ArticlesAsync(library)).ToDictionary(a => a.Key, a => a.Value.PublishedAt!.Value.AddHours(8).ToString("yyyy-MM-dd"));
        Assert.Equal("2023-10-01", days["fuwari.md"]);
        Assert.Equal("2023-10-02", days["fuwari-no-draft-line.md"]);
        Assert.Equal("2022-08-25", days["obsidian.md"]);
        Assert.Equal(("2020-01-02", "2020-01-02", "2020-01-02"), (days["astro.md"], days["created.md"], days["hugo.md"]));
        Assert.Equal("2019-05-28", days["folder/2019-05-28-first-post/index.md"]);
        Assert.Equal("2022-12-31", days["2022-12-31 年终总结.md"]);
    }

    [Fact]
    public async Task Keeps_closed_what_was_closed()
    {
        var (library, report) = await ImportsAsync("09-private-posts-become-public");

        Assert.Equal((6, 0, 6), (report.Created, report.Errors, report.Warnings));
        Assert.All((await ArticlesAsync(library)).Values, a => Assert.Null(a.PublishedAt));
        foreach (var address in (string[])["", "/s/announcements", "/feed.atom", "/search?q=CANARY", "/articles/private", "/articles/private.md"])
            Assert.DoesNotContain("CANARY-", (await app.Visitor().GetAsync(library.Path + address)).Text);
    }

    [Fact]
    public async Task A_date_that_cannot_be_read_costs_the_date_and_a_head_that_cannot_be_read_its_own_file()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder()
            .With("announcements/someday.md", "---\ntitle: Some day\ndate: someday\n---\nWords.\n")
            .With("announcements/ahead.md", "+++\ntitle = \"Ahead\"\ndate = 2999-01-01\n+++\nWords.\n")
            .With("announcements/broken.md", "+++\ntitle = Broken\ndraft = true\n+++\nWords.\n");

        var report = await library.ImportsAsync(folder.Path);

        Assert.Equal((2, 1), (report.Created, report.Errors));
        Assert.Contains("Line 3: \"someday\" can't be read as a date", Assert.Single(report.Rows.Single(r => r.Path.EndsWith("someday.md")).Notes).Text);
        Assert.Contains("Line 3: the date lies ahead", Assert.Single(report.Rows.Single(r => r.Path.EndsWith("ahead.md")).Notes).Text);
        Assert.StartsWith("Line 2: the front matter is not TOML", Assert.Single(report.Rows.Single(r => r.Path.EndsWith("broken.md")).Notes).Text);
        Assert.Equal(app.Clock.Now.Date,
            (await library.InAsync<AppDb, Article>(db => db.Set<Article>().SingleAsync(a => a.Slug == "someday"))).PublishedAt!.Value.Date);
        (await app.Visitor().GetAsync($"{library.Path}/articles/ahead")).ShouldBe(HttpStatusCode.NotFound);
        var owner = await (await library.SignedInAsync("owner")).ChoosesAsync("zh");
        Assert.Contains("front matter 不是有效的 TOML", (await owner.GetAsync($"{library.Path}/manage/import/{report.Id}")).Text);
    }

    private async Task<(Library Library, ImportReport Report)> ImportsAsync(string name)
    {
        var library = await Library.OpenAsync(app);
        return (library, await library.ImportsAsync(Path.Combine(House.Repository.Root, "tests/cases", name), space: "announcements"));
    }

    private static Task<Dictionary<string, Article>> ArticlesAsync(Library library) =>
        library.InAsync<AppDb, Dictionary<string, Article>>(db =>
        db.Set<Article>().AsNoTracking().Where(a => a.ExternalKey != null).ToDictionaryAsync(a => a.ExternalKey!));

    private static DateTime At(string utc) => DateTime.Parse(utc, System.Globalization.CultureInfo.InvariantCulture,
        System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal);
}
