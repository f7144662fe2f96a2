using System.Text;
using Markdig.Helpers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Guildhall.Kernel.Values;

/// <summary>Puts the raw HTML of a parsed text into canonical form, in place, before it is rendered. See <see cref="RawTags"/>.</summary>
internal static class RawHtml
{
    // Markdig's renderer stops at the same depth, but its parser does not, and this walk recurses before the renderer.
    private const int MaxDepth = 128;

    public static void Balance(MarkdownDocument document) => Balance(document, new RawTags(), 0);

    private static void Balance(ContainerBlock container, RawTags tags, int depth)
    {
        Check(depth);
        var outer = tags.Enter();
        foreach (var block in container)
            if (block is HtmlBlock html)
                html.Lines = new StringLineGroup(tags.Rewrite(Source(html)) + tags.CloseInline());
            else if (block is ContainerBlock inner)
                Balance(inner, tags, depth + 1);
            else if (block is LeafBlock { Inline: { } inlines })
                Balance(inlines, new RawTags(), depth + 1);
        tags.Leave(outer);
    }

    // A tag opened inside an emphasis is closed inside it: Markdown's own elements come first.
    private static void Balance(ContainerInline container, RawTags tags, int depth)
    {
        Check(depth);
        var outer = tags.Enter();
        for (var inline = container.FirstChild; inline is not null; inline = inline.NextSibling)
            if (inline is HtmlInline html)
                html.Tag = tags.Rewrite(html.Tag);
            else if (inline is ContainerInline inner)
                Balance(inner, tags, depth + 1);
        if (tags.CloseAll() is { Length: > 0 } ends)
            container.AppendChild(new HtmlInline(ends));
        tags.Leave(outer);
    }

    private static void Check(int depth)
    {
        if (depth > MaxDepth)
            throw MarkdownRenderer.TooDeep();
    }

    private static string Source(HtmlBlock block)
    {
        var source = new StringBuilder();
        for (var i = 0; i < block.Lines.Count; i++)
            source.Append(block.Lines.Lines[i].Slice.AsSpan()).Append('\n');
        return source.ToString();
    }
}
