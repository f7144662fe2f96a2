using Markdig.Parsers;
using Markdig.Syntax;

namespace Guildhall.Kernel.Values;

/// <summary>
/// Blocks of raw HTML, except where CommonMark would take the rest of the text for one: a comment, declaration or script whose end never
/// comes is a word at the beginning of a paragraph, and so is an element that is only read (<c>&lt;title&gt; 标签写在这里</c>). The words behind
/// a divider are no HTML either.
/// Source: CommonMark 0.31 4.6, start conditions 1 to 6.
/// </summary>
internal sealed class ClosedHtmlBlockParser : HtmlBlockParser
{
    public override BlockState TryOpen(BlockProcessor processor) =>
        processor.IsCodeIndent || IsClosed(processor) ? base.TryOpen(processor) : BlockState.None;

    private static bool IsClosed(BlockProcessor processor)
    {
        var line = processor.Line;
        var text = line.AsSpan();
        var ends = Ends.Of(processor);
        if (IsDividerInText(line.Text.AsSpan(line.Start)))
            return false;
        if (text.StartsWith("<!--"))
            return ends.Follow("-->", line.Text, line.Start + 2);
        if (text.StartsWith("<![CDATA["))
            return ends.Follow("]]>", line.Text, line.Start);
        if (text.StartsWith("<?"))
            return ends.Follow("?>", line.Text, line.Start);
        if (text.StartsWith("<!"))
            return ends.Follow(">", line.Text, line.Start);

        var name = Name(text);
        if (HtmlNames.Void.Contains(name))
            return HtmlNames.IsWritten(name) || text[(name.Length + 1)..].TrimStart() is not ['>', ..];
        var mayStayOpen = name != "pre" && (HtmlNames.IsWritten(name) || !HtmlNames.IsKnown(name));
        return mayStayOpen || ends.Follow("</" + name, line.Text, line.Start);
    }

    private static bool IsDividerInText(ReadOnlySpan<char> text)
    {
        var length = Divider.Length(text);
        var rest = text[length..];
        rest = rest[..(rest.IndexOf('\n') is >= 0 and var end ? end : rest.Length)].Trim();
        return length > 0 && !rest.IsEmpty && (rest[0] != '<' || (Name(rest) is { Length: > 0 } name && !HtmlNames.IsBlock(name)));
    }

    private static string Name(ReadOnlySpan<char> tag)
    {
        var length = 1;
        while (length < tag.Length && char.IsAsciiLetterOrDigit(tag[length]))
            length++;
        return tag[1..length].ToString().ToLowerInvariant();
    }

    /// <summary>Where the next end of each kind stands in one text: looked for once, not once for each beginning.</summary>
    internal sealed class Ends(IReadOnlySet<string> closedLater)
    {
        private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);

        public static Ends Of(BlockProcessor processor) => (Ends)processor.Context!.Properties[typeof(Ends)]!;

        public bool Follow(string end, string text, int from)
        {
            if (!_next.TryGetValue(end, out var next) || next < from)
                _next[end] = next = text.IndexOf(end, from, StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? at : int.MaxValue;
            return next < int.MaxValue || (end.StartsWith("</", StringComparison.Ordinal) && closedLater.Contains(end[2..]));
        }
    }
}
