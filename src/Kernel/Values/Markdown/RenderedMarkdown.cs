namespace Guildhall.Kernel.Values;

/// <summary>A heading of a rendered text.</summary>
/// <param name="Id">The element's id, prefix included: link with <c>#</c> and this.</param>
/// <param name="Level">1…6, after the shift.</param>
public sealed record HeadingEntry(string Id, string Text, int Level);

/// <summary>
/// What one Markdown source gives. Everything named <c>Preview…</c> and <see cref="Excerpt"/> is made from the free part alone and
/// may be shown to anybody; the rest only to whom the gate lets pass. All HTML is sanitised and stable: parsing and
/// sanitising it again gives the same text.
/// </summary>
public sealed record RenderedMarkdown
{
    public required string PreviewHtml { get; init; }
    public required string FullHtml { get; init; }

    /// <summary>
    /// The source says itself where the free part ends; otherwise the preview is its first blocks, at most 30 % and some 300 of its words,
    /// and never the whole.
    /// </summary>
    public required bool HasDivider { get; init; }

    /// <summary>How much of the whole the preview is, by words and pictures, 0 to 100.</summary>
    public required int PreviewPercent { get; init; }

    /// <summary>The text without markup, blocks on lines of their own; for search and for plain mail.</summary>
    public required string PlainPreview { get; init; }
    public required string PlainFull { get; init; }

    /// <summary>The first heading of any level, a stripped title included; <c>null</c> without headings.</summary>
    public required string? FirstHeading { get; init; }
    public required IReadOnlyList<HeadingEntry> Headings { get; init; }
    public required IReadOnlyList<HeadingEntry> PreviewHeadings { get; init; }

    /// <summary>
    /// Targets as written, percent-encoded, before any rewriting, without repeats and in order; refused schemes are left out.
    /// </summary>
    public required IReadOnlyList<string> ImageTargets { get; init; }
    public required IReadOnlyList<string> LinkTargets { get; init; }

    /// <summary>The beginning of the preview's prose for lists and link cards, at most 160 characters.</summary>
    public required string Excerpt { get; init; }

    /// <summary>The same of the whole, for whom the whole is open.</summary>
    public required string FullExcerpt { get; init; }

    /// <summary>Each Han, Kana or Hangul character is one, and so is each run of other letters and digits; code counts too.</summary>
    public required int WordCount { get; init; }

    /// <summary>How much of the whole the preview leaves out. Figures only: anybody may know them.</summary>
    public required TextFigures Rest { get; init; }

    /// <summary>Raw HTML that was taken out of the whole, by names of elements and how often; empty if nothing was.</summary>
    public required IReadOnlyDictionary<string, int> Removed { get; init; }

    /// <summary>What the whole text needs from the browser: highlighting, formulas, diagrams.</summary>
    public required MarkdownFeatures Features { get; init; }
}

/// <summary>Parts of a text that a plain browser cannot show at their best; scripts for them load only where used.</summary>
[Flags]
public enum MarkdownFeatures
{
    None = 0,
    Code = 1,
    Math = 2,
    Diagrams = 4,
}
