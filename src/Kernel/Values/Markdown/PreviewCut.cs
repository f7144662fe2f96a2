using System.Buffers;
using System.Text;
using Markdig.Extensions.Footnotes;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Guildhall.Kernel.Values;

/// <summary>
/// The free part of a source, cut out of it as text, so that nothing of the rest is even parsed with it. Only the addresses of links
/// that stand in the free part are lent to it, and which of its tags are closed in the rest.
/// </summary>
/// <param name="Source">What stands before the divider, or the first blocks.</param>
/// <param name="HasDivider">The source has one of its own.</param>
/// <param name="Borrowed">Link definitions from the rest that the free part refers to.</param>
/// <param name="ClosedLater">Names of elements that the rest has end tags of.</param>
internal sealed record PreviewCut(
    string Source, bool HasDivider, IReadOnlyList<(string Label, string? Url, string? Title)> Borrowed, IReadOnlySet<string> ClosedLater)
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    /// <summary>Something was cut off.</summary>
    public bool IsShorter { get; private init; } = true;

    /// <param name="document">The whole source, parsed with precise locations.</param>
    public static PreviewCut Of(string source, MarkdownDocument document, int previewBlocks)
    {
        var divider = Divider.Find(source, document);
        var end = divider is { } at ? BeforeMarks(source, at) : FirstPaid(source, document, previewBlocks);
        if (end == source.Length)
            return new PreviewCut(source, false, [], new HashSet<string>()) { IsShorter = false };

        var borrowed = document.Descendants<LinkInline>()
            .Where(l => l.Span.Start < end && l.Reference is not null)
            .Select(l => l.Reference!)
            .Where(r => r.Label is { Length: > 0 })
            .DistinctBy(r => r.Label, StringComparer.OrdinalIgnoreCase)
            .Select(r => (r.Label!, r.Url, r.Title))
            .ToList();
        return new PreviewCut(WithoutOrphans(source, document, end), divider is not null, borrowed, EndTags(source.AsSpan(end)));
    }

    // A line that only opens an item, a quotation, a row or a heading for the divider would be an empty one, or underline the one above.
    private static int BeforeMarks(string source, int at)
    {
        var line = source.AsSpan(0, at).LastIndexOf('\n') + 1;
        return source.AsSpan(line, at - line).Trim(" \t>|#*+-.)0123456789").IsEmpty ? line : at;
    }

    private static int FirstPaid(string source, MarkdownDocument document, int previewBlocks)
    {
        var free = 0;
        // Definitions are moved to the document's ends by Markdig; what remains is in the order of the source.
        foreach (var block in document.Where(b => b is not (LinkReferenceDefinitionGroup or FootnoteGroup)))
        {
            if (free >= previewBlocks)
                return StartOfLine(source, block.Line);
            // A heading goes with what follows it; a picture or rule is a block like any other.
            if (block is not HeadingBlock)
                free++;
        }
        return source.Length;
    }

    // A note explained in the paid part would leave a bare [^1] behind.
    private static string WithoutOrphans(string source, MarkdownDocument document, int end)
    {
        var text = new StringBuilder(source, 0, end, end);
        foreach (var note in document.Descendants<FootnoteLink>()
            .Where(n => !n.IsBackLink && n.Span.End < end && n.Footnote.Span.Start >= end)
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

    private static HashSet<string> EndTags(ReadOnlySpan<char> rest)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var lookup = names.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> lower = stackalloc char[HtmlNames.MaxLength];
        while (rest.IndexOf("</") is >= 0 and var at)
        {
            rest = rest[(at + 2)..];
            var length = rest.IndexOfAnyExcept(NameCharacters);
            length = length < 0 ? rest.Length : length;
            if (length is > 0 and <= HtmlNames.MaxLength)
                lookup.Add(lower[..rest[..length].ToLowerInvariant(lower)]);
        }
        return names;
    }
}
