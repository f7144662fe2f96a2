using System.Text.RegularExpressions;
using Guildhall.Kernel.Values;

namespace Guildhall.App.Tests.Values;

/// <summary>Without a divider: a taste, and never the whole, however few blocks a text has.</summary>
[Trait("Database", "none")]
public partial class Bounding_the_free_part
{
    private static readonly string Sentences = string.Concat(Enumerable.Range(1, 100).Select(n => $"第{n}句话讲一件事 Tip{n}x。"));

    public static TheoryData<string> OneBigBlock =>
    [
        string.Concat(Enumerable.Range(1, 100).Select(n => $"{n}. 技巧内容内容内容 Tip{n}x\n")),
        Sentences,
        "> " + Sentences,
        "```\n" + string.Concat(Enumerable.Range(1, 100).Select(n => $"int Tip{n}x = 技巧内容内容内容;\n")) + "```",
        "| 名称 | 值 |\n|--|--|\n" + string.Concat(Enumerable.Range(1, 100).Select(n => $"| 技巧内容 | 内容内容 Tip{n}x |\n")),
        "<div>\n" + string.Concat(Enumerable.Range(1, 100).Select(n => $"<p>技巧<b>内容</b>内容内容 Tip{n}x</p>\n")) + "</div>",
        "<div>" + Sentences + "</div>",
        "<table><tr><td>" + Sentences + "</td></tr></table>",
        "- 一\n\n  " + Sentences + "\n",
        "> - > " + Sentences,
        "**" + Sentences + "**",
        "[" + Sentences + "](/x)",
        "# 标题\n\n" + Sentences,
        string.Concat(Enumerable.Range(1, 100).Select(n => $"第{n}行没有句号 Tip{n}x  \n")),
        "one long sentence that never ends " + string.Join(' ', Enumerable.Range(1, 100).Select(n => $"and goes on with Tip{n}x,")),
    ];

    [Theory, MemberData(nameof(OneBigBlock))]
    public void Cuts_inside_of_a_block_that_is_too_long(string markdown)
    {
        var text = MarkdownRenderer.Render(markdown);

        Assert.False(text.HasDivider);
        Assert.Contains("Tip100x", text.PlainFull);
        Assert.Contains("Tip8x", text.PlainPreview);
        Assert.DoesNotContain("Tip35x", text.PreviewHtml + text.Excerpt);
        Assert.InRange(text.PreviewPercent, 20, 30);
        Assert.Null(AllowList.Violation(text.PreviewHtml, "user-content-", asBrowserWithScripts: true));
    }

    [Theory]
    [InlineData("一句话讲完了这篇文章所有的内容没有句号", "<p>一句话讲完…</p>"), InlineData("# H\n\none two three four. five six seven eight nine ten", "<h2 id=\"user-content-h\">H</h2>\n<p>one two…</p>")]
    [InlineData("one two. three four five six seven eight", "<p>one two.</p>"), InlineData("- a\n- b\n- c\n- d", "<ul>\n<li>a</li></ul>"),
        InlineData("`a b c d e f g`", "<p><code>a b…</code></p>")]
    [InlineData("see 3.5 and a.b, x?y=1! Then more words follow here now", "<p>see 3.5 and…</p>"), InlineData("word", ""),
        InlineData("👍", ""), InlineData("![](/a) ![](/b)", ""), InlineData("# Only a heading of words", "")]
    public void Cuts_short_texts_too(string markdown, string html)
    {
        var text = MarkdownRenderer.Render(markdown);

        Assert.Equal(html, Tables().Replace(text.PreviewHtml, "").Trim());
        Assert.NotEqual(text.FullHtml, text.PreviewHtml);
    }

    [Fact]
    public void Counts_pictures()
    {
        var pictures = string.Concat(Enumerable.Range(1, 10).Select(n => $"![](/{n}.png)\n"));

        var text = MarkdownRenderer.Render(pictures);

        Assert.Equal(3, Regex.Count(text.PreviewHtml, "<img"));
        Assert.Equal(30, text.PreviewPercent);
    }

    [Fact]
    public void Ends_with_no_empty_shell()
    {
        var text = MarkdownRenderer.Render("free words one. two\n\n## Heading\n\n> " + Sentences, new() { PreviewBlocks = 20 });
        var headed = MarkdownRenderer.Render("free words one.\n\n## " + Sentences + "\n\n" + Sentences, new() { PreviewBlocks = 20 });

        Assert.DoesNotContain("Tip60x", text.PreviewHtml);
        Assert.Equal("<p>free words one.</p>", headed.PreviewHtml.Trim());
    }

    [Fact]
    public void Leaves_the_notes_to_the_whole()
    {
        var text = MarkdownRenderer.Render("Free[^1] words. " + Sentences + "\n\n[^1]: CANARY");

        Assert.Contains("CANARY", text.FullHtml);
        Assert.Contains("<p>Free words. 第1句", text.PreviewHtml);
        Assert.DoesNotContain("CANARY", text.PreviewHtml);
    }

    [Fact]
    public void Tells_nothing_of_the_rest_by_a_label()
    {
        var text = MarkdownRenderer.Render("<table><tr><td>free " + string.Concat(Enumerable.Repeat("word ", 40)) + "</td><td>CANARY</td></tr></table>");

        Assert.Contains("free", text.PreviewHtml);
        Assert.DoesNotContain("CANARY", text.PreviewHtml);
    }

    [Fact]
    public void Is_a_beginning_within_the_bounds_of_any_text()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var honest = new HonestText(seed, blocks: seed % 12 + 1);
            var text = MarkdownRenderer.Render(honest.Markdown, new() { PreviewBlocks = seed % 21 });

            var (free, all) = (PlainText.Words(text.PlainPreview), PlainText.Words(text.PlainFull));
            Assert.True(free < all, $"seed {seed}: {free} of {all}\n{honest.Markdown}\nas\n{text.PreviewHtml}");
            Assert.True(text.PreviewPercent <= 30 && free <= 310, $"seed {seed}: {free} of {all}, {text.PreviewPercent} %\n{honest.Markdown}\nas\n{text.PreviewHtml}");
            Assert.True(Blanks().Replace(text.PlainFull, " ")
                .StartsWith(Blanks().Replace(text.PlainPreview.TrimEnd('…'), " "), StringComparison.Ordinal), $"seed {seed}\n{honest.Markdown}\nas\n{text.PlainPreview}");
            Assert.Null(AllowList.Violation(text.PreviewHtml, "user-content-", asBrowserWithScripts: true));
        }
    }

    [Fact]
    public void Excerpts_of_the_whole_know_no_bound()
    {
        var text = MarkdownRenderer.Render("本周六晚八点直播答疑，欢迎提问。");

        Assert.Equal("本周六晚…", text.Excerpt);
        Assert.Equal("本周六晚八点直播答疑，欢迎提问。", text.FullExcerpt);
    }

    [GeneratedRegex(@"<div class=""table-scroll""[^>]*>|</div>")]
    private static partial Regex Tables();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
