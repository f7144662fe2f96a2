using Guildhall.Content.Import;

namespace Guildhall.App.Tests.Content;

/// <summary>Texts as Hexo, Hugo, Jekyll, GitBook, MkDocs, docsify, Obsidian, Docusaurus, WordPress and Notion leave them.</summary>
[Trait("Database", "none")]
public sealed class Translating_marks : IDisposable
{
    private readonly Folder _folder = new Folder()
        .With("source/_posts/2019-05-28-first.md", "---\ntitle: x\npermalink: /old/first/\n---\na").With("source/images/a b.png", Folder.Png)
        .With("source/_posts/p1.md", "x").With("source/_posts/p1/own.png", Folder.Png).With("static/img/c.png", Folder.Png)
        .With("notes/attachments/Pasted image 1.png", Folder.Png).With("notes/deep/Some Note.md", "x").With("docs/01-intro.md", "x")
        .With("docs/.vuepress/public/logo.png", Folder.Png).With("img/UPPER.PNG", Folder.Png).With("docs/one/pic.png", Folder.Png)
        .With("docs/two/pic.png", Folder.Png);

    public void Dispose() => _folder.Dispose();

    private (string Text, List<ImportNote> Notes) Translate(string markdown, string path = "source/_posts/p1.md")
    {
        using var folder = new FolderOnDisk(_folder.Path, 1000);
        var notes = new List<ImportNote>();
        return (new ForeignMarks(new SourceSite(folder)).Translate(path, markdown, notes), notes);
    }

    [Theory]
    [InlineData("![](/images/a%20b.png)", "![](/source/images/a%20b.png)")]
    [InlineData("![x](images/a b.png)", "![x](/source/images/a%20b.png)")]
    [InlineData("![x](/blog/images/a%20b.png)", "![x](/source/images/a%20b.png)")]
    [InlineData("![](own.png \"t\")", "![](/source/_posts/p1/own.png \"t\")")]
    [InlineData("![](/img/c.png)", "![](/static/img/c.png)"), InlineData("![](@site/static/img/c.png)", "![](/static/img/c.png)")]
    [InlineData("![](~@/img/c.png)", "![](/static/img/c.png)"), InlineData("![](/IMG/upper.png)", "![](/img/UPPER.PNG)")]
    [InlineData("![](/logo.png)", "![](/docs/.vuepress/public/logo.png)")]
    [InlineData("<img src=\"/img/c.png\" width=\"3\">", "<img src=\"/static/img/c.png\" width=\"3\">")]
    [InlineData("<img src=/img/c.png>", "<img src=/static/img/c.png>")]
    [InlineData("![a][1]\n\n[1]: /img/c.png", "![a][1]\n\n[1]: /static/img/c.png")]
    [InlineData("![](pic.png)", "![](pic.png)")]
    [InlineData("![](one/pic.png)", "![](/docs/one/pic.png)")]
    [InlineData("![](/img/c.png?v=2)", "![](/static/img/c.png)")]
    [InlineData("![a|300](/img/c.png)", "![a](/static/img/c.png)"), InlineData("![](/img/c.png =300x200)", "![](/static/img/c.png)")]
    [InlineData("![[Pasted image 1.png|300]]", "![](/notes/attachments/Pasted%20image%201.png)")]
    [InlineData("![[UPPER.png]]", "![](/img/UPPER.PNG)")]
    [InlineData("{% asset_img own.png 说明 文字 %}", "![说明 文字](/source/_posts/p1/own.png)")]
    [InlineData("{% asset_img class own.png 300 '\"标题\" \"描述\"' %}", "![描述](/source/_posts/p1/own.png)")]
    [InlineData("{% img /img/c.png 200 图 %}", "![图](/static/img/c.png)")]
    [InlineData("{{< figure src=\"/img/c.png\" title=\"图\" >}}", "![图](/static/img/c.png)")]
    [InlineData("{{< img src=/img/c.png alt=图 >}}", "![图](/static/img/c.png)")]
    [InlineData("![x]({{ site.baseurl }}/img/c.png)", "![x](/static/img/c.png)")]
    [InlineData("![x]({{ \"/img/c.png\" | relative_url }})", "![x](/static/img/c.png)")]
    public void Pictures_are_found(string written, string meant) => Assert.Equal(meant, Translate(written).Text);

    [Theory]
    [InlineData("[[Some Note]]", "[Some Note](/notes/deep/Some%20Note.md)")]
    [InlineData("[[some note|词]]", "[词](/notes/deep/Some%20Note.md)")]
    [InlineData("[[deep/Some Note#小 节|词]]", "[词](/notes/deep/Some%20Note.md#%E5%B0%8F%20%E8%8A%82)")]
    [InlineData("[[#小节]]", "[小节](#%E5%B0%8F%E8%8A%82)")]
    [InlineData("![[Some Note]]", "[Some Note](/notes/deep/Some%20Note.md)")]
    [InlineData("| [[Some Note\\|词]] |", "| [词](/notes/deep/Some%20Note.md) |")]
    [InlineData("[[Some Note#^abc]]", "[Some Note](/notes/deep/Some%20Note.md)"), InlineData("`[[Some Note]]`", "`[[Some Note]]`")]
    [InlineData("[a](/old/first/)", "[a](/source/_posts/2019-05-28-first.md)")]
    [InlineData("[a](/2019/05/28/first/)", "[a](/source/_posts/2019-05-28-first.md)")]
    [InlineData("[a](/posts/first.html#x)", "[a](/source/_posts/2019-05-28-first.md#x)")]
    [InlineData("[a](../intro)", "[a](/docs/01-intro.md)")]
    [InlineData("[文档](Some Note.md)", "[文档](/notes/deep/Some%20Note.md)")]
    [InlineData("{% post_link first %}", "[first](/source/_posts/2019-05-28-first.md)")]
    [InlineData("{% post_link 2019-05-28-first '看 这篇' %}", "[看 这篇](/source/_posts/2019-05-28-first.md)")]
    [InlineData("[x]({{< ref \"01-intro.md#y\" >}})", "[x](/docs/01-intro.md#y)")]
    [InlineData("[x]({{% relref \"/docs/intro\" %}})", "[x](/docs/01-intro.md)")]
    [InlineData("[x]({% post_url 2019-05-28-first %})", "[x](/source/_posts/2019-05-28-first.md)")]
    [InlineData("[x]({% link docs/01-intro.md %})", "[x](/docs/01-intro.md)")]
    [InlineData("[x](https://example.com/a_b)", "[x](https://example.com/a_b)")]
    [InlineData("[x](#y)", "[x](#y)")]
    [InlineData("[x](mailto:a@b.cn)", "[x](mailto:a@b.cn)")]
    public void Links_lead_to_texts(string written, string meant)
    {
        var (text, notes) = Translate(written);

        Assert.Equal(meant, text == meant ? text : Uri.UnescapeDataString(text) == Uri.UnescapeDataString(meant) ? meant : text);
        Assert.Empty(notes);
    }

    [Theory]
    [InlineData("[[不存在]]", "不存在"), InlineData("[[不存在|词]]", "词"), InlineData("{% post_link nowhere 词 %}", "词")]
    public void What_is_missing_leaves_its_words(string written, string words)
    {
        var (text, notes) = Translate(written);

        Assert.Equal(words, text);
        Assert.Equal(ImportTexts.LinkMissing, Assert.Single(notes).Text);
    }

    [Theory]
    [InlineData("{% highlight ruby linenos %}\nputs 1\n{% endhighlight %}", "```ruby\nputs 1\n```")]
    [InlineData("{% codeblock lang:js %}\na\n{% endcodeblock %}", "```js\na\n```")]
    [InlineData("{% codeblock 标题 lang:objc https://a.example %}\na\n{% endcodeblock %}", "```objc\na\n```")]
    [InlineData("{% code %}\na\n{% endcode %}", "```\na\n```")]
    [InlineData("{{< highlight go \"linenos=table\" >}}\na\n{{< /highlight >}}", "```go\na\n```")]
    [InlineData("[code lang=\"php\"]\n<b>\n[/code]", "```php\n<b>\n```")]
    [InlineData("{% highlight md %}\n```\nx\n```\n{% endhighlight %}", "````md\n```\nx\n```\n````")]
    [InlineData("{% raw %}{{ x }}{% endraw %}", "{{ x }}")]
    [InlineData("{% raw %}\n{{ x }}\n{% endraw %}", "{{ x }}")]
    [InlineData("{% note info %}\n文\n{% endnote %}", "::::::::::: info\n文\n:::::::::::")]
    [InlineData("{% note warning 小心 %}\n文\n{% endnote %}", "::::::::::: warning 小心\n文\n:::::::::::")]
    [InlineData("{% hint style=\"danger\" %}\n文\n{% endhint %}", "::::::::::: danger\n文\n:::::::::::")]
    [InlineData("{{< admonition type=tip title=\"题\" open=true >}}\n文\n{{< /admonition >}}", "::::::::::: tip 题\n文\n:::::::::::")]
    [InlineData("{{% notice warning %}}\n文\n{{% /notice %}}", "::::::::::: warning\n文\n:::::::::::")]
    [InlineData("{% fold 点开 %}\n文\n{% endfold %}", "::::::::::: details 点开\n文\n:::::::::::")]
    [InlineData("{{< details \"点开\" >}}\n文\n{{< /details >}}", "::::::::::: details 点开\n文\n:::::::::::")]
    [InlineData("{% blockquote 鲁迅 %}\n文\n{% endblockquote %}", "> 文\n>\n> — 鲁迅")]
    [InlineData("!!! note \"题\"\n    文\n\n    二\n\n后", ":::::::::::::::::::: note 题\n文\n\n二\n\n::::::::::::::::::::\n\n后")]
    [InlineData("??? tip \"题\"\n    文", ":::::::::::::::::::: details 题\n文\n::::::::::::::::::::")]
    [InlineData("!> 小心", "> [!WARNING]\n> 小心")]
    [InlineData("=== \"Linux\"\n\n    文", "**Linux**\n\n文")]
    [InlineData("前\n\n[TOC]\n\n后", "前\n\n\n后")]
    [InlineData("* 目录\n{:toc}\n\n后", "\n后")]
    [InlineData("前\n%%\n秘密\n%%\n后", "前\n后")]
    [InlineData("前 %%秘密%% 后", "前  后")]
    [InlineData("==重点== 与 a==b", "<mark>重点</mark> 与 a==b")]
    [InlineData("段落 ^abc123", "段落 ")]
    [InlineData("import Tabs from '@theme/Tabs';\n\n<Tabs>\n<TabItem value=\"a\" label=\"甲\">\n\n文\n\n</TabItem>\n</Tabs>", "**甲**\n\n\n文")]
    [InlineData("[caption id=\"1\"]<img src=\"https://a.example/x.png\"> 说明[/caption]", "<img src=\"https://a.example/x.png\"> 说明")]
    [InlineData("{% youtube abc123 %}", "<https://www.youtube.com/watch?v=abc123>")]
    [InlineData("{{< bilibili BV1xx >}}", "<https://www.bilibili.com/video/BV1xx>")]
    [InlineData("{{< gist user 123 >}}", "<https://gist.github.com/user/123>")]
    [InlineData("{% iframe https://a.example/x %}", "<https://a.example/x>")]
    [InlineData("{% code title=\"a.sh\" %}\n```bash\nls\n```\n{% endcode %}", "**a.sh**\n\n```bash\nls\n```")]
    [InlineData("{% tabs 名 %}\n<!-- tab 甲 -->\n文\n<!-- endtab -->\n{% endtabs %}", "**甲**\n文")]
    [InlineData("<img src={require('@site/static/img/c.png').default} />", "<img src=\"/static/img/c.png\" />")]
    [InlineData("{% comment %}\n秘密\n{% endcomment %}\n后", "后")]
    public void Marks_become_Markdown(string written, string meant) => Assert.Equal(Squeeze(meant), Squeeze(Translate(written).Text));

    [Theory]
    [InlineData("```\n{% raw %}\n[[x]] ==y== ![a b](c d.png)\n```")]
    [InlineData("`{% post_link x %}` 与 `[[x]]`")]
    [InlineData("    {% highlight %}\n")]
    [InlineData("价格 100%% 与 a ^ b")]
    [InlineData("Vue 的 {{ message }} 与 [x] 与 ![]")]
    [InlineData("a[[0]] == b[[1]]")]
    [InlineData("if (a == b && c == d)")]
    [InlineData("{% if x %} 没有结束")]
    [InlineData("2^10 与 x^2"), InlineData("!important 与 ?>"), InlineData("- [ ] 任务\n- [x] 完成"), InlineData("[^1]: 脚注\n\n文[^1]")]
    public void Words_stay_as_they_are(string written) => Assert.Equal(written.Trim(), Translate(written).Text.Trim());

    [Fact]
    public void What_is_unknown_is_told_once_and_keeps_its_content()
    {
        var (text, notes) = Translate("{% tabs x %}\n甲\n{% endtabs %}\n\n{% weird 1 %}\n\n{% weird 2 %}");

        Assert.Contains("甲", text);
        Assert.Contains("{% weird 1 %}", text);
        Assert.DoesNotContain("tabs", text);
        Assert.Equal((ImportTexts.UnknownMarks, "3", "tabs, weird"), (Assert.Single(notes).Text, notes[0].Args[0], notes[0].Args[1]));
    }

    [Theory]
    [InlineData("{% a %}\n")]
    [InlineData("{% a ")]
    [InlineData("[[")]
    [InlineData("![a](")]
    [InlineData("==x")]
    [InlineData("!!! n\n    ")]
    [InlineData("| |\n|--|\n")]
    [InlineData("[code]\n")]
    [InlineData("%%\n")]
    [InlineData("{{< x >}}")]
    [InlineData("[a](b c)")]
    [InlineData("{:a=1}\n")]
    [InlineData(":::a\n")]
    [InlineData("$$a\n")]
    public void A_hostile_text_costs_little(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 200_000 / part.Length));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Translate(text);

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    private static string Squeeze(string text) => System.Text.RegularExpressions.Regex.Replace(text.Trim(), "\n{2,}", "\n\n");
}
