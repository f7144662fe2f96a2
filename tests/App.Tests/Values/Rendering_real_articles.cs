using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Guildhall.Kernel.Values;

namespace Guildhall.App.Tests.Values;

/// <summary>
/// The sample articles are not part of the repository: GUILDHALL_SAMPLE_DOCS names their folder, else ../shared/data beside the repository
/// is looked at, and without either the test is skipped.
/// </summary>
[Trait("Database", "none")]
public partial class Rendering_real_articles
{
    private static readonly string? Folder = Find();

    private static List<string> Articles()
    {
        Assert.SkipWhen(Folder is null, "No sample articles: set GUILDHALL_SAMPLE_DOCS to a folder of Markdown files.");
        return [.. Directory.EnumerateFiles(Folder, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void Renders_every_one_with_its_code_and_pictures()
    {
        var articles = Articles();

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
        Assert.All(Articles(), path =>
        {
            var text = MarkdownRenderer.Render(File.ReadAllText(path));

            Assert.StartsWith(text.PreviewHtml.TrimEnd(), text.FullHtml);
            Assert.StartsWith(text.PlainPreview, text.PlainFull);
        });

    private static string? Find([CallerFilePath] string here = "")
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
        string?[] candidates = [Environment.GetEnvironmentVariable("GUILDHALL_SAMPLE_DOCS"), Path.Combine(root, "../shared/data"), Path.Combine(root, "../../shared/data")];
        return candidates.FirstOrDefault(Directory.Exists);
    }

    [GeneratedRegex("^ {0,6}```", RegexOptions.Multiline)]
    private static partial Regex Fences();

    [GeneratedRegex("<pre")]
    private static partial Regex Pre();

    [GeneratedRegex(@"!\[[^\]]*\]\(")]
    private static partial Regex Pictures();

    [GeneratedRegex("<img ")]
    private static partial Regex RawPictures();

    [GeneratedRegex("<img ")]
    private static partial Regex Img();
}
