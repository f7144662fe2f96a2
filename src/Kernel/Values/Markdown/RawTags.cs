using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>
/// Reads raw HTML of a Markdown text tag by tag and writes it again in canonical form: known tags only, attributes quoted, everything opened
/// closed in order, unknown tags (<c>List&lt;T&gt;</c>) as the text they are. It does not judge what is safe, the sanitiser does. It makes the
/// sanitiser's HTML parser cheap: on tag soup the standard's repair rules cost quadratic time and memory (10,000 unclosed
/// <c>&lt;b a=1&gt;</c>, <c>&lt;b a=2&gt;</c> … are opened again in each of 10,000 paragraphs), on balanced tags linear.
/// </summary>
internal sealed class RawTags
{
    /// <summary>Elements open inside one another by raw tags.</summary>
    public const int MaxDepth = 32;

    private readonly List<string> _open = [];
    private readonly StringBuilder _out = new();
    private int _floor;

    /// <summary>Enters a Markdown container: tags opened outside cannot be closed inside. Give the result to <see cref="Leave"/>.</summary>
    public int Enter()
    {
        var outer = _floor;
        _floor = _open.Count;
        return outer;
    }

    /// <summary>Leaves it; its end closes whatever was opened inside.</summary>
    public void Leave(int outer)
    {
        _open.RemoveRange(_floor, _open.Count - _floor);
        _floor = outer;
    }

    /// <summary>The end tags of everything opened since <see cref="Enter"/> that cannot stay open.</summary>
    public string CloseInline()
    {
        for (var i = _floor; i < _open.Count; i++)
            if (!HtmlNames.Containers.Contains(_open[i]))
            {
                CloseFrom(i);
                break;
            }
        return Take();
    }

    /// <summary>The end tags of everything opened since <see cref="Enter"/>.</summary>
    public string CloseAll()
    {
        CloseFrom(_floor);
        return Take();
    }

    /// <summary>The canonical form of a piece of raw HTML.</summary>
    public string Rewrite(ReadOnlySpan<char> html)
    {
        while (!html.IsEmpty)
        {
            var tag = html.IndexOf('<');
            Literally(tag < 0 ? html : html[..tag]);
            html = tag < 0 ? [] : html[(tag + Tag(html[tag..]))..];
        }
        return Take();
    }

    // Answers with the number of characters used up, at least one.
    private int Tag(ReadOnlySpan<char> html)
    {
        if (html.StartsWith("<!--"))
            return Through(html, 4, "-->");
        if (html.Length > 1 && html[1] is '!' or '?')
            return Through(html, 2, ">");

        var closing = html.Length > 1 && html[1] == '/';
        var at = closing ? 2 : 1;
        var nameEnd = at;
        while (nameEnd < html.Length && (char.IsAsciiLetterOrDigit(html[nameEnd]) || (nameEnd > at && html[nameEnd] is '-' or ':')))
            nameEnd++;
        if (nameEnd == at || !char.IsAsciiLetter(html[at]))
            return Literally(html[..1]);

        var name = html[at..nameEnd].ToString().ToLowerInvariant();
        var attributes = new RawAttributes(html[nameEnd..]);
        if (!attributes.Complete)
            return Literally(html);
        var length = nameEnd + attributes.Length;
        if (!HtmlNames.IsKnown(name))
            return Literally(html[..length]);

        if (closing)
            Close(name);
        else if (HtmlNames.RawText.Contains(name) && html[length..].IndexOf($"</{name}", StringComparison.OrdinalIgnoreCase) is >= 0 and var end)
            return length + end + Through(html[(length + end)..], 0, ">");
        else
            Open(name, attributes);
        return length;
    }

    private void Open(string name, RawAttributes attributes)
    {
        CloseImplied(name);
        if (HtmlNames.Void.Contains(name))
        {
            if (HtmlNames.Allowed.Contains(name) || name == "input")
                _out.Append('<').Append(name).Append(attributes.Canonical()).Append('>');
            return;
        }
        if (_open.Count >= MaxDepth)
            throw new MarkdownRefused(MarkdownRefused.TooDeep, "HTML elements are nested too deeply.");
        var dropped = HtmlNames.Dropped.Contains(name);
        _open.Add(dropped ? HtmlNames.Hole + name : name);
        _out.Append('<').Append(dropped ? HtmlNames.Hole : name).Append(dropped ? "" : attributes.Canonical()).Append('>');
    }

    private void Close(string name)
    {
        for (var i = _open.Count - 1; i >= _floor; i--)
            if (_open[i] == name || _open[i] == HtmlNames.Hole + name)
            {
                CloseFrom(i);
                return;
            }
    }

    // Paragraphs, items and cells end where the next begins; without that rule plain lists of <li> would count as nesting.
    private void CloseImplied(string name)
    {
        var (ends, within) = name switch
        {
            "li" => ("li", "ul ol menu dir"),
            "dt" or "dd" => ("dt dd", "dl"),
            "td" or "th" => ("td th", "tr table"),
            "tr" => ("tr", "table tbody thead tfoot"),
            "tbody" or "thead" or "tfoot" => ("tbody thead tfoot", "table"),
            _ when HtmlNames.Containers.Contains(name) || name is "p" or "pre" or "hr" or ['h', >= '1' and <= '6'] => ("p", "*"),
            _ => ("", ""),
        };
        for (var i = _open.Count - 1; i >= _floor && ends.Length > 0; i--)
        {
            if (ends.Split(' ').Contains(_open[i]))
            {
                CloseFrom(i);
                return;
            }
            if (within.Split(' ').Contains(_open[i]) || (within == "*" && HtmlNames.Containers.Contains(_open[i])))
                return;
        }
    }

    private void CloseFrom(int index)
    {
        for (var i = _open.Count - 1; i >= index; i--)
            _out.Append("</").Append(_open[i].StartsWith(HtmlNames.Hole, StringComparison.Ordinal) ? HtmlNames.Hole : _open[i]).Append('>');
        _open.RemoveRange(index, _open.Count - index);
    }

    private static int Through(ReadOnlySpan<char> html, int from, string end) =>
        html[from..].IndexOf(end) is >= 0 and var at ? from + at + end.Length : html.Length;

    // Ampersands stay: in raw HTML the author writes entities, and a bare one is repaired by the HTML parser.
    private int Literally(ReadOnlySpan<char> text)
    {
        _out.Append(text.ToString().Replace("<", "&lt;").Replace(">", "&gt;"));
        return text.Length;
    }

    private string Take()
    {
        var text = _out.ToString();
        _out.Clear();
        return text;
    }
}
