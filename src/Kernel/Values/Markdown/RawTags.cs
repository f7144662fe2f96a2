namespace Guildhall.Kernel.Values;

/// <summary>
/// Writes the raw HTML of a Markdown text again in canonical form: known tags only, attributes quoted, everything opened closed in
/// order. What only looks like a tag (<c>List&lt;T&gt;</c>, 用 &lt;select&gt; 标签) becomes the text it is, so that no word is lost. It does
/// not judge what is safe, the sanitiser does. It makes the sanitiser's HTML parser cheap: on tag soup the standard's repair rules cost
/// quadratic time and memory (10,000 unclosed <c>&lt;b a=1&gt;</c>, <c>&lt;b a=2&gt;</c> … are opened again in each of 10,000
/// paragraphs), on balanced tags linear.
/// </summary>
/// <param name="inLine">Within running text; else in blocks of HTML.</param>
internal sealed class RawTags(TagPairs pairs, Removals removals, bool inLine)
{
    private readonly OpenTags _tags = new();

    // Drawings, MathML and choices that are open: of them only the words can be shown.
    private int _foreign;

    /// <inheritdoc cref="OpenTags.Enter"/>
    public int Enter() => _tags.Enter();

    /// <inheritdoc cref="OpenTags.Leave"/>
    public void Leave(int outer) => _tags.Leave(outer);

    /// <summary>The end tags of everything opened since <see cref="Enter"/>.</summary>
    public string CloseAll()
    {
        _tags.CloseAll();
        return _tags.Take();
    }

    /// <summary>The canonical form of a block of HTML.</summary>
    public string RewriteBlock(ReadOnlySpan<char> html)
    {
        Rewrite(html, endsLine: true);
        _tags.CloseInline();
        return _tags.Take();
    }

    /// <summary>The canonical form of a single tag in running text.</summary>
    /// <param name="endsLine">Nothing stands behind it in its line.</param>
    public string RewriteTag(ReadOnlySpan<char> html, bool endsLine)
    {
        Rewrite(html, endsLine);
        return _tags.Take();
    }

    private void Rewrite(ReadOnlySpan<char> html, bool endsLine)
    {
        var reader = new RawTagReader(html);
        while (reader.Next(out var token))
            switch (token.Kind)
            {
                case RawKind.Text:
                    Literally(token.Source);
                    break;
                case RawKind.Open when token.IsKnown:
                    Open(token, reader.Rest.TrimStart(" \t") is [] or ['\n', ..] && endsLine);
                    break;
                case RawKind.Close when token.IsKnown:
                    Close(token);
                    break;
                case RawKind.Open or RawKind.Close when _foreign == 0:
                    Literally(token.Source);
                    break;
                case RawKind.Verbatim when !HtmlNames.Programs.Contains(token.Name):
                    Apart();
                    Literally(token.Source);
                    Apart();
                    break;
                case RawKind.Comment:
                    break;
                case RawKind.Verbatim:
                    Remove(token);
                    break;
                default:
                    Apart();
                    break;
            }
    }

    private void Open(RawToken token, bool endsLine)
    {
        var name = token.Name;
        if (HtmlNames.Void.Contains(name))
            OpenVoid(token);
        else if (token.ClosesItself)
            OpenAndClose(token);
        else if (pairs.Next() == Pairing.Nowhere && IsMention(token, endsLine))
            Literally(token.Source);
        else if (HtmlNames.Programs.Contains(name))
        {
            Remove(token);
            _tags.Open(name, "", isHole: true);
        }
        else if (HtmlNames.IsWritten(name))
        {
            _tags.CloseImplied(name);
            _tags.Open(name, token.Attributes.Canonical());
        }
        else
        {
            Remove(token);
            _foreign += IsForeign(name) ? 1 : 0;
        }
    }

    private void OpenVoid(RawToken token)
    {
        var name = token.Name;
        if (name is "img" or "input" ? !token.IsBare : HtmlNames.Allowed.Contains(name))
        {
            _tags.CloseImplied(name);
            _tags.Write($"<{name}{token.Attributes.Canonical()}>");
        }
        else if (token.IsBare && _foreign == 0 && !(name == "col" && _tags.IsOpen("table")))
            Literally(token.Source);
        else
            Remove(token);
    }

    private void OpenAndClose(RawToken token)
    {
        if (HtmlNames.IsWritten(token.Name))
            _tags.Write($"<{token.Name}{token.Attributes.Canonical()}></{token.Name}>");
        else if (token.IsBare && _foreign == 0)
            Literally(token.Source);
        else
            Remove(token);
    }

    /// <summary>Of a tag that is never closed: whether an author speaks of it, rather than forgot the end of it.</summary>
    private bool IsMention(RawToken token, bool endsLine)
    {
        if (!HtmlNames.IsWritten(token.Name))
            return _foreign == 0 || HtmlNames.Programs.Contains(token.Name);
        if (token.Attributes.HasValue || _tags.MayStayOpen(token.Name))
            return false;
        return token.Name == "p" ? inLine && !endsLine : inLine || !endsLine;
    }

    private void Close(RawToken token)
    {
        var name = token.Name;
        if (HtmlNames.Void.Contains(name))
        {
            // Every browser reads it so.
            _tags.Write(name == "br" ? "<br>" : "");
            return;
        }
        if (pairs.Next() == Pairing.Nowhere)
        {
            if (inLine || !HtmlNames.IsWritten(name))
                Literally(token.Source);
            return;
        }
        if (_tags.Close(name))
            return;
        if (!HtmlNames.IsWritten(name))
            Apart();
        if (IsForeign(name) && _foreign > 0)
            _foreign--;
    }

    private static bool IsForeign(string name) => name is "svg" or "math" or "select" or "datalist";

    /// <summary>Parts of a drawing or of a choice go with the whole.</summary>
    private void Remove(RawToken token)
    {
        if (_foreign > 0 || token.Name is "col" or "colgroup" or "param" or "track"
            || (token.Name == "source" && token.Attributes["src"] is null))
            Apart();
        else
            _tags.Write(removals.Instead(token.Name, token.Attributes));
    }

    // Where a tag goes that parted two words, a blank parts them.
    private void Apart() => _tags.Write(" ");

    // Ampersands stay: in raw HTML the author writes entities, and a bare one is repaired by the HTML parser.
    private void Literally(ReadOnlySpan<char> text) => _tags.Write(text.ToString().Replace("<", "&lt;").Replace(">", "&gt;"));
}
