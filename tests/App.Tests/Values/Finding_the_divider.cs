using Guildhall.Kernel.Values;

namespace Guildhall.App.Tests.Values;

[Trait("Database", "none")]
public class Finding_the_divider
{
    [Theory]
    [InlineData("<!-- more -->"), InlineData("<!--more-->"), InlineData("<!--More-->"), InlineData("<!--  MORE  -->"),
        InlineData("<!--\tmore-->"), InlineData("<!--- more --->"), InlineData("<!--more Continue reading-->")]
    [InlineData("<!--more继续阅读-->"), InlineData("<!-- more, and then -- more -->"), InlineData("<!-- paywall -->"),
        InlineData("<!--Paywall-->"), InlineData("<!-- truncate -->"), InlineData("<!--truncate-->")]
    [InlineData("{/* truncate */}"), InlineData("{/*truncate*/}"), InlineData("{/* more */}"), InlineData("<!--members-only-->")]
    public void As_other_houses_write_it(string divider)
    {
        foreach (var around in (string[])["free {0}CANARY", "free\n\n{0}\n\nCANARY", "free\n{0}\nCANARY", "- free\n- {0} CANARY",
            "> free {0} CANARY\n> CANARY", "| free | {0} CANARY |\n|--|--|\n| CANARY | x |",
            "<p>free {0} CANARY</p>", "<div>\n\nfree\n\n{0}\n\nCANARY\n\n</div>", "# free\n## {0} CANARY", "**free {0} CANARY**",
            "free [a {0} CANARY](/b)", "1. free\n   1. {0}\n2. CANARY", "free\n- {0} CANARY", "- free\n\n  {0}\n\n  CANARY"])
        {
            var text = MarkdownRenderer.Render(around.Replace("{0}", divider));

            Assert.True(text.HasDivider, around);
            Assert.Contains("free", text.PreviewHtml);
            Assert.DoesNotContain("CANARY", text.PreviewHtml + text.PlainPreview + text.Excerpt);
            Assert.Contains("CANARY", text.PlainFull);
            Assert.DoesNotContain("--", text.PlainFull);
            Assert.DoesNotContain("/*", text.PlainFull);
        }
    }

    [Theory]
    [InlineData("free\n\n<!--\nmore\n-->\n\nCANARY"), InlineData("free <!--\nmore --> CANARY"),
        InlineData("> free\n>\n> <!--\n> more\n> -->\n>\n> CANARY"), InlineData("- free\n\n  <!--\n  more\n  -->\n\n  CANARY")]
    [InlineData("free\r\n\r\n<!--more-->\r\nCANARY"), InlineData("free\r<!--more-->\rCANARY"), InlineData("\uFEFFfree\n\n<!--more-->\n\nCANARY")]
    public void Over_lines_of_any_kind(string markdown)
    {
        var text = MarkdownRenderer.Render(markdown);

        Assert.True(text.HasDivider);
        Assert.Contains("free", text.PreviewHtml);
        Assert.DoesNotContain("CANARY", text.PreviewHtml);
        Assert.Equal(["free", "CANARY"], text.PlainFull.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("```\n<!-- more -->\n```"), InlineData("    <!-- more -->"), InlineData("- a\n\n      <!-- more -->"),
        InlineData("> ~~~\n> {/* truncate */}\n> ~~~"), InlineData("a `<!--more-->` b"), InlineData("a ``{/* truncate */} ` `` b")]
    [InlineData("\\<!-- more -->"), InlineData("$$\n<!-- more -->\n$$"), InlineData("&lt;!-- more --&gt;"), InlineData("<!-- moreover -->"),
        InlineData("<!-- more-info -->"), InlineData("<!-- one more -->"), InlineData("{ more }")]
    [InlineData("<!--more"), InlineData("{/* truncate */"), InlineData("<more>"), InlineData("1. x\n   ```\n   <!--more-->"), InlineData("<!-- a -->\n\n<!-- b more -->")]
    public void Never_in_code_or_in_other_words(string markdown) => Assert.False(MarkdownRenderer.Render("x\n\n" + markdown + "\n").HasDivider);

    [Fact]
    public void Wherever_it_stands_nothing_behind_it_is_free()
    {
        for (var seed = 0; seed < 6000; seed++)
        {
            var text = new HonestText(seed, blocks: seed % 9 + 1);
            var (markdown, firstPaid) = text.Divided();

            var rendered = MarkdownRenderer.Render(markdown);

            var free = rendered.PreviewHtml + rendered.PlainPreview + rendered.Excerpt
                + string.Concat(rendered.PreviewHeadings.Select(h => h.Text + h.Id));
            var leaked = Enumerable.Range(firstPaid, text.Words - firstPaid)
                .Where(n => free.Contains(HonestText.Word(n), StringComparison.OrdinalIgnoreCase)).Select(HonestText.Word).ToList();
            Assert.True(rendered.HasDivider, $"seed {seed}: no divider\n{markdown}");
            Assert.True(leaked.Count == 0, $"seed {seed}: {string.Join(' ', leaked)} of\n{markdown}\nas\n{rendered.PreviewHtml}");
            Assert.True(firstPaid == 0 || free.Contains(HonestText.Word(0), StringComparison.Ordinal), $"seed {seed}: nothing free of\n{markdown}\nas\n{rendered.PreviewHtml}");
            var missing = Enumerable.Range(0, text.Words).Select(HonestText.Word)
                .Where(w => !rendered.FullHtml.Contains(w, StringComparison.Ordinal)).ToList();
            Assert.True(missing.Count == 0, $"seed {seed}: {string.Join(' ', missing)} lost of\n{markdown}\nas\n{rendered.FullHtml}");
        }
    }

    [Theory]
    [InlineData("<div>free <!--more--> paid</div>", "<div>free \n\n</div>"),
        InlineData("<details>\n<summary>free</summary>\n\n<!--more-->\n\npaid\n\n</details>", "<details>\n<summary>free</summary>\n\n</details>")]
    [InlineData("free <b>bold <!--more--> paid</b>", "<p>free <b>bold</b></p>")]
    public void Tags_that_are_closed_behind_it_are_still_tags(string markdown, string html) =>
        Assert.Equal(html, MarkdownRenderer.Render(markdown).PreviewHtml.Trim());

    [Fact]
    public void Is_found_in_linear_time()
    {
        foreach (var piece in (string[])["<!--more ", "{/*more ", "`<!--more-->` ", "<!--", "<!-- more\n", "{/* {", "```\n<!--more-->\n```\n"])
        {
            var outcome = Record.Exception(() => MarkdownRenderer.Render(string.Concat(Enumerable.Repeat(piece, 200_000 / piece.Length))));

            Assert.True(outcome is null or MarkdownRefused, outcome?.ToString());
        }
    }
}
