using System.Text;
using AngleSharp.Dom;

namespace Guildhall.Kernel.Values;

/// <summary>
/// Writes a clean tree as HTML by the standard's serialising algorithm, "&lt;" and "&gt;" encoded in attributes too. AngleSharp's own
/// formatter asks every node for its neighbours, which makes it quadratic in the number of siblings (25,000: four seconds).
/// Source: HTML Standard 13.3.
/// </summary>
internal static class HtmlWriter
{
    public static string Write(INode tree) => Write(tree, Place.Nowhere, Nothing);

    /// <summary>The beginning of the tree, to a place in it, with what is open there closed.</summary>
    /// <param name="skip">What goes even before that place.</param>
    public static string Write(INode tree, Place end, Func<IElement, bool> skip)
    {
        var html = new StringBuilder();
        Children(tree, html, end, skip);
        return html.ToString();
    }

    // Answers whether the end was met.
    private static bool Children(INode parent, StringBuilder html, Place end, Func<IElement, bool> skip)
    {
        foreach (var child in parent.ChildNodes)
        {
            if (child is IText text)
            {
                Encode(child == end.Node ? text.Data[..end.Offset] + end.Sign : text.Data, html);
                if (child == end.Node)
                    return true;
            }
            else if (child is IElement element && !skip(element) && (Element(element, html, end, skip) || child == end.Node))
                return true;
        }
        return false;
    }

    private static bool Element(IElement element, StringBuilder html, Place end, Func<IElement, bool> skip)
    {
        html.Append('<').Append(element.LocalName);
        foreach (var attribute in element.Attributes)
        {
            html.Append(' ').Append(attribute.LocalName).Append("=\"");
            Encode(attribute.Value, html);
            html.Append('"');
        }
        html.Append('>');
        if (HtmlNames.Void.Contains(element.LocalName))
            return false;
        var ended = Children(element, html, end, skip);
        html.Append("</").Append(element.LocalName).Append('>');
        return ended;
    }

    private static bool Nothing(IElement element) => false;

    private static void Encode(string text, StringBuilder html)
    {
        var rest = text.AsSpan();
        while (rest.IndexOfAny("&<>\"\u00A0") is >= 0 and var at)
        {
            html.Append(rest[..at]).Append(rest[at] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '"' => "&quot;", _ => "&nbsp;" });
            rest = rest[(at + 1)..];
        }
        html.Append(rest);
    }
}

/// <summary>A place in a tree: within a text, or behind an element.</summary>
/// <param name="Offset">In a text.</param>
/// <param name="Sign">Stands behind the text that ends there.</param>
internal sealed record Place(INode? Node, int Offset = 0, string Sign = "")
{
    public static readonly Place Nowhere = new((INode?)null);
}
