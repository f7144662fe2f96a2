using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Guildhall.Kernel.Values;

/// <summary>Takes a divider out of running text: MDX would be printed, as would a comment that is none for Markdig.</summary>
internal sealed class DividerInlineParser : InlineParser
{
    public DividerInlineParser() => OpeningCharacters = ['<', '{'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var length = Divider.Length(slice.AsSpan());
        if (length == 0)
            return false;
        processor.Inline = new HtmlInline("<!---->")
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

/// <summary>MDX's divider on a line of its own, which is no paragraph.</summary>
internal sealed class DividerBlockParser : BlockParser
{
    public DividerBlockParser() => OpeningCharacters = ['{'];

    public override BlockState TryOpen(BlockProcessor processor)
    {
        var line = processor.Line.AsSpan().TrimEnd();
        if (processor.IsCodeIndent || line.IsEmpty || Divider.Length(line) != line.Length)
            return BlockState.None;
        processor.NewBlocks.Push(new HtmlBlock(this)
        {
            Type = HtmlBlockType.Comment,
            Column = processor.Column,
            Line = processor.LineIndex,
            Span = new(processor.Start, processor.Start + line.Length - 1),
        });
        return BlockState.BreakDiscard;
    }
}
