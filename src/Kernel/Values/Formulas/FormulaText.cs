using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>A formula on one line of plain text, as one writes it in a mail: <c>O(n log n)</c>, <c>x² + 1</c>, <c>(a+b)/2</c>.</summary>
internal static class FormulaText
{
    private const string Raised = "0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺−⁻nⁿiⁱ";
    private const string Lowered = "0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊−₋";
    private const string Spaced = "=<>≤≥≠≈≡∼∝∈∉⊂⊆→←↦⇒⇔⟹⟺+−×÷±∧∨∩∪≪≫≔";

    public static string Of(MathNode math)
    {
        var text = new StringBuilder();
        Write(math, text);
        return PlainText.Line(text.ToString());
    }

    private static void Write(MathNode node, StringBuilder text)
    {
        switch (node.Name)
        {
            case "mo":
                var isSpaced = node.Text is [var sign] && Spaced.Contains(sign) && node["form"] != "prefix";
                text.Append(isSpaced ? $" {node.Text} " : node.Text is "\u2061" ? "" : node.Text is "," ? ", " : node.Text is "mod" ? " mod " : node.Text);
                break;
            case "mi" or "mn" or "mtext":
                text.Append(node.Text);
                break;
            case "mspace":
                text.Append(node["width"]?.StartsWith('-') == true ? "" : " ");
                break;
            case "mfrac":
                Operand(node.Children[0], text);
                text.Append('/');
                Operand(node.Children[1], text);
                break;
            case "msqrt" or "mroot":
                text.Append(node.Name == "mroot" ? Small(Of(node.Children[1]), Raised) ?? "" : "").Append('√');
                Operand(node.Children[0], text);
                break;
            case "msub" or "munder":
                Script(node, 1, null, text);
                break;
            case "msup" or "mover":
                Script(node, null, 1, text);
                break;
            case "msubsup" or "munderover":
                Script(node, 1, 2, text);
                break;
            case "mtr":
                Joined(node, ", ", text);
                break;
            case "mtable":
                Joined(node, "; ", text);
                break;
            case "mphantom":
                break;
            default:
                foreach (var child in node.Children)
                    Write(child, text);
                break;
        }
    }

    private static void Script(MathNode node, int? below, int? above, StringBuilder text)
    {
        Write(node.Children[0], text);
        // What stands over a letter to mark it is no index.
        if (node["accent"] is not null)
            return;
        if (below is { } sub && !IsBrace(node.Children[sub]))
            Index(Of(node.Children[sub]), '_', Lowered, text);
        if (above is { } sup && !IsBrace(node.Children[sup]))
            Index(Of(node.Children[sup]), '^', Raised, text);
    }

    private static bool IsBrace(MathNode node) => node is { Name: "mo" } && node["stretchy"] is not null;

    private static void Index(string index, char mark, string small, StringBuilder text)
    {
        if (index.Length > 0 && index.All(c => c == '′'))
            text.Append(index);
        else if (Small(index, small) is { } signs)
            text.Append(signs);
        else
            text.Append(mark).Append(index.Length > 1 ? $"({index})" : index);
    }

    private static string? Small(string index, string small)
    {
        var signs = new StringBuilder(index.Length);
        foreach (var c in index)
        {
            var at = c == ' ' ? -2 : small.IndexOf(c);
            if (at == -2)
                continue;
            if (at < 0 || at % 2 != 0)
                return null;
            signs.Append(small[at + 1]);
        }
        return signs.Length > 0 ? signs.ToString() : null;
    }

    private static void Operand(MathNode node, StringBuilder text)
    {
        var operand = Of(node);
        text.Append(node.Name is "mi" or "mn" or "mtext" || operand.Length <= 1 ? operand : $"({operand})");
    }

    private static void Joined(MathNode node, string separator, StringBuilder text)
    {
        for (var i = 0; i < node.Children.Count; i++)
        {
            // Two sides of one equation.
            var isOneLine = i > 0 && node.Children[i - 1]["class"] == "math-r" && node.Children[i]["class"] == "math-l";
            text.Append(i == 0 || isOneLine ? "" : separator);
            Write(node.Children[i], text);
        }
    }
}
