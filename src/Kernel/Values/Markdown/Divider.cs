using Markdig.Extensions.Mathematics;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Guildhall.Kernel.Values;

/// <summary>
/// The mark between the free and the paid part of a text: <c>&lt;!-- paywall --&gt;</c>, and as other houses write it: <c>more</c> (Hexo,
/// Hugo, WordPress, with words behind it), <c>truncate</c> (Docusaurus, in MDX <c>{/* truncate */}</c>), <c>members-only</c> (Ghost). Any
/// case, any blanks, wherever it stands outside of code. Where it is not certain that an author meant one, it counts: then too little is
/// free, not too much.
/// </summary>
internal static class Divider
{
    // What may stand between the name and the end of the comment.
    private const int MaxWords = 1_000;

    private static readonly string[] Names = ["more", "truncate", "paywall", "members-only"];

    /// <summary>Where the first one begins; <c>null</c> without one.</summary>
    /// <param name="document">The source, parsed with precise locations.</param>
    public static int? Find(string source, MarkdownDocument document)
    {
        List<SourceSpan>? code = null;
        var passed = 0;
        for (var at = Next(source, 0); at >= 0; at = Next(source, at + 1))
        {
            if (Length(source.AsSpan(at)) == 0 || IsEscaped(source, at))
                continue;
            code ??= Code(source, document);
            while (passed < code.Count && code[passed].End < at)
                passed++;
            if (passed == code.Count || code[passed].Start > at)
                return at;
        }
        return null;
    }

    /// <summary>Characters of the divider that the text begins with; 0 if it begins with none.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var (start, close) = text.StartsWith("<!--") ? (SkipBlanks(text, 4, alsoHyphens: true), "-->")
            : text is ['{', ..] && SkipBlanks(text, 1) is var star && text[star..].StartsWith("/*") ? (SkipBlanks(text, star + 2), "*/")
            : (-1, "");
        if (start < 0 || NameEnd(text, start) is not { } end)
            return 0;
        var words = text[end..Math.Min(text.Length, end + MaxWords)].IndexOf(close);
        if (words < 0)
            return 0;
        end += words + close.Length;
        if (close == "-->")
            return end;
        end = SkipBlanks(text, end);
        return end < text.Length && text[end] == '}' ? end + 1 : 0;
    }

    /// <summary>The same raw HTML without those of MDX, which a browser would show.</summary>
    public static string RemoveMdx(string html)
    {
        for (var at = html.IndexOf("/*", StringComparison.Ordinal) < 0 ? -1 : html.IndexOf('{'); at >= 0; at = html.IndexOf('{', at))
            if (Length(html.AsSpan(at)) is > 0 and var length)
                html = html.Remove(at, length);
            else if (++at >= html.Length)
                break;
        return html;
    }

    private static int? NameEnd(ReadOnlySpan<char> text, int start)
    {
        foreach (var name in Names)
            if (text[start..].StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                var rest = text[(start + name.Length)..];
                var ends = rest is [] || rest.StartsWith("--") || !(char.IsAsciiLetterOrDigit(rest[0]) || rest[0] is '_' or '-');
                return ends ? start + name.Length : null;
            }
        return null;
    }

    // In a quotation, the line below begins with its mark.
    private static int SkipBlanks(ReadOnlySpan<char> text, int at, bool alsoHyphens = false)
    {
        while (alsoHyphens && at < text.Length && text[at] == '-')
            at++;
        for (var newLine = false; at < text.Length && (char.IsWhiteSpace(text[at]) || (newLine && text[at] == '>')); at++)
            newLine |= text[at] == '\n';
        return at;
    }

    private static int Next(string source, int from) =>
        from < source.Length && source.AsSpan(from).IndexOfAny('<', '{') is >= 0 and var at ? from + at : -1;

    private static bool IsEscaped(string source, int at)
    {
        var marks = 0;
        while (at - marks > 0 && source[at - marks - 1] == '\\')
            marks++;
        return marks % 2 == 1;
    }

    internal static List<SourceSpan> Code(string source, MarkdownDocument document) =>
    [
        .. document.Descendants().Where(n => n is CodeBlock or CodeInline or MathInline).Select(n => Span(source, n)).OrderBy(s => s.Start),
    ];

    // The span of a fence that is never closed ends at its first line.
    private static SourceSpan Span(string source, MarkdownObject code) =>
        code is CodeBlock { Lines: { Count: > 0 } lines } && lines.Lines[lines.Count - 1].Slice is var last
            && ReferenceEquals(last.Text, source)
            ? new(code.Span.Start, Math.Max(code.Span.End, last.End))
            : code.Span;
}
