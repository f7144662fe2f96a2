using System.Buffers;
using System.Text;
using Markdig;
using Markdig.Extensions.AutoLinks;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Mathematics;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Renderers;
using Markdig.Syntax.Inlines;

namespace Guildhall.Kernel.Values;

/// <summary>
/// The dialect: CommonMark with pipe tables, footnotes, task lists, bare links, strike-through and formulas, tuned for Chinese prose about
/// programs. Markdig's other emphasis marks stay off: <c>a==b &amp;&amp; c==d</c>, <c>C++语言比C++</c>, <c>3~5</c> and <c>2^10</c> are
/// everyday text here; <c>&lt;mark&gt; &lt;ins&gt; &lt;sub&gt; &lt;sup&gt;</c> say the same without guessing. Generic attributes stay off:
/// they put <c>{onclick=…}</c> on anything; of those in braces <see cref="AttributeMarks"/> obeys ids and sizes. Parts that are set off are
/// <see cref="Callouts"/>.
/// </summary>
internal static class MarkdownPipelines
{
    public static readonly MarkdownPipeline Default = Build();

    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder()
            .UsePipeTables()
            .UseFootnotes()
            .UseTaskLists()
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
            .UseCjkFriendlyEmphasis()
            .UsePreciseSourceLocation();
        builder.Extensions.Add(new HouseExtension());
        return builder.Build();
    }

    private sealed class HouseExtension : IMarkdownExtension
    {
        public void Setup(MarkdownPipelineBuilder pipeline)
        {
            pipeline.BlockParsers.Replace<HtmlBlockParser>(new ClosedHtmlBlockParser());
            pipeline.BlockParsers.Insert(0, new DividerBlockParser());
            pipeline.BlockParsers.Insert(0, new BoxParser());
            pipeline.BlockParsers.Insert(0, new FormulaBlockParser());
            pipeline.BlockParsers.Find<HeadingBlockParser>()!.Closed += AttributeMarks.Read;
            pipeline.BlockParsers.Find<ParagraphBlockParser>()!.Closed += AttributeMarks.Read;
            pipeline.InlineParsers.Insert(0, new MathSpanParser());
            pipeline.InlineParsers.Insert(0, new TexBracketParser());
            pipeline.InlineParsers.Insert(0, new AttributeMarkParser());
            pipeline.InlineParsers.Insert(0, new BareLinkParser());
            pipeline.InlineParsers.Insert(0, new DividerInlineParser());
            pipeline.InlineParsers.Insert(0, new WorkGuard());
        }

        public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
        {
            renderer.ObjectRenderers.Insert(0, new CalloutRenderer());
            renderer.ObjectRenderers.Insert(0, new FormulaRenderer());
            renderer.ObjectRenderers.Insert(0, new HtmlMathBlockRenderer());
        }
    }

    /// <summary>
    /// Bare links begin and end at Chinese characters and punctuation too, and end at the longest address that we keep. Markdig wants a
    /// blank before them and looks back over the whole paragraph for each, so each is read by itself and charged to the budget.
    /// </summary>
    private sealed class BareLinkParser() : AutoLinkParser(new AutoLinkOptions { ValidPreviousCharacters = "*_~(" + Punctuation })
    {
        private const int Weight = 3;

        private const string Punctuation = "，。、；：！？（）【】《》〈〉「」『』“”‘’…—～　";

        private static readonly SearchValues<char> Stops = SearchValues.Create(Punctuation + " \n<");

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            var part = slice;
            part.End = Math.Min(slice.End, slice.Start + SafeUrl.MaxLength);
            if (part.AsSpan().IndexOfAny(Stops) is >= 0 and var stop)
                part.End = part.Start + stop - 1;
            if (!(IsSolidBefore(slice) ? MatchAlone(processor, ref part) : base.Match(processor, ref part)))
                return false;
            WorkGuard.RenderWork.Of(processor).Count(processor.Block, Weight);
            slice.Start = part.Start;
            return true;
        }

        private static bool IsSolidBefore(StringSlice slice) =>
            slice.Start > 0 && Rune.DecodeLastFromUtf16(slice.Text.AsSpan(0, slice.Start), out var before, out _) == OperationStatus.Done
            && Scripts.IsEastAsian(before) && slice.AsSpan() is { Length: > 7 } text
            && (text.StartsWith("http://") || text.StartsWith("https://") || text.StartsWith("www."));

        private bool MatchAlone(InlineProcessor processor, ref StringSlice part)
        {
            var start = part.Start;
            var alone = new StringSlice(part.ToString());
            if (!base.Match(processor, ref alone) || processor.Inline is not LinkInline link)
                return false;
            link.Span = new(
                processor.GetSourcePosition(start, out var line, out var column), processor.GetSourcePosition(start + alone.Start - 1));
            (link.Line, link.Column) = (line, column);
            part.Start = start + alone.Start;
            return true;
        }
    }
}
