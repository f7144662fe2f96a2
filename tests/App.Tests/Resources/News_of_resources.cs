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
    public async Task Members_meet_it_on_their_front_page()
    {
        var shelf = await Shelf.OpenAsync(app);
        await shelf.AddsAsync("Words"u8.ToArray(), title: "Songs");
        var member = await shelf.MemberAsync("reader");

        Assert.Contains("Songs", (await member.GetAsync(shelf.Path)).TextOf(".others"));
    }
}
