using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;
using Guildhall.Content.Writing;
using Guildhall.Kernel.Ui.Lists;

namespace Guildhall.App.Tests.Content;

/// <summary>The author's list: found, sorted, paged, handed out as CSV, and changed many at a time after a count.</summary>
public class Listing_articles(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const string Manage = "/manage/articles";

    [Fact]
    public async Task Finds_by_a_part_of_the_title_within_a_state()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Raft and Paxos", "Text.");
        await library.PublishesAsync("Paxos alone", "Text.", published: false);
        await library.PublishesAsync("Something else", "Text.");
        var owner = await library.SignedInAsync("owner");

        Assert.Equal(["Paxos alone", "Raft and Paxos"], Titles(await owner.GetAsync(library.Path + Manage + "?q=PAXOS&sort=title")));
        Assert.Equal(["Paxos alone"], Titles(await owner.GetAsync(library.Path + Manage + "?q=paxos&state=draft")));
        Assert.True((await owner.GetAsync(library.Path + Manage + "?q=nowhere")).Has(".empty"));
    }

    [Fact]
    public async Task Goes_through_all_pages_in_either_order_and_meets_each_article_once()
    {
        var library = await Library.OpenAsync(app);
        var titles = Enumerable.Range(0, ManageArticles.PageSize * 2 + 3).Select(i => $"标题 {i / 2:000}").ToList();
        foreach (var title in titles)
            await library.PublishesAsync(title, "Text.", published: false);
        var owner = await library.SignedInAsync("owner");

        foreach (var query in (string[])["", "?sort=title"])
        {
            var seen = new List<string>();
            for (var next = library.Path + Manage + query; next is not null;)
            {
                var page = (await owner.GetAsync(next)).ShouldBe(HttpStatusCode.OK);
                seen.AddRange(Titles(page));
                next = page.Document.QuerySelector("a[rel=next]")?.GetAttribute("href");
            }
            Assert.Equal(titles.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
            if (query.Length > 0)
                Assert.Equal(titles.Order(StringComparer.Ordinal), seen);
        }
        foreach (var nonsense in (string[])["x", "..", "AAAA.1", "%00.1", "AA==.zz"])
            (await owner.GetAsync(library.Path + Manage + "?sort=title&after=" + nonsense)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Counts_before_it_changes_many()
    {
        var library = await Library.OpenAsync(app);
        var (shown, draft) = (await library.PublishesAsync("Shown", "Text."), await library.PublishesAsync("Draft", "Text.", published: false));
        var owner = (await library.SignedInAsync("owner")).Speaking("en");

        var asked = (await owner.GetAsync($"{library.Path}{Manage}/deeds?do=withdraw&id={shown}&id={draft}&id=abc&id=0")).ShouldBe(HttpStatusCode.OK);

        Assert.Contains("1 article will be out of sight", asked.TextOf("main"));
        Assert.Contains("other 1", asked.TextOf("main"));
        (await app.Visitor().GetAsync($"{library.Path}/articles/shown")).ShouldBe(HttpStatusCode.OK);
        (await owner.SubmitAsync(asked, ("do", "withdraw"))).ShouldLeadTo(library.Path + Manage);
        await app.SettleAsync();
        (await app.Visitor().GetAsync($"{library.Path}/articles/shown")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Moves_many_to_another_column_with_a_revision_of_each()
    {
        var library = await Library.OpenAsync(app);
        var (a, b) = (await library.PublishesAsync("First", "Text."), await library.PublishesAsync("Second", "Text."));
        var owner = await library.SignedInAsync("owner");

        var asked = await owner.GetAsync($"{library.Path}{Manage}/deeds?do=move&id={a}&id={b}");
        (await owner.SubmitAsync(asked, ("space", ""))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await owner.SubmitAsync(asked, ("space", "deep-dives"))).ShouldLeadTo(library.Path + Manage);

        Assert.Equal(["First", "Second"], Titles(await owner.GetAsync(library.Path + Manage + "?space=deep-dives&sort=title")));
        Assert.Single((await owner.GetAsync($"{library.Path}{Manage}/{a}/revisions")).Document.QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task Changes_all_that_match_in_steps_and_tells_what_it_left()
    {
        var library = await Library.OpenAsync(app);
        var drafts = DeedStep.Size + 3;
        await WritesAsync(library, drafts);
        await library.PublishesAsync("Other", "Text.", published: false);
        var owner = (await library.SignedInAsync("owner")).Speaking("en");
        var list = (await owner.GetAsync($"{library.Path}{Manage}?state=draft&q=draft")).ShouldBe(HttpStatusCode.OK);
        var form = list.Document.Forms.Single(f => f.Id == "deeds");
        Assert.True(list.Has("#deeds input[name=all]"));

        var asked = await owner.SendAsync(FormFilling.Request(form, new Uri(app.Address, list.Path), [("all", "yes"), ("do", "publish")]));
        var first = (await owner.SubmitAsync(asked, ("do", "publish"))).ShouldBe(HttpStatusCode.OK);
        await library.PublishesAsync("Draft that came later", "Text.", published: false);
        var last = (await owner.SubmitAsync(first, ("do", "publish"))).ShouldBe(HttpStatusCode.OK);

        Assert.Contains($"{drafts} articles will be public", asked.TextOf("main"));
        Assert.Contains($"and {drafts - DeedStep.Named} more", asked.TextOf("main"));
        Assert.Contains("3 to go", first.TextOf("main"));
        Assert.Contains($"{drafts} changed, 0 left unchanged", last.TextOf("main"));
        Assert.Equal(["Draft that came later", "Other"], Titles(await owner.GetAsync($"{library.Path}{Manage}?state=draft&sort=title")));
    }

    [Fact]
    public async Task Says_of_all_that_match_which_it_could_not_change()
    {
        var library = await Library.OpenAsync(app);
        var (a, b) = (await library.PublishesAsync("Paxos one", "Text."), await library.PublishesAsync("Paxos two", "Text.", published: false));
        var owner = (await library.SignedInAsync("owner")).Speaking("en");

        var asked = (await owner.GetAsync($"{library.Path}{Manage}/deeds?do=withdraw&all=yes&q=paxos")).ShouldBe(HttpStatusCode.OK);
        var told = (await owner.SubmitAsync(asked, ("do", "withdraw"))).ShouldBe(HttpStatusCode.OK);
        var none = (await owner.GetAsync($"{library.Path}{Manage}/deeds?do=withdraw&all=yes&q=nowhere")).ShouldBe(HttpStatusCode.OK);
        var move = await owner.GetAsync($"{library.Path}{Manage}/deeds?do=move&all=yes&space=announcements");
        var refused = await owner.SubmitAsync(move, ("space", ""));

        Assert.NotEqual(a, b);
        Assert.Contains("1 article will be out of sight", asked.TextOf("main"));
        Assert.Contains("1 changed, 1 left unchanged", told.TextOf("main"));
        Assert.Contains("Nothing is chosen", none.TextOf("main"));
        refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await owner.SubmitAsync(refused, ("space", "deep-dives"))).ShouldBe(HttpStatusCode.OK);
        Assert.Equal(["Paxos one", "Paxos two"], Titles(await owner.GetAsync($"{library.Path}{Manage}?space=deep-dives&sort=title")));
    }

    [Fact]
    public async Task Hands_out_what_no_spreadsheet_executes()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("=HYPERLINK(\"https://elsewhere.example\",\"x\")", "Text.", slug: "formula");
        await library.PublishesAsync("Comma, \"quote\"", "Text.");

        var owner = (await library.SignedInAsync("owner")).Speaking("en");
        var file = (await owner.GetAsync(library.Path + Manage + ".csv?sort=title")).ShouldBe(HttpStatusCode.OK);

        Assert.Equal("text/csv", file.Response.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("\uFEFFTitle,State,", file.Text);
        Assert.Contains("\r\n\"'=HYPERLINK(\"\"https://elsewhere.example\"\",\"\"x\"\")\",Published,", file.Text);
        Assert.Contains("\"Comma, \"\"quote\"\"\",Published", file.Text);
    }

    [Fact]
    public async Task Is_for_those_who_write()
    {
        var library = await Library.OpenAsync(app);
        await library.BuysPremiumAsync("member");
        var member = await library.SignedInAsync("member");

        foreach (var path in (string[])[".csv", "/deeds?do=publish&id=1"])
            (await member.GetAsync(library.Path + Manage + path)).ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task WritesAsync(Library library, int drafts)
    {
        var (owner, space) = (await library.PersonAsync("owner"), library.Space("announcements").Id);
        await library.InAsync<CreateArticle>(async create =>
        {
            for (var i = 0; i < drafts; i++)
                await create.RunAsync(new ArticleText($"Draft {i:000}", $"draft-{i}", space, ArticleAccess.Space, null, "en", "Text."), owner, null);
        });
    }

    private static IEnumerable<string> Titles(Answer page) =>
        page.Document.QuerySelectorAll(".admin-list tbody tr td:not(.admin-choice):not([data-label])").Select(c => c.TextContent.Trim());
}
