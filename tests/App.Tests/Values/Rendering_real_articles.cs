using System.Text.RegularExpressions;
using Guildhall.Kernel.Values;

namespace Guildhall.App.Tests.Values;

[Trait("Database", "none")]
public partial class Rendering_real_articles
{
    [Fact]
    public void Renders_every_one_with_its_code_and_pictures()
    {
        var articles = SampleArticles.Paths();

        Assert.All(articles, path =>
        {
            var source = File.ReadAllText(path);
            var text = MarkdownRenderer.Render(source, new() { AllowRemoteImages = true });

            Assert.Equal(Fences().Count(source) / 2, Pre().Count(text.FullHtml));
            Assert.Equal(Pictures().Count(source) + RawPictures().Count(source), Img().Count(text.FullHtml));
            Assert.NotNull(text.FirstHeading);
            Assert.True(text.WordCount > 0);
            Assert.True(text.Excerpt.Length <= 160);
            Assert.Equal(text.Headings.Count, text.Headings.DistinctBy(h => h.Id).Count());
        });
        Assert.True(articles.Count >= 87, $"{articles.Count} articles");
    }

    [Fact]
    public void Previews_the_beginning_of_each_word_for_word() =>
        Assert.All(SampleArticles.Paths(), path =>
        {
            var text = MarkdownRenderer.Render(File.ReadAllText(path));

            Assert.StartsWith(Blanks().Replace(text.PlainPreview.TrimEnd('…'), " "), Blanks().Replace(text.PlainFull, " "));
            Assert.InRange(text.PreviewPercent, 0, 30);
        });

    [GeneratedRegex("^ {0,6}```", RegexOptions.Multiline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex("<pre")]
    private static partial Regex Pre();

    [GeneratedRegex(@"!\[[^\]]*\]\(")]
    private static partial Regex Pictures();

    [GeneratedRegex("<img ")]
    private static partial Regex RawPictures();

    [GeneratedRegex("<img ")]
    private static partial Regex Img();
}
