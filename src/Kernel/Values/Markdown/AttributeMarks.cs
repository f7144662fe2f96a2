using System.Text.RegularExpressions;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Guildhall.Kernel.Values;

/// <summary>
/// What other dialects write in braces beside a text: <c>{#id}</c> at the end of a heading (Pandoc, Hugo, MkDocs, VitePress; in MDX
/// <c>{/*id*/}</c>), <c>{: .class #id}</c> on a line of its own (Kramdown, Jekyll), <c>{width=300}</c> behind a picture. Ids and sizes are
/// obeyed, the rest is dropped: a class or handler of another site means nothing here.
/// </summary>
internal static partial class AttributeMarks
{
    // Longer ones hold more than attributes.
    private const int MaxLength = 300;

    private static readonly object Given = new();

    /// <summary>Reads them while a heading or paragraph still is lines.</summary>
    public static void Read(BlockProcessor processor, Block block)
    {
        if (block is HeadingBlock heading)
            ReadHeading(heading);
        else if (block is ParagraphBlock { Lines.Count: > 0 } paragraph)
            ReadParagraph(paragraph);
    }

    /// <summary>Gives ids that stand on lines of their own to the headings before them; an empty paragraph may be left.</summary>
    public static void Settle(MarkdownDocument document)
    {
        foreach (var container in document.Descendants<ContainerBlock>().Prepend(document))
            for (var i = 1; i < container.Count; i++)
                if (container[i] is ParagraphBlock paragraph && container[i - 1] is HeadingBlock heading
                    && paragraph.GetData(Given) is string { Length: > 0 } id)
                    heading.GetAttributes().Id ??= id;
    }

    private static void ReadHeading(HeadingBlock heading)
    {
        if (heading.Lines.Count == 0)
            return;
        ref var slice = ref heading.Lines.Lines[heading.Lines.Count - 1].Slice;
        var text = slice.AsSpan().TrimEnd();
        if (text is not [.., '}'] || text.LastIndexOf('{') is not (> 0 and var brace) || text.Length - brace > MaxLength
            || HeadingMark().Match(text[brace..].ToString()) is not { Success: true } match)
            return;
        if (match.Groups["id"] is { Success: true, Value: var id })
            heading.GetAttributes().Id = id;
        slice.End = slice.Start + text[..brace].TrimEnd().Length - 1;
    }

    private static void ReadParagraph(ParagraphBlock paragraph)
    {
        if (!HasMark(paragraph, 0) && !HasMark(paragraph, paragraph.Lines.Count - 1))
            return;
        while (paragraph.Lines.Count > 0 && HasMark(paragraph, 0))
        {
            paragraph.SetData(Given, IdOf(paragraph.Lines.Lines[0].Slice) ?? paragraph.GetData(Given) ?? "");
            paragraph.Lines.RemoveAt(0);
        }
        while (paragraph.Lines.Count > 0 && HasMark(paragraph, paragraph.Lines.Count - 1))
        {
            paragraph.Lines.RemoveAt(paragraph.Lines.Count - 1);
            if (paragraph.Lines.Count > 0)
                paragraph.Lines.Lines[paragraph.Lines.Count - 1].Slice.NewLine = NewLine.None;
        }
        if (!paragraph.ContainsData(Given))
            paragraph.SetData(Given, "");
    }

    private static bool HasMark(ParagraphBlock paragraph, int line)
    {
        var text = paragraph.Lines.Lines[line].Slice.AsSpan().Trim();
        return text.Length <= MaxLength && text is ['{', ':', .., '}'] && LineMark().IsMatch(text);
    }

    private static string? IdOf(StringSlice line) =>
        Id().Match(line.ToString()) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>A mark behind a link or picture, at the beginning of the text; 0 where there is none.</summary>
    public static int Length(ReadOnlySpan<char> text, LinkInline beside)
    {
        var end = text[..Math.Min(text.Length, MaxLength)].IndexOf('}');
        if (end < 0 || !InlineMark().IsMatch(text[..(end + 1)]))
            return 0;
        if (beside.IsImage)
            foreach (Match size in Sizes().Matches(text[..(end + 1)].ToString()))
                beside.GetAttributes().AddPropertyIfNotExist(
                    size.Groups[1].Value.ToLowerInvariant(), size.Groups[2].Value + size.Groups[3].Value);
        return end + 1;
    }

    [GeneratedRegex(
        @"^\{(?:/\*\s*(?<id>[^\s*{}]+)\s*\*/|:?\s*(?:\#(?<id>[^\s{}#.]+)|(?=\.))(?:\s*[.\#][\w-]+|\s+[\w-]+=\S+)*\s*)\}$",
        RegexOptions.CultureInvariant)]
    private static partial Regex HeadingMark();

    [GeneratedRegex("""
        ^\{:\s*(?:toc|[.\#][\p{L}\w:.-]+|[\w-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s}]+))
        (?:\s*(?:[.\#][\p{L}\w:.-]+|[\w-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s}]+)))*\s*\}$
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex LineMark();

    [GeneratedRegex(@"#([\p{L}\w:-]+)")]
    private static partial Regex Id();

    [GeneratedRegex("""
        ^\{:?\s*(?:[.\#][\w-]+|[\w-]+=(?:"[^"]*"|'[^']*'|[^\s"'}]+))(?:\s+(?:[.\#][\w-]+|[\w-]+=(?:"[^"]*"|'[^']*'|[^\s"'}]+)))*\s*\}$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex InlineMark();

    [GeneratedRegex("""\b(width|height)=["']?([1-9][0-9]{0,3})(%?)(?:px)?["']?""", RegexOptions.IgnoreCase)]
    private static partial Regex Sizes();
}

/// <summary>Takes marks in braces out behind links and pictures.</summary>
internal sealed class AttributeMarkParser : InlineParser
{
    public AttributeMarkParser() => OpeningCharacters = ['{'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (slice.Start == 0 || slice.PeekCharExtra(-1) is not (')' or ']') || processor.Inline is not LinkInline { IsAutoLink: false } link
            || AttributeMarks.Length(slice.AsSpan(), link) is not (> 0 and var length))
            return false;
        processor.Inline = new HtmlInline("")
        {
            Span = new(
                processor.GetSourcePosition(slice.Start, out var line, out var column),
                processor.GetSourcePosition(slice.Start + length - 1)),
            Line = line,
            Column = column,
        };
        slice.Start += length;
        return true;
    }
}
