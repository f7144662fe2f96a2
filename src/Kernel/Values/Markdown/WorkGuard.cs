using System.Diagnostics;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Guildhall.Kernel.Values;

/// <summary>
/// Keeps hostile Markdown from costing more than about a second. Some constructs cost Markdig time quadratic in their number within one
/// paragraph (measured with 1.6.0 on one core: <c>[a](b</c> repeated takes 1 s at 50 kB and 16 s at 200 kB; <c>&lt;?</c> 0.6 and 10 s;
/// link reference definitions 0.15 and 1.6 s). A thread cannot be stopped from outside in .NET, so a timeout around the parser would only
/// abandon it. Instead the guard sits inside the parser: it is the first inline parser, sees every character that may look
/// far back or ahead before anybody else, counts the work, and throws once that exceeds the budget. Counting rather than timing refuses
/// the same text on every machine; the clock is a second net for what nobody foresaw.
/// </summary>
internal sealed class WorkGuard : InlineParser
{
    /// <summary>
    /// Sum over all paragraphs of n²/2 for n brackets and emphasis marks (14,000 in one paragraph, or 500 in each of 800), and of all
    /// characters that are looked through in vain for a closing sign.
    /// </summary>
    public const long Budget = 100_000_000;

    /// <summary>
    /// Lines that look like link reference definitions, adjacent and in all; their cost is quadratic too, before any inline parser runs.
    /// </summary>
    public const int MaxAdjacentDefinitions = 2_000;
    public const int MaxDefinitions = 20_000;

    /// <summary>Quote and list marks at the beginning of one line, and how far from its start they may stand.</summary>
    public const int MaxMarks = 32;
    public const int MaxIndent = 256;

    // Wall clock, so generous: on a machine thirty times overloaded an honest text must still be taken.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public WorkGuard() => OpeningCharacters = [.. "[]!<*_~"];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var work = RenderWork.Of(processor);
        work.Prepare(processor.Document);
        work.Count(processor.Block, 1);
        work.Spend(LookAhead(slice.AsSpan()));
        return false;
    }

    // How far Markdig reads before it knows whether a link's target or a piece of raw HTML is closed.
    private static int LookAhead(ReadOnlySpan<char> rest)
    {
        var close = rest.StartsWith("](") ? ")"
            : rest.StartsWith("<!--") ? "-->"
            : rest.StartsWith("<![CDATA[") ? "]]>"
            : rest.StartsWith("<?") ? "?>"
            : rest.StartsWith("<!") ? ">"
            : null;
        return close is null ? 0 : rest.IndexOf(close) is >= 0 and var at ? at : rest.Length;
    }

    /// <summary>The one linear look at the source before Markdig sees it.</summary>
    public static void Scan(string source, int maxLength)
    {
        if (source.Length > maxLength)
            throw new MarkdownRefused(MarkdownRefused.TooLong, "The text has {0} characters; {1} are allowed.", source.Length, maxLength);

        var (adjacent, definitions) = (0, 0);
        foreach (var line in source.AsSpan().EnumerateLines())
        {
            var rest = SkipMarks(line, out var marks);
            if ((marks > MaxMarks || (marks > 0 && line.Length - rest.Length > MaxIndent)) && rest.ContainsAnyExcept("-*_ \t"))
                throw new MarkdownRefused(MarkdownRefused.TooDeep, "Quotes and lists are nested too deeply.");
            if (rest.IsEmpty)
                adjacent = 0;
            else if (rest.Contains("]:", StringComparison.Ordinal))
                (adjacent, definitions) = (adjacent + 1, definitions + 1);
            if (adjacent > MaxAdjacentDefinitions || definitions > MaxDefinitions)
                throw new MarkdownRefused(MarkdownRefused.TooSlow, "There are too many link definitions in one place. Put blank lines between them.");
        }
    }

    private static ReadOnlySpan<char> SkipMarks(ReadOnlySpan<char> line, out int marks)
    {
        marks = 0;
        for (var i = 0; i < line.Length; )
        {
            var digits = 0;
            while (i + digits < line.Length && digits < 10 && char.IsAsciiDigit(line[i + digits]))
                digits++;
            var mark = i + digits;
            if (line[i] is ' ' or '\t')
                i++;
            else if (line[i] == '>' || (mark < line.Length && line[mark] is '-' or '+' or '*' && digits == 0 && Blank(line, mark + 1)))
                (i, marks) = (i + 1, marks + 1);
            else if (digits > 0 && mark < line.Length && line[mark] is '.' or ')' && Blank(line, mark + 1))
                (i, marks) = (mark + 1, marks + 1);
            else
                return line[i..];
        }
        return [];

        static bool Blank(ReadOnlySpan<char> line, int at) => at >= line.Length || line[at] is ' ' or '\t';
    }

    /// <summary>The account of one rendering, shared by its parsing of the whole and of the preview.</summary>
    internal sealed class RenderWork
    {
        private readonly long _start = Stopwatch.GetTimestamp();
        private Block? _block;
        private long _special;
        private long _spent;

        /// <summary>Link definitions that the next document may use besides its own.</summary>
        public IReadOnlyList<(string Label, string? Url, string? Title)> Borrowed { get; set; } = [];

        /// <summary>Elements that are closed behind the end of the next document, from which it was cut.</summary>
        public IReadOnlySet<string> ClosedLater { get; set; } = new HashSet<string>();

        public void Prepare(MarkdownDocument document)
        {
            foreach (var (label, url, title) in Borrowed)
                if (!document.TryGetLinkReferenceDefinition(label, out _))
                    document.SetLinkReferenceDefinition(label, new LinkReferenceDefinition(label, url, title), addGroup: true);
            Borrowed = [];
        }

        public static RenderWork Of(InlineProcessor processor) => (RenderWork)processor.Context!.Properties[typeof(RenderWork)]!;

        public void Count(Block? block, int weight)
        {
            _special = weight + (block == _block ? _special : 0);
            _block = block;
            Spend(weight * _special);
            if (_special % 64 < weight && Stopwatch.GetElapsedTime(_start) > Longest)
                throw Slow();
        }

        public void Spend(long work)
        {
            _spent += work;
            if (_spent > Budget)
                throw Slow();
        }

        private static MarkdownRefused Slow() =>
            new(MarkdownRefused.TooSlow, "One paragraph or table has too many brackets, links or marks. Split it with blank lines.");
    }
}
