using Markdig.Extensions.Mathematics;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace Guildhall.Kernel.Values;

/// <summary>
/// <c>$x^2$</c> and <c>$$x^2$$</c> within a line of text. Markdig's own parser wants blanks around a formula and so misses 设$x$为;
/// this one lets any character but an ASCII letter or digit stand beside it, which still leaves <c>$HOME/$PATH</c>, <c>$5 and $6</c>
/// and 约$14 alone.
/// </summary>
internal sealed class MathSpanParser : InlineParser
{
    // A longer formula belongs into a block; the bound keeps a line of lone dollars linear.
    private const int MaxLength = 1_000;

    public MathSpanParser() => OpeningCharacters = ['$'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var text = slice.Text;
        var start = slice.Start;
        if (start > 0 && (IsWord(slice.PeekCharExtra(-1)) || slice.PeekCharExtra(-1) is '$' or '\\'))
            return false;
        var marks = slice.PeekChar() == '$' ? 2 : 1;
        var from = start + marks;
        if (from > slice.End || (marks == 1 && char.IsWhiteSpace(text[from])) || text[from] == '$')
            return false;

        var last = Math.Min(slice.End, from + MaxLength);
        for (var at = from; at <= last; at++)
        {
            if (text[at] == '\\')
                at++;
            else if (text[at] == '$')
            {
                if (!Closes(text, from, at, marks, slice.End))
                    return false;
                processor.Inline = Span(processor, text, start, from, at, marks);
                slice.Start = at + marks;
                return true;
            }
        }
        return false;
    }

    private static bool Closes(string text, int from, int at, int marks, int end)
    {
        // Between two dollars and a blank may stand a formula; prose about shells has both as well.
        var hasBlank = char.IsWhiteSpace(text[at - 1]) || char.IsWhiteSpace(text[from]);
        if (hasBlank && (marks == 1 || !TexSigns.Look(text.AsSpan(from, at - from))))
            return false;
        for (var i = 1; i < marks; i++)
            if (at + i > end || text[at + i] != '$')
                return false;
        var next = at + marks <= end ? text[at + marks] : '\0';
        return next != '$' && !IsWord(next);
    }

    private static MathInline Span(InlineProcessor processor, string text, int start, int from, int at, int marks) => new()
    {
        Delimiter = '$',
        DelimiterCount = marks,
        Content = new StringSlice(text, from, at - 1),
        Span = new(processor.GetSourcePosition(start, out var line, out var column), processor.GetSourcePosition(at + marks - 1)),
        Line = line,
        Column = column,
    };

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c);
}

/// <summary>
/// A formula stays text until all else is done (<see cref="Formulas"/>): <c>\(…\)</c> within the line, <c>\[…\]</c> to be displayed.
/// </summary>
internal sealed class FormulaRenderer : HtmlObjectRenderer<MathInline>
{
    protected override void Write(HtmlRenderer renderer, MathInline formula)
    {
        var isDisplayed = formula.DelimiterCount == 2;
        renderer.Write("<span class=\"math\">").Write(isDisplayed ? @"\[" : @"\(");
        renderer.WriteEscape(ref formula.Content);
        renderer.Write(isDisplayed ? @"\]" : @"\)").Write("</span>");
    }
}
