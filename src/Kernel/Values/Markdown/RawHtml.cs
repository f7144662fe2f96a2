using System.Text;
using Markdig.Helpers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Guildhall.Kernel.Values;

/// <summary>Puts the raw HTML of a parsed text into canonical form, in place, before it is rendered. See <see cref="RawTags"/>.</summary>
internal sealed class RawHtml
{
    private readonly RawTags _blocks, _inlines;

    private RawHtml(TagPairs pairs, Removals removals) =>
        (_blocks, _inlines) = (new RawTags(pairs, removals, inLine: false), new RawTags(pairs, removals, inLine: true));

    /// <param name="closedLater">Names of elements that are closed in what was cut off this text.</param>
    /// <param name="removals">Told what is taken out.</param>
    public static void Balance(MarkdownDocument document, IReadOnlySet<string> closedLater, Removals removals) =>
        new RawHtml(TagPairs.Of(document, closedLater), removals).Balance(document);

    public static string Source(HtmlBlock block)
    {
        var source = new StringBuilder();
        for (var i = 0; i < block.Lines.Count; i++)
            source.Append(block.Lines.Lines[i].Slice.AsSpan()).Append('\n');
        return Divider.RemoveMdx(source.ToString());
    }

    private void Balance(ContainerBlock container)
    {
        var outer = _blocks.Enter();
        foreach (var block in container)
            if (block is HtmlBlock html)
                html.Lines = new StringLineGroup(_blocks.RewriteBlock(Source(html)));
            else if (block is ContainerBlock inner)
                Balance(inner);
            else if (block is LeafBlock { Inline: { } inlines })
                Balance(inlines);
        _blocks.Leave(outer);
    }

    // A tag opened inside an emphasis is closed inside it: Markdown's own elements come first.
    private void Balance(ContainerInline container)
    {
        var outer = _inlines.Enter();
        for (var inline = container.FirstChild; inline is not null; inline = inline.NextSibling)
            if (inline is HtmlInline html)
                html.Tag = _inlines.RewriteTag(html.Tag, endsLine: html.NextSibling is null or LineBreakInline);
            else if (inline is ContainerInline inner)
                Balance(inner);
        if (_inlines.CloseAll() is { Length: > 0 } ends)
            container.AppendChild(new HtmlInline(ends));
        _inlines.Leave(outer);
    }
}
