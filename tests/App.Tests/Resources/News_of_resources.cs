using Guildhall.App.Tests.Hosting;
using Guildhall.Resources.Publishing;

namespace Guildhall.App.Tests.Resources;

/// <summary>What is no article is told where articles are: on the front page, in the feed, to search engines.</summary>
public class News_of_resources(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task A_new_resource_is_told_and_a_withdrawn_one_is_not()
    {
        var shelf = await Shelf.OpenAsync(app);
        string[] places = [shelf.Path, $"{shelf.Path}/feed.atom", $"{shelf.Path}/sitemap-things.xml"];
        // Kept in memory before there is anything.
        foreach (var place in places)
            await app.Visitor().GetAsync(place);

        var id = await shelf.AddsAsync("Words of the file"u8.ToArray(), "paid", title: "Songs");
        await app.SettleAsync();

        foreach (var place in places)
        {
            var told = (await app.Visitor().GetAsync(place)).Text;
            Assert.Contains($"/resources/{id}", told);
            Assert.DoesNotContain("Words of the file", told);
        }
        Assert.Contains("sitemap-things.xml", (await app.Visitor().GetAsync("/sitemap.xml")).Text);

        await shelf.AsAsync<WithdrawResource>("owner", withdraw => withdraw.RunAsync(id, default));
        await app.SettleAsync();

        foreach (var place in places)
            Assert.DoesNotContain($"/resources/{id}", (await app.Visitor().GetAsync(place)).Text);
    }

    [Fact]
    public async Task The_feed_of_a_library_has_its_files_and_no_others()
    {
        var shelf = await Shelf.OpenAsync(app);
        var (open, paid) = (await shelf.AddsAsync("Words of the file"u8.ToArray(), title: "Songs"), await shelf.AddsAsync("x"u8.ToArray(), "paid"));
        await app.SettleAsync();

        var feed = (await app.Visitor().GetAsync($"{shelf.Path}/s/open/feed.atom")).Text;

        Assert.Contains($"/resources/{open}\"", feed);
        Assert.DoesNotContain($"/resources/{paid}", feed);
        Assert.DoesNotContain("Words of the file", feed);
        Assert.Equal(2, (await app.Visitor().GetAsync($"{shelf.Path}/sitemap-things.xml")).Text.Split($"/resources/{open}<").Length);
    }

    [Fact]
    public async Task The_map_of_the_site_has_pages_and_members_who_agree()
    {
        var library = await Content.Library.OpenAsync(app);
        await library.BuysPremiumAsync("Ada");
        await library.BuysPremiumAsync("Bob");
        foreach (var (name, listed) in new[] { ("Ada", true), ("Bob", false) })
            await library.AsAsync<Guildhall.Accounts.Profiles.ChangePublicProfile>(name, change => change.RunAsync(
                new Guildhall.Accounts.Profiles.WantedProfile($"{name}-{library.Id}", Shown: true, Listed: listed), default));
        var owner = await library.ProgramAsync("owner", "communities:write");
        (await owner.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"{library.Api}/pages/about")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { markdown = "We are here." }),
        })).Response.EnsureSuccessStatusCode();
        await app.SettleAsync();

        var pages = (await app.Visitor().GetAsync($"{library.Path}/sitemap-0.xml")).Text;
        var things = (await app.Visitor().GetAsync($"{library.Path}/sitemap-things.xml")).Text;

        foreach (var page in new[] { "rules", "tiers", "about" })
            Assert.Contains($"{library.Path}/{page}</loc>", pages);
        Assert.DoesNotContain("/imprint", pages);
        Assert.Contains($"{library.Path}/members/ada-{library.Id}</loc>", things);
        Assert.DoesNotContain("/members/bob-", things);
    }

    [Fact]
    public async Task Members_meet_it_on_their_front_page()
    {
        var shelf = await Shelf.OpenAsync(app);
        await shelf.AddsAsync("Words"u8.ToArray(), title: "Songs");
        var member = await shelf.MemberAsync("reader");

        Assert.Contains("Songs", (await member.GetAsync(shelf.Path)).TextOf(".others"));
    }
}
