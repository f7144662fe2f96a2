using Guildhall.Kernel.Values;

namespace Guildhall.App.Tests.Values;

/// <summary>What other programs write beside Markdown and readers of theirs never see.</summary>
[Trait("Database", "none")]
public class Marks_of_other_dialects
{
    [Theory]
    [InlineData("::: tip\n可用\n:::", "tip", "提示", "可用"), InlineData(":::tip\nWords\n:::", "tip", "Tip", "Words")]
    [InlineData("::: warning 小心脚下\n正文\n:::", "warning", "小心脚下", "正文")]
    [InlineData(":::note[Mind the gap]\nText\n:::", "note", "Mind the gap", "Text")]
    [InlineData(":::danger{title=\"别这样\"}\n正文\n:::", "danger", "别这样", "正文"), InlineData("文字\n:::info\n紧跟\n:::", "note", "信息", "紧跟")]
    [InlineData("> [!NOTE]\n> Useful.", "note", "Note", "Useful.")]
    [InlineData("> [!WARNING] **Hot** stuff\n> Burns.", "warning", "Hot stuff", "Burns.")]
    [InlineData("> [!tip]\n>\n> 一段", "tip", "提示", "一段"), InlineData("> [!bug|red] 缺陷\n> 说明", "danger", "缺陷", "说明")]
    [InlineData("- 项\n\n  ::: important\n  里面\n  :::", "important", "重要", "里面")]
    public void Set_a_part_off(string markdown, string tone, string title, string words)
    {
        var html = MarkdownRenderer.Render(markdown).FullHtml;

        Assert.Contains($"<div class=\"hint hint-{tone}\"><p class=\"hint-title\">", html);
        Assert.Equal(title, System.Text.RegularExpressions.Regex.Replace(Between(html, "hint-title\">", "</p>"), "<[^>]+>", ""));
        Assert.Contains(words, html);
        Assert.DoesNotContain(":::", html);
        Assert.DoesNotContain("[!", html);
    }

    [Theory]
    [InlineData("::: details 点开\n里面\n:::", "点开"), InlineData(":::spoiler\n里面\n:::", "剧透"), InlineData("> [!faq]- 为什么\n> 里面", "为什么")]
    public void Fold_a_part(string markdown, string title) =>
        Assert.Matches($"<details>\\s*<summary>{title}</summary>[\\s\\S]*里面[\\s\\S]*</details>", MarkdownRenderer.Render(markdown).FullHtml);

    [Theory]
    [InlineData(":::unknown\n未知的\n:::", "未知的"), InlineData("::: code-group\n```js\na\n```\n:::", "<code class=\"language-js\">a")]
    [InlineData(":::: outer\n::: tip\n里\n:::\n外\n::::", "外"), InlineData(":::tip\n没有结束", "没有结束")]
    public void Lose_nothing_that_is_in_a_part(string markdown, string words)
    {
        var html = MarkdownRenderer.Render(markdown).FullHtml;

        Assert.Contains(words, html);
        Assert.DoesNotContain(":::", html);
    }

    [Theory]
    [InlineData("a::b::c")]
    [InlineData("std::vector 和 ::x::")]
    [InlineData("> [!这不是] 标记")]
    [InlineData("`::: tip`")]
    [InlineData("```\n::: tip\n```")]
    public void Are_left_where_they_are_words(string markdown) => Assert.DoesNotContain("hint", MarkdownRenderer.Render(markdown).FullHtml);

    [Theory]
    [InlineData("## 什么是 X？ {#what}", "什么是 X？", "what"), InlineData("## API {/*api-ref*/}", "API", "api-ref")]
    [InlineData("## Kramdown\n{: #kram}\n\n段落\n{: .note}", "Kramdown", "kram"), InlineData("## Two {: #two .big}", "Two", "two")]
    [InlineData("## Three {#three .unnumbered data-x=1}", "Three", "three"), InlineData("标题 {#set}\n---", "标题", "set")]
    [InlineData("## 带类 {.no_toc}", "带类", "带类"), InlineData("## 集合 {1, 2}", "集合 {1, 2}", "集合-1-2")]
    public void Name_a_heading(string markdown, string text, string id)
    {
        var rendered = MarkdownRenderer.Render($"[去](#{id})\n\n" + markdown);

        Assert.Equal([(text, "user-content-" + id)], rendered.Headings.Select(h => (h.Text, h.Id)));
        Assert.Contains($"href=\"#user-content-{id}\"", rendered.FullHtml);
        Assert.DoesNotContain("{:", rendered.FullHtml);
    }

    [Theory]
    [InlineData("![](a.png){width=300}", "width=\"300\""), InlineData("![](a.png){: width=\"50%\" }", "width=\"50%\"")]
    [InlineData("[去](https://example.com){:target=\"_blank\"}", "去</a></p>")]
    [InlineData("[去](https://example.com){ .md-button }", "去</a></p>")]
    public void Stand_behind_pictures_and_links(string markdown, string html) =>
        Assert.Contains(html, MarkdownRenderer.Render(markdown).FullHtml);

    [Theory]
    [InlineData("$$ a = \\frac{1}{2} $$", 1)]
    [InlineData("$$\na = b $$\n\n后文", 1)]
    [InlineData("$$c\n= d$$\n\n后文", 1)]
    [InlineData("```math\nx^2\n```", 1)]
    [InlineData("\\\\[ y^2 \\\\]", 1)]
    [InlineData("在 \\\\( y_1 \\\\) 里", 1)]
    [InlineData("\\[ \\sum_i x_i \\]", 1)]
    [InlineData("文字\n$$ a^2 $$\n文字", 1)]
    [InlineData("$$\na\n$$\n\n$$\nb\n$$", 2), InlineData("- 项\n\n  $$\n  a = b\n  $$\n", 1), InlineData("文中 $$ a = b $$ 之后", 1)]
    public void Are_formulas(string markdown, int count)
    {
        var rendered = MarkdownRenderer.Render(markdown);

        Assert.Equal(count, System.Text.RegularExpressions.Regex.Count(rendered.FullHtml, "<math"));
        Assert.DoesNotContain("$", rendered.FullHtml);
        Assert.Equal(markdown.Contains("后文"), rendered.FullHtml.Contains("<p>后文</p>"));
    }

    [Theory]
    [InlineData("$$ 是进程号，$$ 也是")]
    [InlineData("$$\n没有结束的一段")]
    [InlineData("\\[不是公式\\]")]
    [InlineData("$$c 没有结束\n\n下一段 $$ 里")]
    [InlineData("\\(x\\)")]
    public void Are_no_formulas(string markdown) => Assert.DoesNotContain("<math", MarkdownRenderer.Render(markdown).FullHtml);

    [Theory]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |\n后一行文字\n\n另一段。", 2), InlineData("> | a | b |\n> |---|---|\n> | 1 | 2 |\n> 后一行文字", 2)]
    [InlineData("a | b\n--|--\n1 | 2\n后一行文字\n再一行", 3)]
    public void Text_behind_a_table_is_a_row(string markdown, int rows)
    {
        var html = MarkdownRenderer.Render(markdown).FullHtml;

        Assert.Equal(rows, System.Text.RegularExpressions.Regex.Count(Between(html, "<tbody>", "</tbody>"), "<tr>"));
        Assert.Contains("<td>后一行文字</td>", html);
    }

    [Fact]
    public void A_divider_over_lines_in_a_table_still_divides()
    {
        var rendered = MarkdownRenderer.Render("free\n\n| a | b |\n|---|---|\n| 1 | <!--\nmore\n--> CANARY |\n\nCANARY");

        Assert.True(rendered.HasDivider);
        Assert.DoesNotContain("CANARY", rendered.PreviewHtml + rendered.PlainPreview);
    }

    [Theory]
    [InlineData("| a |\n|---|\n| 1 |\n## 标题", "<h2")]
    [InlineData("| a |\n|---|\n| 1 |\n- 项", "<li>项")]
    [InlineData("| a |\n|---|\n| 1 |\n```\ncode\n```", "<pre")]
    [InlineData("a | b\n---\n文字", "<h2"), InlineData("```\n| a |\n|---|\n文字\n```", "|---|\n文字\n</code>")]
    public void Other_blocks_behind_a_table_are_none(string markdown, string html) =>
        Assert.Contains(html, MarkdownRenderer.Render(markdown).FullHtml);

    [Theory]
    [InlineData("请看https://example.com/a 很好", "https://example.com/a"), InlineData("見るhttps://example.com/b。", "https://example.com/b")]
    [InlineData("官网www.example.com，", "http://www.example.com"), InlineData("在（https://example.com/c）里", "https://example.com/c")]
    public void Addresses_begin_behind_a_Chinese_character(string markdown, string address) =>
        Assert.Contains($"<a href=\"{address}\"", MarkdownRenderer.Render(markdown).FullHtml);

    [Fact]
    public void What_is_taken_out_leaves_a_link_and_is_told()
    {
        var rendered = MarkdownRenderer.Render(
            "<iframe src=\"//player.bilibili.com/player.html?bvid=BV1\" width=600></iframe>\n\n<video src=\"demo.mp4\" controls>不支持。</video>\n\n"
            + "<script src=\"https://gist.github.com/someone/1.js\"></script>\n\n行内 <embed src='https://a.example/x.swf'> 之后\n\n"
            + "<object data=\"https://b.example/y.pdf\" title=\"手册\">看不了</object>\n\n<script>alert(1)</script>\n\n<iframe src=\"javascript:alert(1)\"></iframe>");

        foreach (var link in (string[])[
            "<a href=\"https://player.bilibili.com/player.html?bvid=BV1\" rel=\"nofollow ugc noopener\">player.bilibili.com</a>",
            "<a href=\"demo.mp4\">demo.mp4</a>", "<a href=\"https://gist.github.com/someone/1.js\"", "<a href=\"https://a.example/x.swf\"", ">手册</a>"])
            Assert.Contains(link, rendered.FullHtml);
        Assert.DoesNotContain("javascript", rendered.FullHtml);
        Assert.Equal([("embed", 1), ("iframe", 2), ("object", 1), ("script", 2), ("video", 1)], rendered.Removed.Select(r => (r.Key, r.Value)));
        Assert.Contains("demo.mp4", rendered.LinkTargets);
    }

    [Theory]
    [InlineData(":::a\n"), InlineData(":::a\n:::\n\n"), InlineData("x\n\n{: .a}\n\n"), InlineData("{:a=1}\n"), InlineData("$$a\n"), InlineData("$$ a\n\n")]
    [InlineData("\\\\["), InlineData("\\[x^"), InlineData("> [!NOTE]\n\n"), InlineData("## a {#b}\n"), InlineData("| a |\n|---|\nx\n\n")]
    [InlineData("字https://a.cn "), InlineData("![](a){a=1}"), InlineData("$$ "), InlineData("<iframe src=a>"), InlineData("|a\n|-\n")]
    public void A_hostile_text_costs_little(string part)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        try
        {
            MarkdownRenderer.Render(string.Concat(Enumerable.Repeat(part, 300_000 / part.Length)));
        }
        catch (MarkdownRefused)
        {
            // That is an answer as well.
        }

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 30);
    }

    [Theory]
    [InlineData("~~~bash\n# 安装\n~~~\n\n# 真正的标题", "真正的标题"), InlineData("<!--\n# 注释\n-->\n\n# 真正的标题", "真正的标题")]
    [InlineData("   ```\n# 假\n   ```\n\n# 真正的标题", "真正的标题"), InlineData("真正的标题\n===\n\n文字", "真正的标题")]
    [InlineData("<h1 align=\"center\">真正的标题</h1>\n\n文字", "真正的标题"), InlineData("    # 缩进代码\n\n# `真正` **的标题**", "真正 的标题")]
    [InlineData("- # 列表里的\n\n> # 引用里的\n\n# 真正的标题", "真正的标题"), InlineData("## 二级\n\n文字", null), InlineData("没有", null)]
    public void A_title_is_read_from_the_text_as_it_is_shown(string markdown, string? title) =>
        Assert.Equal(title?.Replace(" ", ""), MarkdownRenderer.TitleOf(markdown)?.Replace(" ", ""));

    private static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
    }
}
