using Markdig.Extensions.Mathematics;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Guildhall.Kernel.Values;

/// <summary>
/// Formulas that stand by themselves, as Pandoc, GitHub and MathJax read them: <c>$$</c> on lines of their own, <c>$$ x $$</c> on one, or
/// begun and ended beside the formula. One that is never ended is no formula, or it would swallow the rest of the text.
/// </summary>
internal sealed class FormulaBlockParser : BlockParser
{
    private const string Fence = "$$";

    // Behind a fence with words on its line, the end comes soon or never.
    private const int MaxLines = 200;

    public FormulaBlockParser() => OpeningCharacters = ['$'];

    public override BlockState TryOpen(BlockProcessor processor)
    {
        var text = processor.Line.AsSpan();
        if (processor.IsCodeIndent || !text.StartsWith(Fence) || text is ['$', '$', '$', ..])
            return BlockState.None;
        var rest = text[2..].Trim();
        if (rest.Length > 2 && rest.EndsWith(Fence))
            return rest.IndexOf(Fence) == rest.Length - 2 ? Open(processor, rest.Length - 2, BlockState.BreakDiscard) : BlockState.None;
        var isEnded = rest.IsEmpty
            ? ClosedHtmlBlockParser.Ends.Of(processor).Follow(Fence, processor.Line.Text, processor.Line.End + 1)
            : !rest.Contains(Fence, StringComparison.Ordinal) && EndsBeforeBlank(processor.Line.Text, processor.Line.End + 1);
        return isEnded ? Open(processor, rest.Length, BlockState.ContinueDiscard) : BlockState.None;
    }

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        var line = processor.Line.AsSpan().TrimEnd();
        block.UpdateSpanEnd(processor.Line.End);
        if (!line.EndsWith(Fence))
            return BlockState.Continue;
        Append(processor, (MathBlock)block, processor.Line.Start, line.Length - 2);
        return BlockState.BreakDiscard;
    }

    private BlockState Open(BlockProcessor processor, int length, BlockState state)
    {
        var line = processor.Line;
        var block = new MathBlock(this)
        {
            Column = processor.Column,
            Line = processor.LineIndex,
            FencedChar = '$',
            OpeningFencedCharCount = 2,
            Span = new(processor.Start, line.End),
        };
        block.GetAttributes().AddClass("math");
        var start = line.Start + 2;
        while (start <= line.End && char.IsWhiteSpace(line.Text[start]))
            start++;
        Append(processor, block, start, length);
        processor.NewBlocks.Push(block);
        return state;
    }

    private static void Append(BlockProcessor processor, MathBlock block, int start, int length)
    {
        var slice = new StringSlice(processor.Line.Text, start, start + length - 1, NewLine.LineFeed);
        if (length > 0 && !slice.AsSpan().IsWhiteSpace())
            block.AppendLine(ref slice, processor.Column, processor.LineIndex, start, false);
    }

    private static bool EndsBeforeBlank(string text, int from)
    {
        var lines = 0;
        foreach (var line in text.AsSpan(Math.Min(from + 1, text.Length)).EnumerateLines())
        {
            if (line.IsWhiteSpace() || ++lines > MaxLines)
                return false;
            if (line.TrimEnd().EndsWith(Fence))
                return true;
        }
        return false;
    }
}
