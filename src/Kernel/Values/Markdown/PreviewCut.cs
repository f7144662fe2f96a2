using System.Text;
using Markdig.Extensions.Footnotes;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Guildhall.Kernel.Values;

/// <summary>
/// The free part of a source, cut out of it as text, so that nothing of the rest is even parsed with it. Only the addresses of links
/// that stand in the free part are lent to it.
/// </summary>
/// <param name="Source">What stands before the divider.</param>
/// <param name="HasDivider">The source has one of its own.</param>
/// <param name="Borrowed">Link definitions from the rest that the free part refers to.</param>
internal sealed record PreviewCut(string Source, bool HasDivider, IReadOnlyList<(string Label, string? Url, string? Title)> Borrowed)
{
    /// <param name="document">The whole source, parsed with precise locations.</param>
    public static PreviewCut Of(string source, MarkdownDocument document, int previewBlocks)
    {
        // Definitions are moved to the document's ends by Markdig; what remains is in the order of the source.
        var blocks = document.Where(b => b is not (LinkReferenceDefinitionGroup or FootnoteGroup)).ToList();
        var divider = blocks.FindIndex(IsDivider);
        var line = divider >= 0 ? blocks[divider].Line : FirstPaidLine(blocks, previewBlocks);
        var end = line is null ? source.Length : StartOfLine(source, line.Value);

        var borrowed = document.Descendants<LinkInline>()
            .Where(l => l.Span.Start < end && l.Reference is not null)
            .Select(l => l.Reference!)
            .Where(r => r.Label is { Length: > 0 })
            .DistinctBy(r => r.Label, StringComparer.OrdinalIgnoreCase)
            .Select(r => (r.Label!, r.Url, r.Title))
            .ToList();
        return new PreviewCut(WithoutOrphans(source, document, end), divider >= 0, borrowed);
    }

    private static bool IsDivider(Block block) =>
        block is HtmlBlock { Lines.Count: 1 } html && html.Lines.Lines[0].Slice.AsSpan().Trim() is "<!-- paywall -->" or "<!-- more -->";

    private static int? FirstPaidLine(List<Block> blocks, int previewBlocks)
    {
        var free = 0;
        foreach (var block in blocks)
        {
            if (free >= previewBlocks)
                return block.Line;
            // A heading goes with what follows it; a picture or rule is a block like any other.
            if (block is not HeadingBlock)
                free++;
        }
        return null;
    }

    // A note explained in the paid part would leave a bare [^1] behind.
    private static string WithoutOrphans(string source, MarkdownDocument document, int end)
    {
        var text = new StringBuilder(source, 0, end, end);
        foreach (var note in document.Descendants<FootnoteLink>().Where(n => !n.IsBackLink && n.Span.End < end && n.Footnote.Span.Start >= end)
            .OrderByDescending(n => n.Span.Start))
            text.Remove(note.Span.Start, note.Span.Length);
        return text.ToString();
    }

    private static int StartOfLine(string source, int line)
    {
        var at = 0;
        for (; line > 0; line--)
        {
            var next = source.AsSpan(at).IndexOf('\n');
            if (next < 0)
                return source.Length;
            at += next + 1;
        }
        return at;
    }
}
