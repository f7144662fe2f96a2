using AngleSharp.Dom;
using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;

namespace Guildhall.Kernel.Values;

/// <summary>
/// Markdown from anybody to HTML that any page may show. The way: one linear scan, Markdig (watched by <see cref="WorkGuard"/>), raw HTML
/// brought into balance, Markdig's HTML, the <see cref="Sanitiser"/>. Thread-safe. Costs about a millisecond for an article, at
/// most about two seconds for the worst that is accepted: render once when a text is saved and keep the result.
/// </summary>
public static class MarkdownRenderer
{
    /// <summary>Raised when a source comes to give other HTML, figures or another free part: what was kept is then rendered anew.</summary>
    public const int Version = 5;

    /// <summary>Length of <see cref="RenderedMarkdown.Excerpt"/>.</summary>
    public const int ExcerptLength = 160;

    // Titles stand at the head of a text.
    private const int MaxHead = 20_000, MaxHeadLines = 60;

    // Tables and footnotes can grow fiftyfold. Sanitising costs ten to twenty microseconds an element; a book of 300 pages has 30,000.
    private const int MaxElements = 60_000;

    /// <exception cref="MarkdownRefused">Too long, too deeply nested, or too slow to render.</exception>
    public static RenderedMarkdown Render(string markdown, MarkdownOptions? options = null)
    {
        options ??= MarkdownOptions.Default;
        WorkGuard.Scan(markdown, options.MaxLength);
        var source = TableLines.Complete(WellFormed.Text(markdown).TrimStart('\uFEFF').ReplaceLineEndings("\n"));
        var work = new WorkGuard.RenderWork();

        var document = Parse(source, work);
        var removals = new Removals();
        var cut = PreviewCut.Of(source, document, options.PreviewBlocks);
        var full = new Sanitiser(options);
        var fullTree = full.Clean(Html(document, source, work, removals));
        var words = FreeShare.Weigh(fullTree);
        var previewTree = Preview(cut, fullTree, words, options, work);

        if (options.LinkPictures)
        {
            PictureLinks.Wrap(fullTree);
            if (previewTree != fullTree)
                PictureLinks.Wrap(previewTree);
        }

        var plain = PlainText.All(fullTree);
        var rendered = new RenderedMarkdown
        {
            FullHtml = "",
            PreviewHtml = "",
            HasDivider = cut.HasDivider,
            PreviewPercent = Percent(FreeShare.Weigh(previewTree), words),
            PlainFull = plain,
            PlainPreview = PlainText.All(previewTree),
            FirstHeading = full.FirstHeading,
            Headings = Headings(fullTree),
            PreviewHeadings = Headings(previewTree),
            ImageTargets = full.Targets.Images,
            LinkTargets = full.Targets.Links,
            Excerpt = PlainText.Excerpt(previewTree, ExcerptLength),
            FullExcerpt = PlainText.Excerpt(fullTree, ExcerptLength),
            WordCount = PlainText.Words(plain),
            Rest = TextFigures.Of(fullTree) - TextFigures.Of(previewTree),
            Features = Features(fullTree),
            Removed = removals.Counts,
        };
        // Last: all that is counted, cut and quoted above knows a formula by its source.
        Formulas.Set(fullTree);
        Formulas.Set(previewTree);
        return rendered with { FullHtml = HtmlWriter.Write(fullTree), PreviewHtml = HtmlWriter.Write(previewTree) };
    }

    /// <summary>The fragment that a heading of this text answers to: for links from one text to another. Without <c>#</c>.</summary>
    public static string Fragment(string heading, MarkdownOptions? options = null) =>
        (options ?? MarkdownOptions.Default).IdPrefix + Ids.Anchor(heading);

    private static IElement Preview(PreviewCut cut, IElement fullTree, int words, MarkdownOptions options, WorkGuard.RenderWork work)
    {
        var tree = fullTree;
        if (cut.IsShorter)
        {
            (work.Borrowed, work.ClosedLater) = (cut.Borrowed, cut.ClosedLater);
            tree = new Sanitiser(options).Clean(Html(Parse(cut.Source, work), cut.Source, work, new Removals()));
        }
        return !cut.HasDivider && FreeShare.Cut(tree, words) is { } beginning ? new Sanitiser(options).Settle(beginning) : tree;
    }

    // Some is not nothing, and nearly all is not all.
    private static int Percent(int free, int words) =>
        free == 0 ? 0 : free >= words ? 100 : Math.Clamp((int)Math.Round(100.0 * free / words), 1, 99);

    /// <summary>
    /// The title that a text gives itself: its first heading of the first level that stands at its head and by itself, as words;
    /// <c>null</c> without one. A line that only looks like a heading, in code or in a comment, is none.
    /// </summary>
    public static string? TitleOf(string markdown)
    {
        try
        {
            var source = WellFormed.Text(markdown.CutTo(MaxHead)).TrimStart('\uFEFF').ReplaceLineEndings("\n");
            WorkGuard.Scan(source, MaxHead);
            foreach (var block in Parse(source, new WorkGuard.RenderWork()))
            {
                if (block.Line >= MaxHeadLines)
                    break;
                if (block is HeadingBlock { Level: 1 } heading || IsHtmlHeading(block))
                    if (Render(source.Substring(block.Span.Start, block.Span.Length)).FirstHeading is { Length: > 0 } words)
                        return words;
            }
        }
        catch (MarkdownRefused)
        {
            // The text's own refusal follows.
        }
        return null;
    }

    private static bool IsHtmlHeading(Block block) =>
        block is HtmlBlock html && RawHtml.Source(html).Contains("<h1", StringComparison.OrdinalIgnoreCase);

    internal static MarkdownDocument Parse(string source, WorkGuard.RenderWork work)
    {
        var context = new MarkdownParserContext();
        context.Properties[typeof(WorkGuard.RenderWork)] = work;
        context.Properties[typeof(ClosedHtmlBlockParser.Ends)] = new ClosedHtmlBlockParser.Ends(work.ClosedLater);
        try
        {
            return Markdig.Markdown.Parse(source, MarkdownPipelines.Default, context);
        }
        catch (ArgumentException tooDeep) when (tooDeep.Message.Contains("depth limit", StringComparison.Ordinal))
        {
            throw TooDeep();
        }
    }

    private static string Html(MarkdownDocument document, string source, WorkGuard.RenderWork work, Removals removals)
    {
        Callouts.Make(document, source);
        AttributeMarks.Settle(document);
        RawHtml.Balance(document, work.ClosedLater, removals);
        SoftBreaks.Close(document);
        using var writer = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(writer);
        MarkdownPipelines.Default.Setup(renderer);
        renderer.Render(document);
        var html = writer.ToString();
        return html.AsSpan().Count('<') <= MaxElements * 2 
            ? html
            : throw new MarkdownRefused(MarkdownRefused.TooSlow, "The text has too many table cells, notes or elements.");
    }

    internal static MarkdownRefused TooDeep() => new(MarkdownRefused.TooDeep, "Quotes, lists, brackets or formatting are nested too deeply.");

    private static IReadOnlyList<HeadingEntry> Headings(IElement tree) =>
        [.. tree.QuerySelectorAll("h1,h2,h3,h4,h5,h6").Select(h => new HeadingEntry(h.Id ?? "", PlainText.Shown(h), h.LocalName[1] - '0'))];

    private static MarkdownFeatures Features(IElement tree) =>
        (tree.QuerySelector("pre:not(.mermaid)") is null ? 0 : MarkdownFeatures.Code)
        | (tree.QuerySelector(".math") is null ? 0 : MarkdownFeatures.Math)
        | (tree.QuerySelector("pre.mermaid") is null ? 0 : MarkdownFeatures.Diagrams);
}
