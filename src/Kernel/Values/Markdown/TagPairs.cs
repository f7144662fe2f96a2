using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Guildhall.Kernel.Values;

/// <summary>Where the other tag of a pair stands.</summary>
internal enum Pairing : byte
{
    Nowhere,

    /// <summary>In the same paragraph or cell; for blocks of HTML, in one of the same Markdown container.</summary>
    Near,

    /// <summary>Elsewhere in the text.</summary>
    Far,
}

/// <summary>
/// Which raw tags of a text have their counterparts, found before any is written. A tag without one is perhaps no tag at all but the
/// mention of one, or a name from a program: 用 &lt;select&gt; 标签, List&lt;Object&gt;. Tags pair up by name, whatever stands between.
/// </summary>
internal sealed class TagPairs
{
    // Markdig's renderer stops at the same depth, but its parser does not, and this walk recurses before the renderer.
    private const int MaxDepth = 128;

    private readonly List<Pairing> _pairings = [];
    private readonly List<(int Tag, string Name, bool Opens)> _alone = [];
    private int _next, _lastBlock;

    /// <param name="closedLater">Names of elements that are closed in what was cut off this text.</param>
    public static TagPairs Of(MarkdownDocument document, IReadOnlySet<string> closedLater)
    {
        var pairs = new TagPairs();
        pairs.Read(document, 0);
        pairs.PairAcross(closedLater);
        return pairs;
    }

    /// <summary>Of the next tag, in the order of the text.</summary>
    public Pairing Next() => _pairings[_next++];

    private void Read(ContainerBlock container, int depth)
    {
        Check(depth);
        Openers? openers = null;
        foreach (var block in container)
            if (block is HtmlBlock html)
            {
                _lastBlock = _pairings.Count;
                Read(RawHtml.Source(html), openers ??= [], openers);
            }
            else if (block is ContainerBlock inner)
                Read(inner, depth + 1);
            else if (block is LeafBlock { Inline: { } inlines })
            {
                _lastBlock = _pairings.Count;
                LeaveAlone(Read(inlines, null, depth + 1));
            }
        LeaveAlone(openers);
    }

    /// <returns>The openers of the whole paragraph.</returns>
    private Openers? Read(ContainerInline container, Openers? openers, int depth)
    {
        Check(depth);
        Openers? programs = null;
        for (var inline = container.FirstChild; inline is not null; inline = inline.NextSibling)
            if (inline is HtmlInline html)
                Read(html.Tag, openers ??= [], programs ??= []);
            else if (inline is ContainerInline inner)
                openers = Read(inner, openers, depth + 1);
        LeaveAlone(programs);
        return openers;
    }

    /// <param name="programs">Scripts end in the emphasis in which they begin, or what follows them would go too.</param>
    private void Read(ReadOnlySpan<char> html, Openers openers, Openers programs)
    {
        var reader = new RawTagReader(html);
        while (reader.Next(out var token))
        {
            if (!token.IsPaired)
                continue;
            var tag = _pairings.Count;
            _pairings.Add(Pairing.Nowhere);
            var scope = HtmlNames.Programs.Contains(token.Name) ? programs : openers;
            if (token.Kind == RawKind.Open)
                scope.Push(token.Name, tag);
            else if (scope.Pop(token.Name) is { } opener)
                _pairings[opener] = _pairings[tag] = Pairing.Near;
            else
                _alone.Add((tag, token.Name, false));
        }
    }

    private void LeaveAlone(Openers? openers)
    {
        foreach (var (name, tags) in openers ?? [])
            foreach (var tag in tags)
                _alone.Add((tag, name, true));
    }

    /// <summary>
    /// What an author opens in one paragraph and closes in another is still markup, unless its name is all that would be left of it.
    /// </summary>
    private void PairAcross(IReadOnlySet<string> closedLater)
    {
        _alone.Sort();
        var openers = new Openers();
        foreach (var (tag, name, opens) in _alone)
            if (opens)
                openers.Push(name, tag);
            else if (HtmlNames.IsWritten(name) && openers.Pop(name) is { } opener)
                _pairings[opener] = _pairings[tag] = Pairing.Far;
        foreach (var (name, tags) in openers)
            foreach (var tag in tags)
                if (closedLater.Contains(name) && (HtmlNames.IsWritten(name) || tag >= _lastBlock))
                    _pairings[tag] = Pairing.Near;
    }

    private static void Check(int depth)
    {
        if (depth > MaxDepth)
            throw MarkdownRenderer.TooDeep();
    }

    private sealed class Openers : Dictionary<string, Stack<int>>
    {
        public void Push(string name, int tag)
        {
            if (!TryGetValue(name, out var tags))
                this[name] = tags = new Stack<int>();
            tags.Push(tag);
        }

        public int? Pop(string name) => TryGetValue(name, out var tags) && tags.TryPop(out var tag) ? tag : null;
    }
}
