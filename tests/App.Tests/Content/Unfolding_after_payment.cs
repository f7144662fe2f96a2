using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Reading;

namespace Guildhall.App.Tests.Content;

/// <summary>Paying on an article leads back to where its free part ended.</summary>
public class Unfolding_after_payment(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const string Text = "Free words.\n\n<!-- paywall -->\n\nOnly members read of heliotrope.\n";

    [Theory]
    [InlineData("<p>a</p>\n<p>b</p>\n", "<p>a</p>\n", "<p>a</p>")]
    [InlineData("<p>a</p>\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>\n", "<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n", "<p>a</p>")]
    [InlineData("<p>a<br>b</p>\n<p>c</p>", "<p>a<br>b</p>", "<p>a<br>b</p>")]
    [InlineData("<p><a title=\"1>2\">a</a></p><p>b</p>", "<p><a title=\"1>2\">a</a></p>", "<p><a title=\"1>2\">a</a></p>")]
    [InlineData("<p>abc</p>", "<p>a</p>", "")]
    [InlineData("<p>abc</p>", "", "")]
    public void Finds_the_last_block_that_both_have(string whole, string free, string before) =>
        Assert.Equal(before, whole[..Unfolding.CutOf(whole, free)]);

    [Fact]
    public async Task Thanks_a_member_at_the_cut_and_nobody_else()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Closed", Text, "deep-dives", "closed");
        var path = $"{library.Path}/articles/closed";
        var owner = (await library.SignedInAsync("owner")).Speaking("en");
        var visitor = app.Visitor().Speaking("en");

        var wall = (await visitor.GetAsync(path)).ShouldBe(HttpStatusCode.OK);
        Assert.True(wall.Has("#rest .paywall"));
        Assert.All(wall.Document.QuerySelectorAll(".paywall-offers a"), a => Assert.EndsWith(
            "&returnUrl=" + Uri.EscapeDataString(path + "?unfolded=1#rest"), a.GetAttribute("href"), StringComparison.Ordinal));

        Assert.False((await visitor.GetAsync(path + "?unfolded=1")).Has(".article-thanks"));
        Assert.False((await owner.GetAsync(path)).Has(".article-thanks"));
        var page = (await owner.GetAsync(path + "?unfolded=1")).ShouldBe(HttpStatusCode.OK);
        var place = page.Document.QuerySelector("rich-text > #rest")!;
        Assert.Contains("Thank you", place.TextContent, StringComparison.Ordinal);
        Assert.Equal("Free words.", place.PreviousElementSibling!.TextContent);
        Assert.Contains("heliotrope", place.NextElementSibling!.TextContent, StringComparison.Ordinal);
    }
}
