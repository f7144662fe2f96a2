using Guildhall.Kernel.Values;

namespace Guildhall.App.Tests.Values;

[Trait("Database", "none")]
public class Sanitising_hostile_markdown
{
    private static readonly string[] Payloads = [.. HostilePayloads.All().Distinct()];

    [Fact]
    public void Lets_nothing_through_that_is_not_allowed()
    {
        Assert.True(Payloads.Length > 3_000, $"{Payloads.Length} payloads");

        var violations = Payloads.Select(p => (Payload: p, MarkdownRenderer.Render(p).FullHtml))
            .Select(r => (r.Payload, r.FullHtml, Violation: Violation(r.FullHtml)))
            .Where(r => r.Violation is not null).Take(20)
            .Select(r => $"{r.Violation}\n  from {r.Payload}\n  to {r.FullHtml}").ToList();

        Assert.True(violations.Count == 0, string.Join("\n", violations));
    }

    [Fact]
    public void Lets_nothing_through_in_company()
    {
        var random = new Random(20_260_101);
        for (var i = 0; i < 1_500; i++)
        {
            var source = string.Join(random.Next(3) switch { 0 => "", 1 => "\n", _ => "\n\n" },
                Enumerable.Range(0, random.Next(2, 6)).Select(_ => Payloads[random.Next(Payloads.Length)]));

            var html = Rendered(source);

            Assert.True(html is null || Violation(html) is null, $"{(html is null ? "" : Violation(html))}\n  from {source}\n  to {html}");
        }
    }

    [Fact]
    public void Changes_nothing_in_its_own_output()
    {
        foreach (var payload in Payloads)
        {
            var html = MarkdownRenderer.Render(payload).FullHtml;

            var again = HtmlWriter.Write(new Sanitiser(new MarkdownOptions { HeadingShift = 0 }).Clean(html));

            Assert.True(html == again, $"{payload}\n  gave {html}\n  then {again}");
        }
    }

    [Fact]
    public void Stands_on_the_sanitiser_alone()
    {
        // Straight into it, without Markdig and without the balancing of tags: each wall must hold by itself.
        var options = new MarkdownOptions { HeadingShift = 0 };
        foreach (var payload in Payloads)
        {
            var html = HtmlWriter.Write(new Sanitiser(options).Clean(payload));

            Assert.True(Violation(html) is null, $"{Violation(html)}\n  from {payload}\n  to {html}");
            Assert.Equal(html, HtmlWriter.Write(new Sanitiser(options).Clean(html)));
        }
    }

    [Theory]
    [InlineData("<script>GONE</script>"), InlineData("<style>GONE</style>"), InlineData("<template>GONE</template>"),
        InlineData("<SCRIPT src=x>GONE</script >"), InlineData("<svg><style>GONE</style></svg>"), InlineData("<!-- GONE -->")]
    public void Drops_what_was_never_meant_to_be_read(string html)
    {
        Assert.DoesNotContain("GONE", MarkdownRenderer.Render($"before\n\n{html}\n\nafter").FullHtml);
        Assert.DoesNotContain("GONE", MarkdownRenderer.Render($"text {html} text").FullHtml);
        Assert.DoesNotContain("GONE", MarkdownRenderer.Render($"<div>{html}</div>").FullHtml);
    }

    [Theory]
    [InlineData("/a\u202Egpj.exe"), InlineData("/a\u200Bb"), InlineData("https://a.example/\u2066x"), InlineData("\uFEFF/a")]
    public void Follows_no_target_that_looks_like_another(string url) => Assert.DoesNotContain("href", MarkdownRenderer.Render($"<a href=\"{url}\">x</a>").FullHtml);

    [Theory]
    [InlineData("<pre>\n\nx</pre>"), InlineData("<a href=/a><div><a href=/b>x"), InlineData("<p><x-y><p>a</x-y></p>"),
        InlineData("<table><caption><p><table><td>x"), InlineData("<b><center><p>x</b>y")]
    [InlineData("<h1><fieldset><h2>x"), InlineData("<li><nobr><li>x"), InlineData("<ruby><rt><rp><rt>x"), InlineData("<dd><search><dt>x"),
        InlineData("<a href=/a><svg><a href=/b>x")]
    public void Settles_on_what_a_browser_would_read(string html)
    {
        var settled = HtmlWriter.Write(new Sanitiser(new MarkdownOptions { HeadingShift = 0 }).Clean(html));

        Assert.Null(Violation(settled));
        Assert.Equal(settled, HtmlWriter.Write(new Sanitiser(new MarkdownOptions { HeadingShift = 0 }).Clean(settled)));
    }

    [Fact]
    public void Survives_what_an_importer_answers()
    {
        foreach (var url in Payloads.Take(500).Append("javascript:alert(1)").Append("\"><script>alert(1)</script>").Append("https://x@y"))
        {
            var html = MarkdownRenderer.Render("[a](b) ![c](d)",
                new() { RewriteLink = _ => url, RewriteImage = _ => url, AllowRemoteImages = false }).FullHtml;

            Assert.True(Violation(html) is null, $"{Violation(html)}\n  from {url}\n  to {html}");
        }
    }

    [Fact]
    public void Leaves_noise_harmless_too()
    {
        const string Alphabet = "<>/\"'=&;:#!-[]()`*_~|\\$ \n\tabxs0\u0000{}^+.";
        string[] words = ["<a href=", "<img src=", "<svg>", "</svg>", "<math>", "<style>", "</style>", "<!--", "-->", "<table>", "<td>",
            "<p>", "</p>", "<b>", "</b>", "javascript:", "onerror=", "<details>", "<summary>", "](", "[^1]", "```\n", "\n\n", "> ", "- ", "| a |\n|--|\n"];
        var random = new Random(42);
        for (var i = 0; i < 2_000; i++)
        {
            var source = string.Concat(Enumerable.Range(0, random.Next(1, 40))
                .Select(_ => random.Next(2) == 0 ? words[random.Next(words.Length)] : Alphabet[random.Next(Alphabet.Length)].ToString()));

            var html = Rendered(source);

            Assert.True(html is null || Violation(html) is null, $"{(html is null ? "" : Violation(html))}\n  from {source}\n  to {html}");
        }
    }

    [Theory]
    [InlineData("<script>alert(1)</script>"), InlineData("<img src=/x onerror=alert(1)>"), InlineData("<a href=javascript:alert(1)>x</a>"),
        InlineData("<svg></svg>"), InlineData("</main><p>x</p>")]
    [InlineData("<p id=x>x</p>"), InlineData("<a href=//evil.example>x</a>"), InlineData("<a href='/\\evil.example'>x</a>"),
        InlineData("<p style=x>x</p>"), InlineData("<a href=https://a.example>x</a>"), InlineData("<!-- x -->")]
    public void Its_judge_rejects_bad_specimens(string html) => Assert.NotNull(Violation(html));

    private static string? Violation(string html) =>
        AllowList.Violation(html, "user-content-", asBrowserWithScripts: true) ?? AllowList.Violation(html, "user-content-", asBrowserWithScripts: false);

    private static string? Rendered(string source)
    {
        try
        {
            return MarkdownRenderer.Render(source).FullHtml;
        }
        catch (MarkdownRefused)
        {
            return null;
        }
    }
}
