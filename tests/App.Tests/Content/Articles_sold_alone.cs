using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;
using Guildhall.Content.Search;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Content;

/// <summary>An article that is sold by itself opens by its tier and by a grant of itself, and every list knows both ways.</summary>
public class Articles_sold_alone(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const string Text = "Free words.\n\n<!-- paywall -->\n\nOnly buyers read of heliotrope.\n";

    [Theory]
    [InlineData("Space", "deep-dives")]
    [InlineData("Tier", "announcements")]
    public async Task Open_to_who_bought_them_everywhere(string asks, string space)
    {
        var access = Enum.Parse<ArticleAccess>(asks);
        var (library, sold) = await SoldAsync(access, space);
        var other = await library.PublishesAsync("Other", Text, space, "other", access);
        await library.SellsAloneAsync(other);
        await library.BuysAsync("Lin", new Thing("article", sold));
        var lin = await library.SignedInAsync("Lin");

        Assert.Contains("heliotrope", (await lin.GetAsync($"{library.Path}/articles/sold")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("heliotrope", (await lin.GetAsync($"{library.Path}/articles/other")).Text, StringComparison.Ordinal);
        var found = (await lin.GetAsync($"{library.Api}/search?q=heliotrope")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("items");
        Assert.Equal([$"{library.Path}/articles/sold"], found.EnumerateArray().Select(i => i.GetProperty("url").GetString()));
        var listed = (await lin.GetAsync($"{library.Api}/articles?limit=100")).Json.GetProperty("items").EnumerateArray()
            .ToDictionary(i => i.GetProperty("title").GetString()!, i => i.GetProperty("locked").GetBoolean());
        Assert.False(listed["Sold"]);
        Assert.True(listed["Other"]);
    }

    [Fact]
    public async Task Close_again_with_a_refund()
    {
        var (library, sold) = await SoldAsync();
        var order = await library.BuysAsync("Lin", new Thing("article", sold));
        var lin = await library.SignedInAsync("Lin");
        Assert.Contains("heliotrope", (await lin.GetAsync($"{library.Path}/articles/sold")).Text, StringComparison.Ordinal);

        await library.RefundAsync(order);

        Assert.DoesNotContain("heliotrope", (await lin.GetAsync($"{library.Path}/articles/sold")).Text, StringComparison.Ordinal);
        Assert.Empty((await lin.GetAsync($"{library.Api}/search?q=heliotrope")).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_grant_opens_nothing_that_was_never_sold_alone()
    {
        var library = await Library.OpenAsync(app);
        var closed = await library.PublishesAsync("Closed", Text, "deep-dives", "closed");
        await library.BuysAsync("Lin", new Thing("article", closed));
        var lin = await library.SignedInAsync("Lin");

        Assert.DoesNotContain("heliotrope", (await lin.GetAsync($"{library.Path}/articles/closed")).Text, StringComparison.Ordinal);
        Assert.Empty((await lin.GetAsync($"{library.Api}/search?q=heliotrope")).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Are_found_by_who_bought_many()
    {
        var (library, sold) = await SoldAsync();
        var lin = await library.PersonAsync("Lin");
        await library.WriteAsync(async grants =>
        {
            for (var id = 1; id <= 600; id++)
                await grants.GrantThingAsync(library.Id, lin, new Thing("article", 1_000_000 + id), app.Clock.Now, null, new("order", 1), lin,
                    app.Clock.Now);
            await grants.GrantThingAsync(library.Id, lin, new Thing("article", sold), app.Clock.Now, null, new("order", 1), lin, app.Clock.Now);
        });

        var found = await (await library.SignedInAsync("Lin")).GetAsync($"{library.Api}/search?q=heliotrope");

        Assert.Single(found.ShouldBe(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Are_found_again_after_a_restore()
    {
        var (library, sold) = await SoldAsync();
        await library.BuysAsync("Lin", new Thing("article", sold));

        await library.InAsync<AppDb>(db => new RebuildSearch().RunAsync(db, default));

        var found = await (await library.SignedInAsync("Lin")).GetAsync($"{library.Api}/search?q=heliotrope");
        Assert.Single(found.Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Stand_by_their_name_among_the_member_s_grants()
    {
        var (library, sold) = await SoldAsync();
        await library.BuysAsync("Lin", new Thing("article", sold));

        var own = await (await library.SignedInAsync("Lin")).GetAsync("/account/memberships");
        var record = await (await library.SignedInAsync("owner")).GetAsync($"{library.Path}/manage/members/{library.IdOf("Lin")}");
        var why = await (await library.SignedInAsync("owner")).GetAsync(
            $"{library.Path}/manage/access?member={library.IdOf("Lin")}&thing=article:{sold}");

        foreach (var page in (Answer[])[own, record, why])
            Assert.Contains("Sold", page.ShouldBe(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.Contains("Sold", own.TextOf($"a[href='{library.Path}/articles/sold']"), StringComparison.Ordinal);
        Assert.Contains("separate grant", why.Text, StringComparison.Ordinal);
    }

    private async Task<(Library Library, long Id)> SoldAsync(ArticleAccess access = ArticleAccess.Space, string space = "deep-dives")
    {
        var library = await Library.OpenAsync(app);
        var id = await library.PublishesAsync("Sold", Text, space, "sold", access);
        await library.SellsAloneAsync(id);
        return (library, id);
    }
}
