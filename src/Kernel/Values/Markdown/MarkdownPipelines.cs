using Markdig;
using Markdig.Extensions.AutoLinks;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Mathematics;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Renderers;

namespace Guildhall.Kernel.Values;

/// <summary>
/// The dialect: CommonMark with pipe tables, footnotes, task lists, bare links, strike-through and formulas, tuned for Chinese prose about
/// programs. Markdig's other emphasis marks stay off: <c>a==b &amp;&amp; c==d</c>, <c>C++语言比C++</c>, <c>3~5</c> and <c>2^10</c> are
/// everyday text here; <c>&lt;mark&gt; &lt;ins&gt; &lt;sub&gt; &lt;sup&gt;</c> say the same without guessing. Generic attributes stay off: they put
/// <c>{onclick=…}</c> on anything.
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
            pipeline.BlockParsers.Insert(0, new MathBlockParser());
            pipeline.InlineParsers.Insert(0, new MathSpanParser());
            pipeline.InlineParsers.Insert(0, new BareLinkParser());
            pipeline.InlineParsers.Insert(0, new WorkGuard());
        }

        public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
        {
            renderer.ObjectRenderers.Insert(0, new FormulaRenderer());
            renderer.ObjectRenderers.Insert(0, new HtmlMathBlockRenderer());
        }
    }

    /// <summary>
    /// Bare links end at Chinese punctuation, which no typed address contains, and look no further than the longest address we keep
    /// (without that bound a paragraph of bare links costs quadratic time).
    /// </summary>
    private sealed class BareLinkParser() : AutoLinkParser(new AutoLinkOptions())
    {
        private const string Stops = "，。、；：！？（）【】《》〈〉「」『』“”‘’…—～　";

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            var end = Math.Min(slice.End, slice.Start + SafeUrl.MaxLength);
            for (var i = slice.Start; i <= end; i++)
                if (Stops.Contains(slice.Text[i]) || slice.Text[i] is ' ' or '\n' or '<')
                    end = i - 1;
            var part = slice;
            part.End = end;
            if (!base.Match(processor, ref part))
                return false;
            slice.Start = part.Start;
            return true;
        }
    }
}
