using System.Globalization;
using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>
/// Formulas as authors of articles write them in TeX, to MathML Core. It defines no macros, so that its work grows with the length of the
/// source and with nothing else; what it does not know makes the whole formula unknown, and that is then shown as it was typed. What it
/// reads is written in docs/decisions/0034-formulas.md.
/// </summary>
internal sealed partial class TexParser
{
    private const int MaxDepth = 40;
    private const int MaxNodes = 5_000;

    private readonly TexReader _in;
    private int _depth;
    private int _nodes;
    private bool _isWrong;
    private string _font = "";

    private TexParser(string source, int depth) => (_in, _depth) = (new TexReader(source), depth);

    /// <returns>The <c>math</c> element; <c>null</c> when a part of the source is not understood.</returns>
    public static MathNode? Read(string source, bool isDisplayed)
    {
        var parser = new TexParser(source, 0);
        var content = parser.Lines();
        if (parser._isWrong || parser._in.Peek().Kind != TexKind.End)
            return null;
        var math = MathNode.Of("math", content);
        return isDisplayed ? math.With("display", "block") : math;
    }

    // The whole: one row, or lines under each other.
    private MathNode Lines()
    {
        var first = Cells();
        if (_in.Peek().Kind != TexKind.Line)
            return first.Count == 1 ? MathNode.Row(first[0]) : Wrong();
        List<IReadOnlyList<IReadOnlyList<MathNode>>> rows = [first];
        while (_in.Peek().Kind == TexKind.Line)
        {
            NewLine();
            rows.Add(Cells());
        }
        return Table(rows, column => rows.Max(r => r.Count) == 1 ? ' ' : column % 2 == 0 ? 'r' : 'l', isDisplayed: true);
    }

    /// <summary>Up to what ends a group; that is left to read.</summary>
    private List<MathNode> Row(bool inOption = false)
    {
        List<MathNode> row = [];
        if (++_depth > MaxDepth)
            Wrong();
        var font = _font;
        while (!Ends(_in.Peek(), inOption))
        {
            var token = _in.Peek();
            if (token.Kind == TexKind.Command && Style(token.Text) is { } style)
            {
                _in.Next();
                row.Add(style(Row(inOption)));
                break;
            }
            if (token.Kind == TexKind.Command && token.Text is "over" or "choose" or "atop")
            {
                _in.Next();
                row = [Infix(token.Text, MathNode.Row(row), MathNode.Row(Row(inOption)))];
                break;
            }
            Add(row, WithIndices(token.Kind == TexKind.Script ? MathNode.Of("mrow") : Atom()));
            if (++_nodes > MaxNodes)
                Wrong();
        }
        _font = font;
        _depth--;
        return row;
    }

    private static bool Ends(TexToken token, bool inOption) => token.Kind switch
    {
        TexKind.End or TexKind.Close or TexKind.Cell or TexKind.Line => true,
        TexKind.Command => token.Text is "end" or "right" or "middle" or "cr",
        TexKind.Letter => inOption && token.Text == "]",
        _ => false,
    };

    private void Add(List<MathNode> row, MathNode? node)
    {
        if (node is null)
            return;
        var before = row.Count > 0 ? row[^1] : null;
        if (node is { Name: "mo", Text: "−" or "+" or "±" or "∓" } && (before is null || before.Name == "mo" && before["form"] != "postfix"))
            node = node.With("form", "prefix");
        var core = Core(node);
        if (!core.IsFunction)
        {
            row.Add(node);
            return;
        }
        if (before is not null && before.Name is not ("mo" or "mspace"))
            row.Add(MathNode.Space("0.1667em"));
        row.Add(node);
        row.Add(MathNode.Leaf("mo", "\u2061"));
        var next = _in.Peek();
        if (!Ends(next, false) && next is not { Text: "(" or "[" or "left" or "{" or "," or "=" })
            row.Add(MathNode.Space("0.1667em"));
    }

    // That of x in x with an index.
    private static MathNode Core(MathNode node)
    {
        while (node.Name is "msup" or "msub" or "msubsup" or "munder" or "mover" or "munderover" && node.Children.Count > 0)
            node = node.Children[0];
        return node;
    }

    private MathNode? WithIndices(MathNode? atom)
    {
        MathNode? sub = null, sup = null;
        var primes = 0;
        var hasLimits = atom?.HasLimits ?? false;
        while (true)
        {
            var token = _in.Peek();
            if (token.Is("limits") || token.Is("nolimits"))
                hasLimits = token.Text == "limits";
            else if (token.Kind != TexKind.Script)
                break;
            _in.Next();
            if (token.Text == "'")
                primes++;
            else if (token.Text == "_")
                sub = sub is null ? Argument() : Wrong();
            else if (token.Text == "^")
                sup = sup is null ? Argument() : Wrong();
        }
        if (primes > 0)
        {
            var marks = MathNode.Leaf("mo", new string('′', primes));
            sup = sup is null ? marks : MathNode.Of("mrow", marks, sup);
        }
        if (atom is null || sub is null && sup is null)
            return atom;
        var (below, above, both) = hasLimits ? ("munder", "mover", "munderover") : ("msub", "msup", "msubsup");
        return sub is null ? MathNode.Of(above, atom, sup!)
            : sup is null ? MathNode.Of(below, atom, sub)
            : MathNode.Of(both, atom, sub, sup);
    }

    /// <summary>A group or the next sign. Never <c>null</c>.</summary>
    private MathNode Argument()
    {
        var token = _in.Peek();
        if (Ends(token, false) || token.Kind == TexKind.Script)
            return Wrong();
        if (token.Kind == TexKind.Letter && char.IsAsciiDigit(token.Text[0]))
            return MathNode.Leaf("mn", MathLetters.In(_font, _in.Next().Text));
        return Atom() ?? MathNode.Of("mrow");
    }

    // null: nothing that is seen.
    private MathNode? Atom()
    {
        if (++_depth > MaxDepth)
            return Wrong();
        var token = _in.Next();
        var node = token.Kind switch
        {
            TexKind.Open => Group(),
            TexKind.Command => Command(token.Text),
            TexKind.Letter => Sign(token.Text),
            _ => Wrong(),
        };
        _depth--;
        return node;
    }

    private MathNode Group()
    {
        var row = Row();
        return _in.Next().Kind == TexKind.Close ? MathNode.Row(row) : Wrong();
    }

    private MathNode Sign(string sign)
    {
        var rune = Rune.GetRuneAt(sign, 0);
        if (Rune.IsDigit(rune) && rune.IsAscii)
            return Number(sign);
        if (IsWord(rune))
            return Words(sign);
        if (Rune.IsLetter(rune))
            return Letter(sign);
        return sign switch
        {
            "-" => Operator("−"),
            "*" => Operator("∗"),
            "/" => MathNode.Leaf("mo", "/", ("lspace", "0"), ("rspace", "0")),
            "|" or "‖" => MathNode.Leaf("mo", sign, ("stretchy", "false"), ("lspace", "0"), ("rspace", "0")),
            "(" or "[" or "{" or "⟨" or "⌊" or "⌈" => MathNode.Leaf("mo", sign, ("form", "prefix"), ("stretchy", "false")),
            ")" or "]" or "}" or "⟩" or "⌋" or "⌉" => MathNode.Leaf("mo", sign, ("form", "postfix"), ("stretchy", "false")),
            "!" => MathNode.Leaf("mo", "!", ("form", "postfix")),
            _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format => Wrong(),
            _ => Operator(sign),
        };
    }

    private static bool IsWord(Rune rune) =>
        Scripts.IsEastAsian(rune) || rune.Value is (>= 0x3000 and <= 0x303F) or (>= 0xFF00 and <= 0xFFEF);

    // Words of a sentence that stand in a formula without \text.
    private MathNode Words(string first)
    {
        var words = new StringBuilder(first);
        while (_in.Peek() is { Kind: TexKind.Letter } next && IsWord(Rune.GetRuneAt(next.Text, 0)))
            words.Append(_in.Next().Text);
        return MathNode.Leaf("mtext", words.ToString());
    }

    private MathNode Number(string first)
    {
        var digits = new StringBuilder(first);
        while (_in.Peek() is { Kind: TexKind.Letter, Text: [var c] } && (char.IsAsciiDigit(c) || c == '.'))
            digits.Append(_in.Next().Text);
        var number = digits.ToString();
        return number.EndsWith('.')
            ? MathNode.Of("mrow", MathNode.Leaf("mn", MathLetters.In(_font, number[..^1])), MathNode.Leaf("mo", "."))
            : MathNode.Leaf("mn", MathLetters.In(_font, number));
    }

    private MathNode Letter(string letter, bool isUpright = false)
    {
        var set = MathLetters.In(_font, letter);
        return isUpright && set == letter || _font == "rm"
            ? MathNode.Leaf("mi", set, ("mathvariant", "normal"))
            : MathNode.Leaf("mi", set);
    }

    private static MathNode Operator(string sign) => MathNode.Leaf("mo", sign);

    private MathNode Wrong()
    {
        _isWrong = true;
        _in.Stop();
        return MathNode.Of("mrow");
    }
}
