using System.Collections.Frozen;
using AngleSharp.Dom;

namespace Guildhall.Kernel.Values;

/// <summary>
/// Sets the formulas of a clean tree: TeX becomes MathML Core, which a browser draws at once and without a script. What is not understood
/// stays as it was typed. Decision 34.
/// </summary>
internal static class Formulas
{
    /// <summary>Of one text. A text of hundreds of formulas has some ten thousand elements of them.</summary>
    private const int MaxNodes = 60_000;
    private const int MaxDepth = 150;

    /// <summary>All that a formula can be made of. No links, no actions, no pictures, nothing in which HTML could stand.</summary>
    private static readonly FrozenSet<string> Elements =
        "math mfrac mi mn mo mover mphantom mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover"
            .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Leaves = "mi mn mo mspace mtext".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Attributes = ("accent class display displaystyle fence form linethickness lspace mathvariant maxsize "
        + "minsize movablelimits rspace scriptlevel stretchy symmetric width").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static void Set(IElement tree)
    {
        var budget = MaxNodes;
        foreach (var place in tree.QuerySelectorAll(".math").ToList())
        {
            if (place.ChildElementCount > 0 || Read(place.TextContent) is not { } math || (budget -= Count(math)) < 0)
                continue;
            var drawn = Create(math, tree.Owner!);
            if (place.LocalName == "div" || math["display"] is not null)
            {
                place.TextContent = "";
                place.AppendChild(drawn);
            }
            else
                place.Parent!.ReplaceChild(drawn, place);
        }
    }

    /// <summary>Whether an element is a formula, set or still to be set.</summary>
    public static bool Is(IElement element) =>
        IsSet(element) || element is { ClassName: "math", ChildElementCount: 0 };

    /// <summary>What is said of a formula where only text can stand.</summary>
    public static string Text(IElement formula) => IsSet(formula) ? FormulaText.Of(NodeOf(formula))
        : Read(formula.TextContent) is { } math ? FormulaText.Of(math) : Inner(formula.TextContent);

    /// <summary>A set formula once more, element by element; <c>null</c> if anything in it is none of ours.</summary>
    public static IElement? Rebuild(IElement from, IDocument document, int depth = 0)
    {
        if (depth > MaxDepth || from.NamespaceUri != NamespaceNames.MathMlUri || !Elements.Contains(from.LocalName))
            return null;
        var clean = document.CreateElement(NamespaceNames.MathMlUri, from.LocalName);
        foreach (var attribute in from.Attributes)
            if (attribute.NamespaceUri is null && Attributes.Contains(attribute.LocalName) && IsPlain(attribute.LocalName, attribute.Value))
                clean.SetAttribute(attribute.LocalName, attribute.Value);
            else
                return null;
        var isLeaf = Leaves.Contains(from.LocalName);
        foreach (var child in from.ChildNodes)
            if (isLeaf && child is IText text)
                clean.AppendChild(document.CreateTextNode(text.Data));
            else if (!isLeaf && child is IElement element && element.LocalName != "math" && Rebuild(element, document, depth + 1) is { } inner)
                clean.AppendChild(inner);
            else
                return null;
        return clean;
    }

    // Lengths, words and names of classes of ours.
    private static bool IsPlain(string name, string value) => name == "class"
        ? value is "math-l" or "math-r" or "math-box"
        : value.Length is > 0 and <= 20 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');

    private static MathNode? Read(string marked) =>
        TexParser.Read(Inner(marked), marked.TrimStart().StartsWith("\\[", StringComparison.Ordinal));

    private static string Inner(string marked)
    {
        var text = marked.Trim();
        return text is ['\\', '(' or '[', .., '\\', ')' or ']'] && text.Length >= 4 ? text[2..^2].Trim() : text;
    }

    private static bool IsSet(IElement element) => element.LocalName == "math" && element.NamespaceUri == NamespaceNames.MathMlUri;

    private static MathNode NodeOf(IElement element) =>
        new(element.LocalName, element.ChildElementCount == 0 ? element.TextContent : null, [.. element.Children.Select(NodeOf)])
        {
            Attributes = [.. element.Attributes.Select(a => (a.LocalName, a.Value))],
        };

    private static int Count(MathNode node) => 1 + node.Children.Sum(Count);

    private static IElement Create(MathNode node, IDocument document)
    {
        var element = document.CreateElement(NamespaceNames.MathMlUri, node.Name);
        foreach (var (name, value) in node.Attributes)
            element.SetAttribute(name, value);
        if (node.Text is { Length: > 0 } text)
            element.AppendChild(document.CreateTextNode(text));
        foreach (var child in node.Children)
            element.AppendChild(Create(child, document));
        return element;
    }
}
