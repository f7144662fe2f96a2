using Guildhall.Kernel.Values;

namespace Guildhall.App.Tests.Values;

[Trait("Database", "none")]
public class Cutting_the_preview
{
    private const string Canary = "CANARY";

    // So long that the first blocks are no large share of it.
    private static readonly string Rest = "\n\n" + string.Concat(Enumerable.Repeat("CANARY words ", 20));

    [Theory]
    [InlineData("free\n\n<!-- paywall -->\n\nCANARY"), InlineData("free\n\n<!-- more -->\n\nCANARY"), InlineData("free\n<!-- more -->\nCANARY")]
    [InlineData("free\n\n  <!-- paywall -->  \n\nCANARY"), InlineData("free\r\n\r\n<!-- paywall -->\r\n\r\nCANARY"), InlineData("- free\n<!-- more -->\n- CANARY")]
    [InlineData("> free\n<!-- more -->\n> CANARY"), InlineData("<div>free\n\n<!-- more -->\n\nCANARY</div>"), InlineData("free\n\n<!-- more -->\nCANARY\n\n<!-- paywall -->\n\nCANARY")]
    [InlineData("free\r<!-- more -->\rCANARY"), InlineData("# free\n<!-- more -->\n# CANARY"), InlineData("free[^1]\n\n<!-- more -->\n\n[^1]: CANARY")]
    [InlineData("free [x]\n\n<!-- more -->\n\n[y]: /CANARY\n"), InlineData("free\n\n<!-- more -->\n\n```\nCANARY\n```"), InlineData("free\n\n<!-- more -->\n\n![CANARY](CANARY)")]
    [InlineData("```\n<!-- more -->\n```\nfree\n<!-- more -->\nCANARY"), InlineData("| free |\n|--|\n<!-- more -->\nCANARY"), InlineData("free[^CANARY] [^2]\n\n<!-- more -->\n\n[^CANARY]: x\n[^2]: CANARY")]
    public void Ends_at_the_divider(string markdown)
    {
        var text = MarkdownRenderer.Render(markdown);

        Assert.True(text.HasDivider);
        Assert.Contains("free", text.PreviewHtml);
        Assert.DoesNotContain(Canary, text.PreviewHtml + text.PlainPreview + text.Excerpt + string.Concat(text.PreviewHeadings));
        Assert.DoesNotContain("[^", text.PreviewHtml);
        Assert.DoesNotContain("more -->", text.FullHtml.Replace("<code>&lt;!-- more --&gt;", ""));
    }

    [Fact]
    public void Is_the_first_blocks_without_a_divider()
    {
        var text = MarkdownRenderer.Render("# H\n\nfree1\n\n## H2\n\nfree2\n\n## CANARY\n\nCANARY" + Rest);

        Assert.False(text.HasDivider);
        Assert.Contains("free2", text.PreviewHtml);
        Assert.DoesNotContain(Canary, text.PreviewHtml);
        Assert.Equal(["H", "H2"], text.PreviewHeadings.Select(h => h.Text));
    }

    [Theory]
    [InlineData("free\n\n| a |\n|--|\n| free |\n\nCANARY"), InlineData("[r]: /x\n\nfree\n\n[^1]: note CANARY\n\nfree\n\nCANARY"), InlineData("free\n\n```\nfree\n```\nCANARY")]
    [InlineData("- free\n\n- free\n\nfree\n\nCANARY"), InlineData("<div>\nfree\n</div>\n\nfree\n\nCANARY"),
        InlineData("$$\nfree\n$$\nfree\n\nCANARY"), InlineData("free\n===\n\nfree\n\nfree\n***\nCANARY")]
    [InlineData("free[^1]\n\nfree\n\nCANARY[^1]\n\n[^1]: CANARY")]
    public void Counts_blocks_as_a_reader_does(string markdown)
    {
        var text = MarkdownRenderer.Render(markdown + Rest);

        Assert.Equal(markdown.Split("free").Length, text.PlainPreview.Split("free").Length);
        Assert.DoesNotContain(Canary, text.PreviewHtml);
        Assert.Contains(Canary, text.FullHtml);
    }

    [Fact]
    public void Borrows_only_the_addresses_of_its_own_links()
    {
        var text = MarkdownRenderer.Render("free [a] [B][b]\n\n<!-- more -->\n\n[a]: /a 'title'\n[b]: /b\n[c]: /CANARY");

        Assert.Contains("<a title=\"title\" href=\"/a\">a</a> <a href=\"/b\">B</a>", text.PreviewHtml);
        Assert.DoesNotContain(Canary, text.PreviewHtml);
    }

    [Fact]
    public void Drops_the_mark_of_a_note_that_stands_in_the_paid_part()
    {
        var text = MarkdownRenderer.Render("one[^1] two[^2] `[^2]` \n\n[^1]: free note\n\n<!-- more -->\n\n[^2]: CANARY");

        Assert.Contains("two <code>[^2]</code>", text.PreviewHtml);
        Assert.Contains("free note", text.PreviewHtml);
        Assert.DoesNotContain(Canary, text.PreviewHtml);
    }

    [Fact]
    public void Can_be_empty()
    {
        var text = MarkdownRenderer.Render("<!-- paywall -->\n\nCANARY");

        Assert.Equal("", text.PreviewHtml + text.PlainPreview + text.Excerpt);
        Assert.Equal("", MarkdownRenderer.Render("CANARY", new() { PreviewBlocks = 0 }).PreviewHtml);
    }
}
