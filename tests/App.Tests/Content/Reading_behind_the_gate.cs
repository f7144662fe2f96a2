using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;
using Guildhall.Content.Files;

namespace Guildhall.App.Tests.Content;

/// <summary>A word planted in a closed text shows up where the gate opens it and nowhere else.</summary>
public class Reading_behind_the_gate(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const string Canary = "canarybird";

    private static readonly string Text = $"""
        Everyone may read this.

        <!-- paywall -->

        ## Heading {Canary}

        The {Canary} sings. {string.Concat(Enumerable.Repeat("And sings on. ", 400))}

        [a link](https://{Canary}.example.org/)
        """;

    private static readonly string[] Outputs =
    [
        "{path}/articles/closed", "{path}/articles/closed.md", "{path}/feed.atom", "{path}/s/deep-dives", "{path}/s/deep-dives/feed.atom", "{path}",
        "{path}/search?q=closed", "{path}/sitemap-0.xml", "{api}/articles", "{api}/articles/closed", "{api}/search?q=closed",
    ];

    [Theory, InlineData("visitor"), InlineData("registered"), InlineData("lapsed"), InlineData("refunded")]
    public async Task Hides_every_word_from_who_may_not(string role)
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Closed", Text, "deep-dives", "closed");
        var reader = await ReaderAsync(library, role);

        foreach (var output in Outputs)
        {
            var answer = await reader.GetAsync(output.Replace("{path}", library.Path).Replace("{api}", library.Api));
            Assert.True((int)answer.Status is 200 or 402, $"{answer}");
            Assert.False(answer.Text.Contains("sings", StringComparison.Ordinal), $"{answer} tells {role}:\n{answer.Text}");
        }
        var page = await reader.GetAsync($"{library.Path}/articles/closed");
        Assert.Contains("Everyone may read this", page.TextOf("rich-text"));
        Assert.Contains("¥19", page.TextOf(".paywall"));
        Assert.Contains(page.Document.QuerySelectorAll(".paywall a"), a => a.GetAttribute("href")!.StartsWith($"{library.Path}/checkout?tier={library.Premium.TierId}&interval=month&returnUrl=%2Fc%2F", StringComparison.Ordinal));
        Assert.DoesNotContain(Canary, page.Text);
        (await reader.GetAsync($"{library.Path}/articles/closed.md")).ShouldBe(HttpStatusCode.PaymentRequired);
        foreach (var words in (string[])[Canary, "canaryb", "sings on", "read sings", Canary + ".example.org"])
        {
            var query = Uri.EscapeDataString(words);
            Assert.Empty((await reader.GetAsync($"{library.Path}/search?q={query}")).ShouldBe(HttpStatusCode.OK).Document.QuerySelectorAll(".hit"));
            Assert.Equal(0, (await reader.GetAsync($"{library.Api}/search?q={query}")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("items").GetArrayLength());
        }
    }

    [Fact]
    public async Task Offers_one_plan_by_month_or_year_and_folds_the_others_away()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Closed", Text, "deep-dives", "closed");

        var page = await app.Visitor().Speaking("en").GetAsync($"{library.Path}/articles/closed");

        Assert.Equal(["month", "year"], page.Document.QuerySelectorAll(".paywall .term-switch input[type=radio]").Select(i => i.GetAttribute("value")));
        Assert.Contains("save up to", page.TextOf(".term-saves"));
        var recommended = page.Document.QuerySelector(".paywall-terms > .paywall-offers")!;
        Assert.Equal([library.Premium.Name], recommended.QuerySelectorAll(".paywall-name").Select(n => n.TextContent));
        Assert.Equal(["month", "year"], recommended.QuerySelectorAll("a").Select(a => a.GetAttribute("data-term")));
        Assert.True(page.Has("details.paywall-more:not([open]) .paywall-offer"));
    }

    [Fact]
    public async Task Shows_every_word_to_a_member_and_lets_nobody_keep_it()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Closed", Text, "deep-dives", "closed");
        await library.BuysPremiumAsync("member");
        var reader = await library.SignedInAsync("member");

        foreach (var output in (string[])["{path}/articles/closed", "{path}/articles/closed.md", "{api}/articles/closed", "{path}/search?q=" + Canary])
        {
            var answer = (await reader.GetAsync(output.Replace("{path}", library.Path).Replace("{api}", library.Api))).ShouldBe(HttpStatusCode.OK);
            Assert.Contains("sings", answer.Text);
            Assert.True(answer.Response.Headers.CacheControl!.NoStore);
        }
        Assert.DoesNotContain("sings", (await reader.GetAsync($"{library.Path}/feed.atom")).Text);
        Assert.DoesNotContain("sings", (await app.Visitor().GetAsync($"{library.Path}/articles/closed")).Text);
    }

    [Fact]
    public async Task Answers_the_same_bytes_whatever_the_closed_part_says()
    {
        var library = await Library.OpenAsync(app);
        var id = await library.PublishesAsync("Closed", Text, "deep-dives", "closed");
        var before = await app.Visitor().GetAsync($"{library.Path}/articles/closed");

        app.Clock.Advance(TimeSpan.FromDays(1));
        await library.InAsync<ReviseArticle>(async r => await r.RunAsync(
            id, 1, new ArticleText("Closed", "closed", library.Space("deep-dives").Id, ArticleAccess.Space, null, "en",
                Text.Replace("sings", "whistles", StringComparison.Ordinal)),
            await library.PersonAsync("owner")));
        await app.SettleAsync();

        Assert.Equal(before.Text, (await app.Visitor().GetAsync($"{library.Path}/articles/closed")).Text);
    }

    [Fact]
    public async Task Ends_with_a_refund_at_once()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Closed", Text, "deep-dives", "closed");
        var order = await library.BuysPremiumAsync("member");
        var reader = await library.SignedInAsync("member");
        Assert.Contains("sings", (await reader.GetAsync($"{library.Path}/articles/closed")).Text);

        await library.RefundAsync(order);

        Assert.DoesNotContain("sings", (await reader.GetAsync($"{library.Path}/articles/closed")).Text);
    }

    [Fact]
    public async Task Serves_a_file_to_whom_the_part_that_shows_it_is_open()
    {
        var library = await Library.OpenAsync(app);
        var (free, closed, unused) =
            (await FileAsync(library, "free.png", 1), await FileAsync(library, "closed.png", 2), await FileAsync(library, "unused.png", 3));
        await library.PublishesAsync("Closed", $"![free]({free})\n\n<!-- paywall -->\n\n![closed]({closed})\n", "deep-dives", "closed");
        await library.BuysPremiumAsync("member");
        var (visitor, member) = (app.Visitor(), await library.SignedInAsync("member"));

        var open = (await visitor.GetAsync(free)).ShouldBe(HttpStatusCode.OK);
        (await visitor.GetAsync(closed)).ShouldBe(HttpStatusCode.NotFound);
        (await visitor.GetAsync(unused)).ShouldBe(HttpStatusCode.NotFound);
        var paid = (await member.GetAsync(closed)).ShouldBe(HttpStatusCode.OK);
        (await member.GetAsync(unused)).ShouldBe(HttpStatusCode.NotFound);

        Assert.Contains("public", open.Response.Headers.CacheControl!.ToString());
        Assert.Equal("no-store, private", paid.Response.Headers.CacheControl!.ToString());
        Assert.Equal("nosniff", paid.Response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.StartsWith("inline", paid.Response.Content.Headers.GetValues("Content-Disposition").Single());
        Assert.DoesNotContain(closed.Split('/')[4], (await visitor.GetAsync($"{library.Path}/articles/closed")).Text);
    }

    [Fact]
    public async Task Keeps_drafts_and_withdrawn_articles_to_those_who_write()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Draft", "A draft that sings.", slug: "draft", published: false);
        var gone = await library.PublishesAsync("Gone", "Gone, and sings.", slug: "gone");
        await library.InAsync<WithdrawArticle>(async w => await w.RunAsync(gone, await library.PersonAsync("owner")));
        await app.SettleAsync();
        var (visitor, owner) = (app.Visitor(), await library.SignedInAsync("owner"));

        foreach (var slug in (string[])["draft", "gone"])
        {
            foreach (var path in (string[])[$"{library.Path}/articles/{slug}", $"{library.Path}/articles/{slug}.md", $"{library.Api}/articles/{slug}"])
                (await visitor.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound);
            Assert.Contains("sings", (await owner.GetAsync($"{library.Path}/articles/{slug}")).ShouldBe(HttpStatusCode.OK).Text);
        }
        foreach (var path in (string[])[$"{library.Path}/search?q=sings", $"{library.Path}/feed.atom", $"{library.Path}/s/announcements",
            $"{library.Path}/sitemap-0.xml", $"{library.Api}/articles"])
            Assert.DoesNotContain("/articles/gone", (await visitor.GetAsync(path)).ShouldBe(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task Is_not_there_in_another_community()
    {
        var library = await Library.OpenAsync(app);
        var other = await Library.OpenAsync(app);
        var id = await library.PublishesAsync("Mine", "Words of mine.", slug: "mine");
        var stranger = await other.SignedInAsync("owner");

        (await stranger.GetAsync($"{other.Path}/articles/mine")).ShouldBe(HttpStatusCode.NotFound);
        (await stranger.GetAsync($"{other.Path}/manage/articles/{id}")).ShouldBe(HttpStatusCode.NotFound);
        (await stranger.GetAsync($"{library.Path}/manage/articles/{id}")).ShouldBe(HttpStatusCode.NotFound);
        Assert.Empty((await stranger.GetAsync($"{other.Path}/search?q=mine")).Document.QuerySelectorAll(".hit"));
    }

    private async Task<Client> ReaderAsync(Library library, string role)
    {
        switch (role)
        {
            case "visitor":
                return app.Visitor();
            case "lapsed":
                await library.BuysPremiumAsync(role, TimeSpan.FromHours(1));
                app.Clock.Advance(TimeSpan.FromHours(2));
                break;
            case "refunded":
                await library.RefundAsync(await library.BuysPremiumAsync(role));
                break;
        }
        return await library.SignedInAsync(role);
    }

    private static async Task<string> FileAsync(Library library, string name, byte salt)
    {
        var owner = await library.PersonAsync("owner");
        var file = await library.InAsync<KeepFile, StoredFile>(k => k.RunAsync(new MemoryStream(TestPng.Of($"points {salt}")), name, owner, 1_000_000));
        return ArticlePaths.File(library.Slug, file.Code, file.Name);
    }
}
