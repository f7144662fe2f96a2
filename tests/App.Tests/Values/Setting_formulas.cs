using System.Diagnostics;
using Guildhall.Kernel.Values;

namespace Guildhall.App.Tests.Values;

[Trait("Database", "none")]
public class Setting_formulas
{
    [Theory]
    [InlineData(@"\frac{a}{b}", "<mfrac><mi>a</mi><mi>b</mi></mfrac>")]
    [InlineData(@"\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>")]
    [InlineData("{a \\over b}", "<mfrac><mi>a</mi><mi>b</mi></mfrac>")]
    [InlineData("a_{i}^{2}", "<msubsup><mi>a</mi><mi>i</mi><mn>2</mn></msubsup>")]
    [InlineData("x^2_i", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>")]
    [InlineData("f'", "<msup><mi>f</mi><mo>′</mo></msup>")]
    [InlineData("3.14", "<mn>3.14</mn>")]
    [InlineData(@"\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>")]
    [InlineData(@"\sum_{i=1}^n", "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>")]
    [InlineData(@"\int_0^1", "<msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup>")]
    [InlineData(@"\log n", "<mrow><mi>log</mi><mo>\u2061</mo><mspace width=\"0.1667em\"></mspace><mi>n</mi></mrow>")]
    [InlineData(@"\log_2(n)",
        "<mrow><msub><mi>log</mi><mn>2</mn></msub><mo>\u2061</mo><mo form=\"prefix\" stretchy=\"false\">(</mo><mi>n</mi><mo form=\"postfix\" stretchy=\"false\">)</mo></mrow>")]
    [InlineData(@"\mathbb{R}", "<mi>ℝ</mi>")]
    [InlineData(@"\mathrm{max}", "<mi>max</mi>")]
    [InlineData(@"\mathbf{x}", "<mi>𝐱</mi>")]
    [InlineData(@"\Omega", "<mi mathvariant=\"normal\">Ω</mi>")]
    [InlineData(@"\text{如果 }x", "<mrow><mtext>如果&nbsp;</mtext><mi>x</mi></mrow>")]
    [InlineData("命中率", "<mtext>命中率</mtext>")]
    [InlineData("=-1", "<mrow><mo>=</mo><mo form=\"prefix\">−</mo><mn>1</mn></mrow>")]
    [InlineData(@"\hat{x}", "<mover accent=\"true\"><mi>x</mi><mo stretchy=\"false\">^</mo></mover>")]
    [InlineData(@"\left( x \right.", "<mrow><mo form=\"prefix\" stretchy=\"true\" fence=\"true\">(</mo><mi>x</mi><mo form=\"postfix\" stretchy=\"true\" fence=\"true\"></mo></mrow>")]
    [InlineData(@"\begin{cases}1 & x \\ 0 & y\end{cases}",
        "<mrow><mo form=\"prefix\" stretchy=\"true\" fence=\"true\">{</mo><mtable><mtr><mtd class=\"math-l\"><mn>1</mn></mtd><mtd class=\"math-l\"><mi>x</mi></mtd></mtr><mtr><mtd class=\"math-l\"><mn>0</mn></mtd><mtd class=\"math-l\"><mi>y</mi></mtd></mtr></mtable><mo form=\"postfix\" stretchy=\"true\" fence=\"true\"></mo></mrow>")]
    [InlineData("x % hidden\ny", "<mrow><mi>x</mi><mi>y</mi></mrow>")]
    public void Writes_MathML(string tex, string mathML) => Assert.Equal($"<p><math>{mathML}</math></p>", Html($"${tex}$"));

    [Theory]
    [InlineData(@"\begin{aligned} a &= b \\ &= c \end{aligned}"), InlineData(@"\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}")]
    [InlineData(@"P(A \mid B) = \frac{P(B \mid A)\,P(A)}{P(B)}"), InlineData(@"\lim_{n\to\infty}\left(1+\frac1n\right)^n = e")]
    [InlineData(@"\underbrace{a+b}_{\text{两项}} \xrightarrow[k]{n} \overline{AB}"), InlineData(@"\binom{n}{k} = {n \choose k}")]
    [InlineData(@"T(n) = 2T\left(\lfloor n/2 \rfloor\right) + \Theta(n)"), InlineData(@"\operatorname{softmax}(x)_i = \frac{e^{x_i}}{\sum_j e^{x_j}}")]
    [InlineData(@"\bigl\{ x \in \mathbb{N} : x \not= 0 \bigr\}"), InlineData(@"a \equiv b \pmod{n}, \quad x \bmod 2")]
    [InlineData(@"\begin{array}{l|cr} a & b & c \\[2pt] \hline d & e & f \\ \end{array}"), InlineData(@"\displaystyle \sum\limits_{k} x_k \tag{1}")]
    [InlineData(@"a = b \\ c = d"), InlineData(@"\|x\|_2 + |y| \le \varepsilon'"), InlineData(@"\sum_{\substack{i<n \\ j<m}} a_{ij}")]
    [InlineData(@"\text{若 $x>0$ 则}"), InlineData(@"\boxed{E = mc^2}"), InlineData(@"\mathcal{O}(n \log n)"), InlineData(@"100\%"), InlineData("a_{n}'")]
    public void Knows_what_articles_about_programs_write(string tex)
    {
        var html = Html($"$$\n{tex}\n$$");

        Assert.StartsWith("<div class=\"math\"><math display=\"block\">", html);
        Assert.Null(AllowList.Violation(html, "user-content-", asBrowserWithScripts: true));
    }

    [Theory]
    [InlineData(@"\unknown"), InlineData(@"\href{javascript:alert(1)}{x}"), InlineData(@"\url{x}"), InlineData(@"\includegraphics{x}")]
    [InlineData(@"\htmlClass{x}{y}"), InlineData(@"\htmlStyle{x}{y}"), InlineData(@"\def\x{\x\x}\x"), InlineData(@"\newcommand{\x}{y}")]
    [InlineData(@"\begin{tikzpicture}\end{tikzpicture}"), InlineData(@"\frac{a}"), InlineData("{a"), InlineData("a}"), InlineData("x^"), InlineData("x^1^2")]
    [InlineData(@"\left( x"), InlineData(@"\begin{matrix} a \end{pmatrix}"), InlineData(@"\text{\href{x}{y}}"), InlineData("a & b")]
    public void Shows_what_it_does_not_understand_as_it_was_typed(string tex)
    {
        var html = Html($"$$\n{tex}\n$$");

        Assert.Equal($"<div class=\"math\">\\[\n{System.Net.WebUtility.HtmlEncode(tex)}\n\\]</div>", html);
    }

    [Theory]
    [InlineData("<math><mi>x</mi></math>"), InlineData("<math><maction actiontype=statusline><mi>x</mi></maction></math>")]
    [InlineData("<math href=\"javascript:alert(1)\"><mi>x</mi></math>"), InlineData("<math><semantics><annotation-xml encoding=\"text/html\"><b>x</b></annotation-xml></semantics></math>")]
    public void Of_an_author_are_written_in_TeX_only(string html) => Assert.DoesNotContain("<m", Html(html));

    [Theory]
    [InlineData("<maction actiontype=\"toggle\"><mi>x</mi></maction>"), InlineData("<mi href=\"/x\">x</mi>"), InlineData("<mi xlink:href=\"/x\">x</mi>")]
    [InlineData("<annotation-xml encoding=\"text/html\"><b>x</b></annotation-xml>"), InlineData("<semantics><mi>x</mi></semantics>")]
    [InlineData("<mi style=\"color:red\">x</mi>"), InlineData("<mi onclick=\"x\">x</mi>"), InlineData("<mtext><img src=x></mtext>")]
    [InlineData("<mglyph src=\"x\"></mglyph>"), InlineData("<mi class=\"bell\">x</mi>"), InlineData("<mi id=\"x\">x</mi>"), InlineData("<mrow>text</mrow>")]
    [InlineData("<merror><mi>x</mi></merror>"), InlineData("<mpadded width=\"9em\"><mi>x</mi></mpadded>"), InlineData("<mo minsize=\"url(x)\">(</mo>")]
    public void Are_dropped_whole_by_the_sanitiser_where_one_part_is_none_of_ours(string part) =>
        Assert.Equal("", HtmlWriter.Write(new Sanitiser(new MarkdownOptions()).Clean($"<math><mi>a</mi>{part}</math>")));

    [Fact]
    public void Survive_the_sanitiser()
    {
        var html = Html("设 $\\frac{a}{b}$，\n\n| $x^2$ | b |\n|--|--|\n| $y$ | c |\n\n$$\n\\begin{aligned} a &= b \\\\ &= c \\end{aligned}\n$$");

        Assert.Contains("aria-label=\"x², b\"", html);
        Assert.Equal(html, HtmlWriter.Write(new Sanitiser(new MarkdownOptions { HeadingShift = 0 }).Clean(html)));
    }

    [Fact]
    public void Cost_no_more_than_their_length()
    {
        (string Piece, int Times)[] hostile =
        [
            ("{", 50_000), (@"\frac", 20_000), ("x_", 20_000), (@"\left(", 10_000), (@"\begin{matrix}", 5_000), ("a&", 30_000),
            (@"\sqrt[", 10_000), (@"\text{$", 10_000), ("^'", 30_000), ("[", 50_000),
        ];
        var watch = Stopwatch.StartNew();

        foreach (var (piece, times) in hostile)
            Assert.Contains("class=\"math\"", Html($"$$\n{string.Concat(Enumerable.Repeat(piece, times))}\n$$"));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("复杂度是 $O(n \\log n)$。", "复杂度是 O(n log n)。")]
    [InlineData("设 $x^2 + y_1 = \\frac{a+b}{2}$。", "设 x² + y₁ = (a + b)/2。")]
    [InlineData("第一句讲完。代码如下：\n\n```java\nint x;\n```", "第一句讲完。")]
    [InlineData("代码如下：\n\n```java\nint x;\n```", "代码如下…")]
    public void Excerpts_read_like_sentences(string markdown, string excerpt) =>
        Assert.Equal(excerpt, MarkdownRenderer.Render(markdown).FullExcerpt);

    [Fact]
    public void Stand_in_the_contents_as_one_reads_them() =>
        Assert.Equal("为什么是 log₂ n", Assert.Single(MarkdownRenderer.Render("前言。\n\n## 为什么是 $\\log_2 n$\n\n正文。").Headings).Text);

    private static string Html(string markdown) => MarkdownRenderer.Render(markdown).FullHtml.Trim();
}
