namespace Guildhall.Kernel.Values;

internal enum TexKind
{
    End,
    Command,
    Letter,
    Open,
    Close,
    Script,
    Cell,
    Line,
}

/// <param name="Text">A command's name without its backslash, or the character.</param>
internal readonly record struct TexToken(TexKind Kind, string Text)
{
    public bool Is(string command) => Kind == TexKind.Command && Text == command;
}

/// <summary>Parts TeX in its mathematical mode into tokens: blanks mean nothing, a percent sign hides the rest of its line.</summary>
internal sealed class TexReader(string source)
{
    private int _at;
    private TexToken? _peeked;
    private int _before;

    public TexToken Peek()
    {
        if (_peeked is { } token)
            return token;
        _before = _at;
        token = Read();
        _peeked = token;
        return token;
    }

    public TexToken Next()
    {
        var token = Peek();
        _peeked = null;
        return token;
    }

    /// <summary>Nothing more is read.</summary>
    public void Stop() => (_at, _peeked) = (source.Length, null);

    /// <summary>What stands between braces, as it is written, blanks and all; <c>null</c> without braces.</summary>
    public string? Raw()
    {
        if (Peek().Kind != TexKind.Open)
            return null;
        Next();
        var (start, depth) = (_at, 1);
        for (; _at < source.Length; _at++)
            if (source[_at] == '\\')
                _at++;
            else if (source[_at] == '{')
                depth++;
            else if (source[_at] == '}' && --depth == 0)
                return source[start.._at++];
        _at = source.Length;
        return null;
    }

    /// <summary>What stands between brackets, as it is written; <c>null</c>, and nothing read, without them.</summary>
    public string? RawOption()
    {
        if (Peek() is not { Kind: TexKind.Letter, Text: "[" } || source.IndexOf(']', _before) is < 0 and var end)
            return null;
        end = source.IndexOf(']', _before);
        var start = source.IndexOf('[', _before) + 1;
        (_at, _peeked) = (end + 1, null);
        return source[start..end];
    }

    private TexToken Read()
    {
        while (_at < source.Length && (char.IsWhiteSpace(source[_at]) || source[_at] == '%'))
            _at = source[_at] == '%' && source.IndexOf('\n', _at) is var end ? end < 0 ? source.Length : end : _at + 1;
        if (_at >= source.Length)
            return new TexToken(TexKind.End, "");
        var c = source[_at];
        if (c == '\\')
            return Command();
        var length = char.IsHighSurrogate(c) && _at + 1 < source.Length && char.IsLowSurrogate(source[_at + 1]) ? 2 : 1;
        var text = source.Substring(_at, length);
        _at += length;
        return new TexToken(
            c switch
            {
                '{' => TexKind.Open,
                '}' => TexKind.Close,
                '^' or '_' or '\'' => TexKind.Script,
                '&' => TexKind.Cell,
                '~' => TexKind.Command,
                _ => TexKind.Letter,
            },
            text);
    }

    private TexToken Command()
    {
        var start = ++_at;
        while (_at < source.Length && char.IsAsciiLetter(source[_at]))
            _at++;
        if (_at == start && _at < source.Length)
            _at++;
        else if (_at < source.Length && source[_at] == '*' && source.AsSpan(start, _at - start) is "operatorname" or "hspace" or "tag")
            _at++;
        var name = source[start.._at];
        return name == "\\" ? new TexToken(TexKind.Line, name) : new TexToken(TexKind.Command, name);
    }
}
