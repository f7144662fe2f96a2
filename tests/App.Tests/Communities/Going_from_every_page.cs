using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Communities;

/// <summary>What the palette of every page knows, and what stands on a page without script.</summary>
public class Going_from_every_page(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Whoever_asks_is_told_where_they_may_write()
    {
        var forum = await Forum.OpenAsync(app);
        var (member, partner) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob", "premium"));

        Assert.Empty(await PathsAsync(forum, app.Visitor()));
        var paths = await PathsAsync(forum, member);
        Assert.Contains($"{forum.Path}/topics/new?space=talk", paths);
        Assert.DoesNotContain($"{forum.Path}/topics/new?space=paid", paths);
        Assert.Contains($"{forum.Path}/topics/new?space=paid", await PathsAsync(forum, partner));
        foreach (var path in await PathsAsync(forum, await forum.SignedInAsync("owner")))
            (await (await forum.SignedInAsync("owner")).GetAsync(path)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_script_its_link_leads_to_the_search()
    {
        var forum = await Forum.OpenAsync(app);

        foreach (var path in new[] { "", "/manage", "/s/talk" })
        {
            var page = await (await forum.SignedInAsync("owner")).GetAsync(forum.Path + path);
            Assert.All(page.Document.QuerySelectorAll("[data-palette]"), a => Assert.Equal($"{forum.Path}/search", a.GetAttribute("href")));
            Assert.Single(page.Document.QuerySelectorAll("[data-palette-words]"));
        }
    }

    private static async Task<string[]> PathsAsync(Forum forum, Client who) =>
        [.. (await who.GetAsync($"{forum.Api}/writing")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()
            .Select(i => i.GetProperty("path").GetString()!)];
}
