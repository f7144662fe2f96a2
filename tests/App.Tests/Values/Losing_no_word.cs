using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Guildhall.Kernel.Values;

namespace Guildhall.App.Tests.Values;

/// <summary>
/// No word of a source is missing from the page, but what stands in comments and in properly closed script, style and template.
/// </summary>
[Trait("Database", "none")]
public partial class Losing_no_word
{
    // {w}: a word that must be found again, {x}: one that must not.
    private static readonly string[] Pieces =
    [
        "用 <select> 标签 {w}。{w}", "用 <title> 设 {w}，用 <script> 放 {w}。{w}", "表单里有 <input>、<select>、<textarea> 三种。{w}", "<template> 的用法 {w}", "写 <style> {w}", "a <!DOCTYPE html> {w}",
        "List<Object> {w} Map<K, V> {w} <T> {w}", "Option<Button> {w} Vec<a> {w} Set<Label> {w}", "if a<b and {w} c>d then {w}",
        "a <b and {w}> c {w}", "x < y {w} > z", "<{w}>", "Foo<Bar<{w}>> {w}", "1 <2 {w} <!- {w}",
        "<details>\n<summary>{w}</summary>\n\n{w}\n\n</details>", "<details>\n\n<summary><b>{w}</b></summary>\n\n{w}\n\n</details>",
        "<details><summary>{w}</summary>{w}</details>", "<details>{w}\n<summary>{w}</summary>\n{w}</details>",
        "<details>\n<summary>{w}</summary>\n<summary>{w}</summary>\n{w}", "<summary>{w}</summary> {w}", "<b>{w}\n\n{w}</b> {w}",
        "<font color=red>{w}\n\n{w}</font>{w}", "<div>\n\n{w}</div>{w}", "<span>{w}</div>{w}", "</div>{w}", "{w}</select>{w}",
        "<select><option>{w}<option>{w}</select>{w}", "<select>\n\n{w}\n\n</select>\n\n{w}",
        "<select id=\"find\" resultType=\"User\">\n  {w}\n</select>\n\n{w}", "<object>{w}", "x <object> {w}\n\n{w}</object>{w}",
        "<svg width=1><title>{w}</title><path d=\"M0 0\"/><text x=1>{w}</text></svg>{w}", "<math><mi>{w}</mi><mo>=</mo></math>{w}",
        "<svg>{w}\n\n{w}</svg>{w}", "<svg/>{w}", "<title>{w}</title>{w}", "<textarea>{w}</textarea>{w}", "<xmp><b>{w}</b></xmp>{w}",
        "<video controls src=x>{w}</video>{w}", "<audio>{w}", "<iframe src=x>{w}</iframe>{w}", "<noscript>{w}</noscript>{w}",
        "<canvas>{w}</canvas>{w}", "<map><area>{w}</map>{w}", "<picture><source srcset=x>{w}</picture>{w}", "<button>{w}</button>{w}",
        "<form>{w}<input type=text>{w}</form>", "<fieldset><legend>{w}</legend>{w}</fieldset>",
        "<table>{w}<tr>{w}<td>{w}<td>{w}</table>{w}", "<tr><td>{w}</td></tr>{w}", "<table><caption>{w}</caption><col><tr><td>{w}</td></tr></table>{w}", "<ul><li>{w}<li>{w}</ul>{w}",
        "<dl><dt>{w}<dd>{w}</dl>{w}", "<ruby>{w}<rt>{w}</ruby>{w}", "<p>{w}<p>{w}", "{w}<p>\n{w}", "<h2>{w}</h3>{w}",
        "<center>{w}</center>{w}", "<section>{w}</section><section>{w}</section>", "<a name=x>{w}", "<a href=x>{w}<a href=y>{w}</a></a>{w}",
        "<a href=\"x>{w}", "<html><head><title>{w}</title></head><body>{w}</body></html>{w}", "<frameset>{w}</frameset>{w}",
        "<plaintext>{w}", "<x-y>{w}</x-y>{w}", "<Tabs>\n{w}\n</Tabs>\n{w}", "<Foo bar={baz}>{w}</Foo>", "<b><i>{w}</b>{w}</i>{w}", "<p {w}",
        "<?php echo {w}; ?>{w}", "<?{w}", "<![CDATA[{w}]]>{w}", "<![CDATA[{w}", "<!X {w}", "<abbr title=x>{w}</abbr>", "<!-- {x} -->{w}",
        "{w}<!-- {x} -->{w}", "<!-->{w}", "<script>\n{x}\n</script>\n\n{w}", "{w} <script>{x}</script> {w}", "<style>\n{x}\n\n{x}</style>\n{w}",
        "<template>{x}</template>{w}", "<template>\n\n{w}\n\n</template>\n\n{w}", "x <script>*a </script>{w}* {w}",
        "<b><template></b>{w}</template>{w}", "<br>{w}</br>{w}", "<img>{w}", "<hr>{w}", "<link> {w}", "<title> {w}\n{w}", "<option> {w}", "<li> {w}", "<div> {w}",
        "<dialog>{w}</dialog>{w}", "<marquee>{w}</marquee>", "<bdo dir=rtl>{w}</bdo>", "<nobr>{w}<nobr>{w}", "<param>{w}", "<embed>{w}",
        "<object><param name=x>{w}</object>{w}", "<label>{w}</label><output>{w}</output>", "<base>{w}", "<x-hole>{w}</x-hole>{w}",
    ];

    private static readonly string[] Places =
        ["{0}", "# {0}", "> {0}", "- {0}", "- a\n\n  {0}\n\n- b", "1. {0}", "| {0} | {0} |\n|--|--|\n| {0} | x |", "**{0}**", "x {0} y",
            "<div>\n{0}\n</div>", "<div>\n\n{0}\n\n</div>", "[{0}](/x)", "a\n{0}\nb", "x[^1]\n\n[^1]: {0}"];

    private int _words;

    [Fact]
    public void In_any_piece_at_any_place()
    {
        var lost = new List<string>();
        foreach (var piece in Pieces)
            foreach (var place in Places.Where(p => !piece.Contains('\n') || p is "{0}" or "<div>\n\n{0}\n\n</div>"))
                lost.AddRange(Lost(place.Replace("{0}", piece)));

        Assert.True(lost.Count == 0, $"{lost.Count}\n" + string.Join("\n\n", lost.Take(30)));
    }

    [Fact]
    public void In_any_company()
    {
        var random = new Random(8);
        for (var i = 0; i < 1_500; i++)
        {
            // A tag that is left open at the beginning of a line takes what follows until somebody closes it.
            var company = Enumerable.Range(0, random.Next(2, 6)).Select(_ => Pieces[random.Next(Pieces.Length)])
                .Where(p => !p.Contains("{x}", StringComparison.Ordinal) && !p.StartsWith("<!", StringComparison.Ordinal));

            var lost = Lost(string.Join(random.Next(3) switch { 0 => " ", 1 => "\n", _ => "\n\n" }, company));

            Assert.True(lost.Count == 0, string.Join('\n', lost));
        }
    }

    [Fact]
    public void To_an_end_that_never_comes()
    {
        foreach (var begin in (string[])["<!--", "<!-- ", "<![CDATA[", "<?", "<!X ", "<script>", "<style>", "<pre>", "<textarea>",
            "<title>", "<select>", "<a title=\"", "<template>", "<svg>", "<xmp>", "<plaintext>", "<noscript>"])
        {
            var html = MarkdownRenderer.Render($"{begin} zanzibar\n\n**bold**\n\nquokka").FullHtml;

            Assert.Contains("zanzibar", html);
            Assert.Contains("<strong>bold</strong>", html);
            Assert.Contains("<p>quokka</p>", html);
        }
    }

    [Theory]
    [InlineData("MyBatis 的 <select> 标签用来查询。后文。", "<p>MyBatis 的 &lt;select&gt; 标签用来查询。后文。</p>"), InlineData("List<Object> 和 <T>", "<p>List&lt;Object&gt; 和 &lt;T&gt;</p>")]
    [InlineData("用 </div> 结尾，用 <div> 开头", "<p>用 &lt;/div&gt; 结尾，用 &lt;div&gt; 开头</p>"),
        InlineData("<title> 设标题，**粗**", "<p>&lt;title&gt; 设标题，<strong>粗</strong></p>"), InlineData("<b>粗", "<p>&lt;b&gt;粗</p>")]
    [InlineData("<font color=red>一\n\n二</font>", "<p>一</p>\n<p>二</p>"), InlineData("<b>一\n\n二</b>", "<p><b>一</b></p>\n<p>二</p>"),
        InlineData("<a name=\"top\">顶", "<p><a id=\"user-content-top\">顶</a></p>"), InlineData("<a id=x />顶", "<p><a id=\"user-content-x\"></a>顶</p>")]
    [InlineData("<p align=\"center\">\n\n中</p>", "<p class=\"align-center\">\n</p>\n<p>中</p>"), InlineData("a</br>b", "<p>a<br>b</p>"),
        InlineData("<section>一</section>", "<div>一</div>"), InlineData("<img> 和 <img src=/x>", "<p>&lt;img&gt; 和 <img src=\"/x\" alt=\"\" loading=\"lazy\" decoding=\"async\"></p>")]
    [InlineData("<svg><path d=\"M0\"/><text>图</text></svg>", "<p>   图  </p>")]
    public void Shows_what_is_written_of_and_keeps_what_is_markup(string markdown, string html) =>
        Assert.Equal(html, MarkdownRenderer.Render(markdown).FullHtml.Trim());

    [Theory]
    [InlineData("<details>\n<summary>标题</summary>\n\n文\n\n</details>"),
        InlineData("<details>\n\n<summary><b>标题</b></summary>\n\n文\n\n</details>"),
        InlineData("- 项\n\n  <details>\n  <summary>标题</summary>\n\n  文\n\n  </details>"), InlineData("<details><summary>标题</summary>文</details>")]
    [InlineData("<details open>\n  <!-- x -->\n  <summary>\n标题\n</summary>\n<p>文</details>")]
    public void Keeps_the_summary_of_what_is_folded(string markdown)
    {
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(MarkdownRenderer.Render(markdown).FullHtml);

        var summary = Assert.Single(page.QuerySelectorAll("details > summary"));
        Assert.Equal("标题", summary.TextContent.Trim());
        Assert.Contains("文", summary.ParentElement!.TextContent);
    }

    [Fact]
    public void Of_a_title_is_lost() => Assert.Equal("五 <template> 的用法", MarkdownRenderer.Render("# 五 <template> 的用法\n\n正文。").FirstHeading);

    [Fact]
    public void Of_the_sample_articles_is_lost()
    {
        foreach (var path in SampleArticles.Paths())
        {
            var source = File.ReadAllText(path);
            var text = MarkdownRenderer.Render(source);
            var page = text.FullHtml + System.Net.WebUtility.HtmlDecode(text.PlainFull);

            var lost = Word().Matches(NotWords().Replace(source, " ")).Select(m => m.Value).Distinct()
                .Where(w => !page.Contains(w, StringComparison.Ordinal)).ToList();

            Assert.True(lost.Count == 0, $"{path}: {string.Join(' ', lost.Take(20))}");
        }
    }

    [Fact]
    public void Of_the_sample_articles_is_lost_in_bad_company()
    {
        var random = new Random(26);
        var pieces = Pieces.Where(p => !p.Contains("{x}", StringComparison.Ordinal) && !p.StartsWith('<')
            && !p.Contains("\n\n", StringComparison.Ordinal)).ToList();
        foreach (var path in SampleArticles.Paths())
        {
            var source = File.ReadAllText(path);
            var words = Words(source);
            var company = source.TrimEnd() + "\n\n" + Fill(pieces[random.Next(pieces.Count)], [], []) + "\n\n" + source;
            var ahead = Fill(pieces[random.Next(pieces.Count)], [], []) + "\n\n" + source;

            Assert.Subset(Words(company), words);
            Assert.Subset(Words(ahead), words);
        }

        static HashSet<string> Words(string source) => [.. Word().Matches(MarkdownRenderer.Render(source).PlainFull).Select(m => m.Value)];
    }

    private List<string> Lost(string template)
    {
        var (kept, hidden) = (new List<string>(), new List<string>());
        var source = Fill(template, kept, hidden);
        var text = MarkdownRenderer.Render(source);
        return
        [
            .. kept.Where(w => !text.PlainFull.Contains(w, StringComparison.Ordinal)).Select(w => $"{w} lost of {source}\n  as {text.FullHtml}"),
            .. hidden.Where(w => text.FullHtml.Contains(w, StringComparison.Ordinal)).Select(w => $"{w} shown of {source}\n  as {text.FullHtml}"),
        ];
    }

    private string Fill(string template, List<string> kept, List<string> hidden)
    {
        var text = new StringBuilder();
        for (var rest = template.AsSpan(); !rest.IsEmpty;)
        {
            var at = rest.IndexOf('{');
            if (at < 0 || at + 2 >= rest.Length || rest[at + 2] != '}')
            {
                text.Append(rest[..(at < 0 ? rest.Length : at + 1)]);
                rest = at < 0 ? [] : rest[(at + 1)..];
                continue;
            }
            var word = "w" + (++_words).ToString("D6", CultureInfo.InvariantCulture) + "z";
            (rest[at + 1] == 'w' ? kept : hidden).Add(word);
            text.Append(rest[..at]).Append(word);
            rest = rest[(at + 3)..];
        }
        return text.ToString();
    }

    // Comments, tags, targets of links, definitions, the language of code, entities, numbers of items, addresses.
    [GeneratedRegex(@"<!--.*?-->|</?[a-zA-Z][^<>]*>|\]\([^)]*\)|^\s*\[[^\]]+\]:.*$|^\s*(```|~~~).*$|&\w+;|^[\s>]*\d+[.)]\s|https?://\S+", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex NotWords();

    [GeneratedRegex(@"[a-zA-Z0-9]+|\p{Lo}+")]
    private static partial Regex Word();
}
