using System.Buffers;
using Markdig.Extensions.Mathematics;
using Markdig.Helpers;
using Markdig.Parsers;

namespace Guildhall.Kernel.Values;

/// <summary>By what a formula differs from words.</summary>
internal static class TexSigns
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("\\^_{}=+<>");

    public static bool Look(ReadOnlySpan<char> text) => text.ContainsAny(Signs);

    /// <summary>A command such as <c>\frac</c>, or a power: a bracket that was escaped holds neither.</summary>
    public static bool AreCertain(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOf('\\'); at >= 0 && at + 2 < text.Length; at++)
            if (text[at] == '\\' && char.IsAsciiLetter(text[at + 1]) && char.IsAsciiLetter(text[at + 2]))
                return true;
        return text.Contains('^');
    }
}

/// <summary>
/// <c>\\[ x \\]</c> and <c>\\( x \\)</c>, as sites with MathJax behind a Markdown parser write formulas, and <c>\[ x \]</c> as programs
/// write them, where what stands inside is certainly TeX: else the backslash means the bracket itself.
/// </summary>
internal sealed class TexBracketParser : InlineParser
{
    private const int MaxLength = 1_000;

    public TexBracketParser() => OpeningCharacters = ['\\'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var text = slice.AsSpan();
        var slashes = text is ['\\', '\\', '[' or '(', ..] ? 2 : text is ['\\', '[' or '(', ..] ? 1 : 0;
        if (slashes == 0 || (slice.Start > 0 && slice.PeekCharExtra(-1) == '\\'))
            return false;
        var isDisplayed = text[slashes] == '[';
        var close = (slashes == 2 ? @"\\" : @"\") + (isDisplayed ? "]" : ")");
        var content = text[(slashes + 1)..Math.Min(text.Length, MaxLength)];
        var length = content.IndexOf(close);
        if (length < 0 || content[..length].IsWhiteSpace() || (slashes == 1 && !TexSigns.AreCertain(content[..length])))
            return false;
        var start = slice.Start + slashes + 1;
        processor.Inline = new MathInline
        {
            Delimiter = '$',
            DelimiterCount = isDisplayed ? 2 : 1,
            Content = new StringSlice(slice.Text, start, start + length - 1),
            Span = new(
                processor.GetSourcePosition(slice.Start, out var line, out var column),
                processor.GetSourcePosition(start + length + close.Length - 1)),
            Line = line,
            Column = column,
        };
        slice.Start = start + length + close.Length;
        return true;
    }
}
