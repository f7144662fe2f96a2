using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Content;

/// <summary>Headings behind the wall are closed words (decision 44): it counts them, until the column's owner lets it name them.</summary>
public class Naming_headings_at_the_wall(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly string Text = "Everyone reads this.\n\n## Free heading\n\nMore.\n\n<!-- paywall -->\n\n"
        + string.Concat(Enumerable.Range(1, 10).Select(n => $"## Canaryhead {n}\n\nThe closed words of part {n}.\n\n### Under {n}\n\n#### Deepcanary {n}\n\n"));

    [Fact]
    public async Task By_itself_it_counts_them()
    {
        var library = await OpenAsync();

        var page = await app.Visitor().Speaking("en").GetAsync($"{library.Path}/articles/closed");

        Assert.Contains("20 sections", page.TextOf(".paywall-left"));
        Assert.True(page.Has(".paywall-lines") && !page.Has(".paywall-ahead"));
        foreach (var address in Addresses(library))
            Assert.DoesNotContain("canary", (await app.Visitor().GetAsync(address)).Text, StringComparison.OrdinalIgnoreCase);
        var rest = (await app.Visitor().GetAsync($"{library.Api}/articles/closed")).Json.GetProperty("rest");
        Assert.Equal((20, 0), (rest.GetProperty("sections").GetInt32(), rest.GetProperty("headings").GetArrayLength()));
    }

    [Fact]
    public async Task Switched_on_the_page_and_both_copies_name_the_same_eight_and_machines_that_index_nothing()
    {
        var library = await OpenAsync();
        var owner = await library.SignedInAsync("owner");
        await app.Visitor().GetAsync($"{library.Path}/articles/closed");

        await owner.PressAsync(await owner.GetAsync($"{library.Path}/s/deep-dives"), $"{library.Path}/s/deep-dives/shown-headings", ("on", "true"));
        await app.SettleAsync();

        var page = await app.Visitor().Speaking("en").GetAsync($"{library.Path}/articles/closed");
        var named = page.Document.QuerySelectorAll(".paywall-ahead > li").Select(h => h.TextContent.Trim()).ToList();
        Assert.Equal([.. Enumerable.Range(1, 4).SelectMany(n => new[] { $"Canaryhead {n}", $"Under {n}" }), "and 12 more"], named);
        Assert.DoesNotContain("Deepcanary", page.Text);
        var rest = (await app.Visitor().GetAsync($"{library.Api}/articles/closed")).Json.GetProperty("rest").GetProperty("headings");
        Assert.Equal(named[..8], rest.EnumerateArray().Select(h => h.GetString()));
        var copy = (await app.Visitor().GetAsync($"{library.Path}/articles/closed.md")).ShouldBe(HttpStatusCode.PaymentRequired).Text;
        Assert.Equal(named[..8], copy.Split('\n').Where(l => l.StartsWith("- ", StringComparison.Ordinal)).Select(l => l[2..]));
        foreach (var address in Addresses(library).Where(a => !a.Contains("/closed", StringComparison.Ordinal)))
            Assert.DoesNotContain("canary", (await app.Visitor().GetAsync(address)).Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Canary", page.Document.Head!.TextContent);
        foreach (var meta in page.Document.QuerySelectorAll("meta[content]"))
            Assert.DoesNotContain("Canary", meta.GetAttribute("content"));

        await owner.SendAsync(new(HttpMethod.Delete, $"{library.Api}/spaces/deep-dives/shown-headings"));
        await app.SettleAsync();
        Assert.DoesNotContain("Canary", (await app.Visitor().GetAsync($"{library.Path}/articles/closed")).Text);
        var audit = (await owner.Speaking("en").GetAsync($"{library.Path}/manage/reports/audit")).ShouldBe(HttpStatusCode.OK).TextOf("main");
        Assert.Contains("Showed the headings of members' articles in", audit);
        Assert.Contains("Hid the headings of members' articles in", audit);
    }

    [Fact]
    public async Task Whoever_only_writes_and_whoever_only_reads_switch_nothing()
    {
        var library = await OpenAsync();
        await library.BuysPremiumAsync("member");

        foreach (var person in new[] { "member", "stranger" })
        {
            var program = await library.SignedInAsync(person);
            (await Replying.PutAsync(program, $"{library.Api}/spaces/deep-dives/shown-headings", new { })).ShouldBe(HttpStatusCode.NotFound);
        }
        var owner = await library.SignedInAsync("owner");
        (await Replying.PutAsync(owner, $"{library.Api}/spaces/nowhere/shown-headings", new { })).ShouldBe(HttpStatusCode.NotFound);
        (await Replying.PutAsync(owner, $"{library.Api}/spaces/deep-dives/shown-headings", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await Replying.PutAsync(owner, $"{library.Api}/spaces/deep-dives/shown-headings", new { })).ShouldBe(HttpStatusCode.NoContent);
        Assert.Equal("Canaryhead 1", (await app.Visitor().GetAsync($"{library.Path}/articles/closed")).TextOf(".paywall-ahead > li"));
        Assert.False((await (await library.SignedInAsync("member")).GetAsync($"{library.Path}/articles/closed")).Has(".paywall-ahead"));
    }

    private async Task<Library> OpenAsync()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Closed", Text, "deep-dives", "closed");
        return library;
    }

    private static IEnumerable<string> Addresses(Library library) =>
    [
        $"{library.Path}/articles/closed", $"{library.Path}/articles/closed.md", $"{library.Api}/articles/closed", library.Path,
        $"{library.Path}/s/deep-dives", $"{library.Path}/feed.atom", $"{library.Path}/s/deep-dives/feed.atom", $"{library.Api}/articles",
        $"{library.Api}/search?q=closed%20words", $"{library.Api}/search/suggestions?q=closed", $"{library.Path}/search?q=closed",
    ];
}
