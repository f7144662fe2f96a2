using System.Text;

namespace Guildhall.Kernel.Values;

internal sealed partial class TexParser
{
    private MathNode? Command(string name)
    {
        if (name == "|")
            return Sign("‖");
        if (TexSymbols.Letters.TryGetValue(name, out var sign))
            return Letter(sign);
        if (TexSymbols.Upright.TryGetValue(name, out sign))
            return Letter(sign, isUpright: true);
        if (TexSymbols.Operators.TryGetValue(name, out sign))
            return sign is "|" or "‖" ? Sign(sign) : name == "bmod" ? Modulo() : Operator(sign);
        if (TexSymbols.Large.TryGetValue(name, out sign))
            return Operator(sign) with { HasLimits = true };
        if (TexSymbols.Integrals.TryGetValue(name, out sign))
            return Operator(sign);
        if (TexSymbols.Functions.Contains(name))
            return MathNode.Leaf("mi", name) with { IsFunction = true };
        if (TexSymbols.Limits.TryGetValue(name, out var limit))
            return Named(limit, hasLimits: true);
        if (TexSymbols.Spaces.TryGetValue(name, out var width))
            return MathNode.Space(width);
        if (TexSymbols.Sizes.TryGetValue(name, out var size))
            return Sized(name, size);
        if (TexSymbols.Fonts.TryGetValue(name, out var font))
            return InFont(font);
        if (TexSymbols.TextFonts.TryGetValue(name, out font))
            return TextIn(font);
        if (TexSymbols.Accents.TryGetValue(name, out sign))
            return Above(Argument(), sign, isWide: false);
        if (TexSymbols.WideAccents.TryGetValue(name, out sign))
            return Above(Argument(), sign, isWide: true) with { HasLimits = name == "overbrace" };
        if (TexSymbols.Below.TryGetValue(name, out sign))
            return MathNode.Of("munder", Argument(), Stretched(sign)) with { HasLimits = name == "underbrace" };
        if (TexSymbols.Arrows.TryGetValue(name, out sign))
            return LongArrow(sign);
        if (TexSymbols.Fences.TryGetValue(name, out sign))
            return Sign(sign);
        return Structure(name);
    }

    private MathNode? Structure(string name)
    {
        switch (name)
        {
            case "frac" or "dfrac" or "tfrac" or "cfrac":
                var fraction = MathNode.Of("mfrac", Argument(), Argument());
                return name == "frac" ? fraction : Shown(name != "tfrac", [fraction]);
            case "binom" or "dbinom" or "tbinom":
                return Infix("choose", Argument(), Argument());
            case "sqrt":
                return Root();
            case "left":
                return Fenced();
            case "begin":
                return Environment();
            case "operatorname" or "operatorname*":
                return Named(Plain(_in.Raw()), name.EndsWith('*'));
            case "overset" or "stackrel":
                var above = Argument();
                return MathNode.Of("mover", Argument(), above);
            case "underset":
                var below = Argument();
                return MathNode.Of("munder", Argument(), below);
            case "substack":
                return Stack();
            case "pmod" or "pod":
                return MathNode.Of("mrow",
                    [MathNode.Space("1em"), Sign("("), .. name == "pod" ? (MathNode[])[] : [Modulo()], Argument(), Sign(")")]);
            case "mod":
                return MathNode.Of("mrow", MathNode.Space("1em"), MathNode.Leaf("mi", "mod"), MathNode.Space("0.3333em"));
            case "tag" or "tag*":
                var tag = Plain(_in.Raw());
                return MathNode.Of("mrow", MathNode.Space("2em"), MathNode.Leaf("mtext", name == "tag" ? $"({tag})" : tag));
            case "boxed" or "fbox":
                return (name == "fbox" ? TextIn("rm") : Argument()) is var boxed ? MathNode.Of("mrow", boxed).With("class", "math-box") : null;
            case "phantom" or "hphantom" or "vphantom":
                return MathNode.Of("mphantom", Argument());
            case "not":
                return Negated(Argument());
            case "mathop" or "mathbin" or "mathrel" or "mathord" or "mathopen" or "mathclose" or "mathpunct" or "mathinner":
                return Argument() with { HasLimits = name == "mathop" };
            case "bra":
                return MathNode.Of("mrow", Sign("⟨"), Argument(), Sign("|"));
            case "ket":
                return MathNode.Of("mrow", Sign("|"), Argument(), Sign("⟩"));
            case "label" or "hspace" or "hspace*" or "vspace":
                return _in.Raw() is null ? Wrong() : null;
            case "nonumber" or "notag" or "allowbreak" or "/" or "hfill" or "relax" or "hline":
                return null;
            case " " or "\n":
                return MathNode.Space("0.25em");
            case "rm" or "bf" or "it" or "sf" or "tt" or "cal":
                _font = name;
                return null;
            default:
                return Wrong();
        }
    }

    /// <summary>Makes a node of the rest of its group; <c>null</c> if the command is none of style.</summary>
    private static Func<List<MathNode>, MathNode>? Style(string name) => name switch
    {
        "displaystyle" => rest => Shown(true, rest),
        "textstyle" => rest => Shown(false, rest),
        "scriptstyle" => rest => Shown(false, rest).With("scriptlevel", "1"),
        "scriptscriptstyle" => rest => Shown(false, rest).With("scriptlevel", "2"),
        _ => null,
    };

    private static MathNode Shown(bool isDisplayed, IReadOnlyList<MathNode> content) =>
        MathNode.Of("mstyle", content).With("displaystyle", isDisplayed ? "true" : "false").With("scriptlevel", "0");

    private static MathNode Infix(string name, MathNode above, MathNode below) => name switch
    {
        "over" => MathNode.Of("mfrac", above, below),
        "atop" => MathNode.Of("mfrac", above, below).With("linethickness", "0"),
        _ => MathNode.Of("mrow", Fence("(", "prefix"), MathNode.Of("mfrac", above, below).With("linethickness", "0"), Fence(")", "postfix")),
    };

    private MathNode Root()
    {
        if (_in.Peek() is not { Kind: TexKind.Letter, Text: "[" })
            return MathNode.Of("msqrt", Argument());
        _in.Next();
        var degree = MathNode.Row(Row(inOption: true));
        if (_in.Next().Text != "]")
            return Wrong();
        return MathNode.Of("mroot", Argument(), degree);
    }

    private MathNode Fenced()
    {
        List<MathNode> row = [Fence(Delimiter(), "prefix")];
        row.Add(MathNode.Row(Row()));
        while (_in.Peek().Is("middle"))
        {
            _in.Next();
            row.Add(Fence(Delimiter(), "infix"));
            row.Add(MathNode.Row(Row()));
        }
        if (!_in.Next().Is("right"))
            return Wrong();
        row.Add(Fence(Delimiter(), "postfix"));
        return MathNode.Of("mrow", row);
    }

    // "." is none.
    private string Delimiter()
    {
        var token = _in.Next();
        if (token is { Kind: TexKind.Letter, Text: "." })
            return "";
        if (token.Kind is TexKind.Letter or TexKind.Command && !(token.Kind == TexKind.Letter && token.Text is "{" or "}"))
            if (token.Is("|"))
                return "‖";
            else if (TexSymbols.Fences.TryGetValue(token.Text, out var sign))
                return sign;
        Wrong();
        return "";
    }

    private static MathNode Fence(string sign, string form) =>
        MathNode.Leaf("mo", sign, ("form", form), ("stretchy", "true"), ("fence", "true"));

    private MathNode Sized(string name, string size)
    {
        var form = name[^1] switch { 'l' => "prefix", 'r' => "postfix", _ => "infix" };
        var sign = MathNode.Leaf("mo", Delimiter(), ("stretchy", "true"), ("symmetric", "true"), ("minsize", size), ("maxsize", size));
        return form == "infix" ? sign.With("lspace", "0").With("rspace", "0") : sign.With("form", form);
    }

    private MathNode InFont(string font)
    {
        var before = _font;
        _font = font;
        var content = Argument();
        _font = before;
        return Merged(content);
    }

    // The letters of a word belong together.
    private static MathNode Merged(MathNode content)
    {
        if (content.Name != "mrow" || content.Children.Count < 2 || !content.Children.All(c => c.Name is "mi" or "mn"))
            return content;
        return MathNode.Leaf("mi", string.Concat(content.Children.Select(c => c.Text)));
    }

    private MathNode TextIn(string font)
    {
        if (_in.Raw() is not { } raw)
            return Wrong();
        var parts = raw.Split('$');
        if (parts.Length == 1)
            return MathNode.Leaf("mtext", MathLetters.In(font, Plain(raw)));
        if (parts.Length % 2 == 0)
            return Wrong();
        List<MathNode> row = [];
        for (var i = 0; i < parts.Length; i++)
            if (i % 2 == 0 && parts[i].Length > 0)
                row.Add(MathNode.Leaf("mtext", MathLetters.In(font, Plain(parts[i]))));
            else if (i % 2 == 1)
                row.Add(Within(parts[i]));
        return MathNode.Of("mrow", row);
    }

    private MathNode Within(string formula)
    {
        var inner = new TexParser(formula, _depth + 1);
        var content = MathNode.Row(inner.Row());
        _nodes += inner._nodes;
        return inner._isWrong || inner._in.Peek().Kind != TexKind.End ? Wrong() : content;
    }

    // Blanks at the ends of words count, so they are such as no browser takes away.
    private string Plain(string? raw)
    {
        if (raw is null)
        {
            Wrong();
            return "";
        }
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
            if (raw[i] == '\\' && i + 1 < raw.Length && (char.IsAsciiLetter(raw[i + 1]) || raw[i + 1] == '\\'))
                Wrong();
            else if (raw[i] == '\\' && i + 1 < raw.Length)
                text.Append(raw[++i] is ',' or ';' or ':' or ' ' or '!' ? '\u00A0' : raw[i]);
            else if (raw[i] is not ('{' or '}'))
                text.Append(raw[i] == '~' || char.IsWhiteSpace(raw[i]) ? '\u00A0' : raw[i]);
        return text.ToString();
    }

    private static MathNode Named(string name, bool hasLimits) => hasLimits
        ? MathNode.Leaf("mo", name, ("movablelimits", "true"), ("lspace", "0"), ("rspace", "0")) with { HasLimits = true, IsFunction = true }
        : MathNode.Leaf("mi", name) with { IsFunction = true };

    private static MathNode Modulo() => MathNode.Leaf("mo", "mod", ("lspace", "0.2222em"), ("rspace", "0.2222em"));

    private static MathNode Stretched(string sign) => MathNode.Leaf("mo", sign, ("stretchy", "true"));

    private static MathNode Above(MathNode under, string sign, bool isWide) =>
        MathNode.Of("mover", under, isWide ? Stretched(sign) : MathNode.Leaf("mo", sign, ("stretchy", "false"))).With("accent", "true");

    private MathNode LongArrow(string sign)
    {
        MathNode? below = null;
        if (_in.Peek() is { Kind: TexKind.Letter, Text: "[" })
        {
            _in.Next();
            below = MathNode.Row(Row(inOption: true));
            if (_in.Next().Text != "]")
                return Wrong();
        }
        var above = Padded(Argument());
        return below is null ? MathNode.Of("mover", Stretched(sign), above) : MathNode.Of("munderover", Stretched(sign), Padded(below), above);
    }

    private static MathNode Padded(MathNode node) => MathNode.Of("mrow", MathNode.Space("0.5em"), node, MathNode.Space("0.5em"));

    private static MathNode Negated(MathNode node) => node switch
    {
        { Text: "=" } => Operator("≠"),
        { Text: "∈" } => Operator("∉"),
        { Text: "<" } => Operator("≮"),
        { Text: ">" } => Operator("≯"),
        { Text: { } sign } => node with { Text = sign + "\u0338" },
        _ => node,
    };
}
