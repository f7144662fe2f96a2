using System.Net;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Ratings;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Ratings.Helpful;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Ratings;

public class Voting_helpful(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Asks_a_reader_by_buttons_counts_the_answer_and_takes_it_back()
    {
        var (library, article) = await WithArticleAsync();
        var reader = await app.SignInAsync(await app.MemberAsync());
        var (page, action) = ($"{library.Path}/articles/piece", $"{library.Path}/helpful/article/{article}");

        (await reader.PressButtonAsync(page, action, "true")).ShouldLeadTo(page);
        var yes = await reader.GetAsync(page);
        (await reader.PressButtonAsync(page, action, "false")).ShouldRedirect();
        var no = await reader.GetAsync(page);
        (await reader.PressButtonAsync(page, action, "")).ShouldRedirect();
        var none = await reader.GetAsync(page);

        Assert.Contains("1 of 1 reader", yes.TextOf(".helpful-count"));
        Assert.Contains("0 of 1 reader", no.TextOf(".helpful-count"));
        Assert.False(none.Has(".helpful-count"));
        Assert.True(none.Has(".helpful-answers"));
    }

    [Fact]
    public async Task A_program_answers_with_the_scope_of_those_that_post()
    {
        var (library, article) = await WithArticleAsync();
        var member = await app.MemberAsync();

        var (reads, posts) = (await app.TokenAsync(member, "articles:read"), await app.TokenAsync(member, "posts:write", "articles:read"));

        (await PutAsync(reads, library, article, value: true)).ShouldBeRefused(HttpStatusCode.Forbidden, "scope_missing");
        (await PutAsync(posts, library, article, value: true)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Counts_one_person_once_however_often_they_click()
    {
        var (library, article) = await WithArticleAsync();
        var person = await app.MemberAsync();
        var reader = await app.SignInAsync(person);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => PutAsync(reader, library, article, value: true)));

        Assert.All(answers, a => a.ShouldBe(HttpStatusCode.OK));
        Assert.Equal(1, (await PutAsync(reader, library, article, value: true)).Json.GetProperty("total").GetInt32());
        Assert.Equal(1, await library.InAsync<AppDb, int>(db => db.Set<HelpfulVote>().CountAsync(v => v.ThingId == article)));
        var kind = Activity.KindOf(typeof(HelpfulVoted));
        Assert.Equal(1, await library.InAsync<AppDb, int>(db => db.Activities.CountAsync(a => a.Kind == kind && a.SubjectId == article)));
    }

    [Fact]
    public async Task Shows_a_visitor_the_new_count_at_once_and_no_form()
    {
        var (library, article) = await WithArticleAsync();
        var (visitor, page) = (app.Visitor(), $"{library.Path}/articles/piece");
        var before = await visitor.GetAsync(page);

        await PutAsync(await app.SignInAsync(await app.MemberAsync()), library, article, value: true);
        await app.SettleAsync();
        var after = await visitor.GetAsync(page);

        Assert.False(before.Has(".helpful"));
        Assert.Contains("1 of 1 reader", after.TextOf(".helpful-count"));
        Assert.False(after.Has(".helpful form"));
    }

    [Fact]
    public async Task Tells_the_author_how_sure_the_answers_make_one()
    {
        var (library, article) = await WithArticleAsync();
        foreach (var value in new[] { true, true, true, false })
            (await PutAsync(await app.SignInAsync(await app.MemberAsync()), library, article, value)).ShouldBe(HttpStatusCode.OK);

        var list = await (await library.SignedInAsync("owner")).GetAsync($"{library.Path}/manage/articles");
        var row = list.Document.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("Piece"));

        Assert.Contains("75 % of 4", row.TextContent);
        // Wilson's interval of 3 of 4, as reckoned by hand: 30.1 to 95.4 %.
        Assert.Equal("With 95 % certainty 30 to 95 %", row.QuerySelector("[title]")!.GetAttribute("title"));
    }

    [Theory, InlineData(0, 1, 0.0, 0.7935), InlineData(1, 1, 0.2065, 1.0), InlineData(8, 10, 0.4902, 0.9433),
        InlineData(50, 100, 0.4038, 0.5962)]
    public void Reckons_the_interval_of_Wilson(int helpful, int total, double low, double high)
    {
        var count = new HelpfulCount(helpful, total);

        Assert.Equal(low, count.Low, 0.0001);
        Assert.Equal(high, count.High, 0.0001);
    }

    [Fact]
    public async Task Refuses_who_may_not_read_all_of_it_or_wrote_it_or_is_nobody()
    {
        var library = await Library.OpenAsync(app);
        var closed = await library.PublishesAsync("Closed", "Free.\n\n<!-- paywall -->\n\nPaid.", "deep-dives", "closed");
        var draft = await library.PublishesAsync("Draft", "A draft.", slug: "draft", published: false);
        var outsider = await app.SignInAsync(await app.MemberAsync());
        await library.BuysPremiumAsync("member");

        (await PutAsync(outsider, library, closed, value: true)).ShouldBe(HttpStatusCode.NotFound);
        (await PutAsync(outsider, library, draft, value: true)).ShouldBe(HttpStatusCode.NotFound);
        (await PutAsync(outsider, library, 999_999_999, value: true)).ShouldBe(HttpStatusCode.NotFound);
        (await PutAsync(await library.SignedInAsync("owner"), library, closed, value: true)).ShouldBeRefused(HttpStatusCode.Forbidden, "own_work");
        (await PutAsync(app.Visitor(), library, closed, value: true)).ShouldBe(HttpStatusCode.Unauthorized);
        (await PutAsync(await library.SignedInAsync("member"), library, closed, value: true)).ShouldBe(HttpStatusCode.OK);
        (await PutAsync(await library.SignedInAsync("member"), library, closed, value: null)).ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Asks_under_a_resource_as_well()
    {
        var shelf = await Resources.Shelf.OpenAsync(app);
        var (id, closed) = (await shelf.AddsAsync("x"u8.ToArray()), await shelf.AddsAsync("y"u8.ToArray(), "paid"));
        var reader = (await shelf.MemberAsync("reader")).Speaking("en");
        var page = $"{shelf.Path}/resources/{id}";

        (await reader.PressButtonAsync(page, $"{shelf.Path}/helpful/resource/{id}", "true")).ShouldLeadTo(page);
        await app.SettleAsync();

        Assert.Contains("1 of 1 reader", (await app.Visitor().GetAsync(page)).TextOf(".helpful-count"));
        Assert.False((await reader.GetAsync($"{shelf.Path}/resources/{closed}")).Has(".helpful-answers"));
        Assert.False((await (await shelf.SignedInAsync("owner")).GetAsync(page)).Has(".helpful-answers"));
    }

    [Fact]
    public async Task Programs_name_replies_in_the_plural_too()
    {
        var forum = await Discussions.Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var reply = await forum.RepliesAsync(ada, await forum.OpensAsync(ada));

        var said = await bob.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"{forum.Api}/replies/{reply}/helpful")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { value = true }),
        });

        Assert.Equal(1, said.ShouldBe(HttpStatusCode.OK).Json.GetProperty("helpful").GetInt32());
    }

    private async Task<(Library Library, long Article)> WithArticleAsync()
    {
        var library = await Library.OpenAsync(app);
        return (library, await library.PublishesAsync("Piece", "Everyone may read this.", slug: "piece"));
    }

    private static Task<Answer> PutAsync(Client reader, Library library, long article, bool? value) =>
        reader.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"{library.Api}/articles/{article}/helpful")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { value }),
            Headers = { { "Accept", "application/json" } },
        });
}

internal static class Pressing
{
    /// <summary>Presses the button of this value among several forms with one address.</summary>
    public static async Task<Answer> PressButtonAsync(this Client client, string path, string action, string value)
    {
        var page = (await client.GetAsync(path)).ShouldBe(HttpStatusCode.OK);
        var form = page.Document.Forms.Single(
            f => f.GetAttribute("action") == action && f.QuerySelector("button")!.GetAttribute("value") == value);
        var token = form.QuerySelector("input[type=hidden]")!;
        return await client.SendAsync(new HttpRequestMessage(HttpMethod.Post, action)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                [token.GetAttribute("name")!] = token.GetAttribute("value") ?? "",
                ["value"] = value,
            }),
        });
    }
}
