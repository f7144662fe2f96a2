using Guildhall.Kernel.Values;

namespace Guildhall.App.Tests.Values;

/// <summary>A picture of an article is a link to itself, so that it can be seen as large as it is.</summary>
[Trait("Database", "none")]
public class Linking_pictures
{
    private static readonly MarkdownOptions Linking = new() { LinkPictures = true };

    [Theory]
    [InlineData("![plan](/f/plan.png)", "<a class=\"zoom\" href=\"/f/plan.png\"><img src=\"/f/plan.png\" alt=\"plan\"")]
    [InlineData("![](/f/%E5%9B%BE.png?w=2)", "<a class=\"zoom\" href=\"/f/%E5%9B%BE.png?w=2\" aria-label=\"图.png\"><img")]
    public void Wraps_it(string markdown, string html) =>
        Assert.Contains(html, MarkdownRenderer.Render(markdown, Linking).FullHtml);

    [Theory]
    [InlineData("[![plan](/f/plan.png)](/elsewhere)")]
    [InlineData("![plan](javascript:alert(1))")]
    public void Leaves_what_leads_elsewhere_or_nowhere(string markdown) =>
        Assert.DoesNotContain("zoom", MarkdownRenderer.Render(markdown, Linking).FullHtml);

    [Fact]
    public void Says_the_same_in_the_free_part_and_the_whole()
    {
        var text = MarkdownRenderer.Render("![a](/f/a.png)\n\n<!-- paywall -->\n\n![b](/f/b.png)", Linking);

        Assert.StartsWith(text.PreviewHtml.Trim(), text.FullHtml);
        Assert.DoesNotContain("/f/b.png", text.PreviewHtml);
        Assert.Equal(2, text.FullHtml.Split("class=\"zoom\"").Length - 1);
    }

    [Fact]
    public void Is_not_asked_for_elsewhere() => Assert.DoesNotContain("zoom", MarkdownRenderer.Render("![a](/f/a.png)").FullHtml);
}
