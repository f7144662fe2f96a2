using System.Text;
using Guildhall.Kernel.Values;

namespace Guildhall.App.Tests.Values;

/// <summary>
/// Inputs made to be slow. What is asserted is the refusal, which counts work and so is the same on every machine; whatever is accepted
/// is small by the same count. Time is looked at once, generously, against a hang.
/// </summary>
[Trait("Database", "none")]
public class Refusing_pathological_markdown
{
    private const int Size = 250_000;

    public static TheoryData<string, string> Refused => new()
    {
        { "[a](b", MarkdownRefused.TooSlow }, { "![a](b", MarkdownRefused.TooSlow }, { "[a](b (c", MarkdownRefused.TooSlow },
            { "[a](<b", MarkdownRefused.TooSlow },
        { "a<?", MarkdownRefused.TooSlow }, { "a<!A ", MarkdownRefused.TooSlow }, { "a<!--", MarkdownRefused.TooSlow },
        { "a<![CDATA[", MarkdownRefused.TooSlow },
        { "[a][", MarkdownRefused.TooSlow }, { "[a]: u\n", MarkdownRefused.TooSlow }, { "[a]: u\n\n", MarkdownRefused.TooSlow },
        { "http://a.b ", MarkdownRefused.TooSlow },
        { "a|b\n-|-\n||||", MarkdownRefused.TooSlow }, { "# a\n", MarkdownRefused.TooSlow }, { "![a](b) ", MarkdownRefused.TooSlow },
        { "[", MarkdownRefused.TooDeep }, { "> ", MarkdownRefused.TooDeep }, { "- ", MarkdownRefused.TooDeep },
        { "1. ", MarkdownRefused.TooDeep }, { "*a **b ", MarkdownRefused.TooDeep },
        { "~~a ", MarkdownRefused.TooDeep }, { "[a\n", MarkdownRefused.TooDeep },
    };

    [Theory, MemberData(nameof(Refused))]
    public void Says_so_at_once(string piece, string code)
    {
        var source = (piece.StartsWith("a|", StringComparison.Ordinal) ? "" : "x\n\n") + Repeat(piece, Size) + "x";

        var refused = Assert.Throws<MarkdownRefused>(() => MarkdownRenderer.Render(source));

        Assert.Equal(code, refused.Code);
        Assert.Equal((422, code, "body"), (refused.AtField("body").Status, refused.AtField("body").Code, refused.AtField("body").Field));
    }

    [Theory]
    [InlineData("<div>", "</div>"), InlineData("<b>", "</b>"), InlineData("a <b>", "</b>"), InlineData("<ul><li>", "</li></ul>"),
        InlineData("<template>", "</template>"), InlineData("<table><tr><td>", "</td></tr></table>"), InlineData("<section>\n\n", "\n\n</section>")]
    [InlineData("<details>\n\n", ""), InlineData("<div align=left>\n<b class=x>", ""), InlineData("a <b class=x>", "")]
    public void Counts_elements_that_are_left_open(string open, string close) => Assert.Equal(
        MarkdownRefused.TooDeep,
        Assert.Throws<MarkdownRefused>(() =>
            MarkdownRenderer.Render(Repeat(open, 100 * open.Length) + "x" + Repeat(close, 100 * close.Length))).Code);

    [Theory]
    [InlineData("<div>"), InlineData("<b>"), InlineData("a <b>"), InlineData("<ul><li>"), InlineData("<svg><g>"),
        InlineData("<table><tr><td>"), InlineData("<select>"), InlineData("a <script>"), InlineData("</div>"), InlineData("List<Object> ")]
    public void Takes_tags_without_an_end_for_words(string piece) => Assert.Contains(
        System.Net.WebUtility.HtmlEncode(piece.Trim()), MarkdownRenderer.Render("x " + Repeat(piece, 100 * piece.Length)).FullHtml);

    public static TheoryData<string> Harmless =>
    [
        "]", "`", "`a``b", "*", "_a", "$", "$a ", "|", "&amp;", "&a", "\\", "<", "<a ", "</b>", "<!-- ", "<p>", "a  \n", "a\n", "www.",
        "mailto:a@", "[^1]", "#", "=\n", "\t", " ", "\0",
        "<!-- more", "<!--\n", "<![CDATA[\n", "<title>\n", "<script>\n", "<textarea>", "<a href=\"", "<p <", "<svg>", "<b></i>",
        "<select><option>", "<b>\n\n", "{/* more */}", "x <template>",
        "```\n", "> a\n", "<b a=1>x\n\n", "<script>", "<a b='<a b=\"", "~", "^", "+", "ａ", "👍", "\u0301", "\u202E", "\uD800",
    ];

    [Theory, MemberData(nameof(Harmless))]
    public async Task Takes_what_only_looks_bad(string piece)
    {
        var rendering = Task.Run(() => Record.Exception(() => MarkdownRenderer.Render(Repeat(piece, 20_000))),
            TestContext.Current.CancellationToken);

        var outcome = await rendering.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.True(outcome is null or MarkdownRefused, outcome?.ToString());
    }

    [Fact]
    public void Is_not_fooled_by_tags_that_reopen_everywhere()
    {
        var soup = new StringBuilder("<div>\n");
        for (var i = 0; i < 4_000; i++)
            soup.Append($"<b title={i}><p>x");

        var html = MarkdownRenderer.Render(soup.ToString()).FullHtml;

        Assert.InRange(html.Length, 1, soup.Length * 4);
    }

    [Fact]
    public void Deep_nesting_within_reason_is_rendered()
    {
        Assert.Contains("<blockquote>", MarkdownRenderer.Render(Repeat("> ", 40) + "x").FullHtml);
        Assert.Contains("x",
            MarkdownRenderer.Render(string.Concat(Enumerable.Range(0, 20).Select(i => new string(' ', i * 2) + "- x\n"))).FullHtml);
        Assert.Contains("<hr>", MarkdownRenderer.Render(Repeat("- ", 400)).FullHtml);
    }

    [Fact]
    public void Names_the_limit_on_length()
    {
        var refused = Assert.Throws<MarkdownRefused>(() => MarkdownRenderer.Render(new string('x', 101), new() { MaxLength = 100 }));

        Assert.Equal(MarkdownRefused.TooLong, refused.Code);
        Assert.Equal([101, 100], refused.Args);
        Assert.NotNull(MarkdownRenderer.Render(new string('x', 100), new() { MaxLength = 100 }));
    }

    [Fact]
    public void Long_honest_texts_are_rendered()
    {
        var article = Repeat("这是一段**正常**的文字，有 `code` 和 [链接](/x)，说明分布式系统如何工作，讲得足够长。\n\n", 500_000);
        var table = "| 名称 | 值 |\n|--|--|\n" + Repeat("| [a](/b) | `c` |\n", 40_000);
        var code = "```js\n" + Repeat("a[b](c[d]) <e> *f* _g_;\n", 400_000) + "```\n";

        Assert.All((string[])[article, table, code], source => Assert.NotEmpty(MarkdownRenderer.Render(source).FullHtml));
    }

    private static string Repeat(string piece, int length) =>
        piece.Length == 0 ? "" : new StringBuilder().Insert(0, piece, length / piece.Length).ToString();
}
