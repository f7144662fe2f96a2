using System.Net;
using System.Net.Http.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.Communities.Spaces;
using Guildhall.Content.Articles;
using Guildhall.Content.Columns;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Content;

/// <summary>A column is read in the order that its author gives it.</summary>
public class Arranging_a_column(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task New_articles_go_to_the_end_whenever_they_say_they_are_from()
    {
        var (library, a, b, c) = await ThreeAsync();

        Assert.Equal([a, b, c], await OrderAsync(library));
        Assert.Equal(["A", "B", "C"], await ContentsAsync(library));
    }

    [Fact]
    public async Task An_author_arranges_it_and_every_page_follows()
    {
        var (library, a, b, c) = await ThreeAsync();
        var author = await library.ProgramAsync("owner", "articles:write", "articles:read");
        // Kept before: the change must take it out of memory.
        using var visitor = app.Visitor();
        await visitor.GetAsync($"{library.Path}/s/deep-dives");

        var version = (await PutAsync(author, library, [c, a, b])).ShouldBe(HttpStatusCode.OK).Json.GetProperty("version").GetInt32();
        await app.SettleAsync();

        Assert.Equal(1, version);
        Assert.Equal(["C", "A", "B"], await ContentsAsync(library));
        var page = await visitor.GetAsync($"{library.Path}/articles/a");
        Assert.Equal($"{library.Path}/articles/c", page.Document.QuerySelector("a[rel=prev]")!.GetAttribute("href"));
        Assert.Equal($"{library.Path}/articles/b", page.Document.QuerySelector("a[rel=next]")!.GetAttribute("href"));
        Assert.False((await visitor.GetAsync($"{library.Path}/articles/c")).Has("a[rel=prev]"));
    }

    [Fact]
    public async Task The_second_of_secondis_told_and_nothing_is_lost()
    {
        var (library, a, b, c) = await ThreeAsync();
        var author = await library.ProgramAsync("owner", "articles:write", "articles:read");
        var read = (await author.GetAsync(Api(library))).ShouldBe(HttpStatusCode.OK);
        var version = read.Json.GetProperty("version").GetInt32();

        (await PutAsync(author, library, [b, a, c], version)).ShouldBe(HttpStatusCode.OK);
        (await PutAsync(author, library, [c, b, a], version)).ShouldBeRefused(HttpStatusCode.Conflict, "arranged_meanwhile");
        var late = new HttpRequestMessage(HttpMethod.Put, Api(library))
        {
            Content = JsonContent.Create(new { articles = new[] { c, b, a } }),
        };
        late.Headers.TryAddWithoutValidation("If-Match", read.Header("ETag"));
        (await author.SendAsync(late)).ShouldBeRefused(HttpStatusCode.Conflict, "arranged_meanwhile");

        Assert.Equal([b, a, c], await OrderAsync(library));
    }

    [Theory]
    [InlineData("en", "It was Second author."), InlineData("zh", "改动者：Second author。")]
    public async Task Two_authors_at_once_each_see_the_others_order_before_they_change_it(string language, string said)
    {
        var (library, a, b, c) = await ThreeAsync();
        var path = $"{library.Path}/manage/columns/deep-dives/order";
        var second = await library.PersonAsync("Second author");
        await library.WriteAsync(g => g.GrantRoleAsync(library.Id, second, "author", new Thing("test", second), by: null, app.Clock.Now));
        var (one, two) = (await library.SignedInAsync("owner"), await library.ProgramAsync("Second author", "articles:write", "articles:read"));
        await one.ChoosesAsync(language);
        var page = await one.GetAsync(path);
        var seen = (await two.GetAsync(Api(library))).Json.GetProperty("version").GetInt32();

        // Both have read the same order; the second one is faster.
        (await PutAsync(two, library, [c, a, b], seen)).ShouldBe(HttpStatusCode.OK);
        var told = await one.FollowAsync((await one.SubmitAsync(page, ("place", 1), ("article", b))).ShouldRedirect());
        Assert.Contains(said, told.TextOf(".callout"));
        Assert.Equal([c, a, b], told.Document.QuerySelectorAll("[data-article]").Select(r => long.Parse(r.GetAttribute("data-article")!,
            System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal([c, a, b], await OrderAsync(library));
        // And the other way round, by their programs.
        (await one.SubmitAsync(told, ("place", 1), ("article", b))).ShouldRedirect();
        var late = (await PutAsync(two, library, [a, b, c], seen + 1)).ShouldBeRefused(HttpStatusCode.Conflict, "arranged_meanwhile").Json;

        Assert.Equal([b, c, a], late.GetProperty("articles").EnumerateArray().Select(i => i.GetInt64()));
        Assert.Equal((seen + 2, library.IdOf("owner")), (late.GetProperty("version").GetInt32(), late.GetProperty("arrangedBy").GetInt64()));
        Assert.Equal([b, c, a], await OrderAsync(library));
    }

    [Fact]
    public async Task Two_programs_in_the_same_moment_are_one_order_and_one_refusal()
    {
        var (library, a, b, c) = await ThreeAsync();
        var author = await library.ProgramAsync("owner", "articles:write", "articles:read");
        var seen = (await author.GetAsync(Api(library))).Json.GetProperty("version").GetInt32();
        long[][] wishes = [[b, a, c], [c, b, a], [a, c, b], [b, c, a]];

        var answers = await Task.WhenAll(wishes.Select(w => PutAsync(author, library, w, seen)));

        var won = Array.FindIndex(answers, r => r.Status == HttpStatusCode.OK);
        Assert.Equal(wishes[won], await OrderAsync(library));
        foreach (var lost in answers.Where((_, at) => at != won))
            Assert.Equal(wishes[won], lost.ShouldBeRefused(HttpStatusCode.Conflict, "arranged_meanwhile").Json.GetProperty("articles")
                .EnumerateArray().Select(i => i.GetInt64()));
    }

    [Fact]
    public async Task Without_a_version_whatever_is_there_is_arranged()
    {
        var (library, a, b, c) = await ThreeAsync();
        var author = await library.ProgramAsync("owner", "articles:write", "articles:read");

        var blind = await author.SendAsync(new HttpRequestMessage(HttpMethod.Put, Api(library))
        {
            Content = JsonContent.Create(new { articles = new[] { c, b, a } }),
        });

        blind.ShouldBe(HttpStatusCode.OK);
        Assert.Equal([c, b, a], await OrderAsync(library));
    }

    [Fact]
    public async Task An_order_that_is_not_whole_is_refused()
    {
        var (library, a, b, c) = await ThreeAsync();
        var elsewhere = await library.PublishesAsync("Elsewhere", "Text.");
        var author = await library.ProgramAsync("owner", "articles:write", "articles:read");

        (await PutAsync(author, library, [a, b])).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "order_incomplete");
        (await PutAsync(author, library, [a, b, b, c])).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "article_twice");
        (await PutAsync(author, library, [a, b, c, elsewhere])).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "article_unknown");
        (await PutAsync(author, library, null)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "articles_missing");

        Assert.Equal([a, b, c], await OrderAsync(library));
    }

    [Fact]
    public async Task Only_who_writes_here_arranges()
    {
        var (library, a, b, c) = await ThreeAsync();
        await library.BuysPremiumAsync("member");
        var member = await library.SignedInAsync("member");

        Assert.Equal(HttpStatusCode.NotFound, (await PutAsync(member, library, [c, b, a])).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync($"{library.Path}/manage/columns/deep-dives/order")).Status);
        await Assert.ThrowsAsync<Refused>(() =>
            library.AsAsync<ArrangeColumn>("member", arrange => arrange.RunAsync("deep-dives", [c, b, a], null)));
        Assert.Equal([a, b, c], await OrderAsync(library));
    }

    [Fact]
    public async Task Buttons_move_an_article_without_script()
    {
        var (library, a, b, c) = await ThreeAsync();
        var owner = await library.SignedInAsync("owner");
        var page = $"{library.Path}/manage/columns/deep-dives/order";

        var first = await owner.GetAsync(page);
        (await owner.SubmitAsync(first, ("up", c))).ShouldLeadTo($"{page}");
        Assert.Equal([a, c, b], await OrderAsync(library));
        (await owner.SubmitAsync(page, ("down", a))).ShouldRedirect();
        Assert.Equal([c, a, b], await OrderAsync(library));
        (await owner.SubmitAsync(page, ("place", 1), ("article", b))).ShouldRedirect();
        Assert.Equal([b, c, a], await OrderAsync(library));

        // The page of the first move is old by now.
        var told = (await owner.SubmitAsync(first, ("up", a))).ShouldRedirect();
        Assert.Contains("meanwhile=yes", told.Location);
        Assert.True((await owner.FollowAsync(told)).Has(".callout"));
        Assert.Equal([b, c, a], await OrderAsync(library));
    }

    [Fact]
    public async Task Dropping_puts_it_beside_another()
    {
        var (library, a, b, c) = await ThreeAsync();

        await library.AsAsync<ArrangeColumn>("owner", arrange => arrange.MoveBesideAsync("deep-dives", c, before: b, behind: null, 0));
        Assert.Equal([a, c, b], await OrderAsync(library));
        await library.AsAsync<ArrangeColumn>("owner", arrange => arrange.MoveBesideAsync("deep-dives", a, before: null, behind: b, 1));
        Assert.Equal([c, b, a], await OrderAsync(library));
    }

    [Fact]
    public async Task A_withdrawn_article_keeps_its_place_for_when_it_returns()
    {
        var (library, a, b, c) = await ThreeAsync();
        await library.InAsync<WithdrawArticle>(async w => await w.RunAsync(b, await library.PersonAsync("owner")));
        await library.AsAsync<ArrangeColumn>("owner", arrange => arrange.RunAsync("deep-dives", [c, a], null));
        Assert.Equal(["C", "A"], await ContentsAsync(library));

        await library.InAsync<PublishArticle>(async p => await p.RunAsync(b, await library.PersonAsync("owner")));

        // It stood behind A, and so it does again.
        Assert.Equal([c, a, b], await OrderAsync(library));
    }

    [Fact]
    public async Task A_draft_has_no_place_and_a_moved_article_goes_to_the_end()
    {
        var (library, a, b, c) = await ThreeAsync();
        await library.PublishesAsync("Draft", "Text.", "deep-dives", "draft", published: false);
        var other = await library.PublishesAsync("Moved", "Text.", slug: "moved");

        await library.InAsync<ReviseArticle>(async r => await r.RunAsync(
            other, 1, new ArticleText("Moved", "moved", library.Space("deep-dives").Id, ArticleAccess.Space, null, "en", "Text."),
            await library.PersonAsync("owner")));

        Assert.Equal([a, b, c, other], await OrderAsync(library));
    }

    [Fact]
    public async Task News_stand_by_date_and_nobody_arranges_them()
    {
        var library = await Library.OpenAsync(app);
        var one = await library.PublishesAsync("One", "Text.", slug: "one");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var two = await library.PublishesAsync("Two", "Text.", slug: "two");
        var author = await library.ProgramAsync("owner", "articles:write", "articles:read");

        (await PutAsync(author, library, [one, two], space: "announcements")).ShouldBeRefused(HttpStatusCode.Conflict, "column_by_date");

        using var visitor = app.Visitor();
        var page = await visitor.GetAsync($"{library.Path}/s/announcements");
        Assert.Equal(["Two", "One"], page.Document.QuerySelectorAll(".article-row-title a").Select(t => t.TextContent));
        var second = await visitor.GetAsync($"{library.Path}/articles/two");
        Assert.Equal($"{library.Path}/articles/one", second.Document.QuerySelector("a[rel=next]")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_space_says_how_its_articles_stand()
    {
        var (library, _, _, _) = await ThreeAsync();
        var space = library.Space("deep-dives");
        var owner = await library.SignedInAsync("owner");
        var spaces = await owner.GetAsync($"{library.Path}/manage/spaces");
        var form = spaces.Document.QuerySelector($"#space-{space.Id} .space-edit form")!;
        Assert.NotNull(form.QuerySelector("[name=sorting]"));

        await library.AsAsync<ChangeSpace>("owner", change => change.RunAsync(
            library.Id, space.Id, new SpaceChanges { Sorting = new NewSorting(SpaceSorting.NewestFirst, 12) }, ShownValues.None, default));
        var now = (await library.NowAsync()).Spaces.Single(s => s.Id == space.Id);
        Assert.Equal((SpaceSorting.NewestFirst, 12), (now.Sorting, now.Planned));
        var refused = await Assert.ThrowsAsync<Refused>(() => library.AsAsync<ChangeSpace>("owner", change => change.RunAsync(
            library.Id, space.Id, new SpaceChanges { Sorting = new NewSorting(SpaceSorting.Arranged, 0) }, ShownValues.None, default)));
        Assert.Equal("planned_bad", refused.Code);
    }

    [Fact]
    public async Task An_import_keeps_the_order_of_its_source()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder().With("course/01-first.md", "# First\n\nText.").With("course/02-second.md", "# Second\n\nText.")
            .With("course/10-tenth.md", "# Tenth\n\nText.");

        await library.ImportsAsync(folder.Path);

        Assert.Equal(["First", "Second", "Tenth"], await ContentsAsync(library, "course"));
    }

    [Fact]
    public async Task Five_thousand_lectures_are_arranged_and_paged()
    {
        var library = await Library.OpenAsync(app);
        var space = library.Space("deep-dives").Id;
        var ids = await library.InAsync<AppDb, List<long>>(async db =>
        {
            var articles = Enumerable.Range(1, 5000).Select(i =>
            {
                var article = Article.Draft(library.Id, library.IdOf("owner"), library.Now);
                article.Place($"lecture-{i}", space, ArticleAccess.Space, null);
                article.Write($"Lecture {i}", "en", "Text.", Guildhall.Kernel.Values.MarkdownRenderer.Render("Text."), 2, library.Now);
                article.Publish(library.Now);
                return article;
            }).ToList();
            db.AddRange(articles);
            await db.SaveChangesAsync();
            await new ColumnEntries(db).FollowAsync(articles, default);
            await db.SaveChangesAsync();
            return [.. articles.Select(a => a.Id)];
        });
        ids.Reverse();

        await library.AsAsync<ArrangeColumn>("owner", arrange => arrange.RunAsync("deep-dives", ids, 0));

        Assert.Equal(ids, await OrderAsync(library));
        using var visitor = app.Visitor();
        var page = await visitor.GetAsync($"{library.Path}/s/deep-dives");
        Assert.Equal("Lecture 5000", page.TextOf(".lecture-title"));
        Assert.InRange(page.Text.Length, 10_000, 80_000);
        var next = await visitor.GetAsync(page.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal("Lecture 4900", next.TextOf(".lecture-title"));
        Assert.Equal("101", next.TextOf(".lecture-number"));
    }

    private async Task<(Library Library, long A, long B, long C)> ThreeAsync()
    {
        var library = await Library.OpenAsync(app);
        var a = await library.PublishesAsync("A", "Text.", "deep-dives", "a");
        var b = await library.PublishesAsync("B", "Text.", "deep-dives", "b");
        return (library, a, b, await library.PublishesAsync("C", "Text.", "deep-dives", "c"));
    }

    private static string Api(Library library, string space = "deep-dives") => $"{library.Api}/spaces/{space}/order";

    private static Task<Answer> PutAsync(
        Client author, Library library, long[]? articles, int? version = null, string space = "deep-dives") =>
        author.SendAsync(new HttpRequestMessage(HttpMethod.Put, Api(library, space))
        {
            Content = JsonContent.Create(new { articles, version }),
            Headers = { IfMatch = { System.Net.Http.Headers.EntityTagHeaderValue.Any } },
        });

    private static Task<List<long>> OrderAsync(Library library) => library.InAsync<AppDb, List<long>>(db =>
        db.Set<ColumnEntry>().Where(e => e.SpaceId == library.Space("deep-dives").Id && e.IsShown)
            .OrderBy(e => e.Position).ThenBy(e => e.ArticleId).Select(e => e.ArticleId).ToListAsync());

    private async Task<IEnumerable<string>> ContentsAsync(Library library, string space = "deep-dives")
    {
        using var visitor = app.Visitor();
        var page = (await visitor.GetAsync($"{library.Path}/s/{space}")).ShouldBe(HttpStatusCode.OK);
        return page.Document.QuerySelectorAll(".lecture-title").Select(t => t.TextContent.Trim());
    }
}
