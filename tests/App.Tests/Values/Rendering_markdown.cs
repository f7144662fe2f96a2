using Guildhall.Kernel.Values;

namespace Guildhall.App.Tests.Values;

[Trait("Database", "none")]
public class Rendering_markdown
{
    private static string Html(string markdown, MarkdownOptions? options = null) =>
        MarkdownRenderer.Render(markdown, options).FullHtml.Trim();

    [Theory]
    [InlineData("**粗**和*斜*", "<p><strong>粗</strong>和<em>斜</em></p>")]
    [InlineData("**“中文”**后面，**重点。**后面", "<p><strong>“中文”</strong>后面，<strong>重点。</strong>后面</p>")]
    [InlineData("~~删~~", "<p><del>删</del></p>")]
    [InlineData("a==b && c==d，C++语言比C++好，3~5 到 6~8，2^10 和 2^20", "<p>a==b &amp;&amp; c==d，C++语言比C++好，3~5 到 6~8，2^10 和 2^20</p>")]
    [InlineData("`List<String>`", "<p><code>List&lt;String&gt;</code></p>")]
    [InlineData("List<String> 和 Map<K, V>", "<p>List&lt;String&gt; 和 Map&lt;K, V&gt;</p>")]
    [InlineData("H<sub>2</sub>O<br>x<sup>2</sup> <kbd>Ctrl</kbd> <mark>m</mark>", "<p>H<sub>2</sub>O<br>x<sup>2</sup> <kbd>Ctrl</kbd> <mark>m</mark></p>")]
    [InlineData("a &lt;b&gt; &amp;amp; &copy;", "<p>a &lt;b&gt; &amp;amp; ©</p>")]
    public void Writes_prose_about_programs(string markdown, string html) => Assert.Equal(html, Html(markdown));

    [Theory]
    [InlineData("设$x^2$为，", "<p>设<math><msup><mi>x</mi><mn>2</mn></msup></math>为，</p>")]
    [InlineData("$a<b$", "<p><math><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow></math></p>")]
    [InlineData("$$a+b$$", "<div class=\"math\"><math display=\"block\"><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></math></div>")]
    [InlineData("有 $$a$$ 时", "<p>有 <span class=\"math\"><math display=\"block\"><mi>a</mi></math></span> 时</p>")]
    [InlineData("$$\n\\unknown{x}\ny\n$$", "<div class=\"math\">\\[\n\\unknown{x}\ny\n\\]</div>")]
    [InlineData("$5 and $6, $HOME/$PATH $100（约$14）", "<p>$5 and $6, $HOME/$PATH $100（约$14）</p>")]
    [InlineData("\\$a$", "<p>$a$</p>")]
    [InlineData("`$a$`", "<p><code>$a$</code></p>")]
    public void Sets_formulas(string markdown, string html) => Assert.Equal(html, Html(markdown));

    [Theory]
    [InlineData("```java\nint x = 1 < 2;\n```", "<pre tabindex=\"0\"><code class=\"language-java\">int x = 1 &lt; 2;\n</code></pre>")]
    [InlineData("```c++ {1,3}\nx\n```", "<pre tabindex=\"0\"><code class=\"language-c++\">x\n</code></pre>")]
    [InlineData("```js\" onclick=x\nx\n```", "<pre tabindex=\"0\"><code class=\"language-js\">x\n</code></pre>")]
    [InlineData("```mermaid\ngraph TD; A-->B\n```", "<pre class=\"mermaid\">graph TD; A--&gt;B</pre>")]
    [InlineData("    <b>", "<pre tabindex=\"0\"><code>&lt;b&gt;\n</code></pre>")]
    public void Marks_code_and_diagrams(string markdown, string html) => Assert.Equal(html, Html(markdown));

    [Fact]
    public void Puts_tables_into_a_named_scrolling_region()
    {
        var html = Html("| 名称 | 描述 |\n|:-:|--:|\n| a | b |");

        Assert.StartsWith("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"名称, 描述\"><table>", html);
        Assert.Contains("<th class=\"align-center\">名称</th>", html);
        Assert.Contains("<td class=\"align-right\">b</td>", html);
    }

    [Fact]
    public void Shows_tasks_as_signs() =>
        Assert.Equal(
            "<ul class=\"contains-task-list\">\n<li class=\"task-list-item\"><span class=\"task-box\">☑</span> a</li>\n"
            + "<li class=\"task-list-item\"><span class=\"task-box\">☐</span> b</li>\n</ul>",
            Html("- [x] a\n- [ ] b"));

    [Fact]
    public void Links_notes_there_and_back()
    {
        var html = Html("a[^n]\n\n[^n]: note");

        Assert.Contains("<a class=\"footnote-ref\" id=\"user-content-fnref:1\" href=\"#user-content-fn:1\"><sup>1</sup></a>", html);
        Assert.Contains("<li id=\"user-content-fn:1\">", html);
        Assert.Contains("<a class=\"footnote-back-ref\" href=\"#user-content-fnref:1\">↩</a>", html);
    }

    [Theory]
    [InlineData("见 https://a.example/x，然后", "<a href=\"https://a.example/x\" rel=\"nofollow ugc noopener\">https://a.example/x</a>，然后")]
    [InlineData("（http://a.example）", "（<a href=\"http://a.example\" rel=\"nofollow ugc noopener\">http://a.example</a>）")]
    [InlineData("[x](/a/b?c=1&d=2)", "<a href=\"/a/b?c=1&amp;d=2\">x</a>")]
    [InlineData("[x](mailto:a@b.example?bcc=c@d.example)", "<a href=\"mailto:a@b.example\">x</a>")]
    [InlineData("[x](//a.example/b)", "<a href=\"https://a.example/b\" rel=\"nofollow ugc noopener\">x</a>")]
    [InlineData("[x](中.md \"t\")", "<a title=\"t\" href=\"%E4%B8%AD.md\">x</a>")]
    [InlineData("<a href='..\\x\\y.md'>x</a>", "<a href=\"../x/y.md\">x</a>")]
    [InlineData("[x](https://bank.example@evil.example)", "x")]
    [InlineData("[x](ftp://a.example)", "x")]
    [InlineData("[x](#)", "x")]
    public void Writes_links(string markdown, string html) => Assert.Contains(html, Html(markdown).Replace("<p>", "").Replace("</p>", ""));

    [Fact]
    public void Gives_headings_ids_like_GitHub_and_leads_links_there()
    {
        var text = MarkdownRenderer.Render("# 为什么 用 Redis？\n\n## Hello, World\n\n## Hello, World\n\n[a](#为什么-用-redis) [b](#Hello-World) [c](#hello-world-1) [d](#nowhere)");

        Assert.Equal(
            [
                new("user-content-为什么-用-redis", "为什么 用 Redis？", 2), new("user-content-hello-world", "Hello, World", 3),
                new HeadingEntry("user-content-hello-world-1", "Hello, World", 3),
            ],
            text.Headings);
        Assert.Contains("<a href=\"#user-content-为什么-用-redis\">a</a>", text.FullHtml);
        Assert.Contains("<a href=\"#user-content-hello-world\">b</a>", text.FullHtml);
        Assert.Contains("<a href=\"#user-content-hello-world-1\">c</a>", text.FullHtml);
        Assert.Contains("<a href=\"#user-content-nowhere\">d</a>", text.FullHtml);
        Assert.Equal("user-content-为什么-用-redis", MarkdownRenderer.Fragment("为什么 用 Redis？"));
    }

    [Fact]
    public void Drops_a_first_heading_that_repeats_the_title()
    {
        var options = new MarkdownOptions { TitleToStrip = "The  Title" };

        var text = MarkdownRenderer.Render("# the title\n\nx\n\n# The Title", options);

        Assert.Equal("the title", text.FirstHeading);
        Assert.Equal("<p>x</p>\n<h2 id=\"user-content-the-title\">The Title</h2>", text.FullHtml.Trim());
        Assert.Contains("<h2", Html("x\n\n# The Title", options));
        Assert.Contains("<h2", Html("# Another\n\nx", options));
    }

    [Theory]
    [InlineData("# a\n## b\n### c\n## d", "2 3 4 3")]
    [InlineData("### a\n#### b\n### c", "2 3 2")]
    [InlineData("## a\n##### b\n## c\n# d\n###### e", "2 3 2 2 3")]
    public void Leaves_no_gap_in_the_outline(string markdown, string levels)
    {
        var text = MarkdownRenderer.Render(markdown, new MarkdownOptions());

        Assert.Equal(levels, string.Join(' ', text.Headings.Select(h => h.Level)));
    }

    [Fact]
    public void Asks_where_links_and_pictures_shall_lead()
    {
        var options = new MarkdownOptions
        {
            RewriteLink = url => url.EndsWith(".md", StringComparison.Ordinal) ? "/read/" + url : url == "gone" ? null : "javascript:alert(1)",
            RewriteImage = url => url == "a.png" ? "/files/1" : null,
        };

        var text = MarkdownRenderer.Render("[a](a.md) [b](gone) [c](evil) [d](#x) ![p](a.png) ![q](b.png) <img src=a.png width=300 onerror=x>", options);

        Assert.Contains("<a href=\"/read/a.md\">a</a> b c <a href=\"#user-content-x\">d</a>", text.FullHtml);
        Assert.Contains("<img src=\"/files/1\" alt=\"p\" loading=\"lazy\" decoding=\"async\"> q <img width=\"300\" src=\"/files/1\"", text.FullHtml);
        Assert.Equal(["a.md", "gone", "evil"], text.LinkTargets);
        Assert.Equal(["a.png", "b.png"], text.ImageTargets);
    }

    [Fact]
    public void Links_to_pictures_of_other_servers_unless_told_to_show_them()
    {
        const string Markdown = "![schema](https://a.example/b.png)";

        Assert.Equal("<p><a href=\"https://a.example/b.png\" rel=\"nofollow ugc noopener\">schema</a></p>", Html(Markdown));
        Assert.Contains("<img src=\"https://a.example/b.png\" alt=\"schema\"", Html(Markdown, new() { AllowRemoteImages = true }));
        Assert.DoesNotContain("<img", Html("![x](http://a.example/b.png)", new() { AllowRemoteImages = true }));
    }

    [Theory]
    [InlineData("<details><summary>more</summary>\n\n**a**\n\n</details>", "<details><summary>more</summary>\n\n<p><strong>a</strong></p>\n</details>")]
    [InlineData("<details>\n<summary>more</summary>\n\n**a**\n\n</details>", "<details>\n<summary>more</summary>\n\n<p><strong>a</strong></p>\n</details>")]
    [InlineData("<details>\n\n<summary>more</summary>\n\n**a**\n\n</details>", "<details>\n\n<summary>more</summary>\n\n<p><strong>a</strong></p>\n</details>")]
    public void Keeps_folded_parts_with_Markdown_inside(string markdown, string html) => Assert.Equal(html, Html(markdown));

    [Fact]
    public void Keeps_what_a_README_centres() =>
        Assert.Contains("<div class=\"align-center\">", Html("<div align=\"center\">\n\n![a](b.png)\n\n</div>"));

    [Fact]
    public void Counts_and_quotes()
    {
        var text = MarkdownRenderer.Render("# Title\n\n```\ncode here\n```\n\n分布式锁 uses `Redis` 7.2[^1] well-known.\n\n" + string.Concat(Enumerable.Repeat("很长的句子。", 160)) + "\n\n[^1]: n", new() { PreviewBlocks = 9 });

        Assert.Equal(1 + 2 + 4 + 3 + 1 + 160 * 5 + 1, text.WordCount);
        Assert.Equal(text.Excerpt, text.FullExcerpt);
        Assert.StartsWith("分布式锁 uses Redis 7.2 well-known. 很长的句子。", text.Excerpt);
        Assert.EndsWith("。", text.Excerpt);
        Assert.InRange(text.Excerpt.Length, 150, 160);
        Assert.Equal(MarkdownFeatures.Code, text.Features);
    }

    [Theory]
    [InlineData(""), InlineData(" \n\t"), InlineData("\uFEFF"), InlineData("<!-- only -->"), InlineData("[a]: b"), InlineData("[^1]: x")]
    public void Makes_something_of_nothing(string markdown)
    {
        var text = MarkdownRenderer.Render(markdown);

        Assert.Equal("", text.Excerpt);
        Assert.Empty(text.Headings);
    }
}
