using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Guildhall.Accounts.Tokens;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Data;
using Guildhall.Memberships.Tiers;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Content;

/// <summary>Only a word of those who write opens a closed article: no save, and nothing that a program leaves out.</summary>
public class Keeping_articles_closed(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const string Text = "Free words.\n\n<!-- paywall -->\n\nPaid words.\n";

    [Theory, InlineData("en", "Archived tier: "), InlineData("zh", "已归档的方案：")]
    public async Task A_save_leaves_an_archived_tier_where_it_is(string language, string shown)
    {
        var library = await Library.OpenAsync(app);
        var id = await ClosedAsync(library);
        await ArchivesPremiumAsync(library);
        var owner = await (await library.SignedInAsync("owner")).ChoosesAsync(language);
        var page = await owner.GetAsync($"{library.Path}/manage/articles/{id}");
        Assert.Equal(shown + library.Premium.Name, page.TextOf("#field-access option[selected]"));

        (await owner.SubmitAsync(page, ("markdown", Text + "\nAnd one more.\n"), ("do", "save"))).ShouldRedirect();

        await ShouldBeClosedAsync(library);
        Assert.Equal((ArticleAccess.Tier, library.Premium.TierId), await SettingAsync(library, id));
    }

    [Fact]
    public async Task So_does_bringing_an_earlier_text_back()
    {
        var library = await Library.OpenAsync(app);
        var id = await ClosedAsync(library);
        var owner = await library.SignedInAsync("owner");
        (await owner.SubmitAsync($"{library.Path}/manage/articles/{id}", ("markdown", Text + "\nMore.\n"), ("do", "save"))).ShouldRedirect();
        await ArchivesPremiumAsync(library);

        (await owner.SubmitAsync($"{library.Path}/manage/articles/{id}/revisions", ("restore", 1))).ShouldRedirect();

        await ShouldBeClosedAsync(library);
        Assert.Equal((ArticleAccess.Tier, library.Premium.TierId), await SettingAsync(library, id));
    }

    [Fact]
    public async Task No_other_article_can_ask_for_an_archived_tier_and_no_choice_is_made_for_it()
    {
        var library = await Library.OpenAsync(app);
        var id = await library.PublishesAsync("Open", "Words.", slug: "open-words");
        await ArchivesPremiumAsync(library);
        var owner = await library.SignedInAsync("owner");

        var refused = await owner.SubmitAsync($"{library.Path}/manage/articles/{id}", ("access", library.Premium.TierId), ("do", "save"));

        Assert.True(refused.ShouldBe(HttpStatusCode.UnprocessableEntity).Has("#field-access-error"));
        (await owner.SubmitAsync(refused, ("title", "Open"), ("do", "save"))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Equal((ArticleAccess.Space, (long?)null), await SettingAsync(library, id));
    }

    [Fact]
    public async Task A_program_that_says_nothing_of_readers_changes_none()
    {
        var library = await Library.OpenAsync(app);
        var id = await ClosedAsync(library);
        var bot = await ProgramAsync(library, "articles:read", "articles:write");
        var read = (await bot.GetAsync($"{library.Api}/articles/closed")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("writing");
        Assert.Equal(($"{library.Premium.TierId}", "premium", 1),
            (read.GetProperty("access").GetString(), read.GetProperty("tier").GetString(), read.GetProperty("version").GetInt32()));

        (await SaveAsync(
            bot, library, id, new { title = "Closed", slug = "closed", space = "announcements", language = "en", markdown = Text,
                version = 1 })).ShouldBe(HttpStatusCode.NoContent);

        await ShouldBeClosedAsync(library);
        await ArchivesPremiumAsync(library);
        var setting = $"{library.Premium.TierId}";
        (await SaveAsync(
            bot, library, id, new { title = "Closed", slug = "closed", space = "announcements", language = "en", markdown = Text,
                version = 2, access = setting })).ShouldBe(HttpStatusCode.NoContent);
        await ShouldBeClosedAsync(library);
        var now = (await bot.GetAsync($"{library.Api}/articles/closed")).Json.GetProperty("writing");
        Assert.Equal((setting, "premium", 3),
            (now.GetProperty("access").GetString(), now.GetProperty("tier").GetString(), now.GetProperty("version").GetInt32()));

        (await SaveAsync(
            bot, library, id, new { title = "Closed", slug = "closed", space = "announcements", language = "en", markdown = Text,
                version = 3, access = "open" })).ShouldBe(HttpStatusCode.NoContent);
        await app.SettleAsync();
        Assert.Contains("Paid words", (await app.Visitor().GetAsync($"{library.Path}/articles/closed")).Text);
    }

    [Fact]
    public async Task What_saving_needs_is_told_to_those_who_may_write()
    {
        var library = await Library.OpenAsync(app);
        await ClosedAsync(library);
        await library.BuysPremiumAsync("member");

        foreach (var reader in (Client[])[app.Visitor(), await library.SignedInAsync("member"), await ProgramAsync(library, "articles:read")])
            Assert.Equal(JsonValueKind.Null, (await reader.GetAsync($"{library.Api}/articles/closed")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("writing").ValueKind);
        Assert.Contains("\"writing\"", (await app.Visitor().GetAsync("/openapi/v1.json")).ShouldBe(HttpStatusCode.OK).Text);
    }

    /// <summary>In an open column, so that only its own setting closes it.</summary>
    private static Task<long> ClosedAsync(Library library) => library.PublishesAsync("Closed", Text, slug: "closed", access: ArticleAccess.Tier);

    private static Task ArchivesPremiumAsync(Library library) =>
        library.AsAsync<ArchiveTier>("owner", async archive => await archive.RunAsync(library.Premium.TierId, await library.PersonAsync("owner")));

    private async Task<Client> ProgramAsync(Library library, params string[] scopes)
    {
        var owner = await library.PersonAsync("owner");
        return app.Visitor()
            .WithToken(await app.WithAsync<IssueToken, string>(async issue => (await issue.RunAsync(owner, "test", scopes, null, default)).Key));
    }

    private static Task<Answer> SaveAsync(Client bot, Library library, long id, object article) =>
        bot.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"{library.Api}/articles/{id}") { Content = JsonContent.Create(article) });

    private async Task ShouldBeClosedAsync(Library library)
    {
        await app.SettleAsync();
        var page = (await app.Visitor().GetAsync($"{library.Path}/articles/closed")).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("Free words", page.Text);
        Assert.DoesNotContain("Paid words", page.Text);
    }

    private static Task<(ArticleAccess, long?)> SettingAsync(Library library, long id) =>
        library.InAsync<AppDb, (ArticleAccess, long?)>(async db =>
        await db.Set<Article>().AsNoTracking().SingleAsync(a => a.Id == id) is var article ? (article.Access, article.TierId) : default);
}
