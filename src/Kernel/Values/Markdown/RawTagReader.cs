namespace Guildhall.Kernel.Values;

internal enum RawKind
{
    /// <summary>What is no tag: words, lone brackets, declarations, a tag without its closing bracket.</summary>
    Text,
    Comment,
    Open,
    Close,

    /// <summary>A whole element whose content is not markup, see <see cref="HtmlNames.RawText"/>.</summary>
    Verbatim,
}

/// <summary>A piece of raw HTML.</summary>
internal readonly ref struct RawToken(RawKind kind, ReadOnlySpan<char> source, string name = "", RawAttributes attributes = default)
{
    public RawKind Kind { get; } = kind;

    /// <summary>As it stands in the text; of <see cref="RawKind.Verbatim"/> only the content.</summary>
    public ReadOnlySpan<char> Source { get; } = source;

    /// <summary>Of a tag, in small letters; known or not.</summary>
    public string Name { get; } = name;

    public RawAttributes Attributes { get; } = attributes;

    public bool IsKnown => HtmlNames.IsKnown(Name);

    /// <summary><c>&lt;a id="x"/&gt;</c>: nothing is inside of it, as its author sees it.</summary>
    public bool ClosesItself => Kind == RawKind.Open && Source is [.., '/', '>'];

    /// <summary>Nothing but the name, so perhaps not a tag but the mention of one.</summary>
    public bool IsBare => Source[(Name.Length + 1)..].Trim("/> \t\n").IsEmpty;

    /// <summary>One of two that belong together.</summary>
    public bool IsPaired => Kind is RawKind.Open or RawKind.Close && IsKnown && !HtmlNames.Void.Contains(Name) && !ClosesItself;
}

/// <summary>Cuts raw HTML into tags and what stands between them, in linear time.</summary>
internal ref struct RawTagReader(ReadOnlySpan<char> html)
{
    private ReadOnlySpan<char> _rest = html;
    private bool _noComment;
    private List<string>? _neverClosed;

    /// <summary>What stands behind the last token.</summary>
    public readonly ReadOnlySpan<char> Rest => _rest;

    public bool Next(out RawToken token)
    {
        token = default;
        if (_rest.IsEmpty)
            return false;
        var bracket = _rest.IndexOf('<');
        token = bracket == 0 ? Tag() : Take(bracket < 0 ? _rest.Length : bracket, RawKind.Text);
        return true;
    }

    private RawToken Tag()
    {
        var html = _rest;
        if (html.StartsWith("<!--"))
            return Comment();
        var closing = html.Length > 1 && html[1] == '/';
        var at = closing ? 2 : 1;
        var nameEnd = at;
        while (nameEnd < html.Length && (char.IsAsciiLetterOrDigit(html[nameEnd]) || (nameEnd > at && html[nameEnd] is '-' or ':')))
            nameEnd++;
        if (nameEnd == at || !char.IsAsciiLetter(html[at]))
            return Take(1, RawKind.Text);

        var attributes = new RawAttributes(html[nameEnd..]);
        // Behind a quote that is never closed that is all there is: else each bracket would search to the end for another quote.
        if (!attributes.Complete)
            return Take(nameEnd + attributes.Length, RawKind.Text);
        var name = html[at..nameEnd].ToString().ToLowerInvariant();
        var token = Take(nameEnd + attributes.Length, closing ? RawKind.Close : RawKind.Open, name, attributes);
        return !closing && HtmlNames.RawText.Contains(name) ? Verbatim(token) : token;
    }

    private RawToken Comment()
    {
        // "<!-->" is one, too.
        var end = _noComment ? -1 : _rest[2..].IndexOf("-->");
        _noComment = end < 0;
        return _noComment ? Take(1, RawKind.Text) : Take(end + 5, RawKind.Comment);
    }

    private RawToken Verbatim(RawToken open)
    {
        if (_neverClosed?.Contains(open.Name) == true)
            return open;
        var end = _rest.IndexOf($"</{open.Name}", StringComparison.OrdinalIgnoreCase);
        if (end < 0)
        {
            (_neverClosed ??= []).Add(open.Name);
            return open;
        }
        var content = _rest[..end];
        var bracket = _rest[end..].IndexOf('>');
        _rest = bracket < 0 ? [] : _rest[(end + bracket + 1)..];
        return new RawToken(RawKind.Verbatim, content, open.Name, open.Attributes);
    }

    private RawToken Take(int length, RawKind kind, string name = "", RawAttributes attributes = default)
    {
        var token = new RawToken(kind, _rest[..length], name, attributes);
        _rest = _rest[length..];
        return token;
    }
}
